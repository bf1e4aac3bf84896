"""The test settings, with an app that keeps books and quick re-sending."""

from datetime import timedelta

from config.settings.test import *  # noqa: F403
from config.settings.test import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.faults.ledger"]
EVENTS_RESEND_AFTER = timedelta(seconds=3)
WEBHOOKS_RESEND_AFTER = timedelta(seconds=2)
