"""What tests of matching share."""

import pytest

from services.selectors.catalogue import Catalogue, current_catalogue
from tests.briefs.conftest import terms as terms


@pytest.fixture
def catalogue(shipped: None) -> Catalogue:
    return current_catalogue()
