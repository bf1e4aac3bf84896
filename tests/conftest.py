"""Fixtures of every test."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase, client
from pytest_django import DjangoDbBlocker

from events.delivery import run_handlers
from events.models import Dispatch
from services.search import reading
from tests import emptied, laid_out
from tests.reference import ReferenceDatabase

ROOT = Path(__file__).parent
LONGEST = (
    "matrix/test_matrix.py",
    "faults/test_faults.py",
    "faults/test_webhooks.py",
    "faults/test_retries.py",
    "start/test_demo.py",
    "bench/test_smoke.py",
)
"""Whole files go to a worker (``--dist loadfile``): the longest first, or one of them is alone at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The order in which files are handed out."""
    first = {ROOT / name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: first.get(item.path, len(first)))


@pytest.fixture(scope="session", autouse=True)
def _empty_what_was_committed() -> Iterator[None]:
    """The trail too, which the database itself would not let go."""
    clean_up = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = emptied.lifted(clean_up)
    yield
    TransactionTestCase._fixture_teardown = clean_up


@pytest.fixture(scope="session")
def _kept_tables(pytestconfig: pytest.Config) -> Path:
    """What the migrations make, as an earlier run has left it."""
    return laid_out.kept_in(pytestconfig.cache.mkdir("tables"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, _kept_tables: Path, django_db_blocker: DjangoDbBlocker
) -> None:
    """Before the test database is made."""
    with django_db_blocker.unblock():
        laid_out.begin_with(_kept_tables)


@pytest.fixture(scope="session", autouse=True)
def _keep_an_empty_database(
    django_db_setup: None, _kept_tables: Path, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """For what needs a database of its own."""
    with django_db_blocker.unblock():
        laid_out.keep(_kept_tables)
    yield
    with django_db_blocker.unblock():
        laid_out.remove()


@pytest.fixture(scope="session", autouse=True)
def _end_what_is_left(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A browser that stays connected keeps a thread of the live server, and with it a connection, when the databases are
    dropped at the end of a run."""
    yield
    connection.close()  # it may have been ended with those of a copied database
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture
def deliver_events(db: None) -> Callable[[], None]:
    """Run the handlers of every open event, and of the events these emit, here and now."""

    def drain() -> None:
        while waiting := list(Dispatch.objects.filter(confirmed_at=None).order_by("event_id").values_list("pk", flat=True)):
            for event_id in waiting:
                assert run_handlers(event_id), "a handler failed"

    return drain


@pytest.fixture(scope="session", autouse=True)
def _mail_goes_through_the_outbox(django_test_environment: None) -> None:
    """Django's test runner swaps the mail backend; ours is part of what is tested."""
    settings.EMAIL_BACKEND = "notifications.backend.OutboxBackend"


@pytest.fixture(scope="session", autouse=True)
def _answers_keep_the_context_of_their_page() -> Iterator[None]:
    """``answer.context`` has what the view gave its page. Django's copies those of every icon and field too, for a third of the
    time that a page with a form takes."""
    keep = client.store_rendered_templates

    def keep_of_page(store: Any, signal: Any, sender: Any, template: Any, context: Any, **rest: Any) -> None:
        is_part = context.template is not template or "widget" in context or "field" in context
        if not is_part:
            keep(store, signal, sender, template, context, **rest)

    client.store_rendered_templates = keep_of_page
    yield
    client.store_rendered_templates = keep


@pytest.fixture(scope="session")
def reference_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[ReferenceDatabase]:
    """Made for the first test that asks for ``shipped``."""
    with django_db_blocker.unblock():
        database = ReferenceDatabase()
    yield database
    with django_db_blocker.unblock():
        database.remove()


@pytest.fixture(scope="class")
def shipped(reference_database: ReferenceDatabase, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The whole catalogue as it is shipped: vocabularies, providers, sites, offerings, search documents.

    Ask for it like for any fixture, or with ``pytest.mark.usefixtures("shipped")``, beside ``pytest.mark.django_db``. It costs
    ten seconds once in a run and a reconnection for each test. What a test changes is undone, whether it commits or not, and
    what is made by factories stands beside it. Its scope is "class" so that it comes before the test's transaction begins; a
    function outside a class has it for itself.
    """
    with django_db_blocker.unblock():
        reference_database.enter()
    yield
    with django_db_blocker.unblock():
        reference_database.leave()


@pytest.fixture(autouse=True)
def _forget_what_was_undone() -> Iterator[None]:
    """A search index that has read what the test wrote is read anew after it, since the rows are gone."""
    before = reading.index_at_hand().revision
    yield
    if reading.index_at_hand().revision not in (before, ReferenceDatabase.revision):
        reading.forget()
