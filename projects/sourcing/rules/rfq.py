"""What must hold of a request and its invitations."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from core.clock import OUT_OF_REACH, is_in_reach
from core.errors import Forbidden, Invalid, StaleVersion, WrongState
from core.languages import joined
from core.models import Editable
from core.money import CURRENCIES
from organizations.actor import Actor
from projects.sourcing.enums import Audience, InvitationStatus, QuoteStatus, RfqStatus
from projects.sourcing.models import Invitation, Policy, Rfq
from projects.sourcing.models.rfq import OVER
from projects.sourcing.rules.completeness import completeness
from providers.enums import ProviderState
from providers.models import Provider
from vocabulary.models import Country

SHORT = timedelta(days=2)


def ensure_publishable(rfq: Rfq, *, now: datetime, override: str) -> None:
    """Complete enough, or with a written reason; with time left. Raises Invalid."""
    found = completeness(rfq)
    if found.blocking:
        raise Invalid(_("Before it can be published: %(missing)s") % {"missing": " ".join(found.blocking)})
    if not found.is_enough and not override.strip():
        text = _("It is %(score)s%% complete. Missing: %(missing)s Add them, or say why it is published like this.")
        values = {"score": found.score, "missing": " ".join(found.missing)}
        raise Invalid(errors={"override": [text % values]})
    starts_at = rfq.starts_at if rfq.starts_at and rfq.starts_at > now else now
    if rfq.deadline <= starts_at:
        raise Invalid(errors={"deadline": [_("The deadline must lie ahead of the start.")]})


def is_short(rfq: Rfq, now: datetime) -> bool:
    """Bidders would have less than ``SHORT`` from the start to the deadline."""
    starts_at = rfq.starts_at if rfq.starts_at and rfq.starts_at > now else now
    return rfq.deadline - starts_at < SHORT


def ensure_deadline_meant(rfq: Rfq, now: datetime, *, confirmed: bool) -> None:
    """Nobody publishes with hours to quote by a slip of the date. Raises Invalid."""
    if is_short(rfq, now) and not confirmed:
        text = _("Bidders would have less than two days: until %(when)s. Move the deadline, or confirm that you mean it.")
        when = rfq.local_deadline.strftime("%Y-%m-%d %H:%M %Z")
        raise Invalid(errors={"confirm_short_deadline": [text % {"when": when}]})


def ensure_facts_sound(rfq: Rfq) -> None:
    """Values that no constraint can know. Raises Invalid beside the fields."""
    errors: dict[str, list[str]] = {}
    if rfq.currency not in CURRENCIES:
        errors["currency"] = [_("Choose a currency by its ISO 4217 code.")]
    try:
        _zone = rfq.zone
    except (KeyError, ValueError, OSError):
        errors["time_zone"] = [_("Choose a time zone from the list.")]
    if not is_in_reach(rfq.deadline):
        errors["deadline"] = [str(OUT_OF_REACH)]
    problem = _problem_of_criteria(rfq.criteria)
    if problem:
        errors["criteria"] = [problem]
    if errors:
        raise Invalid(errors=errors)


def ensure_countries_sound(allowed: Iterable[Country], excluded: Iterable[Country]) -> None:
    """A country is asked for or ruled out, not both. Raises Invalid."""
    both = [one.label for one in allowed if one in set(excluded)]
    if both:
        text = _("It cannot be in %(countries)s and not be there. Take it out of one of the two.")
        raise Invalid(errors={"countries_excluded": [text % {"countries": joined(both)}]})


def _problem_of_criteria(criteria: list[dict[str, Any]]) -> str:
    codes = [str(one.get("code", "")) for one in criteria]
    weights = [one.get("weight") for one in criteria]
    if any(not code or not str(one.get("label", "")).strip() for code, one in zip(codes, criteria, strict=True)):
        return _("Each criterion has a name.")
    if len(set(codes)) != len(codes):
        return _("Each criterion stands there once.")
    if criteria and (any(not isinstance(one, int) or one < 1 for one in weights) or sum(weights) != 100):  # type: ignore[arg-type]
        return _("Weights are whole percents and add up to 100.")
    return ""


def ensure_draft(rfq: Rfq) -> None:
    """Only a draft is edited; what is published is amended."""
    if rfq.status != RfqStatus.DRAFT:
        raise WrongState(
            _("The state of this request is “%(state)s”. Only a draft is edited; a published one is amended.") % _state(rfq)
        )


def ensure_takes_invitations(rfq: Rfq, now: datetime) -> None:
    """Providers are invited before and while it is open."""
    if rfq.status not in {RfqStatus.DRAFT, RfqStatus.SCHEDULED, RfqStatus.OPEN} or rfq.is_closed_at(now):
        raise WrongState(_("Providers can be invited until the deadline."))


def is_taking_quotes(rfq: Rfq, now: datetime) -> bool:
    """Open at this moment: begun, not paused, before the deadline."""
    begun = rfq.status == RfqStatus.OPEN or (
        rfq.status == RfqStatus.SCHEDULED and rfq.starts_at is not None and rfq.starts_at <= now
    )
    return begun and now < rfq.deadline


def ensure_open(rfq: Rfq, now: datetime) -> None:
    """Begun, not paused and before the deadline, by the database's clock. Raises WrongState with what is the case."""
    if is_taking_quotes(rfq, now):
        return
    if rfq.status in {RfqStatus.OPEN, RfqStatus.SCHEDULED} and rfq.deadline <= now:
        when = rfq.local_deadline.strftime("%Y-%m-%d %H:%M %Z")
        raise WrongState(_("The deadline was %(when)s. This is not possible any more.") % {"when": when})
    raise WrongState(_("The state of this request is “%(state)s”. This takes an open one.") % _state(rfq))


def ensure_closed(rfq: Rfq, now: datetime) -> None:
    """Nobody opens before the deadline, whoever asks."""
    if rfq.status == RfqStatus.OPEN and now < rfq.deadline:
        when = rfq.local_deadline.strftime("%Y-%m-%d %H:%M %Z")
        raise WrongState(_("The quotes stay sealed until the deadline, %(when)s.") % {"when": when})


def ensure_as_read(row: Editable, version: int | None) -> None:
    """Nobody decides upon what they have not read: ``version`` is the one that they saw, if they say so. Raises StaleVersion."""
    if version is not None and row.version != version:
        raise StaleVersion(_("This was changed since you read it. Go back, read what stands there now, then decide."))


def ensure_not_author(actor: Actor, rfq: Rfq) -> None:
    """Nobody approves what they wrote."""
    if actor.user_id in rfq.editor_ids:
        raise Forbidden(_("You have written this request. Somebody else has to approve it."))


def ensure_amendment_leaves_time(rfq: Rfq, policy: Policy, *, deadline: datetime, now: datetime) -> None:
    """Late amendments give bidders the time to follow."""
    if deadline < rfq.deadline:
        raise Invalid(errors={"deadline": [_("A deadline only moves to a later moment.")]})
    quiet = timedelta(days=policy.quiet_days)
    if now > rfq.deadline - quiet and deadline < now + quiet:
        text = _("The deadline is less than %(days)s days ahead. Move it to at least %(days)s days from now to amend.")
        raise Invalid(errors={"deadline": [text % {"days": policy.quiet_days}]})


def ensure_later(rfq: Rfq, deadline: datetime, now: datetime) -> None:
    """A deadline is only moved to a later moment, which lies ahead."""
    if deadline <= rfq.deadline or deadline <= now:
        raise Invalid(errors={"deadline": [_("A deadline only moves to a later moment.")]})
    if not is_in_reach(deadline):
        raise Invalid(errors={"deadline": [OUT_OF_REACH]})


def ensure_reason(reason: str, field: str = "reason") -> str:
    """A reason that others will read."""
    if not reason.strip():
        raise Invalid(errors={field: [_("Say why; everybody concerned will read it.")]})
    return reason.strip()


def ensure_room_for_another(rfq: Rfq) -> None:
    """A request that is addressed to one provider has one."""
    if rfq.audience == Audience.SINGLE and rfq.invitations.exists():
        text = _("This request is addressed to one provider. Address it to several to invite another.")
        raise Invalid(errors={"provider": [text]})


def ensure_joinable(rfq: Rfq) -> None:
    """All that match may join; another round is held with those of the first."""
    if rfq.audience != Audience.MATCHING or rfq.round > 1:
        raise WrongState(_("This request is by invitation."))


def ensure_invitable(provider: Provider) -> None:
    """Somebody could answer, or be reached: neither suspended nor merged, and not of an organisation that is deactivated."""
    name = {"provider": str(provider)}
    text = ""
    if provider.merged_into is not None:
        text = _("%(provider)s is one with %(kept)s now. Invite that.") % {**name, "kept": provider.merged_into}
    elif provider.state == ProviderState.SUSPENDED:
        text = _("The operators of the platform have suspended %(provider)s: it cannot be invited now.") % name
    elif provider.organization is not None and not provider.organization.is_active:
        text = _("The organisation of %(provider)s is deactivated: nobody there could answer. Invite another.") % name
    if text:
        raise Invalid(errors={"provider": [text]})


def ensure_sponsor_active(rfq: Rfq) -> None:
    """A request runs while somebody can act for its sponsor. Raises WrongState."""
    if not rfq.organization.is_active:
        raise WrongState(_("The sponsor's organisation is deactivated. Its requests run on once it is active again."))


def ensure_not_own_provider(rfq: Rfq, organization_id: Any) -> None:
    """Nobody quotes on their own request."""
    if organization_id == rfq.organization_id:
        raise Invalid(errors={"provider": [_("This is your own profile. You cannot invite yourself.")]})


def ensure_not_over(rfq: Rfq) -> None:
    """Who took part in what is decided or cancelled stays as it was, and reads its outcome. Raises WrongState."""
    if rfq.status in OVER:
        raise WrongState(_("The state of this request is “%(state)s”: nobody can be taken off it any more.") % _state(rfq))


def ensure_takes_agreements(rfq: Rfq) -> None:
    """An agreement is accepted in order to quote: it opens nothing of what is decided or cancelled. Raises WrongState."""
    if rfq.status in OVER:
        text = _("This request is %(state)s: its agreement can be accepted no more. Another request brings its own.")
        raise WrongState(text % _state(rfq))


def ensure_takes_part(invitation: Invitation) -> None:
    """Neither declined nor locked out. Raises WrongState."""
    if invitation.status == InvitationStatus.LOCKED_OUT:
        raise WrongState(_("The sponsor has taken you off this request. Its reason stands with the invitation."))
    if invitation.status == InvitationStatus.DECLINED:
        raise WrongState(_("You have declined. Say first that you intend to quote after all."))


def ensure_not_withdrawn(invitation: Invitation) -> None:
    """What was withdrawn is final in its round: whoever has declined after it cannot quote in it again. Raises WrongState."""
    if has_withdrawn(invitation):
        raise WrongState(_("You have withdrawn your quote and declined: in this round you cannot quote again."))


def has_withdrawn(invitation: Invitation) -> bool:
    """A quote of the round that the invitation is for."""
    return invitation.quotes.filter(round=invitation.round, status=QuoteStatus.WITHDRAWN).exists()


def ensure_invited_to_round(invitation: Invitation, rfq: Rfq) -> None:
    """A later round is for some; what was quoted before stays."""
    if invitation.round < rfq.round:
        raise WrongState(_("This round is held with other bidders. Your earlier quote stays as it is."))


def ensure_question_in_time(rfq: Rfq, now: datetime) -> None:
    """Refused after the cut-off, with the time."""
    ensure_open(rfq, now)
    if rfq.question_cutoff and rfq.question_cutoff <= now:
        when = rfq.question_cutoff.astimezone(rfq.zone).strftime("%Y-%m-%d %H:%M %Z")
        raise WrongState(_("Questions could be asked until %(when)s.") % {"when": when})


def _state(rfq: Rfq) -> dict[str, str]:
    return {"state": rfq.get_status_display()}
