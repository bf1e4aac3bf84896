"""What a project and its packages say reaches the request, and in it the readers that it is for."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from core.clock import database_now
from core.errors import Invalid
from core.languages import joined
from projects.briefs.actions.package import PackageFacts, add_package, edit_package
from projects.briefs.actions.project import ProjectFacts, create_project
from projects.briefs.models import Project
from projects.briefs.selectors.project import packages_of
from projects.sourcing.actions.rfq import create_rfq, publish_rfq, request_approval
from projects.sourcing.enums import Tier
from projects.sourcing.models import Rfq
from projects.sourcing.selectors.disclosure import rfq_as_seen
from projects.sourcing.selectors.facts import RfqFacts, facts_of_project
from tests.providers.house import Program
from tests.sourcing.deal import Deal, draft_deal
from tests.sourcing.test_pages import post, signed_in
from vocabulary.models import Country, ExpressionSystem, Modality, ServiceLine, Standard, Unit

pytestmark = pytest.mark.django_db


def excluded() -> tuple[Country, ...]:
    return tuple(Country.objects.order_by("code")[:2])


def avoided() -> tuple[Country, ...]:
    return tuple(Country.objects.order_by("-code")[:1])


def planned(deal: Deal, **values: object) -> tuple[Project, RfqFacts]:
    """A project of two packages, the second after the first, and the request that it begins."""
    known = {
        "codename": "Egret",
        "asset": "Egretumab",
        "indication": "Rare gout",
        "starts_on": date(2027, 1, 4),
        "ends_on": date(2028, 6, 30),
        "budget_high": Decimal(7654321),
        "currency": "EUR",
        "modalities": (Modality.objects.get(pk="mab"),),
    }
    project = create_project(actor=deal.manager, facts=ProjectFacts(**{**known, **values}))  # type: ignore[arg-type]
    first = add_package(
        actor=deal.manager,
        project=project,
        facts=PackageFacts(
            ServiceLine.objects.get(pk="mab-gmp"),
            scale_low=Decimal(200),
            scale_high=Decimal(2000),
            scale_unit=Unit.objects.get(pk="l-bioreactor"),
            systems=(ExpressionSystem.objects.get(pk="cho"),),
            standards_preferred=(Standard.objects.get(pk="eu-gmp"),),
            countries_avoided=avoided(),
            countries_excluded=excluded(),
        ),
    )
    second = ServiceLine.objects.exclude(pk="mab-gmp").filter(children=None).first()
    assert second is not None
    last = date(2029, 1, 1)
    add_package(actor=deal.manager, project=project, facts=PackageFacts(second, starts_on=last, depends_on=(first,)))
    facts = facts_of_project(
        project, deadline=database_now() + timedelta(days=30), packages=packages_of(deal.manager, project)
    )
    return project, facts


def test_countries_preferred_standards_window_medicine_and_order_reach_bidders():
    deal = draft_deal(1)
    project, facts = planned(deal)
    rfq = create_rfq(actor=deal.manager, facts=replace(facts, teaser="An antibody."), project=project)
    seen = rfq_as_seen(deal.manager, rfq, Tier.CDA)
    first, second = (line.values for line in seen.lines)
    names = [one.label for one in excluded()]
    assert [one.label for one in first["countries_excluded"]] == names
    assert f"Standards preferred, not required: {Standard.objects.get(pk='eu-gmp').label}" in first["details"]
    assert f"Rather not in these countries: {joined(one.label for one in avoided())}" in first["details"]
    assert "200" in first["details"]
    assert "Expression systems: Cho" in first["details"]
    assert (first["starts_on"], first["ends_on"]) == (date(2027, 1, 4), None)  # the second is done when the project is
    assert f"Begins after: {first['title']}" in second["details"]
    assert (second["starts_on"], second["ends_on"]) == (date(2029, 1, 1), None)  # not after the end of the project
    assert Modality.objects.get(pk="mab").label in seen.values["brief"]
    assert "The project as a whole: 4 Jan 2027 – 30 Jun 2028" in seen.values["brief"]
    (before, _second) = (line.values for line in rfq_as_seen(deal.manager, rfq, Tier.TEASER).lines)
    assert [one.label for one in before["countries_excluded"]] == names  # who may join is asked by it
    assert "details" not in before
    assert "7654321" not in str(seen)


def test_what_begins_a_project_begins_by_its_latest_start_and_bidders_see_it_first():
    deal = draft_deal(1)
    project, facts = planned(deal, latest_start=date(2027, 3, 31))
    rfq = create_rfq(actor=deal.manager, facts=replace(facts, teaser="An antibody."), project=project)
    first, second = (line.values for line in rfq_as_seen(deal.manager, rfq, Tier.TEASER).lines)
    assert (first["latest_start"], second["latest_start"]) == (date(2027, 3, 31), None)
    page = signed_in(deal.manager).get(f"/rfqs/{rfq.pk}/")
    assert "Begun by" in page.content.decode()


def test_that_one_vessel_holds_the_scale_is_told_to_bidders():
    deal = draft_deal(1)
    project, _facts = planned(deal)
    package = packages_of(deal.manager, project)[0]
    edit_package(actor=deal.manager, package=package, changes={"scale_of_one": True})
    facts = facts_of_project(project, deadline=database_now(), packages=packages_of(deal.manager, project))
    assert "Scale: 200–2,000 L in one unit" in facts.lines[0].details


def test_a_request_of_a_program_is_on_the_clock_of_who_writes_it_unless_it_says_another():
    deal = draft_deal(1)
    user = deal.manager.user
    assert user is not None
    user.time_zone = "Asia/Shanghai"
    user.save()
    project, _facts = planned(deal)
    program = Program(deal.manager)
    body = {"project": str(project.pk), "deadline": "2027-02-01T09:00:00Z", "teaser": "An antibody."}
    assert program.send("POST", "/api/v1/rfqs/", body).json()["time_zone"] == "Asia/Shanghai"
    made = program.send("POST", "/api/v1/rfqs/", {**body, "time_zone": "Europe/Berlin"}).json()
    assert made["time_zone"] == "Europe/Berlin"


def test_what_the_project_shows_after_the_award_is_not_in_the_brief():
    deal = draft_deal(1)
    _project, facts = planned(deal, disclosure={"asset": "after-award"})
    assert "Egretumab" not in facts.brief
    assert "Egretumab" in facts.handover
    assert "Rare gout" in facts.brief


def test_a_request_of_a_project_begins_on_the_clock_of_who_writes_it():
    deal = draft_deal(1)
    deal.manager.user.time_zone = "Asia/Shanghai"
    deal.manager.user.save()
    project, _facts = planned(deal)
    page = signed_in(deal.manager).get(f"/rfqs/new/?project={project.pk}")
    form = page.context["forms"].rfq
    assert form["time_zone"].value() == "Asia/Shanghai"
    assert form["deadline"].value().hour == 17


def test_a_deadline_less_than_two_days_ahead_is_published_only_when_it_is_meant():
    deal = draft_deal(1)
    soon = database_now() + timedelta(minutes=28)
    Rfq.objects.filter(pk=deal.rfq.pk).update(deadline=soon, question_cutoff=None, time_zone="Asia/Shanghai")
    for act in (publish_rfq, request_approval):
        with pytest.raises(Invalid) as refused:
            act(actor=deal.manager, rfq=deal.rfq)
        assert list(refused.value.errors) == ["confirm_short_deadline"]
        assert f"{soon.astimezone(ZoneInfo('Asia/Shanghai')):%Y-%m-%d %H:%M}" in str(refused.value.errors)
    by = signed_in(deal.manager)
    path = f"/rfqs/{deal.rfq.pk}/steps/publish/"
    assert "We mean this deadline" in by.get(path).content.decode()
    assert by.post(path, {"override": ""}).status_code == 422
    post(by, path, {"override": "", "confirm_short_deadline": "on"})
    assert deal.again().status == "open"


def test_a_usual_deadline_is_published_without_a_question():
    deal = draft_deal(1)
    assert (
        "We mean this deadline" not in signed_in(deal.manager).get(f"/rfqs/{deal.rfq.pk}/steps/publish/").content.decode()
    )
    assert publish_rfq(actor=deal.manager, rfq=deal.rfq).status == "open"
