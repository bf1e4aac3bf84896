"""Countries that somebody would rather avoid: they cost a score, and shut nobody out."""

import random

import numpy as np
import pytest
from django.utils.translation import override

from projects.briefs.requirements import Force, Requirement, Subject
from projects.matching.engine.found import described
from projects.matching.engine.judging.ranking import Ranking
from projects.matching.enums import Criterion
from services.actions.catalogue import refresh_entries
from services.models import Offering
from services.selectors.catalogue import Catalogue, current_catalogue
from tests.matching.needs import any_requirement, eligible, must, ranked, wish

pytestmark = pytest.mark.django_db

WORK = [must(Subject.MODALITY, "mab"), must(Subject.SERVICE_LINE, "mammalian-ds-commercial")]


def avoid(code: str) -> Requirement:
    return Requirement(Subject.COUNTRY, Force.AVOIDED, code)


def offerings_of(slug: str) -> list[Offering]:
    """Those of a provider that do the work, read from the tables."""
    rows = Offering.objects.published().filter(provider__slug=slug, modalities__path__contains=["mab"])
    return list(rows.filter(service_line__path__contains=["mammalian-ds-commercial"]).distinct())


def countries_of(slug: str) -> set[str]:
    """Where a provider does the work."""
    return {
        site.country_id
        for one in offerings_of(slug)
        for site in one.sites.exclude(status="planned").exclude(status="closed")
    }


def place_in(found: Ranking, slug: str) -> float:
    return float(found.scores[Criterion.PLACE][found.ground.slugs.index(slug)])


def sentence_of(slug: str, requirements: list[Requirement], catalogue: Catalogue, language: str = "en") -> str:
    with override(language):
        (match,) = described(ranked(requirements, catalogue), catalogue, [slug])
        return next(one.reason for one in match.criteria if one.criterion == Criterion.PLACE)


def test_only_who_does_it_nowhere_else_loses(catalogue: Catalogue):
    """Judged by the tables: one site elsewhere is enough."""
    found = ranked([*WORK, avoid("CN"), avoid("US")], catalogue)
    scores = {slug: place_in(found, slug) for slug in eligible(found)}
    assert scores == {slug: 0.0 if countries_of(slug) <= {"CN", "US"} else 1.0 for slug in scores}
    assert {"lotte-biologics": 0.0, "chime-biologics": 0.0, "wuxi-biologics": 1.0}.items() <= scores.items()


def test_to_rather_avoid_a_country_never_changes_who_misses_nothing(catalogue: Catalogue):
    lot, moved = random.Random(11), 0
    for _ in range(150):
        asked = [any_requirement(lot, catalogue) for _ in range(lot.randint(0, 4))]
        more = avoid(lot.choice(["US", "CN", "DE", "europe", "asia-pacific"]))
        before, after = ranked(asked, catalogue), ranked([*asked, more], catalogue)
        assert np.array_equal(before.misses, after.misses), (asked, more)
        moved += before.order != after.order
    assert moved > 50


def test_it_counts_as_a_wish_does_beside_a_must(catalogue: Catalogue):
    """Who meets the must in the avoided country alone has 1 of 1.6; who meets both, all of it."""
    europe = must(Subject.COUNTRY, "europe")
    found = ranked([*WORK, europe, avoid("PL")], catalogue)
    assert place_in(found, "polpharma-biologics") == pytest.approx(1 / 1.6, abs=1e-6)
    assert place_in(found, "rentschler-biopharma") == 1.0
    assert "polpharma-biologics" in eligible(found)


def test_a_site_where_it_may_not_be_done_saves_nobody(catalogue: Catalogue):
    """One in America is none in Europe."""
    asked = [*WORK, must(Subject.COUNTRY, "europe"), *map(avoid, ("CH", "GB", "ES"))]
    assert countries_of("lonza") == {"CH", "GB", "ES", "US", "SG"}
    assert place_in(ranked(asked, catalogue), "lonza") < 1
    assert place_in(ranked(asked[:-1], catalogue), "lonza") == 1
    told = sentence_of("lonza", asked, catalogue)
    assert told.endswith(
        "All its sites that will do for this are in Switzerland, Spain, United Kingdom, which you would rather avoid."
    )


def test_one_country_and_those_of_a_region_are_avoided_together(catalogue: Catalogue):
    """Who has a site in each of two avoided countries has none outside them."""
    one_by_one = ranked([*WORK, avoid("US"), avoid("CA")], catalogue)
    at_once = ranked([*WORK, avoid("north-america")], catalogue)
    assert place_in(one_by_one, "emergent") == 0.0
    assert countries_of("emergent") == {"US", "CA"}
    doing = eligible(one_by_one)
    assert {slug: place_in(one_by_one, slug) for slug in doing} == {slug: place_in(at_once, slug) for slug in doing}


def test_what_is_excluded_besides_is_not_avoided_as_well(catalogue: Catalogue):
    excluded = Requirement(Subject.COUNTRY, Force.EXCLUDED, "CN")
    both, alone = ranked([*WORK, excluded, avoid("CN")], catalogue), ranked([*WORK, excluded], catalogue)
    assert both.order == alone.order
    assert np.array_equal(both.totals, alone.totals)


def test_the_weight_nought_of_the_place_makes_it_say_nothing(catalogue: Catalogue):
    nought = {Criterion.PLACE: 0.0}
    without, avoiding = ranked(WORK, catalogue, nought), ranked([*WORK, avoid("US")], catalogue, nought)
    assert avoiding.order == without.order
    assert np.allclose(avoiding.totals, without.totals)


def test_neither_order_nor_saying_it_twice_matters(catalogue: Catalogue):
    asked = [*WORK, wish(Subject.COUNTRY, "europe"), avoid("US"), avoid("CN")]
    first = ranked(asked, catalogue)
    for again in (ranked(asked[::-1], catalogue), ranked([*asked, avoid("CN")], catalogue)):
        assert again.order == first.order
        assert np.array_equal(again.totals, first.totals)


def test_a_copy_of_an_offering_in_an_avoided_country_helps_nobody(catalogue: Catalogue):
    asked = [*WORK, avoid("US")]
    before = ranked(asked, catalogue)
    for offering in offerings_of("lotte-biologics"):
        links = {name: list(getattr(offering, name).all()) for name in ("sites", "modalities", "stages", "standards")}
        offering.pk, offering.shipped_digest = None, ""
        offering._state.adding = True
        offering.save()
        for name, rows in links.items():
            getattr(offering, name).set(rows)
        refresh_entries([offering.pk])
    after = ranked(asked, current_catalogue())
    assert len(after.ground.entries) > len(before.ground.entries)
    assert np.allclose(after.totals, before.totals)


def test_where_nobody_knows_a_site_nothing_is_held_against_it(catalogue: Catalogue):
    for offering in offerings_of("lotte-biologics"):
        offering.sites.clear()
        refresh_entries([offering.pk])
    asked = [*WORK, avoid("US")]
    fresh = current_catalogue()
    assert np.isnan(place_in(ranked(asked, fresh), "lotte-biologics"))
    assert sentence_of("lotte-biologics", asked, fresh) == "Not known where it does this."


def test_the_reason_says_where_it_is_done_and_what_it_costs(catalogue: Catalogue):
    asked = [*WORK, avoid("US"), avoid("CN")]
    assert (
        sentence_of("chime-biologics", asked, catalogue)
        == "All its sites for this are in China, which you would rather avoid."
    )
    assert sentence_of("wuxi-biologics", asked, catalogue) == "Done in Dundalk (Ireland), outside China, United States."
    named = sentence_of("wuxi-biologics", [*WORK, must(Subject.COUNTRY, "IE"), avoid("CN")], catalogue)
    assert named == "Done in Dundalk (Ireland). Has sites outside China."


def test_of_several_services_those_done_there_alone_are_told_of(catalogue: Catalogue):
    for offering in offerings_of("boehringer-bioxcellence"):
        offering.sites.set(offering.sites.filter(country="US"))
        refresh_entries([offering.pk])
    both = [*WORK, must(Subject.SERVICE_LINE, "aseptic-vial-filling"), avoid("US")]
    fresh = current_catalogue()
    assert 0 < place_in(ranked(both, fresh), "boehringer-bioxcellence") < 1
    assert sentence_of("boehringer-bioxcellence", both, fresh) == (
        "Done in Biberach an der Riss (Germany), Shanghai (China), outside United States. "
        "Some of it is done only in United States, which you would rather avoid."
    )


def test_the_offering_that_is_shown_is_one_outside_the_avoided_country(catalogue: Catalogue):
    (match,) = described(ranked([*WORK, avoid("US")], catalogue), catalogue, ["wuxi-biologics"])
    assert match.best[0].site is not None
    assert match.best[0].site.country != "US"
