"""Runs of matching: started by a sponsor, done by a worker, kept, ranked anew, compared, outdated."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.errors import Forbidden, NotFound
from events.delivery import run_handlers
from events.models import Dispatch, Event
from organizations.actor import Actor
from projects.briefs.actions.package import PackageFacts, add_package, edit_package
from projects.briefs.actions.package import facts_of_package as package_facts
from projects.briefs.actions.project import edit_project, facts_of_project
from projects.briefs.models import Project
from projects.briefs.requirements import Force, Subject
from projects.matching.actions.match_run import start_match
from projects.matching.asking import asked_by, digest_of, question_of
from projects.matching.engine.asked import Choice
from projects.matching.enums import Criterion, RunStatus
from projects.matching.models import Match, MatchRun
from projects.matching.selectors.asked_changes import asked_changes
from projects.matching.selectors.match_run import (
    changes_between,
    matches_of,
    ranked,
    ranked_anew,
    standings_of,
    total_of,
)
from projects.matching.selectors.outdated import outdated
from providers.models import Provider
from services.actions.catalogue import refresh_provider
from services.selectors.catalogue import current_catalogue
from tests.briefs.house import TODAY, House, Program, project, signed_in
from tests.catalogue import LINKS, offering, seller
from tests.factories import actor
from vocabulary.models import Country, ServiceLine

pytestmark = pytest.mark.django_db


@pytest.fixture
def finished(house: House, blue_heron: Project, deliver_events: Callable[[], None]) -> MatchRun:
    run = start_match(actor=house.owner, project=blue_heron)
    deliver_events()
    run.refresh_from_db()
    return run


def test_a_run_is_done_by_a_worker_and_says_how_far_it_is(house: House, blue_heron: Project):
    run = start_match(actor=house.owner, project=blue_heron)
    assert (run.status, run.progress) == (RunStatus.REQUESTED, 0)
    for kind, status, progress in (
        ("match_run.requested", RunStatus.RUNNING, 0.2),
        ("match_run.begun", RunStatus.FINISHED, 1),
    ):
        assert run_handlers(Event.objects.get(kind=kind, subject_id=str(run.pk)).pk)
        run.refresh_from_db()
        assert (run.status, run.progress) == (status, progress)
    assert run.count == Match.objects.filter(run=run).count() == 139
    assert run.count_eligible == Match.objects.filter(run=run, is_eligible=True).count() > 0
    assert run.catalogue_revision == current_catalogue().index.revision


def test_an_event_that_comes_twice_does_the_work_once(house: House, finished: MatchRun):
    before = list(Match.objects.filter(run=finished).values_list("pk", flat=True))
    for event in Event.objects.filter(kind__startswith="match_run.", subject_id=str(finished.pk)):
        Dispatch.objects.filter(pk=event.pk).update(confirmed_at=None)
        assert run_handlers(event.pk)
    assert list(Match.objects.filter(run=finished).values_list("pk", flat=True)) == before


def test_what_cannot_be_read_any_more_fails_with_a_sentence(
    house: House, blue_heron: Project, deliver_events: Callable[[], None]
):
    run = start_match(actor=house.owner, project=blue_heron)
    MatchRun.objects.filter(pk=run.pk).update(weights={"charm": 1.0})
    deliver_events()
    run.refresh_from_db()
    assert (run.status, run.failure) == (RunStatus.FAILED, "What was asked could not be read any more. Start a new run.")
    assert not Match.objects.filter(run=run).exists()


def test_the_events_tell_nothing_of_what_was_asked(house: House, finished: MatchRun):
    for event in Event.objects.filter(kind__startswith="match_run."):
        assert event.data == {}
        assert house.organization.pk in event.organization_ids


def test_a_run_is_replayed_to_the_same_order(house: House, finished: MatchRun):
    again = ranked(finished, current_catalogue())
    assert [again.ground.slugs[one] for one in again.order] == [one.slug for one in matches_of(house.owner, finished)]
    assert np.allclose([one.score for one in matches_of(house.owner, finished)], again.totals[again.order], atol=1e-5)


def test_the_stored_scores_give_the_stored_order_and_move_with_weights(house: House, finished: MatchRun):
    stored = standings_of(house.owner, finished)
    usual = {Criterion(name): weight for name, weight in finished.weights.items()}
    assert [one.standing for one in ranked_anew(stored, usual)] == stored
    first = matches_of(house.owner, finished).first()
    assert first is not None
    assert abs(total_of(stored[0].scores, usual) - first.score) < 1e-5
    moved = ranked_anew(stored, {**usual, Criterion.SITES: 0.0, Criterion.FOCUS: 10.0})
    assert [one.standing.slug for one in moved] != [one.slug for one in stored]
    assert [one.standing.is_eligible for one in moved] == sorted((one.is_eligible for one in stored), reverse=True)


@pytest.mark.parametrize(
    "weights",
    [
        {Criterion.WORDS: 10.0},
        {Criterion.SITES: 0.0, Criterion.FOCUS: 10.0},
        dict.fromkeys(Criterion, 0.0) | {Criterion.SERVICE: 1.0},
        dict.fromkeys(Criterion, 0.0) | {Criterion.QUALITY: 0.1, Criterion.MARKET: 0.3},
    ],
)
def test_moved_weights_rank_as_a_new_run_with_them_ties_included(
    house: House,
    blue_heron: Project,
    finished: MatchRun,
    deliver_events: Callable[[], None],
    weights: dict[Criterion, float],
):
    later = start_match(actor=house.owner, project=blue_heron, weights=weights)
    deliver_events()
    moved = ranked_anew(standings_of(house.owner, finished), weights)
    assert [one.standing.slug for one in moved] == [one.slug for one in standings_of(house.owner, later)]
    scores = list(matches_of(house.owner, later).values_list("score", flat=True))
    assert np.allclose([one.score for one in moved], scores, atol=1e-6)


def test_who_comes_forward_by_other_weights_is_shown_with_reasons(house: House, blue_heron: Project, finished: MatchRun):
    """With work that many can do, others than the first sixty can come first: their reasons are those of today's catalogue."""
    last = matches_of(house.owner, finished).filter(is_eligible=True).last()
    assert last is not None
    Match.objects.filter(run=finished, pk=last.pk).update(told={}, takes_all=True, scores=dict.fromkeys(last.scores, 1.0))
    page = signed_in(house.viewer).get(f"/projects/{blue_heron.pk}/matches/", {"weight-words": "10"}).content.decode()
    first = page[page.index("<article") : page.index("</article>")]
    assert "1. " in first
    assert last.slug in first
    assert "Offers" in first


def test_the_page_fetches_only_the_matches_that_it_shows(house: House, blue_heron: Project, finished: MatchRun):
    browser = signed_in(house.viewer)
    with CaptureQueriesContext(connection) as asked:
        page = browser.get(f"/projects/{blue_heron.pk}/matches/").content.decode()
    told = [one["sql"] for one in asked.captured_queries if '"matching_match"."told"' in one["sql"]]
    assert len(told) == 1
    fetched = told[0][told[0].index(" IN (") : told[0].index(")", told[0].index(" IN ("))]
    assert fetched.count(",") + 1 == page.count("<article") < finished.count


def test_only_in_these_countries_means_any_of_them(house: House, blue_heron: Project, finished: MatchRun):
    package = blue_heron.packages.first()
    assert package is not None
    assert set(package.countries_allowed.values_list("pk", flat=True)) == {"DE", "AT"}
    eligible = set(Match.objects.filter(run=finished, is_eligible=True).values_list("slug", flat=True))
    assert "boehringer-bioxcellence" in eligible
    assert "samsung-biologics" not in eligible


def test_a_wish_for_several_countries_is_met_in_any_of_them(house: House, blue_heron: Project):
    for package in blue_heron.packages.all():
        package.countries_allowed.set([])
        package.countries_preferred.set(["CH", "DE", "IT"])
    asked = asked_by(blue_heron, house.owner)
    question = question_of(asked, current_catalogue().vocabulary, TODAY)
    wishes = {package.of(Subject.COUNTRY) for package in question.packages}
    assert wishes == {(Choice(Subject.COUNTRY, ("CH", "DE", "IT"), Force.WISH),)}


def test_a_run_is_outdated_by_the_project(house: House, blue_heron: Project, finished: MatchRun):
    assert not outdated(finished, house.owner)
    facts = facts_of_project(blue_heron)
    edit_project(actor=house.owner, project=blue_heron, changes=vars(type(facts)(**{**vars(facts), "title": "A title"})))
    assert not outdated(MatchRun.objects.get(pk=finished.pk), house.owner).by_project
    edit_project(actor=house.owner, project=blue_heron, changes=vars(type(facts)(**{**vars(facts), "modalities": ()})))
    assert outdated(MatchRun.objects.get(pk=finished.pk), house.owner).by_project


def test_a_run_is_outdated_by_the_catalogue_only_where_it_matters(house: House, finished: MatchRun):
    """Somebody of another trade changes what it says and offers; then one who is eligible; then one comes who would be."""
    unable = Match.objects.filter(run=finished, is_eligible=False).values_list("slug", flat=True)
    for profile in Provider.objects.filter(slug__in=["marken", *sorted(unable)[:3]]):
        Provider.objects.filter(pk=profile.pk).update(summary="Another summary.")
        profile.offerings.update(lead_weeks_min=9)
        refresh_provider(profile.pk)
    assert current_catalogue().index.revision != finished.catalogue_revision
    assert not outdated(finished, house.owner)
    first = Provider.objects.get(slug=matches_of(house.owner, finished)[0].slug)
    with transaction.atomic():
        one = first.offerings.order_by("pk")[0]
        one.lead_weeks_min = 9
        one.save()
        refresh_provider(first.pk)
        assert outdated(finished, house.owner).by_catalogue
        transaction.set_rollback(True)


def test_who_would_be_eligible_now_outdates_a_run(house: House, finished: MatchRun):
    eligible = Match.objects.filter(run=finished, is_eligible=True).order_by("rank").values_list("slug", flat=True)
    copied = Provider.objects.get(slug=eligible[0])
    place = seller("Newcomer", city="Halle", land="DE")
    assert not outdated(finished, house.owner)
    asked = {row["service_line"] for row in finished.asked["packages"]}
    for one in copied.offerings.filter(service_line__in=asked):
        offering(place, line=one.service_line_id, **{name: list(getattr(one, name).all()) for name in LINKS})
    assert outdated(finished, house.owner).by_catalogue


def test_two_runs_say_who_came_who_left_and_by_what(
    house: House, blue_heron: Project, finished: MatchRun, deliver_events: Any
):
    first = matches_of(house.owner, finished)[0]
    Provider.objects.filter(slug=first.slug).update(state="suspended")
    refresh_provider(Provider.objects.get(slug=first.slug).pk)
    later = start_match(actor=house.owner, project=blue_heron)
    deliver_events()
    both = [list(matches_of(house.owner, one)) for one in (finished, later)]
    gone = next(one for one in changes_between(both[0], both[1], 50) if one.slug == first.slug)
    assert (gone.was_eligible, gone.is_eligible_now, gone.after) == (True, False, None)
    assert changes_between(both[0], both[0], 50) == []


def test_the_digest_is_of_what_matters(house: House, blue_heron: Project):
    asked = asked_by(blue_heron, house.owner)
    assert digest_of(asked) == digest_of(asked_by(Project.objects.get(pk=blue_heron.pk), house.owner))
    assert "Blue heron" not in str(asked)


# Who may ---------------------------------------------------------------------------------------------------------------


def test_a_viewer_starts_nothing(house: House, blue_heron: Project):
    with pytest.raises(Forbidden):
        start_match(actor=house.viewer, project=blue_heron)


def test_nobody_starts_a_run_of_somebody_else(house: House, blue_heron: Project):
    with pytest.raises(NotFound):
        start_match(actor=actor(), project=blue_heron)


def test_runs_are_their_sponsors_and_the_platforms(house: House, finished: MatchRun):
    assert MatchRun.objects.visible_to(house.viewer).count() == 1
    assert MatchRun.objects.visible_to(Actor.system()).count() == 1
    assert MatchRun.objects.visible_to(actor()).count() == 0
    assert Match.objects.visible_to(actor()).count() == 0
    assert MatchRun.objects.visible_to(Actor.anonymous()).count() == 0


# Pages -----------------------------------------------------------------------------------------------------------------


def test_the_page_starts_a_run_and_shows_it_move(house: House, blue_heron: Project, deliver_events: Callable[[], None]):
    browser = signed_in(house.owner)
    address = f"/projects/{blue_heron.pk}/matches/"
    assert "Not matched yet" in browser.get(address).content.decode()
    started = browser.post(f"/projects/{blue_heron.pk}/match/")
    assert started.status_code == 302
    waiting = browser.get(started["Location"]).content.decode()
    assert 'hx-trigger="every 1s"' in waiting
    assert "<progress" in waiting
    deliver_events()
    done = browser.get(started["Location"]).content.decode()
    assert 'hx-trigger="every 1s"' not in done
    assert "can take at least one work package whole" in done
    assert "Boehringer Ingelheim BioXcellence" in done
    assert "Outdated" not in done


def test_the_page_ranks_anew_without_a_new_run(house: House, blue_heron: Project, finished: MatchRun):
    browser = signed_in(house.viewer)
    address = f"/projects/{blue_heron.pk}/matches/"
    usual = browser.get(address).content
    moved = browser.get(address, {"weight-sites": "0", "weight-focus": "10"}).content
    assert usual != moved
    assert MatchRun.objects.count() == 1


def test_the_comparison_page_and_strangers(house: House, blue_heron: Project, finished: MatchRun, deliver_events: Any):
    later = start_match(actor=house.owner, project=blue_heron)
    deliver_events()
    address = f"/match-runs/{later.pk}/since/{finished.pk}/"
    assert "Nothing changed" in signed_in(house.viewer).get(address).content.decode()
    stranger = signed_in(actor())
    assert stranger.get(address).status_code == 404
    assert stranger.get(f"/projects/{blue_heron.pk}/matches/").status_code == 404
    assert stranger.post(f"/projects/{blue_heron.pk}/match/").status_code == 404
    assert Client().get(address).status_code == 302


def test_a_run_that_is_none_of_the_project_is_not_there(house: House, blue_heron: Project, finished: MatchRun):
    browser = signed_in(house.owner)
    other = project(house, "Grey heron")
    assert browser.get(f"/projects/{other.pk}/matches/?run={finished.pk}").status_code == 404
    assert browser.get(f"/projects/{blue_heron.pk}/matches/?run=nonsense").status_code == 200


def test_more_runs_and_more_matches_take_no_more_queries(house: House, blue_heron: Project, finished: MatchRun):
    browser, program = signed_in(house.viewer), Program(house.viewer)
    page, rows = (
        f"/projects/{blue_heron.pk}/matches/?run={finished.pk}",
        f"/api/v1/projects/{blue_heron.pk}/matches/?page_size=",
    )

    def queries(client: Client, address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    one = queries(browser, page)
    for _ in range(2):
        more = MatchRun.objects.get(pk=finished.pk)
        more.pk, more._state.adding = uuid.uuid4(), True
        more.status, more.finished_at = RunStatus.FAILED, None
        more.save()
    assert queries(browser, page) == one
    assert queries(program.client, f"{rows}1") == queries(program.client, f"{rows}3")


# Programs --------------------------------------------------------------------------------------------------------------


def test_a_program_starts_polls_and_reads(house: House, blue_heron: Project, deliver_events: Callable[[], None]):
    program = Program(house.owner)
    path = f"/api/v1/projects/{blue_heron.pk}/match/"
    key = {"Idempotency-Key": str(uuid.uuid4())}
    started = program.client.post(path, {"weights": {"sites": 0}}, content_type="application/json", headers=key)
    assert started.status_code == 202
    assert started["Location"] == f"/api/v1/match-runs/{started.json()['id']}/"
    again = program.client.post(path, {"weights": {"sites": 0}}, content_type="application/json", headers=key)
    assert again.json()["id"] == started.json()["id"]
    assert MatchRun.objects.count() == 1
    deliver_events()
    run = program.get(started["Location"]).json()
    assert (run["status"], run["progress"], run["outdated"], run["weights"]["sites"]) == ("finished", 1.0, [], 0.0)
    page = program.get(f"/api/v1/projects/{blue_heron.pk}/matches/?page_size=3").json()
    assert page["count"] == 139
    first = page["results"][0]
    assert set(first) == {"rank", "provider", "score", "eligible", "takes_all", "packages", "criteria", "missing"}
    assert all(one["reason"] for one in first["criteria"])
    assert program.get(f"/api/v1/projects/{blue_heron.pk}/matches/?run=x").status_code == 400
    comparison = program.get(f"{started['Location']}comparison/?since={run['id']}")
    assert comparison.json() == []
    assert program.get(f"{started['Location']}comparison/?since=x").status_code == 400


def test_programs_of_others_find_nothing(house: House, blue_heron: Project, finished: MatchRun):
    stranger = Program(actor())
    assert stranger.get(f"/api/v1/match-runs/{finished.pk}/").status_code == 404
    assert stranger.get(f"/api/v1/projects/{blue_heron.pk}/matches/").status_code == 404
    assert stranger.send("POST", f"/api/v1/projects/{blue_heron.pk}/match/", {}).status_code == 404
    viewer = Program(house.viewer)
    assert viewer.send("POST", f"/api/v1/projects/{blue_heron.pk}/match/", {}).status_code == 403
    assert viewer.get(f"/api/v1/match-runs/{finished.pk}/").status_code == 200


# Weights that are all 0 --------------------------------------------------------------------------------------------------


def test_where_nothing_is_weighed_the_page_says_so_and_how_to_put_it_right(
    house: House, blue_heron: Project, finished: MatchRun
):
    browser, address = signed_in(house.viewer), f"/projects/{blue_heron.pk}/matches/"
    nothing = {f"weight-{one.value}": "0" for one in Criterion}
    page = browser.get(address, nothing).content.decode()
    assert "Nothing is weighed." in page
    assert "0 of 100" not in page
    assert 'name="usual"' in page
    again = browser.get(address, {**nothing, "usual": "1"}).content
    assert again.count(b"of 100") == browser.get(address).content.count(b"of 100") > 0
    start = f"/api/v1/projects/{blue_heron.pk}/match/"
    refused = Program(house.owner).send("POST", start, {"weights": dict.fromkeys(Criterion.values, 0)})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (400, "#/weights")
    assert MatchRun.objects.count() == 1


# What was asked otherwise ------------------------------------------------------------------------------------------------


@pytest.fixture
def edited(house: House, blue_heron: Project, finished: MatchRun, deliver_events: Callable[[], None]) -> MatchRun:
    """A run after the project had another scale, another market, one package more and one certificate to show."""
    substance = blue_heron.packages.get(service_line="mammalian-ds-clinical")
    away = tuple(Country.objects.filter(pk__in=["CN", "IN"]))
    changed = replace(package_facts(substance), scale_low=Decimal(500), scale_high=None, countries_excluded=away)
    edit_package(actor=house.owner, package=substance, changes=vars(changed))
    add_package(
        actor=house.owner, project=blue_heron, facts=PackageFacts(service_line=ServiceLine.objects.get(pk="packaging"))
    )
    blue_heron.refresh_from_db()
    facts = facts_of_project(blue_heron)
    edit_project(actor=house.owner, project=blue_heron, changes=vars(replace(facts, jurisdictions=())))
    run = start_match(actor=house.owner, project=blue_heron, weights={Criterion.PLACE: 5.0})
    deliver_events()
    return MatchRun.objects.get(pk=run.pk)


def test_the_comparison_says_what_was_asked_otherwise(house: House, finished: MatchRun, edited: MatchRun):
    found = {
        (one.kind, one.label, one.package, one.before, one.after)
        for one in asked_changes(finished, edited, current_catalogue())
    }
    line = "Clinical drug substance (mammalian)"
    assert found >= {
        ("changed", "Scale", line, "2,000 L", "at least 500 L"),
        ("added", "Country of the site", line, "", "not India"),
        ("removed", "Market", "", "European Union / United States", ""),
        ("added", "Work package", "", "", ServiceLine.objects.get(pk="packaging").label),
        ("changed", "Weight of “Place”", "", "2.5", "5"),
    }
    assert {one[1] for one in found} <= {"Scale", "Country of the site", "Market", "Work package", "Weight of “Place”"}
    page = signed_in(house.viewer).get(f"/match-runs/{edited.pk}/since/{finished.pk}/").content.decode()
    assert "Nothing changed" not in page
    assert all(words in page for words in ("500 L", "not India", "not asked any more", "Weight of “Place”"))


def test_nothing_changed_is_said_only_when_the_same_was_asked(house: House, blue_heron: Project, finished: MatchRun):
    later = MatchRun.objects.get(pk=finished.pk)
    later.pk, later._state.adding, later.weights = uuid.uuid4(), True, {**finished.weights, "focus": 9.0}
    later.save()
    for one in Match.objects.filter(run=finished):
        one.pk, one._state.adding, one.run = None, True, later
        one.save()
    page = signed_in(house.viewer).get(f"/match-runs/{later.pk}/since/{finished.pk}/").content.decode()
    assert "Nothing changed" not in page
    assert "nobody moved by three places or more" in page


def test_a_program_reads_what_was_asked_otherwise(house: House, finished: MatchRun, edited: MatchRun):
    program, path = Program(house.viewer), f"/api/v1/match-runs/{edited.pk}/comparison/asked/"
    rows = program.get(f"{path}?since={finished.pk}").json()
    scale = next(one for one in rows if one["what"] == "scale")
    assert scale == {
        "kind": "changed",
        "what": "scale",
        "label": "Scale",
        "package": "Clinical drug substance (mammalian)",
        "before": "2,000 L",
        "after": "at least 500 L",
    }
    assert program.get(f"{path}?since={edited.pk}").json() == []
    assert program.get(f"{path}?since=x").status_code == 400
    assert Program(actor()).get(f"{path}?since={finished.pk}").status_code == 404


def test_a_program_lists_the_runs_of_a_project_the_latest_first(house: House, blue_heron: Project, finished: MatchRun):
    path = f"/api/v1/projects/{blue_heron.pk}/match-runs/"
    later = start_match(actor=house.owner, project=blue_heron)
    program = Program(house.viewer)
    page = program.get(f"{path}?page_size=1").json()
    assert (page["count"], page["results"][0]["id"], page["results"][0]["status"]) == (2, str(later.pk), "requested")
    assert program.get(page["next"]).json()["results"][0]["id"] == str(finished.pk)
    assert program.get(f"{path}?colour=red").status_code == 400
    assert Program(actor()).get(path).status_code == 404
    assert Client().get(path).status_code == 401
    with CaptureQueriesContext(connection) as of_one:
        program.get(f"{path}?page_size=1")
    with CaptureQueriesContext(connection) as of_two:
        program.get(f"{path}?page_size=2")
    assert len(of_one) == len(of_two)
