"""A brief of several parts: who could do it together, and who takes each part, on the page and for programs."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from core import clock
from projects.briefs.requirements import Force, Requirement, Subject
from projects.matching.actions.match_run import start_match
from projects.matching.engine.chains.chain import Way
from projects.matching.engine.chains.chain_routes import routes_of
from projects.matching.enums import Criterion, PlanKind
from projects.matching.models import ChainPlan, MatchRun
from projects.matching.preview import preview_of
from projects.matching.selectors.chain_plan import told_by_package
from projects.matching.together import MOST_WAYS, Together, for_part, together_of
from services.models import Offering
from services.selectors.catalogue import Catalogue, current_catalogue
from tests.briefs.house import House, brief, project
from tests.matching.needs import must, wish
from vocabulary.models import Country, ServiceLine

MRNA = (
    "We are looking for one partner for our mRNA vaccine: plasmid DNA template, mRNA drug substance 5 g GMP, LNP encapsulation,"
    " fill-finish in vials, QC release and stability, plus GLP tox in rats and an IND filing with the FDA and NMPA. Start Q2 2027."
    " Preferably in Europe, not in India."
)
CHINESE = (
    "我们开发一种双特异性抗体，需要CHO稳转细胞株构建、2000L原液GMP生产、西林瓶灌装冻干，以及大鼠和食蟹猴GLP毒理试验，"
    "计划2027年第三季度向NMPA和FDA递交IND。要求场地在中国。"
)
ONE_PART = "We need a provider for aseptic vial filling of a monoclonal antibody in Europe."
ONE_HOUSE = (
    "GMP drug substance of a monoclonal antibody from CHO cells at 2,000 L, then aseptic filling of vials, in Europe."
)
API = "/api/v1/matches/preview/"


def together(catalogue: Catalogue, text: str = "", asked: list[Requirement] | None = None, **more: Any) -> Together:
    found = together_of(preview_of(text, catalogue, requirements=asked, **more))
    assert found is not None
    return found


def told_of(plan: ChainPlan, lines: dict[str, str]) -> list[Any]:
    """What a reader sees of a plan, by service line."""
    told = told_by_package(plan)
    steps = [(lines[one["package"]], {**one, "package": ""}, told.get(one["package"])) for one in plan.steps]
    moves = {(lines[one["from"]], lines[one["to"]], one["other_provider"], one["crosses_border"]) for one in plan.moves}
    figures = (
        plan.kinds,
        plan.providers,
        plan.handovers,
        plan.borders,
        plan.uncovered,
        plan.weeks_low,
        plan.costs,
        plan.fit,
    )
    return [figures, steps, moves]


@pytest.mark.django_db
@pytest.mark.parametrize("text", [MRNA, CHINESE])
def test_the_preview_tells_the_plans_of_the_project_that_is_made_of_the_same_text(
    house: House, deliver_events: Callable[[], None], text: str
):
    before = together_of(preview_of(text, current_catalogue(), today=clock.today()))
    assert before is not None
    made = project(house, intake=brief(house, text))
    run = start_match(actor=house.owner, project=made)
    deliver_events()
    lines = {str(one.pk): one.service_line_id for one in made.packages.all()}
    assert [one.line for one in before.parts] == list(lines.values())
    kept = ChainPlan.objects.filter(run=MatchRun.objects.get(pk=run.pk)).order_by("position")
    told = [told_of(one, lines) for one in kept]
    assert before.ways == len(told)
    same = {line: line for line in lines.values()}
    assert len(before.plans) == min(MOST_WAYS, len(told))
    assert all(told_of(one, same) in told for one in before.plans)


@pytest.mark.django_db
def test_each_way_names_who_takes_each_part_and_each_of_them_misses_nothing_of_it(catalogue: Catalogue):
    found = together(catalogue, MRNA)
    assert len(found.parts) > 5
    for plan in found.plans:
        for step, part in zip(plan.steps, found.parts, strict=True):
            ranking = found.rankings[part.line]
            place = list(ranking.ground.slugs).index(step["provider"]["slug"])
            assert ranking.is_eligible(place)
            assert step["site"]["country"] != "IN"
            offered = Offering.objects.get(pk=step["offering"])
            assert offered.provider.slug == step["provider"]["slug"]
            (said, *_more) = told_by_package(plan)[part.line]
            cities = (
                re.findall(r"([^,()]+) \([^)]+\)", said.removeprefix("Done in ")) if said.startswith("Done in ") else []
            )
            assert {one.strip() for one in cities} <= set(offered.provider.sites.values_list("city", flat=True))
            assert said.startswith(("Done in ", "Not offered in Europe", "Scale ", "Offers ")), said


@pytest.mark.django_db
def test_a_part_counts_who_misses_nothing_of_it_and_names_the_three_best(catalogue: Catalogue):
    preview = preview_of(MRNA, catalogue)
    found = together_of(preview)
    assert found is not None
    for part in found.parts:
        alone, chosen = for_part(preview, found, part.line)
        assert chosen == part
        assert alone.count_eligible == part.count
        assert [one.slug for one in part.first] == [one.slug for one in alone.eligible(3)]
        assert [one.score for one in part.first] == pytest.approx([one.score for one in alone.eligible(3)], abs=1e-3)


@pytest.mark.django_db
def test_a_part_that_the_brief_has_not_changes_nothing(catalogue: Catalogue):
    preview = preview_of(MRNA, catalogue)
    assert for_part(preview, together_of(preview), "oral-solid-manufacture") == (preview, None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text", [ONE_PART, "We are a small company and would like to hear what you could do for us, please."]
)
def test_one_part_or_none_is_shared_by_nobody(shipped: None, client: Client, text: str):
    body = client.post(API, {"text": text}, content_type="application/json").json()
    assert (body["parts"], body["together"]) == ([], [])
    assert 'id="together"' not in client.post("/match/", {"text": text}).content.decode()


@pytest.mark.django_db
def test_where_every_country_is_excluded_no_part_is_taken_and_no_way_invented(catalogue: Catalogue):
    shut = [Requirement(Subject.COUNTRY, Force.EXCLUDED, one) for one in catalogue.vocabulary.terms[Country]]
    lines = [must(Subject.SERVICE_LINE, one) for one in ("mammalian-ds-clinical", "aseptic-vial-filling")]
    found = together(catalogue, asked=[*lines, *shut])
    assert {one.count for one in found.parts} == {0}
    assert all(one.near and one.missing for one in found.parts)
    assert (found.plans, found.ways) == ((), 0)


@pytest.mark.django_db
def test_parts_that_are_only_wished_for_are_shared_and_called_wishes(catalogue: Catalogue):
    lines = [wish(Subject.SERVICE_LINE, one) for one in ("mammalian-ds-clinical", "aseptic-vial-filling")]
    found = together(catalogue, asked=lines)
    assert [one.is_wish for one in found.parts] == [True, True]
    assert found.plans[0].uncovered == 0


@pytest.mark.django_db
def test_of_sixty_services_twenty_parts_are_planned_in_as_many_queries_as_of_three(catalogue: Catalogue):
    codes = [one.code for one in catalogue.vocabulary.in_use(ServiceLine) if one.level > 2][:60]
    window = [must(Subject.MODALITY, "mab"), Requirement(Subject.WINDOW, starts_on=clock.today())]

    def asked(count: int) -> tuple[Together, int]:
        preview = preview_of(
            "", catalogue, requirements=[*(must(Subject.SERVICE_LINE, one) for one in codes[:count]), *window]
        )
        with CaptureQueriesContext(connection) as queries:
            found = together_of(preview)
        assert found is not None
        return found, len(queries)

    asked(60)  # what is known of sites is kept in memory
    (few, fewer), (many, more) = asked(3), asked(60)
    assert (len(few.parts), len(many.parts)) == (3, 20)
    assert len(many.plans) <= MOST_WAYS
    assert more == fewer


@pytest.mark.django_db
def test_moved_weights_move_who_takes_which_part(catalogue: Catalogue):
    usual = together(catalogue, MRNA)
    moved = together(catalogue, MRNA, weights=dict.fromkeys(Criterion, 0.0) | {Criterion.SITES: 10.0})
    assert [one.first for one in usual.parts] != [one.first for one in moved.parts]
    assert [one.count for one in usual.parts] == [one.count for one in moved.parts]


@pytest.mark.django_db
def test_without_any_weight_nothing_is_shared(shipped: None, client: Client):
    weights = {f"weight-{one.value}": "0" for one in Criterion}
    assert 'id="together"' not in client.post("/match/", {"text": MRNA, **weights}).content.decode()


@pytest.mark.django_db
def test_a_program_gets_parts_and_ways_beside_what_it_got_before(shipped: None, client: Client):
    body = client.post(API, {"text": MRNA, "limit": 1}, content_type="application/json").json()
    assert set(body) == {
        "understood", "unclear", "count", "count_eligible", "is_for_several", "shut_out_by", "results", "parts", "together",
    }  # fmt: skip
    part, way = body["parts"][0], body["together"][0]
    assert set(part) == {"service_line", "is_wish", "count", "first", "near", "missing"}
    assert set(part["first"][0]) == {"provider", "offering", "site", "score"}
    assert client.get(part["first"][0]["offering"]["url"]).status_code == 200
    assert {"id", "run"}.isdisjoint(way)
    assert [one["service_line"] for one in way["steps"]] == [one["service_line"]["code"] for one in body["parts"]]
    assert way["providers"] == len({one["provider"]["slug"] for one in way["steps"]})
    assert len(way["transfers"]) == way["handovers"]
    assert {one["first"] for one in way["transfers"]} <= {one["service_line"]["code"] for one in body["parts"]}
    assert len(body["together"]) <= MOST_WAYS


@pytest.mark.django_db
def test_where_nobody_does_all_of_it_several_together_stand_first_and_near_misses_after(shipped: None, client: Client):
    page = client.post("/match/", {"text": MRNA}).content.decode()
    assert page.index('id="together"') < page.index("Near misses")
    assert "Nobody has all of it" not in page
    assert page.count("<details open>") == 1


@pytest.mark.django_db
def test_where_somebody_does_all_of_it_single_houses_stand_first_and_the_rest_is_folded(shipped: None, client: Client):
    page = client.post("/match/", {"text": ONE_HOUSE}).content.decode()
    assert page.index("<h3>1. ") < page.index("Part by part: ") < page.index('id="together"') < page.index("Near misses")


@pytest.mark.django_db
def test_a_button_ranks_for_one_part_alone_and_another_for_all_again(shipped: None, client: Client):
    page = client.post("/match/", {"text": MRNA}).content.decode()
    line = re.findall(r'name="part" value="([^"]+)"', page)[0]
    alone = client.post("/match/", {"text": MRNA, "part": line}).content.decode()
    assert "Ranked for one part alone: " in alone
    assert 'id="together"' not in alone
    assert f'<input type="hidden" name="only" value="{line}">' in alone
    assert "<h3>1. " in alone
    moved = client.post("/match/", {"text": MRNA, "only": line, "weight-sites": "5"}).content.decode()
    assert "Ranked for one part alone: " in moved
    again = client.post("/match/", {"text": MRNA, "only": line, "every_part": "1"}).content.decode()
    assert 'id="together"' in again


@pytest.mark.django_db
def test_it_is_told_in_the_readers_language(catalogue: Catalogue):
    with override("zh-hans"):
        found = together(catalogue, CHINESE)
        told = told_by_package(found.plans[0])
    assert all(re.search("[一-鿿]", sentences[0]) for sentences in told.values())


def test_a_way_with_every_part_where_it_is_preferred_is_shown_though_others_fit_better():
    def way(provider: int, score: float, is_preferred: bool | None) -> Way:
        return Way(provider, provider, ("DE" if is_preferred else "US", "Halle"), score, is_preferred=is_preferred)

    ways = [[way(1, 0.9, False), way(2, 0.5, True)], [way(1, 0.9, False), way(3, 0.4, True)], [way(1, 0.9, None)]]
    planned = {kind: one.route for one in routes_of(ways, [(), (), ()]) for kind in one.kinds}
    assert [one.provider for one in planned[PlanKind.PREFERRED_PLACES] if one] == [2, 3, 1]
    assert [one.provider for one in planned[PlanKind.BEST_OF_EACH] if one] == [1, 1, 1]


def test_no_way_is_called_all_in_preferred_places_where_a_part_can_only_be_had_elsewhere():
    there, elsewhere = (
        Way(1, 1, ("DE", "Halle"), 0.9, is_preferred=True),
        Way(2, 2, ("US", "Boston"), 0.9, is_preferred=False),
    )
    planned = routes_of([[there], [elsewhere]], [(), ()])
    assert all(PlanKind.PREFERRED_PLACES not in one.kinds for one in planned)
