"""A provider's own people say where the work is done."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import WrongState
from core.models import ensure_version, lock
from core.values import Values, merged, raise_if_any, values_of, write_values
from events.actions import emit
from organizations.actor import Actor
from organizations.roles import Permission
from providers.checks import site_problems
from providers.enums import SiteStatus
from providers.models import Provider, Site
from vocabulary.choosing import code_problems
from vocabulary.selectors.vocabulary import current_vocabulary

SITE_FIELDS = (
    "name",
    "city",
    "country",
    "latitude",
    "longitude",
    "functions",
    "modalities",
    "authorities",
    "authorities_known",
    "scale_value",
    "scale_unit",
    "scale_note",
    "status",
    "note",
)
BLANK: Values = {
    "name": "",
    "city": "",
    "country": None,
    "latitude": None,
    "longitude": None,
    "functions": [],
    "modalities": [],
    "authorities": [],
    "authorities_known": False,
    "scale_value": None,
    "scale_unit": None,
    "scale_note": "",
    "status": SiteStatus.OPERATING.value,
    "note": "",
}


@transaction.atomic
def create_site(*, actor: Actor, provider: Provider, values: Mapping[str, Any]) -> Site:
    """Add a site. Raises Invalid."""
    actor.require(Permission.PROVIDER_EDIT)
    provider = _own(actor, provider.pk)
    site = Site(provider=provider, order=provider.sites.count())
    _write(site, {}, {**BLANK, **_known(values)})
    return _tell(actor, site, "site.created", provider)


@transaction.atomic
def edit_site(*, actor: Actor, site: Site, changes: Mapping[str, Any], expected_version: int | None) -> Site:
    """Write ``changes``, by field. What its own people have saved is no longer general knowledge. Raises Invalid, StaleVersion."""
    actor.require(Permission.PROVIDER_EDIT)
    provider = _own(actor, site.provider_id)
    site = lock(provider.sites.all(), site.pk)
    ensure_version(site, expected_version)
    before = values_of(site, SITE_FIELDS)
    was = site.city
    changed = _write(site, before, {**before, **_known(changes)})
    if _confirm(provider, was) or changed:
        return _tell(actor, site, "site.edited", provider)
    return site


@transaction.atomic
def close_site(*, actor: Actor, site: Site, expected_version: int | None = None) -> Site:
    """Nothing is done there any more: it leaves the public pages, and can be opened again."""
    return _move(actor, site, SiteStatus.CLOSED, "site.closed", expected_version)


@transaction.atomic
def reopen_site(*, actor: Actor, site: Site, expected_version: int | None = None) -> Site:
    """It is worked there again."""
    return _move(actor, site, SiteStatus.OPERATING, "site.reopened", expected_version)


def _move(actor: Actor, site: Site, status: SiteStatus, kind: str, expected_version: int | None) -> Site:
    actor.require(Permission.PROVIDER_EDIT)
    provider = _own(actor, site.provider_id)
    site = lock(provider.sites.all(), site.pk)
    ensure_version(site, expected_version)
    if (site.status == SiteStatus.CLOSED) == (status == SiteStatus.CLOSED):
        raise WrongState(_("This site is %(state)s already.") % {"state": site.get_status_display()})
    site.status = status
    site.save()
    return _tell(actor, site, kind, provider)


def _own(actor: Actor, pk: uuid.UUID) -> Provider:
    """One's own profile, locked, so that two do not number their sites alike."""
    return lock(Provider.objects.visible_to(actor).filter(organization_id=actor.require_membership().organization_id), pk)


def _known(values: Mapping[str, Any]) -> Values:
    given = {name: values[name] for name in SITE_FIELDS if name in values}
    if given.get("authorities"):
        given["authorities_known"] = True
    return given


def _write(site: Site, before: Values, after: Values) -> list[str]:
    raise_if_any(merged(site_problems(after), code_problems(Site, before, after, current_vocabulary())))
    return write_values(site, before, after)


def _confirm(provider: Provider, city: str) -> bool:
    left = [mark for mark in provider.unverified_fields if mark != f"sites.{city}"]
    if left == provider.unverified_fields:
        return False
    provider.unverified_fields = left
    provider.save()
    return True


def _tell(actor: Actor, site: Site, kind: str, provider: Provider) -> Site:
    if actor.user_id and actor.user_id not in provider.editor_ids:
        provider.editor_ids = [*provider.editor_ids, actor.user_id]
        provider.save()
    emit(kind, actor=actor, subject=site, data={"provider": str(provider.pk)})
    return site
