"""A person says that a profile is their company's, and an operator decides."""

from collections.abc import Sequence
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from core.errors import Invalid, WrongState
from core.models import ensure_version, lock
from documents.actions import store_document
from documents.enums import Purpose
from documents.models import Document
from events.actions import emit
from organizations.actor import Actor
from organizations.models import Organization
from organizations.roles import Permission
from providers import rules_claim as rules
from providers import workflows
from providers.actions.review import record_review
from providers.enums import Decision
from providers.models import Claim, Provider, Review
from providers.models.claim import OPEN
from providers.rules_review import ensure_impartial, ensure_reason

Files = Sequence["File[Any]"]


@transaction.atomic
def request_claim(*, actor: Actor, provider: Provider, position: str, statement: str, evidence: Files) -> Claim:
    """Say that an unclaimed profile is the organisation's own, with one to five files as evidence."""
    actor.require(Permission.PROVIDER_CLAIM)
    membership = actor.require_membership()
    position, statement = rules.ensure_told(position, statement)
    files = _stored(actor, evidence, least=1)
    organization = lock(Organization.objects.all(), membership.organization_id, no_key=True)
    provider = lock(Provider.objects.visible_to(actor), provider.pk, no_key=True)
    rules.ensure_claimable(provider)
    rules.ensure_may_hold_a_profile(organization)
    rules.ensure_not_claimed_twice(organization, provider)
    claim = Claim.objects.create(
        provider=provider, organization=organization, claimed_by=membership.user, position=position, statement=statement
    )
    claim.evidence.add(*files)
    _tell(actor, claim, "claim.requested")
    return claim


@transaction.atomic
def answer_claim(
    *, actor: Actor, claim: Claim, position: str, statement: str, evidence: Files = (), expected_version: int | None = None
) -> Claim:
    """Add to a claim that was sent back; it waits for an operator again. Earlier evidence stays with it."""
    actor.require(Permission.PROVIDER_CLAIM)
    files = _stored(actor, evidence, least=0)
    claim = lock(Claim.objects.visible_to(actor), claim.pk)
    ensure_version(claim, expected_version)
    if not workflows.CLAIM.allows(claim, "request_again"):
        raise WrongState(_("Only a claim that was sent back can be answered."))
    claim.position, claim.statement = rules.ensure_told(position, statement)
    rules.ensure_evidence(evidence, least=0, already=claim.evidence.count())
    claim.save(update_fields=["position", "statement"])
    workflows.CLAIM.apply(claim, "request_again")
    claim.evidence.add(*files)
    _tell(actor, claim, "claim.answered")
    return claim


@transaction.atomic
def withdraw_claim(*, actor: Actor, claim: Claim, expected_version: int | None = None) -> Claim:
    """Take an open claim back. It can be made anew."""
    actor.require(Permission.PROVIDER_CLAIM)
    claim = lock(Claim.objects.visible_to(actor), claim.pk)
    ensure_version(claim, expected_version)
    if not workflows.CLAIM.allows(claim, "withdraw"):
        raise WrongState(_("This claim is decided: it cannot be withdrawn any more."))
    workflows.CLAIM.apply(claim, "withdraw")
    _tell(actor, claim, "claim.withdrawn")
    return claim


@transaction.atomic
def approve_claim(*, actor: Actor, claim: Claim, reason: str) -> Claim:
    """The profile is the organisation's from now on; the other open claims of either end here, with a reason.

    Organisation, profile and claims are locked in this order by everybody, so of two approvals at once one waits, and is then
    refused.
    """
    actor.require(Permission.PLATFORM_OPERATE)
    reason = ensure_reason(reason)
    organization = lock(Organization.objects.all(), claim.organization_id, no_key=True)
    provider = lock(Provider.objects.visible_to(actor), claim.provider_id, no_key=True)
    concerned = Q(provider=provider) | Q(organization=organization)
    open_claims = Claim.objects.filter(concerned, status__in=OPEN).select_for_update(of=("self",)).order_by("pk")
    waiting = {one.pk: one for one in open_claims.select_related("organization", "provider")}
    if claim.pk not in waiting:
        raise WrongState(_("This claim is not open any more: somebody decided it or took it back."))
    claim = waiting.pop(claim.pk)
    _ensure_impartial(actor, claim)
    rules.ensure_claimable(provider)
    rules.ensure_may_hold_a_profile(organization)
    workflows.CLAIM.apply(claim, "approve")
    provider.organization = organization
    provider.save(update_fields=["organization"])
    workflows.PROFILE.apply(provider, "claim")
    review = record_review(actor=actor, subject=claim, decision=Decision.APPROVED, reason=reason)
    _tell(actor, claim, "claim.approved", review)
    emit(
        "provider.claimed",
        actor=actor,
        subject=provider,
        organizations=[organization.pk],
        data={"provider": str(provider.pk)},
    )
    for other in waiting.values():
        same = other.provider_id == provider.pk
        text = _("The profile was given to another claimant.") if same else _("Your organisation has another profile now.")
        _reject(actor, other, text)
    return claim


@transaction.atomic
def reject_claim(*, actor: Actor, claim: Claim, reason: str) -> Claim:
    """End a claim, saying why. The profile stays open to others, and to a better claim."""
    actor.require(Permission.PLATFORM_OPERATE)
    reason = ensure_reason(reason)
    claim = lock(Claim.objects.visible_to(actor), claim.pk)
    _ensure_impartial(actor, claim)
    return _reject(actor, claim, reason)


@transaction.atomic
def send_back_claim(*, actor: Actor, claim: Claim, reason: str) -> Claim:
    """Ask the claimant for more, saying what."""
    actor.require(Permission.PLATFORM_OPERATE)
    reason = ensure_reason(reason)
    claim = lock(Claim.objects.visible_to(actor), claim.pk)
    _ensure_impartial(actor, claim)
    workflows.CLAIM.apply(claim, "send_back")
    review = record_review(actor=actor, subject=claim, decision=Decision.SENT_BACK, reason=reason)
    _tell(actor, claim, "claim.sent_back", review)
    return claim


def _reject(actor: Actor, claim: Claim, reason: str) -> Claim:
    workflows.CLAIM.apply(claim, "reject")
    review = record_review(actor=actor, subject=claim, decision=Decision.REJECTED, reason=reason)
    _tell(actor, claim, "claim.rejected", review)
    return claim


def _ensure_impartial(actor: Actor, claim: Claim) -> None:
    ensure_impartial(actor, organization_id=claim.organization_id, people=[claim.claimed_by_id])


def _stored(actor: Actor, evidence: Files, *, least: int) -> list[Document]:
    """Before anything is locked: nobody else waits while a file is looked through."""
    rules.ensure_evidence(evidence, least=least)
    try:
        return [store_document(actor=actor, upload=file, purpose=Purpose.EVIDENCE) for file in evidence]
    except Invalid as error:
        raise Invalid(errors={"evidence": [str(error)]}) from error


def _tell(actor: Actor, claim: Claim, kind: str, review: Review | None = None) -> None:
    data = {"provider": str(claim.provider_id), **({"review": str(review.pk)} if review else {})}
    emit(kind, actor=actor, subject=claim, organizations=[claim.organization_id], data=data)
