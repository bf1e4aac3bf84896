"""Of several things of which any will do, only those are told that are there. The oracle reads the tables, not the index."""

import re

import pytest
from django.db.models import QuerySet

from projects.briefs.requirements import Subject
from projects.matching.engine.found import Match, first_matches, near_misses_of
from projects.matching.enums import Criterion
from providers.models import Site
from services.models import Offering
from services.selectors.catalogue import Catalogue, current_catalogue
from tests.catalogue import offering, seller
from tests.matching.needs import must, ranked, wish
from vocabulary.models import Jurisdiction
from vocabulary.unions import MEMBERS

pytestmark = pytest.mark.django_db

LINE = "aseptic-vial-filling"
STAGES = ("phase-1", "commercial-manufacture")
MARKETS = ("cn", "us", "eu", "gb", "jp")
ASKED = [
    must(Subject.SERVICE_LINE, LINE),
    must(Subject.SERVICE_LINE, "lyophilised-manufacture"),
    *(wish(Subject.STAGE, code, group="stages") for code in STAGES),
    *(wish(Subject.JURISDICTION, code, group="markets") for code in MARKETS),
    *(wish(Subject.MODALITY, code, group="kinds") for code in ("mab", "aav", "mrna")),
    *(wish(Subject.STANDARD, code, group="standards") for code in ("eu-gmp", "nmpa-gmp", "fda-cgmp-210-211")),
]


def told(match: Match, criterion: Criterion) -> list[str]:
    reason = next(one.reason for one in match.criteria if one.criterion == criterion)
    return re.split(r"(?<=\.) (?=[A-Z])", reason)


def test_only_what_is_met_of_a_choice_is_named(catalogue: Catalogue):
    ranking = ranked(ASKED, catalogue)
    found = [*first_matches(ranking, catalogue, 40), *near_misses_of(ranking, catalogue, 40)]
    for match in found:
        rows = Offering.objects.published().filter(
            provider__slug=match.slug, service_line__in=[LINE, "lyophilised-manufacture"]
        )
        _assert_listed(match, rows, "stages__label_en", told(match, Criterion.STAGE))
        _assert_listed(match, rows, "standards__label_en", told(match, Criterion.STANDARDS))
        _assert_listed(match, rows, "modalities__label_en", told(match, Criterion.MODALITY))
        for sentence in told(match, Criterion.MARKET):
            _assert_market(match, rows, sentence)


def _assert_listed(match: Match, rows: QuerySet[Offering], field: str, sentences: list[str]) -> None:
    labels = set(rows.values_list(field, flat=True))
    for sentence in sentences:
        found = re.match(r"(?:Does this at|Works with|Lists) (.+?)(?: for this;.*)?\.$", sentence)
        if found and not sentence.endswith("in other services."):
            assert set(found[1].split(", ")) <= labels, (match.slug, sentence)


def _assert_market(match: Match, rows: QuerySet[Offering], sentence: str) -> None:
    found = re.match(r"(Lists a standard of|Has a site in) (.+)\.$", sentence)
    for name in found[2].split(", ") if found else ():
        market = Jurisdiction.objects.get(label_en=name)
        unions = [union for union, members in MEMBERS.items() if market.country_id in members]
        standards = rows.filter(standards__jurisdiction__in=[market.code, *unions])
        countries = {market.country_id, *MEMBERS.get(market.code, ())}
        sites = Site.objects.filter(offerings__in=rows, country__in=countries)
        assert (standards if found and found[1].startswith("Lists") else sites).exists(), (match.slug, sentence)


@pytest.mark.usefixtures("terms")
def test_what_of_a_choice_is_not_there_is_said_so_and_who_does_nothing_is_denied_nothing():
    offering(seller("early", "Vienna", "AT"), line=LINE, stages=["phase-1"], standards=["eu-gmp"])
    offering(seller("other", "Zug", "CH"), line="mammalian-ds-commercial", stages=["phase-1"], standards=["eu-gmp"])
    catalogue = current_catalogue()
    by_name = {one.slug: one for one in first_matches(ranked([*ASKED[:1], *ASKED[2:]], catalogue), catalogue, 9)}
    assert told(by_name["early"], Criterion.STAGE) == [
        "Does this at Phase I.",
        "Does not list Commercial manufacture & launch for this.",
    ]
    assert told(by_name["early"], Criterion.MARKET) == [
        "Lists a standard of European Union.",
        "Not known whether it serves China (mainland), United Kingdom, Japan, United States.",
    ]
    for criterion in (Criterion.STAGE, Criterion.STANDARDS, Criterion.MARKET, Criterion.TRACK, Criterion.QUALITY):
        assert told(by_name["other"], criterion)[0].startswith("Does none of the services asked for;")


@pytest.mark.usefixtures("terms")
def test_a_member_states_regulator_inspects_for_the_union():
    site = seller("inspected", "San Sebastian", "ES")
    offering(site, line=LINE)
    site.authorities.set(["es-aemps"])
    catalogue = current_catalogue()
    (one,) = first_matches(ranked([ASKED[0], must(Subject.JURISDICTION, "eu")], catalogue), catalogue, 9)
    assert told(one, Criterion.TRACK) == ["Inspected: San Sebastian (AEMPS)."]
