import pytest

from vocabulary.models import Country
from vocabulary.selectors.markets import market_terms
from vocabulary.selectors.vocabulary import current_vocabulary
from vocabulary.unions import MEMBERS

pytestmark = pytest.mark.usefixtures("shipped")


def test_a_site_in_a_member_state_is_one_in_the_union() -> None:
    vocabulary = current_vocabulary()
    standards, countries = market_terms(["eu"], vocabulary)
    assert {"DE", "IE", "NL"} <= set(countries)
    assert {"GB", "CH", "NO"}.isdisjoint(countries)
    assert "eu-gmp" in standards
    assert countries == sorted(set(MEMBERS["eu"]) & vocabulary.terms[Country].keys())


def test_the_unions_standards_hold_in_a_member_state_whose_sites_are_its_own() -> None:
    standards, countries = market_terms(["de"], current_vocabulary())
    assert "eu-gmp" in standards
    assert countries == ["DE"]
    assert "eu-gmp" not in market_terms(["ch"], current_vocabulary())[0]


def test_a_market_without_a_country_has_none() -> None:
    assert market_terms(["intl"], current_vocabulary())[1] == []
    assert market_terms(["nowhere"], current_vocabulary()) == ([], [])
