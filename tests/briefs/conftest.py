"""The shipped vocabulary in the database, laid once for each file of tests."""

import uuid
from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.terms import lay_terms
from vocabulary.models import Edition


@pytest.fixture(scope="module")
def terms(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Every test of the file starts from it; what a test changes is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        lay_terms()
        # Not the stamp of another file's: what this process has read of that one may hold more than was shipped.
        Edition.objects.update(stamp=uuid.uuid4())
        yield
        transaction.set_rollback(True)
