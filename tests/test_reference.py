"""What ``shipped`` promises to the tests that use it, and the empty database to those that commit."""

import pytest
from django.db import transaction

from events.actions import emit
from events.models import Event
from organizations.models import Organization
from providers.models import Provider
from services.models import CatalogueEntry, Offering
from tests.factories import OrganizationFactory, actor
from vocabulary.models import Unit


@pytest.mark.django_db
@pytest.mark.parametrize("turn", [1, 2])
def test_what_a_test_changes_in_the_shipped_data_is_undone(shipped: None, turn: int):
    assert (Provider.objects.count(), Organization.objects.count()) == (139, 0)
    OrganizationFactory.create()
    Provider.objects.filter(slug="lonza").delete()


@pytest.mark.django_db
def test_one_command_has_loaded_all_of_it_the_vocabulary_too(shipped: None):
    assert Unit.objects.count() == 43
    assert CatalogueEntry.objects.filter(is_live=True).count() == Offering.objects.count() > 2000


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_so_is_what_a_test_commits(shipped: None, turn: int):
    assert Provider.objects.count() == 139
    Provider.objects.filter(slug="lonza").delete()


@pytest.mark.django_db
def test_other_tests_see_none_of_it():
    assert (Provider.objects.count(), CatalogueEntry.objects.count()) == (0, 0)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_what_a_test_commits_is_gone_after_it_and_so_is_its_trail(turn: int):
    assert (Organization.objects.count(), Event.objects.count()) == (0, 0)
    owner = actor()
    with transaction.atomic():
        emit("organization.changed", actor=owner, subject=owner.organization)
    assert Event.objects.count() == 1
