"""Requests: written, approved, published, and changed in front of everybody."""

from datetime import timedelta

import pytest

from core.clock import database_now
from core.errors import Forbidden, Invalid, NotFound, StaleVersion, WrongState
from events.models import Event
from organizations.enums import Role
from projects.sourcing.actions.invitation import invite_provider, uninvite_provider
from projects.sourcing.actions.policy import set_policy
from projects.sourcing.actions.quote_course import confirm_quote
from projects.sourcing.actions.rfq import approve_rfq, edit_rfq, publish_rfq, request_approval, return_rfq
from projects.sourcing.actions.rfq_course import amend_rfq, cancel_rfq, extend_rfq, pause_rfq, resume_rfq
from projects.sourcing.models import Invitation, Quote, Rfq, RfqVersion
from projects.sourcing.selectors.disclosure import rfq_as_seen
from tests.factories import actor
from tests.providers.house import vocabulary
from tests.sourcing.deal import Deal, as_facts, draft_deal, line_facts, open_deal, pass_deadline, rfq_facts, sent

pytestmark = pytest.mark.django_db


def last_data(kind: str) -> dict[str, object]:
    event = Event.objects.filter(kind=kind).last()
    assert event is not None
    return event.data


# Writing and publishing ----------------------------------------------------------------------------------------------


def test_a_draft_is_edited_and_its_lines_keep_who_they_are():
    deal = draft_deal(1)
    first = deal.rfq.lines.first()
    facts = as_facts(deal.rfq, codename="Egret")
    facts = as_facts(deal.rfq, codename="Egret", lines=(line_facts("New one"), facts.lines[0]))
    rfq = edit_rfq(actor=deal.manager, rfq=deal.rfq, changes=vars(facts))
    assert rfq.codename == "Egret"
    assert [line.title for line in rfq.lines.all()] == ["New one", "Drug substance"]
    assert rfq.lines.get(position=2).pk == first.pk


def test_the_cutoff_of_questions_follows_the_rule_it_was_set_by():
    deal = draft_deal(1)
    assert deal.rfq.deadline - deal.rfq.question_cutoff == timedelta(days=5)
    moment = database_now() + timedelta(days=3)
    rfq = edit_rfq(
        actor=deal.manager, rfq=deal.rfq, changes=vars(as_facts(deal.rfq, question_days=None, question_cutoff=moment))
    )
    rfq = publish_rfq(actor=deal.manager, rfq=rfq)
    rfq = extend_rfq(actor=deal.manager, rfq=rfq, deadline=rfq.deadline + timedelta(days=9), reason="Holidays.")
    assert rfq.question_cutoff == moment


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"currency": "XXQ"}, "currency"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"criteria": ({"code": "a", "label": "A", "weight": 99},)}, "criteria"),
        ({"criteria": ({"code": "a", "label": "", "weight": 100},)}, "criteria"),
        ({"envelopes": 3}, "envelopes"),
        ({"codename": ""}, "codename"),
        ({}, "lines"),
    ],
)
def test_what_makes_no_sense_is_told_beside_its_field(values: dict[str, object], field: str):
    deal = draft_deal(1)
    if field == "lines":
        values = {"lines": (line_facts(quantity_unit=None),)}
    with pytest.raises(Invalid) as error:
        edit_rfq(actor=deal.manager, rfq=deal.rfq, changes=vars(as_facts(deal.rfq, **values)))
    assert list(error.value.errors) == [field]


def test_a_question_cutoff_after_the_deadline_is_refused():
    deal = draft_deal(1)
    late = deal.rfq.deadline + timedelta(days=1)
    with pytest.raises(Invalid):
        edit_rfq(
            actor=deal.manager, rfq=deal.rfq, changes=vars(as_facts(deal.rfq, question_days=None, question_cutoff=late))
        )


def test_a_stale_version_is_refused():
    deal = draft_deal(1)
    with pytest.raises(StaleVersion):
        edit_rfq(actor=deal.manager, rfq=deal.rfq, changes=vars(as_facts(deal.rfq)), expected_version=deal.rfq.version - 1)


@pytest.mark.parametrize(
    ("values", "bidders", "missing"),
    [({"teaser": ""}, 1, "teaser"), ({"lines": ()}, 1, "line"), ({}, 0, "invited provider")],
)
def test_without_what_bidders_cannot_do_without_nothing_is_published(values: dict[str, object], bidders: int, missing: str):
    deal = draft_deal(bidders, **values)
    with pytest.raises(Invalid, match=missing):
        publish_rfq(actor=deal.manager, rfq=deal.rfq, override="We know.")


def test_without_the_agreement_nothing_is_published_that_needs_it():
    deal = draft_deal(1, needs_cda=False)
    Rfq.objects.filter(pk=deal.rfq.pk).update(needs_cda=True)
    with pytest.raises(Invalid, match="confidentiality agreement"):
        publish_rfq(actor=deal.manager, rfq=deal.rfq)


def test_a_thin_request_is_published_only_with_a_written_reason():
    vocabulary()
    thin = line_facts(
        service_line=None, quantity_value=None, quantity_unit=None, batches=None, standards=(), starts_on=None
    )
    deal = draft_deal(1, brief="", criteria=(), decision_on=None, lines=(thin,))
    with pytest.raises(Invalid) as error:
        publish_rfq(actor=deal.manager, rfq=deal.rfq)
    assert list(error.value.errors) == ["override"]
    assert publish_rfq(actor=deal.manager, rfq=deal.rfq, override="A first sounding.").status == "open"
    assert last_data("rfq.published")["override"] == "A first sounding."


def test_a_deadline_that_has_passed_is_not_published():
    deal = draft_deal(1)
    pass_deadline(deal.rfq)
    with pytest.raises(Invalid):
        publish_rfq(actor=deal.manager, rfq=deal.rfq)


def test_a_provider_is_invited_once_and_nobody_invites_themselves():
    deal = draft_deal(1)
    with pytest.raises(Invalid):
        invite_provider(actor=deal.manager, rfq=deal.rfq, provider=deal.bidder.provider)
    deal.bidder.provider.organization = deal.rfq.organization
    deal.bidder.provider.save()
    Invitation.objects.all().delete()
    with pytest.raises(Invalid):
        invite_provider(actor=deal.manager, rfq=deal.rfq, provider=deal.bidder.provider)


def test_an_invitation_is_taken_back_only_from_a_draft():
    deal = draft_deal(1)
    uninvite_provider(actor=deal.manager, invitation=deal.bidder.invitation)
    assert not Invitation.objects.exists()
    other = open_deal(1)
    with pytest.raises(WrongState):
        uninvite_provider(actor=other.manager, invitation=other.bidder.invitation)


# Approval ------------------------------------------------------------------------------------------------------------


def approving(deal: Deal) -> Deal:
    set_policy(actor=deal.owner, approves_rfqs=True, quote_limit=None, quote_limit_currency="", quiet_days=7)
    return deal


def test_where_the_organisation_approves_nobody_publishes_alone():
    deal = approving(draft_deal(1))
    with pytest.raises(Invalid, match="Ask for approval"):
        publish_rfq(actor=deal.manager, rfq=deal.rfq)
    rfq = request_approval(actor=deal.manager, rfq=deal.rfq)
    assert rfq.status == "in-approval"
    assert approve_rfq(actor=deal.approver, rfq=rfq).status == "open"


def test_an_author_never_approves_their_own_work():
    deal = approving(draft_deal(1))
    edit_rfq(actor=deal.owner, rfq=deal.rfq, changes=vars(as_facts(deal.rfq, codename="Egret")))
    rfq = request_approval(actor=deal.manager, rfq=deal.rfq)
    with pytest.raises(Forbidden, match="Somebody else"):
        approve_rfq(actor=deal.owner, rfq=rfq)


def test_an_approver_returns_with_a_reason():
    deal = approving(draft_deal(1))
    rfq = request_approval(actor=deal.manager, rfq=deal.rfq)
    with pytest.raises(Invalid):
        return_rfq(actor=deal.approver, rfq=rfq, reason=" ")
    assert return_rfq(actor=deal.approver, rfq=rfq, reason="Add the stability study.").status == "draft"


# The start -----------------------------------------------------------------------------------------------------------


def test_a_scheduled_request_is_nobodys_before_its_start_and_open_after_it_without_any_timer():
    deal = draft_deal(1, starts_at=database_now() + timedelta(days=1))
    rfq = publish_rfq(actor=deal.manager, rfq=deal.rfq)
    assert rfq.status == "scheduled"
    assert not Rfq.objects.visible_to(deal.bidder.owner).exists()
    assert not Invitation.objects.received_by(deal.bidder.owner).exists()
    Rfq.objects.update(starts_at=database_now() - timedelta(seconds=1))
    assert Rfq.objects.visible_to(deal.bidder.owner).exists()
    quote = sent(deal, deal.bidder)
    assert quote.status == "submitted"
    extend_rfq(actor=deal.manager, rfq=rfq, deadline=rfq.deadline + timedelta(days=1), reason="More time.")
    assert deal.again().status == "open"
    assert Event.objects.filter(kind="rfq.opened").count() == 1


# Amending ------------------------------------------------------------------------------------------------------------


def test_a_material_amendment_is_kept_with_its_difference_and_asks_for_confirmation():
    deal = open_deal(2)
    quote = sent(deal, deal.bidder)
    facts = as_facts(deal.rfq, brief="Another brief")
    rfq = amend_rfq(actor=deal.manager, rfq=deal.rfq, changes=vars(facts), reason="Scope grew.")
    assert rfq.edition == 2
    version = RfqVersion.objects.get(rfq=rfq, edition=2)
    assert [(one["field"], one["after"]) for one in version.diff] == [("brief", "Another brief")]
    assert version.is_material
    quote.refresh_from_db()
    assert quote.status == "needs-reconfirmation"
    assert last_data("rfq.amended") == {"edition": 2, "is_material": True, "fields": ["brief"], "to_confirm": 1}
    assert confirm_quote(actor=deal.bidder.manager, quote=quote).status == "submitted"
    assert Quote.objects.get(pk=quote.pk).sent.edition == 2


def test_a_change_of_wording_leaves_quotes_as_they_were_meant():
    deal = open_deal(1)
    quote = sent(deal, deal.bidder)
    amend_rfq(actor=deal.manager, rfq=deal.rfq, changes=vars(as_facts(deal.rfq, teaser="Clearer.")), reason="Clearer.")
    quote.refresh_from_db()
    assert quote.status == "submitted"


def test_a_quote_that_does_not_answer_a_new_line_cannot_be_confirmed():
    deal = open_deal(1)
    quote = sent(deal, deal.bidder)
    lines = (*as_facts(deal.rfq).lines, line_facts("Stability"))
    amend_rfq(actor=deal.manager, rfq=deal.rfq, changes=vars(as_facts(deal.rfq, lines=lines)), reason="One more.")
    with pytest.raises(Invalid):
        confirm_quote(actor=deal.bidder.manager, quote=quote)


def test_an_amendment_without_a_change_is_refused():
    deal = open_deal(1)
    with pytest.raises(Invalid, match="Nothing was changed"):
        amend_rfq(actor=deal.manager, rfq=deal.rfq, changes=vars(as_facts(deal.rfq)), reason="Nothing.")


@pytest.mark.parametrize("days", [0, 5])
def test_a_late_amendment_must_move_the_deadline_a_week_ahead(days: int):
    deal = open_deal(1)
    Rfq.objects.update(deadline=database_now() + timedelta(days=3), question_cutoff=None, question_days=None)
    rfq = deal.again()
    facts = as_facts(rfq, brief="Late", deadline=max(rfq.deadline, database_now() + timedelta(days=days)))
    with pytest.raises(Invalid):
        amend_rfq(actor=deal.manager, rfq=rfq, changes=vars(facts), reason="Late.")
    facts = as_facts(rfq, brief="Late", deadline=database_now() + timedelta(days=7, minutes=1))
    assert amend_rfq(actor=deal.manager, rfq=rfq, changes=vars(facts), reason="Late.").edition == 2


@pytest.mark.parametrize(
    "values",
    [{"is_sealed": False}, {"envelopes": 2}, {"needs_cda": False}, {"sponsor_named": False}, {"second_person": True}],
)
def test_what_bidders_rely_on_is_not_amended(values: dict[str, object]):
    deal = open_deal(1)
    with pytest.raises(Invalid) as error:
        amend_rfq(actor=deal.manager, rfq=deal.rfq, changes=vars(as_facts(deal.rfq, **values)), reason="Because.")
    assert list(error.value.errors) == list(values)


# Extending, pausing, cancelling --------------------------------------------------------------------------------------


def test_a_deadline_only_moves_later_and_takes_the_cutoff_along():
    deal = open_deal(1)
    with pytest.raises(Invalid):
        extend_rfq(actor=deal.manager, rfq=deal.rfq, deadline=deal.rfq.deadline - timedelta(days=1), reason="Hurry.")
    later = deal.rfq.deadline + timedelta(days=4)
    rfq = extend_rfq(actor=deal.manager, rfq=deal.rfq, deadline=later, reason="Holidays.")
    assert (rfq.deadline, rfq.question_cutoff) == (later, later - timedelta(days=5))


def test_nothing_is_extended_or_amended_after_the_deadline():
    deal = open_deal(1)
    pass_deadline(deal.rfq)
    later = database_now() + timedelta(days=30)
    with pytest.raises(WrongState, match="The deadline was"):
        extend_rfq(actor=deal.manager, rfq=deal.rfq, deadline=later, reason="Forgot.")
    with pytest.raises(WrongState, match="The deadline was"):
        amend_rfq(actor=deal.manager, rfq=deal.again(), changes=vars(rfq_facts(deadline=later)), reason="Forgot.")
    with pytest.raises(WrongState, match="deadline has passed"):
        cancel_rfq(actor=deal.manager, rfq=deal.rfq, reason="budget", text="No money.")


def test_a_pause_keeps_what_is_left_of_the_time():
    deal = open_deal(1)
    rfq = pause_rfq(actor=deal.manager, rfq=deal.rfq, reason="A question of ours.")
    left = rfq.remaining
    Rfq.objects.update(deadline=database_now() - timedelta(days=1), question_cutoff=None, question_days=None)
    rfq = resume_rfq(actor=deal.manager, rfq=rfq)
    assert abs(rfq.deadline - database_now() - left) < timedelta(minutes=1)
    assert (rfq.paused_at, rfq.remaining, rfq.status) == (None, None, "open")


def test_an_operator_may_pause_and_resume():
    deal = open_deal(1)
    operator = actor(kind="operator")
    rfq = pause_rfq(actor=operator, rfq=deal.rfq, reason="A complaint is looked into.")
    assert resume_rfq(actor=operator, rfq=rfq).status == "open"


def test_a_cancelled_request_says_why_and_its_quotes_stay_sealed():
    deal = open_deal(1)
    quote = sent(deal, deal.bidder)
    with pytest.raises(Invalid):
        cancel_rfq(actor=deal.manager, rfq=deal.rfq, reason="budget", text="")
    rfq = cancel_rfq(actor=deal.manager, rfq=deal.rfq, reason="budget", text="The programme was stopped.")
    assert (rfq.status, rfq.cancel_reason) == ("cancelled", "budget")
    assert Quote.objects.get(pk=quote.pk).sent.payload is None
    assert rfq_as_seen(deal.bidder.owner, rfq).values["codename"] == "Heron"


def test_a_request_of_somebody_else_is_not_there():
    deal = open_deal(1)
    rival = actor(Role.OWNER)
    assert not Rfq.objects.visible_to(rival).exists()
    with pytest.raises(NotFound):
        pause_rfq(actor=rival, rfq=deal.rfq, reason="Mine?")
