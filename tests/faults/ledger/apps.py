from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "tests.faults.ledger"
    label = "ledger"
