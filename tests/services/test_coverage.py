"""Coverage counts the terms that are there."""

import pytest

from services.selectors.catalogue import current_catalogue
from services.selectors.coverage import coverage_of
from tests.providers.house import vocabulary

pytestmark = pytest.mark.django_db


def test_terms_that_no_edition_was_made_of_are_counted_anew():
    assert coverage_of(current_catalogue()).rows == []
    vocabulary()
    assert "mab" in {row.modality.pk for row in coverage_of(current_catalogue()).rows}
