"""Which profiles have the words of a brief in common with it: what a provider says, what its offerings are, and where they are."""

import pytest

from projects.briefs.requirements import Subject
from projects.matching.enums import Criterion
from providers.models import Provider
from services.selectors.catalogue import current_catalogue
from tests.catalogue import offering, refresh, seller
from tests.matching.needs import must, ranked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("terms")]

LINE = "aseptic-vial-filling"


def shared(*words: str) -> dict[str, float]:
    """By provider, the score for words in common."""
    found = ranked([must(Subject.SERVICE_LINE, LINE)], current_catalogue(), words=words)
    given = found.scores.get(Criterion.WORDS)
    return {} if given is None else dict(zip(found.ground.slugs, given.tolist(), strict=True))


def say(name: str, summary: str) -> None:
    Provider.objects.filter(slug=name).update(summary=summary)
    refresh(Provider.objects.get(slug=name))


def test_the_city_and_the_country_of_a_site_belong_to_the_profile():
    offering(seller("Here", "Vienna", "AT"), line=LINE)
    offering(seller("There", "Halle", "DE"), line=LINE)
    assert shared("vienna")["here"] > shared("vienna")["there"] == 0
    assert shared("austria")["here"] > shared("austria")["there"] == 0


def test_what_the_offerings_are_called_belongs_to_the_profile():
    offering(seller("Here"), line=LINE, modalities=["mab"])
    offering(seller("There"), line=LINE, modalities=["mrna"])
    assert shared("antibody")["here"] > shared("antibody")["there"] == 0


def test_an_offering_more_of_the_same_kind_adds_nothing():
    here, there = seller("Here"), seller("There", "Vienna", "AT")
    offering(here, line=LINE, modalities=["mab"])
    offering(there, line=LINE, modalities=["mab"])
    before = shared("antibody", "vial")
    offering(here, line=LINE, modalities=["mab"])
    assert shared("antibody", "vial") == before


def test_a_word_said_nine_times_counts_as_one():
    for name in ("Here", "There"):
        offering(seller(name), line=LINE)
    say("here", "Lyophilization.")
    say("there", "Something else.")
    once = shared("lyophilization")["here"]
    say("here", "Lyophilization. " * 9)
    assert shared("lyophilization")["here"] == once > 0


def test_much_said_beside_it_counts_against_a_word():
    for name in ("Here", "There"):
        offering(seller(name), line=LINE)
    say("here", "Lyophilization.")
    say("there", "Lyophilization, blending, milling, coating, printing, labelling, kitting, sieving and much besides.")
    assert shared("lyophilization")["here"] > shared("lyophilization")["there"] > 0


def test_where_nobody_has_a_word_nothing_is_compared():
    offering(seller("Here"), line=LINE)
    assert shared("microtablet") == {}
