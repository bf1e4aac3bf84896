"""What tests of matching share."""

import pytest

from projects.briefs.models import Project
from services.selectors.catalogue import Catalogue, current_catalogue
from tests.briefs.conftest import terms as terms
from tests.briefs.house import House, build_house, project


@pytest.fixture
def catalogue(shipped: None) -> Catalogue:
    return current_catalogue()


@pytest.fixture
def house(shipped: None) -> House:
    return build_house()


@pytest.fixture
def blue_heron(house: House) -> Project:
    return project(house)
