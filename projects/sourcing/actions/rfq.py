"""Writing a request, and having it approved and published."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.clock import database_now
from core.errors import Invalid
from core.models import ensure_version, lock
from core.saving import save_sound
from events.actions import emit
from organizations.actor import Actor
from organizations.models import Organization
from organizations.roles import Permission
from projects.briefs.models import Project
from projects.briefs.rules import ensure_certifiable
from projects.sourcing import workflows
from projects.sourcing.actions.invitation import invite_providers
from projects.sourcing.actions.locked import announce, own_rfq
from projects.sourcing.models import Rfq, RfqLine, RfqVersion
from projects.sourcing.models.line import TERM_LISTS
from projects.sourcing.rules import rfq as rules
from projects.sourcing.sealing import new_key
from projects.sourcing.selectors.facts import LineFacts, RfqFacts, facts_of
from projects.sourcing.selectors.rfq import next_number, policy_of
from projects.sourcing.selectors.snapshot import snapshot_of
from providers.models import Provider

MOST_LINES = 200


COLUMNS = tuple(one.name for one in fields(RfqFacts) if one.name != "lines")
LINE_COLUMNS = tuple(one.name for one in fields(LineFacts) if one.name not in {"id", *TERM_LISTS})


@transaction.atomic
def create_rfq(*, actor: Actor, facts: RfqFacts, project: Project | None = None, providers: Iterable[Provider] = ()) -> Rfq:
    """Begin a request, from a project where there is one, with the providers that were chosen among its matches.

    Its number is the next of the sponsor's.
    """
    actor.require(Permission.RFQ_EDIT)
    sponsor = lock(Organization.objects.all(), actor.organization_id, no_key=True)
    rfq = Rfq(organization=sponsor, number=next_number(sponsor), project=project)
    rfq.sealed_key = new_key(rfq.pk)
    write_facts(actor, rfq, facts)
    write_lines(rfq, facts.lines)
    emit("rfq.created", actor=actor, subject=rfq)
    invite_providers(actor=actor, rfq=rfq, providers=providers)
    return rfq


@transaction.atomic
def edit_rfq(*, actor: Actor, rfq: Rfq, changes: Mapping[str, Any], expected_version: int | None = None) -> Rfq:
    """Write ``changes`` into a draft, by the fields of RfqFacts; what they leave out stays as it is saved by then. Raises StaleVersion when somebody else was faster, WrongState for one that is published."""
    actor.require(Permission.RFQ_EDIT)
    rfq = own_rfq(actor, rfq)
    ensure_version(rfq, expected_version)
    rules.ensure_draft(rfq)
    facts = replace(facts_of(rfq), **changes)
    write_facts(actor, rfq, facts)
    write_lines(rfq, facts.lines)
    emit("rfq.edited", actor=actor, subject=rfq)
    return rfq


@transaction.atomic
def request_approval(*, actor: Actor, rfq: Rfq, override: str = "", confirm_short_deadline: bool = False) -> Rfq:
    """Ask somebody else of the organisation to approve it. A deadline less than two days ahead is confirmed."""
    actor.require(Permission.RFQ_EDIT)
    rfq = own_rfq(actor, rfq)
    workflows.RFQ.step_from(rfq, "request_approval")
    now = database_now()
    rules.ensure_publishable(rfq, now=now, override=override)
    rules.ensure_deadline_meant(rfq, now, confirmed=confirm_short_deadline)
    sign(actor, rfq)
    workflows.RFQ.apply(rfq, "request_approval")
    emit("rfq.approval_requested", actor=actor, subject=rfq, data=_override(override))
    return rfq


@transaction.atomic
def approve_rfq(*, actor: Actor, rfq: Rfq, expected_version: int | None = None) -> Rfq:
    """Approve and publish, or schedule, what was read. Never by whoever wrote it."""
    actor.require(Permission.RFQ_APPROVE)
    rfq = own_rfq(actor, rfq)
    rules.ensure_as_read(rfq, expected_version)
    workflows.RFQ.step_from(rfq, "return")
    rules.ensure_not_author(actor, rfq)
    # It was complete, or justified, when approval was asked for; time has passed since.
    rules.ensure_publishable(rfq, now=database_now(), override="approved")
    return _publish(actor, rfq, {"approved": True})


@transaction.atomic
def return_rfq(*, actor: Actor, rfq: Rfq, reason: str, expected_version: int | None = None) -> Rfq:
    """Give it back to its authors, saying what is to be done."""
    actor.require(Permission.RFQ_APPROVE)
    rfq = own_rfq(actor, rfq)
    rules.ensure_as_read(rfq, expected_version)
    reason = rules.ensure_reason(reason)
    workflows.RFQ.apply(rfq, "return")
    emit("rfq.returned", actor=actor, subject=rfq, data={"reason": reason})
    return rfq


@transaction.atomic
def publish_rfq(
    *,
    actor: Actor,
    rfq: Rfq,
    override: str = "",
    confirm_short_deadline: bool = False,
    expected_version: int | None = None,
) -> Rfq:
    """Open it to the providers it invites, at once or at its start. Where the organisation approves, that comes first.

    A deadline less than two days ahead is confirmed: Invalid otherwise.
    """
    actor.require(Permission.RFQ_PUBLISH)
    rfq = own_rfq(actor, rfq)
    ensure_version(rfq, expected_version)
    rules.ensure_draft(rfq)
    if policy_of(rfq.organization_id).approves_rfqs:
        raise Invalid(_("Your organisation approves requests before they are published. Ask for approval."))
    now = database_now()
    rules.ensure_publishable(rfq, now=now, override=override)
    rules.ensure_deadline_meant(rfq, now, confirmed=confirm_short_deadline)
    return _publish(actor, rfq, _override(override))


def _publish(actor: Actor, rfq: Rfq, data: dict[str, Any]) -> Rfq:
    now = database_now()
    is_later = rfq.starts_at is not None and rfq.starts_at > now
    RfqVersion.objects.update_or_create(
        rfq=rfq, edition=rfq.edition, defaults={"snapshot": snapshot_of(rfq), "amended_by_id": actor.user_id}
    )
    workflows.RFQ.apply(rfq, "schedule" if is_later else "publish")
    plan_notice(rfq, now)
    emit("rfq.scheduled" if is_later else "rfq.published", actor=actor, subject=rfq, data=data)
    if not is_later:
        announce(rfq)
    return rfq


def write_facts(actor: Actor, rfq: Rfq, facts: RfqFacts) -> None:
    """Put what was said into the row; the cut-off follows its rule."""
    for name in COLUMNS:
        setattr(rfq, name, getattr(facts, name))
    rfq.criteria = list(facts.criteria)
    rules.ensure_facts_sound(rfq)
    apply_cutoff_rule(rfq)
    sign(actor, rfq)
    save_sound(rfq)


def plan_notice(rfq: Rfq, now: datetime) -> None:
    """When the next reminder is due. Not an edit: the version stays."""
    rfq.notice_due_at = rfq.next_notice_after(now)
    Rfq.objects.filter(pk=rfq.pk).update(notice_due_at=rfq.notice_due_at)


def apply_cutoff_rule(rfq: Rfq) -> None:
    """Days before the deadline, where that is the rule; a moment that was set stays."""
    if rfq.question_days is not None:
        rfq.question_cutoff = rfq.deadline - timedelta(days=rfq.question_days)


def write_lines(rfq: Rfq, lines: Iterable[LineFacts]) -> None:
    """The lines in this order; one without a place in it goes. Raises Invalid beside the line."""
    lines = list(lines)
    if len(lines) > MOST_LINES:
        raise Invalid(errors={"lines": [_("A request has at most %(most)s lines.") % {"most": MOST_LINES}]})
    standing = {line.pk: line for line in rfq.lines.all()}
    kept = {one.id for one in lines if one.id is not None}
    if kept - set(standing):
        raise Invalid(errors={"lines": [_("A line is named that this request does not have. Load it again.")]})
    RfqLine.objects.filter(pk__in=set(standing) - kept).delete()
    for position, facts in enumerate(lines, start=1):
        _write_line(standing.get(facts.id) if facts.id else None, rfq, position, facts)


def _write_line(line: RfqLine | None, rfq: Rfq, position: int, facts: LineFacts) -> None:
    line = line or RfqLine(rfq=rfq)
    line.position = position
    for name in LINE_COLUMNS:
        setattr(line, name, getattr(facts, name))
    line.questions, line.required_questions = list(facts.questions), list(facts.required_questions)
    try:
        ensure_certifiable(facts.certificates_in_force, facts.standards)
        rules.ensure_countries_sound(facts.countries_allowed, facts.countries_excluded)
        save_sound(line)
    except Invalid as error:
        texts = [f"{position}: {text}" for texts in error.errors.values() for text in texts]
        raise Invalid(errors={"lines": texts}) from error
    for name in TERM_LISTS:
        getattr(line, name).set(getattr(facts, name))


def sign(actor: Actor, rfq: Rfq) -> None:
    """Whoever writes it does not approve it."""
    if actor.user_id and actor.user_id not in rfq.editor_ids:
        rfq.editor_ids = [*rfq.editor_ids, actor.user_id]
        if not rfq._state.adding:
            rfq.save(update_fields=["editor_ids"])


def _override(override: str) -> dict[str, Any]:
    return {"override": override.strip()} if override.strip() else {}
