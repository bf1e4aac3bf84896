"""The shipped reference data, loaded once for each file of tests."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

from services.selectors.catalogue import Catalogue, current_catalogue


@pytest.fixture(scope="module")
def shipped(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Every test of the file starts from it; what a test changes is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_reference_data", verbosity=0)
        connection.check_constraints()  # once; else each test does it again for all that was loaded
        yield
        transaction.set_rollback(True)


@pytest.fixture
def catalogue(shipped: None) -> Catalogue:
    return current_catalogue()
