"""The pages of both sides: the whole path by forms, and nothing of a sealed quote on any page of anybody else."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.forms import CheckboxInput
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.formats import date_format

from accounts.models import User
from core.clock import database_now
from organizations.enums import Role
from projects.briefs.actions.package import PackageFacts, add_package
from projects.briefs.actions.project import ProjectFacts, create_project
from projects.sourcing.actions.evaluation import declare_conflict
from projects.sourcing.actions.invitation import ask_question
from projects.sourcing.actions.rfq_course import amend_rfq
from projects.sourcing.models import Clarification, Invitation, Outcome, Policy, Quote, Rfq
from tests.providers.house import signed_in
from tests.sourcing.deal import (
    as_facts,
    awarded_deal,
    bidder,
    draft_deal,
    joined,
    member,
    open_deal,
    opened_deal,
    outcomes_for,
    pass_deadline,
    sent,
)
from vocabulary.models import ServiceLine, Standard

pytestmark = pytest.mark.django_db


def filled(page: Any, **values: Any) -> dict[str, Any]:
    """What a browser would send of a page's forms, with some of it typed over."""
    data: dict[str, Any] = {}
    for form in forms_on(page):
        for field in form:
            value, widget = field.value(), field.field.widget
            if isinstance(widget, CheckboxInput):
                data[field.html_name] = "on" if value else None
            elif value is not None:
                data[field.html_name] = widget.format_value(value)
    data = {name: value for name, value in data.items() if value not in (None, [], [None])}
    return {**data, **values}


def forms_on(page: Any) -> Iterator[Any]:
    forms = page.context["forms"]
    if hasattr(forms, "rfq"):
        yield from (forms.rfq, forms.lines.management_form, forms.criteria.management_form, *forms.lines, *forms.criteria)
    else:
        yield from (forms.quote, *(one.management_form for one in (forms.lines, forms.milestones, forms.assumptions)))
        yield from (*forms.lines, *forms.milestones, *forms.assumptions)


def post(client: Client, path: str, data: dict[str, Any] | None = None, expected: int = 302) -> Any:
    answer = client.post(path, data or {})
    errors = (
        [error for form in answer.context["forms"].lines for error in form.errors.items()]
        if answer.context and "forms" in answer.context
        else ""
    )
    assert answer.status_code == expected, (answer.status_code, errors, answer.content[-3000:])
    return answer


def test_the_whole_path_by_forms():
    deal = draft_deal(0)
    manager, owner, approver = (signed_in(who) for who in (deal.manager, deal.owner, deal.approver))
    page = manager.get("/rfqs/new/")
    wall = (database_now() + timedelta(days=30)).strftime("%Y-%m-%dT%H:%M")
    typed = filled(
        page, codename="Kite", teaser="An antibody.", brief="CANARY-BRIEF", deadline=wall, time_zone="Asia/Shanghai",
        decision_on="2027-02-01", **{
            "line-0-title": "Drug substance", "line-0-service_line": "mab-gmp", "line-0-batches": "2",
            "line-0-standards": ["eu-gmp"], "line-0-starts_on": "2027-03-01",
            "criterion-0-label": "Price", "criterion-0-weight": "100",
            **{f"criterion-{n}-{name}": "" for n in (1, 2, 3) for name in ("code", "label", "weight")},
        },
    )  # fmt: skip
    here = post(manager, "/rfqs/new/", typed).headers["Location"]
    rfq = Rfq.objects.get(codename="Kite")
    assert rfq.local_deadline.strftime("%Y-%m-%dT%H:%M") == wall
    assert rfq.criteria == [{"code": "price", "label": "Price", "weight": 100}]
    post(owner, f"{here}steps/offer-cda/", {"name": "Olga"})
    one = bidder("alpha")
    post(manager, f"{here}invite/", {"provider": "alpha"})
    post(manager, f"{here}steps/publish/", {"override": ""})
    quote = quoted(one, rfq)
    assert b"Submitted" in manager.get(here).content
    pass_deadline(rfq)
    post(manager, f"{here}steps/open-envelopes/")
    compared = manager.get(f"{here}comparison/")
    assert "EUR 1,234.50" in compared.content.decode().replace("\xa0", " ")
    post(manager, f"{here}steps/declare-conflict/", {"has_conflict": "no"})
    post(manager, f"{here}quotes/{quote.pk}/score/", {f"{quote.pk}-price": "9"})
    words = {
        f"line-{rfq.lines.get().pk}": str(quote.pk),
        f"reason-{quote.pk}": "best-offer",
        f"feedback-{quote.pk}": "Well done.",
    }
    form = manager.get(f"{here}recommend/").context["form"]
    assert form[f"reason-{quote.pk}"].value() is None  # nobody is told a reason that nobody has chosen
    unsaid = manager.post(f"{here}recommend/", {"reason": "The best.", **words, f"reason-{quote.pk}": ""})
    assert (unsaid.status_code, list(unsaid.context["form"].errors)) == (422, [f"reason-{quote.pk}"])
    post(manager, f"{here}recommend/", {"reason": "The best.", **words})
    read = approver.get(f"{here}steps/award/").context["form"]["expected_version"].value()
    post(approver, f"{here}steps/award/", {"expected_version": read})
    assert Rfq.objects.get(pk=rfq.pk).status == "awarded"
    assert b"Well done." in signed_in(one.viewer).get(f"/quotes/{quote.pk}/").content
    assert Outcome.objects.get().result == "awarded"


def quoted(one: Any, rfq: Rfq) -> Quote:
    owner, manager = signed_in(one.owner), signed_in(one.manager)
    assert b"Kite" in manager.get("/invitations-to-quote/").content
    invitation = Invitation.objects.get(rfq=rfq)
    here = f"/invitations-to-quote/{invitation.pk}/"
    assert b"CANARY-BRIEF" not in manager.get(here).content
    assert Invitation.objects.get().status == "viewed"
    post(owner, f"{here}accept-cda/", {"name": "Paul"})
    post(manager, f"{here}accept/")
    assert b"CANARY-BRIEF" in manager.get(here).content
    edit = post(manager, f"{here}quote/").headers["Location"]
    page = manager.get(edit)
    typed = filled(
        page, currency="eur", weeks="30", valid_until=(database_now().date() + timedelta(days=90)).isoformat(),
        version=str(page.context["quote"].version), **{
            "line-0-answer": "priced", "line-0-price": "1234.50", "milestone-0-title": "All", "milestone-0-amount": "1234.50",
            "milestone-0-week": "30", "assumption-0-text": "Cells arrive in week 1.",
        },
    )  # fmt: skip
    shown = post(manager, edit, typed).headers["Location"]
    assert b"Something is missing" not in manager.get(shown).content
    post(manager, f"{shown}steps/submit/", {"expected_edition": "1"})
    return Quote.objects.get(invitation=invitation)


def test_while_it_is_typed_a_quote_is_saved_added_up_and_told_what_is_missing():
    deal = open_deal(1)
    one = joined(deal.bidder)
    client = signed_in(one.manager)
    edit = post(client, f"/invitations-to-quote/{one.invitation.pk}/quote/").headers["Location"]
    page = client.get(edit)
    typed = filled(page, version=str(page.context["quote"].version), **{"line-0-answer": "priced", "line-0-price": "99.90"})
    answer = client.post(edit, typed, headers={"HX-Request": "true"})
    content = answer.content.decode().replace("\xa0", " ")
    assert (answer.status_code, "EUR 99.90" in content, "needed before it can be sent" in content) == (200, True, True)
    assert "<html" not in content
    stale = client.post(edit, {**typed, "line-0-price": "98.00"}, headers={"HX-Request": "true"})
    assert stale.status_code == 422


def test_a_draft_is_edited_on_its_page_and_keeps_its_lines():
    deal = draft_deal(1)
    client = signed_in(deal.manager)
    here = f"/rfqs/{deal.rfq.pk}/"
    lines = [line.pk for line in deal.rfq.lines.all()]
    typed = filled(client.get(f"{here}edit/"), codename="Egret")
    post(client, f"{here}edit/", typed)
    assert deal.again().codename == "Egret"
    assert [line.pk for line in deal.rfq.lines.all()] == lines
    typed["criterion-0-weight"] = "10"
    typed["version"] = str(deal.rfq.version)
    refused = client.post(f"{here}edit/", typed)
    assert (refused.status_code, b"add up to 100" in refused.content) == (422, True)


def test_an_amendment_keeps_the_seconds_of_a_deadline_and_shows_what_changed():
    deal = open_deal(1)
    client = signed_in(deal.manager)
    here = f"/rfqs/{deal.rfq.pk}/"
    typed = filled(client.get(f"{here}amend/"), brief="Another brief", reason="Scope grew.")
    post(client, f"{here}amend/", typed)
    before = deal.rfq.deadline
    assert (deal.again().edition, deal.rfq.deadline) == (2, before)
    assert b"Another brief" in client.get(here).content


def test_a_request_begins_from_a_project():
    deal = draft_deal(0)
    project = create_project(actor=deal.manager, facts=ProjectFacts(codename="Ibis"))
    line = ServiceLine.objects.get(pk="mab-gmp")
    standards = (Standard.objects.get(pk="eu-gmp"),)
    facts = PackageFacts(service_line=line, batches=3, standards_required=standards, certificates_in_force=True)
    add_package(actor=deal.manager, project=project, facts=facts)
    client = signed_in(deal.manager)
    assert f"/rfqs/new/?project={project.pk}" in client.get(project.get_absolute_url()).content.decode()
    page = client.get(f"/rfqs/new/?project={project.pk}")
    post(client, f"/rfqs/new/?project={project.pk}", filled(page, teaser="T"))
    rfq = Rfq.objects.get(project=project)
    assert (rfq.codename, rfq.lines.get().batches) == ("Ibis", 3)
    assert rfq.lines.get().certificates_in_force
    assert "certificate in force" in client.get(f"/rfqs/{rfq.pk}/preview/").content.decode()


SPONSOR_PAGES = ("", "edit/", "preview/", "preview/?tier=cda", "comparison/", "steps/extend/", "steps/cancel/", "amend/")


def test_a_sealed_quote_is_on_no_page_of_anybody_else():
    deal = open_deal(2)
    quote = sent(deal, deal.bidder, price="7654.32")
    ask_question(actor=deal.bidder.manager, invitation=deal.bidder.invitation, text="CANARY-QUESTION of bidder-0")
    rival = joined(deal.bidders[1])
    pages = [f"/rfqs/{deal.rfq.pk}/{name}" for name in SPONSOR_PAGES] + [
        "/rfqs/",
        f"/quotes/{quote.pk}/",
        "/organization/events/",
    ]
    for who in (deal.owner, deal.evaluator, deal.viewer):
        client = signed_in(who)
        found = "".join(client.get(path).content.decode() for path in pages)
        assert [canary for canary in ("7654.32", "7,654.32", "15308.64", "CANARY-ASSUMPTION") if canary in found] == []
    client = signed_in(rival.owner)
    pages = ["/invitations-to-quote/", f"/invitations-to-quote/{rival.invitation.pk}/", "/quotes/", f"/quotes/{quote.pk}/"]
    found = "".join(client.get(path).content.decode() for path in pages)
    assert [canary for canary in ("7654", "CANARY-QUESTION", "bidder-0") if canary in found] == []


@pytest.mark.parametrize("name", ["", "edit/", "comparison/", "recommend/", "steps/publish/", "preview/"])
def test_a_request_of_somebody_else_is_a_404(name: str):
    deal, stranger = open_deal(1), open_deal(1)
    assert signed_in(stranger.owner).get(f"/rfqs/{deal.rfq.pk}/{name}").status_code == 404


def test_an_unnamed_sponsor_is_on_no_page_before_the_agreement():
    deal = open_deal(1, sponsor_named=False)
    client = signed_in(deal.bidder.owner)
    pages = ["/invitations-to-quote/", f"/invitations-to-quote/{deal.bidder.invitation.pk}/"]
    assert "Sponsor of Secrets" not in "".join(client.get(path).content.decode() for path in pages)
    joined(deal.bidder)
    assert "Sponsor of Secrets" in client.get(pages[1]).content.decode()


def test_a_deadline_is_shown_on_the_clock_of_the_request_to_every_reader():
    deal = open_deal(1, time_zone="Asia/Shanghai")
    assert "Quotes until" in signed_in(deal.viewer).get(f"/rfqs/{deal.rfq.pk}/").content.decode()
    for who, path in (
        (deal.manager, f"/rfqs/{deal.rfq.pk}/"),
        (deal.bidder.owner, f"/invitations-to-quote/{deal.bidder.invitation.pk}/"),
    ):
        User.objects.filter(pk=who.user_id).update(time_zone="America/New_York")
        clock = date_format(deal.rfq.local_deadline, "DATETIME_FORMAT")
        assert f">{clock} Asia/Shanghai<" in signed_in(who).get(path).content.decode()


def test_a_half_written_quote_in_no_currency_is_shown_and_kept():
    deal = open_deal(1)
    one = joined(deal.bidder)
    client = signed_in(one.manager)
    edit = post(client, f"/invitations-to-quote/{one.invitation.pk}/quote/").headers["Location"]
    page = client.get(edit)
    typed = {"line-0-answer": "priced", "line-0-price": "1.23456", "milestone-0-amount": "0.0001", "currency": "XX"}
    post(client, edit, filled(page, version=str(page.context["quote"].version), **typed))
    assert client.get(f"/quotes/{Quote.objects.get().pk}/").status_code == 200


def test_a_viewer_sees_no_buttons_and_is_refused():
    deal = open_deal(1)
    client = signed_in(deal.viewer)
    here = f"/rfqs/{deal.rfq.pk}/"
    assert "/steps/" not in client.get(here).content.decode()
    assert client.post(f"{here}steps/pause/", {"reason": "x"}).status_code == 403


def test_a_clarification_is_asked_and_answered_on_pages():
    deal, quotes = opened_deal()
    sponsor, provider = signed_in(deal.evaluator), signed_in(deal.bidder.manager)
    declare_conflict(actor=deal.evaluator, rfq=deal.rfq, has_conflict=False)
    wall = (database_now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    post(sponsor, f"/rfqs/{deal.rfq.pk}/quotes/{quotes[0].pk}/clarify/", {"question": "Which column?", "due_at": wall})
    here = f"/quotes/{quotes[0].pk}/"
    assert "Which column?" in provider.get(here).content.decode()
    post(provider, f"{here}clarifications/{Clarification.objects.get().pk}/", {"answer": "Protein A."})
    assert "Protein A." in sponsor.get(f"/rfqs/{deal.rfq.pk}/comparison/").content.decode()


def test_an_owner_sets_who_approves_and_a_viewer_does_not():
    deal = open_deal(1)
    client = signed_in(deal.owner)
    assert "/sourcing-policy/" in client.get("/rfqs/").content.decode()
    post(client, "/sourcing-policy/", {"approves_rfqs": "on", "quiet_days": "5"})
    assert (Policy.objects.get().approves_rfqs, Policy.objects.get().quiet_days) == (True, 5)
    wrong = client.post("/sourcing-policy/", {"quiet_days": "5", "quote_limit": "10", "quote_limit_currency": "XX"})
    assert wrong.status_code == 422
    assert signed_in(deal.viewer).get("/sourcing-policy/").status_code == 403


def test_every_page_of_a_finished_request_stands():
    deal, quotes = awarded_deal()
    client = signed_in(deal.viewer)
    for name in ("", "comparison/", "preview/", "comparison/?as=csv", "comparison/?as=xlsx"):
        assert client.get(f"/rfqs/{deal.rfq.pk}/{name}").status_code == 200
    loser = signed_in(deal.bidders[1].owner)
    told = outcomes_for(quotes)[str(quotes[1].pk)]["feedback"]
    assert told in loser.get(f"/invitations-to-quote/{deal.bidders[1].invitation.pk}/").content.decode()
    assert loser.get("/quotes/").status_code == 200


def test_a_bidder_sees_an_amendment_with_its_difference():
    deal = open_deal(1)
    quote = sent(deal, deal.bidder)
    amend_rfq(actor=deal.manager, rfq=deal.rfq, changes=vars(as_facts(deal.rfq, brief="New words")), reason="Scope.")
    client = signed_in(deal.bidder.manager)
    assert "New words" in client.get(f"/invitations-to-quote/{deal.bidder.invitation.pk}/").content.decode()
    assert "Confirm after the amendment" in client.get(f"/quotes/{quote.pk}/").content.decode()
    post(client, f"/quotes/{quote.pk}/steps/confirm/", {"expected_edition": "2"})
    assert Quote.objects.get().status == "submitted"


@pytest.mark.parametrize("path", ["/rfqs/", "/invitations-to-quote/", "/quotes/"])
def test_a_list_takes_as_many_queries_for_three_rows_as_for_one(path: str):
    deal = open_deal(1)
    sent(deal, deal.bidder)
    who = deal.manager if path == "/rfqs/" else deal.bidder.manager
    client = signed_in(who)
    client.get(path)
    counts = []
    for rows in (1, 3):
        while Quote.objects.filter(invitation__provider=deal.bidder.provider).count() < rows:
            other = open_deal(1)
            sent(other, other.bidder)
            number = f"RFQ-2026-{9000 + Rfq.objects.count()}"
            Rfq.objects.filter(pk=other.rfq.pk).update(organization=deal.rfq.organization, number=number)
            Invitation.objects.filter(rfq=other.rfq).update(provider=deal.bidder.provider)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_the_comparison_page_takes_as_many_queries_for_three_quotes_as_for_one():
    counts = []
    for prices in (("10.00",), ("10.00", "20.00", "30.00")):
        deal, _quotes = opened_deal(prices)
        client = signed_in(member(Role.EVALUATOR, deal.rfq.organization))
        client.get(f"/rfqs/{deal.rfq.pk}/comparison/")
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/rfqs/{deal.rfq.pk}/comparison/").status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_the_form_keeps_what_was_typed_and_says_what_is_missing():
    deal = draft_deal(0)
    manager = signed_in(deal.manager)
    page = manager.get("/rfqs/new/")
    typed = filled(page, codename="Kept", teaser="An antibody.", **{"line-0-title": "Kept line"})
    said = manager.post("/rfqs/missing/", typed).content.decode()
    assert "A confidential brief." in said
    assert "A teaser" not in said
    assert manager.post("/drafts/rfq:new/", typed).status_code == 204
    again = manager.get("/rfqs/new/")
    assert again.context["forms"].rfq["codename"].value() == "Kept"
    assert [form["title"].value() for form in again.context["forms"].lines][:1] == ["Kept line"]
    post(manager, "/rfqs/new/", filled(again))
    assert manager.get("/rfqs/new/").context["forms"].rfq["codename"].value() in ("", None)


def test_ticked_matches_start_a_request_or_come_into_one():
    deal = draft_deal(1)
    by = signed_in(deal.manager)
    project = create_project(actor=deal.manager, facts=ProjectFacts(codename="Egret", title="Egret"))
    first, second = deal.bidder.provider, bidder("second").provider
    answer = by.post(f"/projects/{project.pk}/ask/", {"to": "new", "provider": [first.slug, second.slug]})
    page = by.get(answer.url)
    assert {one.slug for one in page.context["chosen"]} == {first.slug, second.slug}
    post(by, answer.url, filled(page, codename="Egret", **{"line-0-title": "Any"}))
    rfq = Rfq.objects.get(codename="Egret")
    assert (rfq.project, rfq.invitations.count()) == (project, 2)
    picked = {"to": "rfq", "provider": [first.slug, second.slug]}
    asked = by.post(f"/projects/{project.pk}/ask/", picked)
    assert "Of this project" in asked.content.decode()
    assert [name for name, _rows in asked.context["form"]["rfq"].field.choices[1:]] == [
        "Of this project",
        "Of something else",
    ]
    assert asked.context["form"]["rfq"].value() == str(rfq.pk)  # the project's own, and not the newest of another
    assert deal.rfq.invitations.count() == 1
    refused = by.post(f"/projects/{project.pk}/ask/", {**picked, "confirmed": "yes"})
    assert refused.status_code == 422
    confirmed = {**picked, "rfq": str(deal.rfq.pk), "confirmed": "yes"}
    assert by.post(f"/projects/{project.pk}/ask/", confirmed).status_code == 302
    assert deal.rfq.invitations.count() == 2
    refused = by.post(f"/projects/{project.pk}/ask/", {"to": "new"}, follow=True)
    assert "Tick the providers first" in refused.content.decode()
