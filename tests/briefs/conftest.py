"""The shipped vocabulary in the database, loaded once for each file of tests."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from organizations.actor import Actor
from vocabulary.actions.load import load_vocabulary
from vocabulary.shipped import read_shipment


@pytest.fixture(scope="module")
def terms(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Every test of the file starts from it; what a test changes is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_vocabulary(actor=Actor.system(), shipment=read_shipment())
        yield
        transaction.set_rollback(True)
