"""Which must shuts out most, and that taking it away lets in at least as many as it says."""

import random
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client

from projects.briefs.actions.package import edit_package
from projects.briefs.actions.package import facts_of_package as package_facts
from projects.briefs.models import Project, WorkPackage
from projects.briefs.requirements import Force, Subject
from projects.matching.actions.match_run import start_match
from projects.matching.engine.asked import Choice
from projects.matching.engine.judging.shutting import shut_out_by
from projects.matching.models import MatchRun
from projects.matching.preview import preview_of
from projects.matching.selectors.match_run import ranked as stored_ranking
from projects.matching.shut_out import shut_out_of
from services.selectors.catalogue import Catalogue, current_catalogue
from tests.briefs.house import House, Program, signed_in
from tests.matching.needs import TODAY, any_requirement, eligible, must, ranked
from vocabulary.models import Country

pytestmark = pytest.mark.django_db

TEXT = "Commercial mAb drug substance at 2,000 L in Singapore, EU GMP."


def test_the_must_that_shuts_out_most_comes_first_with_how_many_it_keeps_out(catalogue: Catalogue):
    asked = [
        must(Subject.SERVICE_LINE, "mammalian-ds-commercial"),
        must(Subject.COUNTRY, "SG"),
        must(Subject.MODALITY, "mab"),
    ]
    ranking = ranked(asked, catalogue)
    worst = shut_out_by(ranking.checks, 3)[0]
    assert isinstance(worst.must, Choice)
    assert worst.must.codes == ("SG",)
    assert len(eligible(ranked([asked[0], asked[2]], catalogue)) - eligible(ranking)) >= worst.gained > 0


@pytest.mark.parametrize("seed", range(12))
def test_without_a_must_at_least_as_many_more_miss_nothing_as_it_says(catalogue: Catalogue, seed: int):
    lot = random.Random(seed)
    asked = [any_requirement(lot, catalogue) for _ in range(4)]
    ranking = ranked(asked, catalogue)
    for one in shut_out_by(ranking.checks, 3):
        if isinstance(one.must, Choice) and one.must.is_must:
            rest = [each for each in asked if (each.subject, each.code) != (one.must.subject, one.must.codes[0])]
            assert len(eligible(ranked(rest, catalogue)) - eligible(ranking)) >= one.gained


def test_nobody_is_let_in_where_nobody_is_shut_out(catalogue: Catalogue):
    assert shut_out_by(ranked([must(Subject.MODALITY, "nothing-of-the-kind")], catalogue).checks, 3) == []


def test_the_page_and_the_program_are_told_and_the_page_takes_it_away_with_a_click(catalogue: Catalogue, client: Client):
    preview = preview_of(TEXT, catalogue, today=TODAY)
    worst, gained = preview.shut_out_by()[0]
    assert worst.label == "Singapore"
    page = client.post("/match/", {"text": TEXT}).content.decode()
    assert f"Without “Singapore” at least {gained} more provider" in page
    assert f'name="remove" value="{worst.key}"' in page
    after = client.post("/match/", {"text": TEXT, "remove": worst.key}).content.decode()
    assert "Without “Singapore”" not in after
    answer = client.post("/api/v1/matches/preview/", {"text": TEXT}, content_type="application/json").json()
    assert answer["shut_out_by"][0] == {"key": worst.key, "label": "Singapore", "gained": gained}


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "Commercial monoclonal antibody drug substance from mammalian cells. Not in Ukraine. The work must not be done in China."
        " No sites in the United States.",
        "Monoclonal antibody drug substance in a 2,000 L bioreactor, at least 500 L; it must have 20,000 L, under EU GMP.",
        "Commercial antibody drug substance in Denmark or Ireland, ideally in Denmark or Croatia.",
        "Commercial monoclonal antibody drug substance in Europe, not in Ukraine.",
    ],
)
def test_what_is_named_lets_in_exactly_as_many_when_it_is_taken_away(catalogue: Catalogue, text: str):
    preview = preview_of(text, catalogue, today=TODAY)
    for one, gained in preview.shut_out_by():
        without = preview_of(text, catalogue, removed=[one.key], today=TODAY)
        assert without.count_eligible - preview.count_eligible == gained > 0, one.label
        assert one.force != Force.WISH
        assert one.label != "not Ukraine"


def test_a_run_keeps_what_shuts_out_most_of_each_package_and_the_page_says_where_to_change_it(
    blue_heron: Project, house: House, deliver_events: Callable[[], None]
):
    package = blue_heron.packages.get(service_line="mammalian-ds-clinical")
    facts = replace(package_facts(package), countries_allowed=(Country.objects.get(code="SG"),))
    edit_package(actor=house.owner, package=package, changes=vars(facts))
    run = start_match(actor=house.owner, project=blue_heron)
    deliver_events()
    told = Program(house.viewer).get(f"/api/v1/match-runs/{run.pk}/").json()["shut_out_by"]
    worst = next(one for one in told if one["package"] == str(package.pk))
    assert (worst["subject"], worst["label"]) == ("country", "Singapore")
    address, edit = f"/projects/{blue_heron.pk}/matches/", f"/projects/{blue_heron.pk}/packages/{package.pk}/"
    page = signed_in(house.owner).get(address).content.decode()
    assert f"Without “Singapore” at least {worst['gained']} more providers could take it whole." in page
    assert edit in page
    assert edit not in signed_in(house.viewer).get(address).content.decode()
    wished = replace(facts, countries_allowed=(), countries_preferred=facts.countries_allowed)
    edit_package(actor=house.owner, package=WorkPackage.objects.get(pk=package.pk), changes=vars(wished))
    later = start_match(actor=house.owner, project=blue_heron)
    deliver_events()
    later.refresh_from_db()
    assert _takers(later, package) - _takers(run, package) >= worst["gained"] > 0
    assert all(one.label != "Singapore" for one in shut_out_of(later, current_catalogue().vocabulary))


def _takers(run: MatchRun, package: WorkPackage) -> int:
    """How many can take the package whole."""
    ranking = stored_ranking(run, current_catalogue())
    number = [one.name for one in ranking.question.packages].index(str(package.pk))
    return int((ranking.package_misses[number] == 0).sum())
