"""What ``shipped`` promises to the tests that use it."""

import pytest

from organizations.models import Organization
from providers.models import Provider
from services.models import CatalogueEntry
from tests.factories import OrganizationFactory


@pytest.mark.django_db
@pytest.mark.parametrize("turn", [1, 2])
def test_what_a_test_changes_in_the_shipped_data_is_undone(shipped: None, turn: int):
    assert (Provider.objects.count(), Organization.objects.count()) == (139, 0)
    OrganizationFactory.create()
    Provider.objects.filter(slug="lonza").delete()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_so_is_what_a_test_commits(shipped: None, turn: int):
    assert Provider.objects.count() == 139
    Provider.objects.filter(slug="lonza").delete()


@pytest.mark.django_db
def test_other_tests_see_none_of_it():
    assert (Provider.objects.count(), CatalogueEntry.objects.count()) == (0, 0)
