"""Statements that are planned once for a connection."""

from contextlib import suppress

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from core.prepared import Prepared
from organizations.actor import Actor
from providers.enums import ProviderState
from providers.models import Provider
from providers.selectors.profile import PUBLIC
from tests.providers.house import build_house, vocabulary

DOUBLED = Prepared("test_doubled", "SELECT $1 * 2", "int")
"""Its name is the product's nowhere."""


def prepared_now() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE name = 'test_doubled'")
        return int(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_a_statement_is_planned_once_for_each_connection():
    with CaptureQueriesContext(connection) as seen:
        assert [DOUBLED.rows(number) for number in (1, 2, 3)] == [[(2,)], [(4,)], [(6,)]]
    assert [one["sql"] for one in seen] == ["EXECUTE test_doubled(1)", "EXECUTE test_doubled(2)", "EXECUTE test_doubled(3)"]
    assert prepared_now() == 1
    connection.close()
    assert prepared_now() == 0
    assert DOUBLED.row(4) == (8,)


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_fails_leaves_the_statement_to_the_next():
    connection.close()
    with suppress(DatabaseError), transaction.atomic():
        assert DOUBLED.row(1) == (2,)
        DOUBLED.row("many")
    assert DOUBLED.row(2) == (4,)


@pytest.mark.django_db(transaction=True)
def test_behind_a_pooler_that_works_by_transactions_the_text_is_sent_and_nothing_prepared(settings):
    settings.DATABASE_POOLED = True
    connection.close()
    assert [DOUBLED.rows(number) for number in (1, 2)] == [[(2,)], [(4,)]]
    assert Prepared("test_percent", "SELECT 'a' LIKE '%a%', $2 || $1", "text", "text").row("x", "y") == (True, "yx")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements")
        assert cursor.fetchone() == (0,)


@pytest.mark.django_db
@pytest.mark.parametrize("pooled", [False, True])
def test_a_prepared_profile_is_the_row_that_its_queryset_finds(settings, pooled: bool):
    settings.DATABASE_POOLED = pooled
    vocabulary()
    provider = build_house().provider
    expected = Provider.objects.visible_to(Actor.anonymous()).get(slug=provider.slug)
    found = PUBLIC.first(provider.slug)
    assert found is not None
    assert {field.attname: getattr(found, field.attname) for field in Provider._meta.concrete_fields} == {
        field.attname: getattr(expected, field.attname) for field in Provider._meta.concrete_fields
    }
    Provider.objects.filter(pk=provider.pk).update(state=ProviderState.SUSPENDED)
    assert PUBLIC.first(provider.slug) is None
    assert PUBLIC.first("nobody") is None
