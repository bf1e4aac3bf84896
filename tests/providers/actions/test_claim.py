"""A profile becomes the company's that shows it is theirs: one winner, every loser told, nobody decides on their own."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core.errors import DomainError, Forbidden, Invalid, NotFound, NotSignedIn, StaleVersion, WrongState
from documents.models import Document
from events.models import Event
from notifications.models import Notification, OutgoingMail
from organizations.actor import Actor
from organizations.enums import Kind, Role
from organizations.models import Organization
from providers.actions.claim import (
    answer_claim,
    approve_claim,
    reject_claim,
    request_claim,
    send_back_claim,
    withdraw_claim,
)
from providers.enums import ProviderState
from providers.models import Claim, Provider, Review
from tests.at_once import at_once
from tests.factories import MembershipFactory, actor
from tests.factories.providers import PDF, claim, claimed, operator, provider, provider_side

pytestmark = pytest.mark.django_db
WORDS = {"position": "Head of quality", "statement": "We are this company."}


def pdf(name: str = "register.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF)


def ask(owner: Actor, of: Provider, **values: Any) -> Claim:
    return request_claim(actor=owner, provider=of, **{**WORDS, "evidence": [pdf()], **values})


def kinds() -> list[str]:
    return list(Event.objects.exclude(kind__startswith="document.").order_by("pk").values_list("kind", flat=True))


# Asking --------------------------------------------------------------------------------------------------------------


def test_a_claim_waits_with_its_evidence_and_changes_nothing_yet():
    owner, of = provider_side(), provider()
    made = ask(owner, of, evidence=[pdf("a.pdf"), pdf("b.pdf")])
    assert (made.status, made.organization_id, made.claimed_by) == ("requested", owner.organization_id, owner.user)
    assert sorted(made.evidence.values_list("name", flat=True)) == ["a.pdf", "b.pdf"]
    of.refresh_from_db()
    assert (of.state, of.organization) == (ProviderState.UNCLAIMED, None)
    assert kinds() == ["claim.requested"]
    assert Event.objects.get(kind="claim.requested").data == {"provider": str(of.pk)}


@pytest.mark.parametrize(
    ("who", "error"),
    [
        (lambda: Actor.anonymous(), NotSignedIn),
        (lambda: actor(kind=Kind.SPONSOR), Forbidden),
        (lambda: provider_side(Role.VIEWER), Forbidden),
        (operator, Forbidden),
    ],
)
def test_who_may_not_claim(who: Callable[[], Actor], error: type[DomainError]):
    with pytest.raises(error):
        ask(who(), provider())
    assert Claim.objects.count() == 0


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"position": " "}, "position"),
        ({"statement": ""}, "statement"),
        ({"statement": "x" * 2001}, "statement"),
        ({"evidence": []}, "evidence"),
        ({"evidence": [pdf(f"{n}.pdf") for n in range(6)]}, "evidence"),
        ({"evidence": [SimpleUploadedFile("run.pdf", b"MZ")]}, "evidence"),
    ],
)
def test_a_claim_that_says_or_shows_too_little_leaves_nothing(values: dict[str, Any], field: str):
    with pytest.raises(Invalid) as caught:
        ask(provider_side(), provider(), **values)
    assert list(caught.value.errors) == [field]
    assert (Claim.objects.count(), Document.objects.count()) == (0, 0)


def test_what_is_somebodys_suspended_or_merged_cannot_be_claimed():
    owner = provider_side()
    with pytest.raises(WrongState, match="claimed already"):
        ask(owner, claimed(provider_side()))
    with pytest.raises(NotFound):
        ask(owner, provider(state=ProviderState.SUSPENDED))
    with pytest.raises(NotFound):
        ask(owner, provider(merged_into=provider()))


def test_an_organisation_claims_a_profile_once_at_a_time_and_none_when_it_has_one():
    owner, of = provider_side(), provider()
    ask(owner, of)
    with pytest.raises(WrongState, match="still open"):
        ask(owner, of)
    ask(owner, provider())
    holder = provider_side()
    claimed(holder)
    with pytest.raises(WrongState, match="has a profile already"):
        ask(holder, of)


def test_a_withdrawn_or_rejected_claim_may_be_made_anew():
    owner, of = provider_side(), provider()
    withdraw_claim(actor=owner, claim=ask(owner, of))
    reject_claim(actor=operator(), claim=ask(owner, of), reason="No")
    assert ask(owner, of).status == "requested"


# Answering -----------------------------------------------------------------------------------------------------------


def test_a_claim_that_was_sent_back_is_answered_and_waits_again():
    owner = provider_side()
    made = ask(owner, provider())
    send_back_claim(actor=operator(), claim=made, reason="Which entity?")
    made = answer_claim(actor=owner, claim=made, position="CEO", statement="The GmbH.", evidence=[pdf("more.pdf")])
    assert (made.status, made.position, made.evidence.count()) == ("requested", "CEO", 2)
    assert Review.objects.get().reason == "Which entity?"
    assert kinds() == ["claim.requested", "claim.sent_back", "claim.answered"]


def test_what_was_not_sent_back_is_not_answered():
    owner = provider_side()
    made = ask(owner, provider())
    with pytest.raises(WrongState, match="sent back"):
        answer_claim(actor=owner, claim=made, **WORDS)


def test_a_claim_has_so_many_files_and_no_more():
    owner = provider_side()
    made = claim(provider(), owner, status="sent-back")
    for _round in range(3):
        answer_claim(actor=owner, claim=made, **WORDS, evidence=[pdf(f"{n}.pdf") for n in range(5)])
        Claim.objects.filter(pk=made.pk).update(status="sent-back")
    with pytest.raises(Invalid):
        answer_claim(actor=owner, claim=made, **WORDS, evidence=[pdf()])
    assert made.evidence.count() == 15


@pytest.mark.parametrize("step", [answer_claim, withdraw_claim])
def test_another_organisations_claim_is_not_there(step: Any):
    made = claim(provider(), provider_side(), status="sent-back")
    with pytest.raises(NotFound):
        step(actor=provider_side(), claim=made, **(WORDS if step is answer_claim else {}))


@pytest.mark.parametrize("step", [answer_claim, withdraw_claim])
def test_a_viewer_moves_nothing(step: Any):
    owner = provider_side()
    made = claim(provider(), owner, status="sent-back")
    viewer = Actor.of(MembershipFactory.create(organization=owner.organization, roles=[Role.VIEWER]))
    with pytest.raises(Forbidden):
        step(actor=viewer, claim=made, **(WORDS if step is answer_claim else {}))


def test_a_stale_step_is_refused():
    owner = provider_side()
    made = claim(provider(), owner)
    with pytest.raises(StaleVersion):
        withdraw_claim(actor=owner, claim=made, expected_version=7)


@pytest.mark.parametrize("status", ["approved", "rejected", "withdrawn"])
def test_what_is_decided_is_not_withdrawn(status: str):
    owner = provider_side()
    made = claim(provider(), owner, status=status, decided_at="2026-11-01T00:00Z")
    with pytest.raises(WrongState):
        withdraw_claim(actor=owner, claim=made)


# Deciding ------------------------------------------------------------------------------------------------------------


def test_an_approved_claim_makes_the_profile_theirs_and_ends_all_others():
    owner, rival, of, other_of = provider_side(), provider_side(), provider(), provider()
    made, theirs = ask(owner, of), ask(rival, of)
    sent_back, elsewhere = claim(of, provider_side(), status="sent-back"), ask(owner, other_of)
    unconcerned = ask(rival, other_of)
    approve_claim(actor=operator(), claim=made, reason="Register extract fits")
    of.refresh_from_db()
    assert (of.state, of.organization) == (ProviderState.CLAIMED, owner.organization)
    statuses = dict(Claim.objects.values_list("pk", "status"))
    assert statuses == {
        made.pk: "approved", theirs.pk: "rejected", sent_back.pk: "rejected", elsewhere.pk: "rejected",
        unconcerned.pk: "requested",
    }  # fmt: skip
    assert {review.claim_id: review.reason for review in Review.objects.all()} == {
        made.pk: "Register extract fits",
        theirs.pk: "The profile was given to another claimant.",
        sent_back.pk: "The profile was given to another claimant.",
        elsewhere.pk: "Your organisation has another profile now.",
    }
    assert Event.objects.get(kind="provider.claimed").data == {"provider": str(of.pk)}
    assert Event.objects.filter(kind="claim.rejected").count() == 3


DECISIONS = [approve_claim, reject_claim, send_back_claim]


@pytest.mark.parametrize("decide", DECISIONS)
@pytest.mark.parametrize("who", [provider_side, lambda: operator(Role.VIEWER), lambda: actor(kind=Kind.SPONSOR)])
def test_only_operators_decide(decide: Any, who: Callable[[], Actor]):
    made = claim(provider(), provider_side())
    with pytest.raises(Forbidden):
        decide(actor=who(), claim=made, reason="x")


@pytest.mark.parametrize("decide", DECISIONS)
def test_no_operator_decides_on_their_own_companys_claim(decide: Any):
    owner, chief = provider_side(), operator()
    MembershipFactory.create(user=chief.user, organization=owner.organization, roles=[Role.VIEWER])
    with pytest.raises(Forbidden, match="Another operator has to decide"):
        decide(actor=chief, claim=claim(provider(), owner), reason="x")
    former = claim(provider(), provider_side(), claimed_by=chief.user)
    with pytest.raises(Forbidden, match="Another operator has to decide"):
        decide(actor=chief, claim=former, reason="x")
    assert Review.objects.count() == 0


@pytest.mark.parametrize("decide", DECISIONS)
@pytest.mark.parametrize("reason", ["", "  ", "x" * 1001])
def test_a_decision_has_a_reason(decide: Any, reason: str):
    made = claim(provider(), provider_side())
    with pytest.raises(Invalid):
        decide(actor=operator(), claim=made, reason=reason)
    made.refresh_from_db()
    assert made.status == "requested"


@pytest.mark.parametrize("decide", DECISIONS)
def test_what_was_taken_back_is_not_decided(decide: Any):
    made = claim(provider(), provider_side(), status="withdrawn", decided_at="2026-11-01T00:00Z")
    with pytest.raises(WrongState):
        decide(actor=operator(), claim=made, reason="x")


def test_a_profile_that_changed_meanwhile_is_not_given_away():
    chief, owner = operator(), provider_side()
    suspended = claim(provider(state=ProviderState.SUSPENDED), owner)
    merged = claim(provider(merged_into=provider()), owner)
    for made in (suspended, merged):
        with pytest.raises(WrongState):
            approve_claim(actor=chief, claim=made, reason="x")
    Organization.objects.filter(pk=owner.organization_id).update(kinds=[Kind.SPONSOR])
    with pytest.raises(WrongState, match="set up as a provider"):
        approve_claim(actor=chief, claim=claim(provider(), owner), reason="x")
    Organization.objects.filter(pk=owner.organization_id).update(deactivated_at="2026-11-01T00:00Z")
    with pytest.raises(WrongState, match="not active"):
        approve_claim(actor=chief, claim=claim(provider(), owner), reason="x")


# At once -------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", range(3))
def test_of_two_claims_approved_at_once_one_wins_and_the_other_is_refused(attempt: int):
    of = provider()
    claims = [claim(of, provider_side()) for _one in range(2)]
    chiefs = [operator() for _one in range(2)]
    outcomes = at_once(*(lambda n=n: approve_claim(actor=chiefs[n], claim=claims[n], reason="x") for n in range(2)))
    assert sorted(type(one) for one in outcomes if one is not None) == [WrongState]
    assert sorted(Claim.objects.values_list("status", flat=True)) == ["approved", "rejected"]
    winner = Claim.objects.get(status="approved")
    of.refresh_from_db()
    assert of.organization_id == winner.organization_id
    assert Event.objects.filter(kind="provider.claimed").count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", range(3))
def test_an_organisation_gets_one_profile_of_two_approved_at_once(attempt: int):
    owner = provider_side()
    claims = [claim(provider(), owner) for _one in range(2)]
    chiefs = [operator() for _one in range(2)]
    outcomes = at_once(*(lambda n=n: approve_claim(actor=chiefs[n], claim=claims[n], reason="x") for n in range(2)))
    assert sorted(type(one) for one in outcomes if one is not None) == [WrongState]
    assert Provider.objects.filter(organization=owner.organization).count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", range(3))
def test_two_operators_decide_on_one_claim_at_once_and_one_decision_stands(attempt: int):
    made = claim(provider(), provider_side())
    one, two = operator(), operator()
    outcomes = at_once(
        lambda: approve_claim(actor=one, claim=made, reason="yes"), lambda: reject_claim(actor=two, claim=made, reason="no")
    )
    assert sorted(type(error) for error in outcomes if error is not None) == [WrongState]
    assert Review.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_organisation_that_claims_twice_at_once_has_one_claim():
    owner, of = provider_side(), provider()
    outcomes = at_once(*[lambda: ask(owner, of)] * 2)
    assert sorted(type(error) for error in outcomes if error is not None) == [WrongState]
    assert Claim.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_answer_and_an_approval_of_the_rival_at_once_do_not_lock_each_other_out():
    owner, rival, chief, of = provider_side(), provider_side(), operator(), provider()
    mine, theirs = claim(of, owner, status="sent-back"), claim(of, rival)
    outcomes = at_once(
        lambda: answer_claim(actor=owner, claim=mine, **WORDS, evidence=[pdf()]),
        lambda: approve_claim(actor=chief, claim=theirs, reason="x"),
    )
    assert [error for error in outcomes if error is not None and not isinstance(error, WrongState)] == []
    assert Claim.objects.get(pk=theirs.pk).status == "approved"
    assert Claim.objects.get(pk=mine.pk).status == "rejected"


# Telling -------------------------------------------------------------------------------------------------------------


def told() -> dict[str, list[str]]:
    rows: dict[str, list[str]] = {}
    for row in Notification.objects.select_related("person").order_by("created_at"):
        rows.setdefault(row.kind, []).append(row.person.email)
    return {kind: sorted(people) for kind, people in rows.items()}


def test_operators_are_told_of_a_claim_and_claimants_of_the_decision(deliver_events: Callable[[], None]):
    owner, chief, inside = provider_side(), operator(), operator()
    operator(Role.VIEWER)
    MembershipFactory.create(user=inside.user, organization=owner.organization, roles=[Role.MANAGER])
    MembershipFactory.create(organization=owner.organization, roles=[Role.VIEWER])
    made = ask(owner, provider("Wacker"))
    send_back_claim(actor=chief, claim=made, reason="Which <entity>?")
    answer_claim(actor=owner, claim=made, **WORDS)
    reject_claim(actor=chief, claim=made, reason="Not shown")
    deliver_events()
    editors = sorted([owner.user.email, inside.user.email])
    assert told() == {
        "claim.requested": [chief.user.email], "claim.sent_back": editors, "claim.answered": [chief.user.email],
        "claim.rejected": editors,
    }  # fmt: skip
    letter = OutgoingMail.objects.get(subject="More is needed for your claim of Wacker", to=[owner.user.email])
    assert "Which <entity>?" in letter.text
    assert "Which &lt;entity&gt;?" in letter.html
    assert "Not shown" in OutgoingMail.objects.get(subject__contains="rejected", to=[owner.user.email]).text


def test_an_approval_is_told_and_leads_to_the_profile(deliver_events: Callable[[], None]):
    owner, of = provider_side(), provider("Wacker")
    approve_claim(actor=operator(), claim=claim(of, owner), reason="Fits")
    deliver_events()
    row = Notification.objects.get(kind="claim.approved")
    assert (row.person, row.path) == (owner.user, "/my/provider/")
