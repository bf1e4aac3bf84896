"""A provider's own people say what they sell."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import WrongState
from core.models import ensure_held, ensure_version, lock
from core.values import Problems, Values, merged, raise_if_any, write_values
from events.actions import emit
from organizations.actor import Actor
from organizations.roles import Permission
from providers.models import Provider, Site
from services.enums import OfferingStatus, PriceModel
from services.models import Offering, Withholding
from services.rules import offering as rules
from services.selectors.own import FIELDS, FIGURES, LINKS, TEXTS, ground_of, offering_values
from services.workflows import OFFERING
from vocabulary.choosing import code_problems
from vocabulary.selectors.vocabulary import current_vocabulary

BLANK: Values = {
    "service_line": None,
    **dict.fromkeys(TEXTS, ""),
    **dict.fromkeys(FIGURES),
    "scale_unit": None,
    "price_model": PriceModel.ON_REQUEST.value,
    "currency": "",
    **{name: [] for name in LINKS},
}
EVENTS = {
    "publish": "offering.published",
    "pause": "offering.paused",
    "resume": "offering.resumed",
    "retire": "offering.retired",
    "bring_back": "offering.brought_back",
}
SHOWN = (OfferingStatus.PUBLISHED, OfferingStatus.WITHHELD)
"""What was looked through: what an operator took off goes back as it stands."""


@transaction.atomic
def create_offering(*, actor: Actor, provider: Provider, values: Mapping[str, Any]) -> Offering:
    """A new draft. ``values`` are by field: references as keys, relations as lists of keys. Raises Invalid."""
    actor.require(Permission.PROVIDER_EDIT)
    provider = lock(
        Provider.objects.visible_to(actor).filter(organization_id=actor.require_membership().organization_id), provider.pk
    )
    offering = Offering(provider=provider)
    _write(offering, {}, {**BLANK, **_known(values)})
    return _tell(actor, offering, "offering.created")


@transaction.atomic
def edit_offering(
    *, actor: Actor, offering: Offering, changes: Mapping[str, Any], expected_version: int | None
) -> Offering:
    """Write ``changes``. What was derived from public sources is its own people's word from now on; what is published stays
    so, and shows the change at once; what an operator took off waits for them to look at it again. Raises Invalid, StaleVersion, WrongState for a retired one."""
    offering = _locked(actor, offering)
    ensure_version(offering, expected_version)
    if offering.status == OfferingStatus.RETIRED:
        raise WrongState(_("This offering is retired. Bring it back first."))
    before = offering_values(offering)
    after = {**before, **_known(changes)}
    if offering.status in SHOWN:
        rules.ensure_nothing_taken_away(before, after, ground_of(offering.provider))
    is_news = _own(offering)
    changed = _write(offering, before, after)
    if is_news and not changed:
        offering.save()
    if not changed and not is_news:
        return offering
    kind = "offering.answered" if changed and answer_withholdings([offering.pk]) else "offering.edited"
    return _tell(actor, offering, kind, fields=changed)


@transaction.atomic
def move_offering(*, actor: Actor, offering: Offering, step: str, expected_version: int | None = None) -> Offering:
    """Publish, pause, resume, retire or bring back. Raises Invalid with every gap, StaleVersion, WrongState."""
    offering = _locked(actor, offering)
    ensure_version(offering, expected_version)
    if step in ("publish", "resume") and OFFERING.allows(offering, step):
        rules.ensure_publishable(offering.provider, offering_values(offering), ground_of(offering.provider))
    OFFERING.apply(offering, step)
    return _tell(actor, offering, EVENTS[step])


@transaction.atomic
def confirm_offerings(*, actor: Actor, offerings: Iterable[uuid.UUID]) -> int:
    """Its own people say that what was derived from public sources is right. Returns how many were."""
    actor.require(Permission.PROVIDER_EDIT)
    mine = Offering.objects.visible_to(actor).filter(provider__organization_id=actor.require_membership().organization_id)
    unsaid = mine.filter(pk__in=list(offerings)).exclude(shipped_digest="").select_related("provider", "service_line")
    rows = list(unsaid.select_for_update(of=("self",)))
    for offering in rows:
        ensure_held(offering)
        _own(offering)
        offering.save()
        _tell(actor, offering, "offering.confirmed")
    return len(rows)


def answer_withholdings(offerings: Iterable[uuid.UUID]) -> int:
    """Part of an action that has changed them: those that an operator took off wait for an operator. Returns how many did not before."""
    unanswered = Withholding.objects.lasting().filter(offering__in=list(offerings), answered_at=None)
    return unanswered.update(answered_at=timezone.now())


def _locked(actor: Actor, offering: Offering) -> Offering:
    actor.require(Permission.PROVIDER_EDIT)
    mine = Offering.objects.visible_to(actor).filter(provider__organization_id=actor.require_membership().organization_id)
    return lock(mine.select_related("provider", "service_line"), offering.pk)


def _known(values: Mapping[str, Any]) -> Values:
    return {name: values[name] for name in FIELDS if name in values}


def _own(offering: Offering) -> bool:
    """It is no longer what a public profile suggests; whether it was."""
    was = offering.is_from_public_sources or offering.is_unverified
    offering.shipped_digest, offering.is_unverified = "", False
    return was


def _write(offering: Offering, before: Values, after: Values) -> list[str]:
    vocabulary = current_vocabulary()
    raise_if_any(
        merged(
            code_problems(Offering, before, after, vocabulary),
            rules.offering_problems(after, vocabulary),
            _site_problems(offering, before, after),
        )
    )
    return write_values(offering, before, after)


def _site_problems(offering: Offering, before: Values, after: Values) -> Problems:
    """Sites are one's own."""
    mine = set(Site.objects.filter(provider_id=offering.provider_id).values_list("pk", flat=True))
    if set(after["sites"]) - mine - set(before.get("sites", ())):
        return {"sites": [_("Choose among your own sites.")]}
    return {}


def _tell(actor: Actor, offering: Offering, kind: str, **data: Any) -> Offering:
    emit(kind, actor=actor, subject=offering, data={"provider": str(offering.provider_id), **data})
    return offering
