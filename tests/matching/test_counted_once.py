"""What a provider lacks is counted where it is asked, and not again in everything else; and a plant where nobody may go is no choice."""

import numpy as np
import pytest

from projects.briefs.requirements import Force, Requirement, Subject
from projects.matching.enums import Criterion
from providers.models import Site
from services.selectors.catalogue import current_catalogue
from tests.catalogue import offering, seller
from tests.matching.needs import eligible, must, order_of, ranked, wish
from vocabulary.models import Country

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("terms")]

DRUG, FILLING = "mammalian-ds-clinical", "aseptic-vial-filling"
GENERAL = ("place", "stage", "standards", "market", "sites", "quality")
ASKED = [
    must(Subject.SERVICE_LINE, DRUG),
    must(Subject.MODALITY, "mab"),
    wish(Subject.STAGE, "phase-1"),
    wish(Subject.STANDARD, "eu-gmp"),
    wish(Subject.COUNTRY, "DE"),
    must(Subject.JURISDICTION, "eu"),
]
LISTED = {"stages": ["phase-1"], "standards": ["eu-gmp"]}


def scores(asked: list[Requirement], name: str) -> dict[str, float | None]:
    found = ranked(asked, current_catalogue())
    return found.scores_of(found.ground.slugs.index(name))


def sites_of(asked: list[Requirement], name: str) -> float | None:
    return scores(asked, name)["sites"]


def another(site: Site, city: str, land: str) -> Site:
    return Site.objects.create(provider=site.provider, city=city, country=Country.objects.get(pk=land), order=9)


def test_a_medicine_that_is_missing_is_counted_once():
    """Who does the service for another medicine does it no less in its place, at its stage, under its standards."""
    offering(seller("both"), line=DRUG, modalities=["mab"], **LISTED)
    offering(seller("other medicine"), line=DRUG, modalities=["vaccine-protein"], **LISTED)
    both, other = scores(ASKED, "both"), scores(ASKED, "other-medicine")
    assert {name: other[name] for name in GENERAL} == {name: both[name] for name in GENERAL}
    assert other["service"] < both["service"]
    assert other["modality"] < both["modality"]


def test_a_service_that_is_missing_is_counted_once():
    for name in ("all", "one"):
        offering(seller(name), line=DRUG, modalities=["mab"], **LISTED)
    offering(Site.objects.get(provider__slug="all"), line=FILLING, modalities=["mab"], **LISTED)
    asked = [*ASKED, must(Subject.SERVICE_LINE, FILLING)]
    whole, part = scores(asked, "all"), scores(asked, "one")
    assert {name: part[name] for name in GENERAL} == {name: whole[name] for name in GENERAL}
    assert part["service"] < whole["service"]
    assert part["coverage"] < whole["coverage"]
    assert order_of(ranked(asked, current_catalogue())) == ["all", "one"]
    assert eligible(ranked(asked, current_catalogue())) == {"all"}


def test_who_does_nothing_of_it_has_no_place_stage_or_site():
    offering(seller("able"), line=DRUG, modalities=["mab"], **LISTED)
    offering(seller("other trade"), line="clinical-monitoring", **LISTED)
    found = scores(ASKED, "other-trade")
    assert (found["stage"], found["sites"]) == (0.0, 0.0)
    assert scores(ASKED, "able")["stage"] == 1.0


def test_only_sites_where_the_work_may_be_done_are_to_choose_from():
    home, abroad = seller("home"), seller("abroad")
    offering(home, another(home, "Jena", "DE"), line=DRUG, modalities=["mab"])
    offering(abroad, another(abroad, "Basel", "CH"), another(abroad, "Lyon", "FR"), line=DRUG, modalities=["mab"])
    free, bound = ASKED[:2], [*ASKED[:2], must(Subject.COUNTRY, "DE")]
    without = [*ASKED[:2], Requirement(Subject.COUNTRY, Force.EXCLUDED, "CH")]
    assert sites_of(free, "abroad") > sites_of(free, "home")
    assert sites_of(bound, "abroad") < sites_of(bound, "home") == sites_of(without, "home") == sites_of(free, "home")
    assert sites_of(bound, "abroad") < sites_of(without, "abroad") < sites_of(free, "abroad")


def test_a_wish_for_a_country_takes_no_site_away():
    home = seller("home")
    offering(home, another(home, "Basel", "CH"), line=DRUG, modalities=["mab"])
    asked = ASKED[:2]
    for more in (wish(Subject.COUNTRY, "DE"), must(Subject.COUNTRY, "DE", confidence=0.4)):
        assert sites_of([*asked, more], "home") == sites_of(asked, "home")


def test_packages_that_must_be_done_in_different_countries_count_each_its_own():
    home = seller("home")
    swiss = another(home, "Basel", "CH")
    offering(home, swiss, line=DRUG, modalities=["mab"])
    found = ranked([*ASKED[:2], must(Subject.COUNTRY, "DE")], current_catalogue())
    flags = np.ones(len(found.ground.entries), dtype=bool)
    count = found.ground.count_places
    assert count("city", [(flags, {"DE"}), (flags, {"CH"})]).tolist() == [2]
    assert count("city", [(flags, {"DE"}), (flags, {"DE"})]).tolist() == [1]
    assert count("country", [(flags, None)]).tolist() == [2]
    assert Criterion.SITES in found.scores
