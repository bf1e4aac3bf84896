"""A provider's own people say what their profile says."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import Invalid
from core.models import ensure_version, lock
from core.values import changed_names, merged, raise_if_any, values_of, write_values
from events.actions import emit
from organizations.actor import Actor
from organizations.roles import Permission
from providers.checks import profile_problems
from providers.enums import CertificationBasis, ProviderState
from providers.models import Provider
from providers.workflows import PROFILE
from vocabulary.choosing import code_problems
from vocabulary.selectors.vocabulary import current_vocabulary

PROFILE_FIELDS = (
    "name",
    "legal_name",
    "parent_name",
    "other_names",
    "country",
    "city",
    "founded",
    "domain",
    "types",
    "summary",
    "summary_zh",
    "languages",
    "service_lines",
    "modalities",
    "stages",
    "standards",
)
IDENTITY = ("name", "legal_name", "country", "domain")
"""What an operator verified: who the company is."""

CONFIRMS: dict[str, tuple[str, ...]] = {
    "name": ("name",),
    "legal_name": ("legal_name",),
    "parent_name": ("parent",),
    "country": ("hq",),
    "city": ("hq", "hq.city"),
    "founded": ("founded",),
    "domain": ("domain",),
    "modalities": ("modalities",),
    "standards": ("certifications", "standards"),
    "service_lines": ("services",),
}
"""Which marks of general knowledge a field takes off, once its own people have saved it."""


@transaction.atomic
def edit_profile(
    *,
    actor: Actor,
    provider: Provider,
    changes: Mapping[str, Any],
    expected_version: int | None,
    accepts_lapse: bool = False,
) -> Provider:
    """Write ``changes``, by field: references as codes, relations as lists of codes. What is saved is confirmed.

    A verified profile whose identity changes is claimed again, until an operator has verified the new one; ``accepts_lapse``
    says that the person knows. Raises Invalid, StaleVersion.
    """
    actor.require(Permission.PROVIDER_EDIT)
    mine = Provider.objects.visible_to(actor).filter(organization_id=actor.require_membership().organization_id)
    provider = lock(mine, provider.pk)
    ensure_version(provider, expected_version)
    before = values_of(provider, PROFILE_FIELDS)
    after = {**before, **{name: changes[name] for name in PROFILE_FIELDS if name in changes}}
    problems = code_problems(Provider, before, after, current_vocabulary())
    raise_if_any(merged(profile_problems(after), problems))
    lapses = _ensure_lapse_is_meant(provider, changed_names(before, after), accepts_lapse)
    is_news = _confirm(provider, changes) or bool(changed_names(before, after))
    if not is_news:
        return provider
    _sign(provider, actor)
    changed = write_values(provider, before, after)
    provider.save()
    if lapses:
        PROFILE.apply(provider, "lapse")
    emit(
        "provider.edited",
        actor=actor,
        subject=provider,
        data={"provider": str(provider.pk), "fields": changed, "lapsed": lapses},
    )
    return provider


def _ensure_lapse_is_meant(provider: Provider, changed: list[str], accepts: bool) -> bool:
    """Whether the verification ends with this edit. Raises Invalid when nobody has said that they know."""
    touched = [name for name in changed if name in IDENTITY]
    if provider.state != ProviderState.VERIFIED or not touched:
        return False
    if not accepts:
        text = _(
            "This changes who the company is, and ends the verification until an operator has looked again. Tick to go on."
        )
        raise Invalid(errors={"accepts_lapse": [text]})
    return True


def _confirm(provider: Provider, changes: Mapping[str, Any]) -> bool:
    """Take off the marks of what was saved; whether there were any."""
    marks = list(provider.unverified_fields)
    if "all" in marks:
        marks = [*(mark for marks_of in CONFIRMS.values() for mark in marks_of), "sites"]
    taken = {mark for name in changes for mark in CONFIRMS.get(name, ())}
    left = [mark for mark in dict.fromkeys(marks) if mark not in taken and mark.split(".")[0] not in taken - {"hq"}]
    is_changed = left != provider.unverified_fields
    provider.unverified_fields = left
    if "standards" in changes:
        provider.standards_basis = CertificationBasis.REPORTED
    return is_changed


def _sign(provider: Provider, actor: Actor) -> None:
    if actor.user_id and actor.user_id not in provider.editor_ids:
        provider.editor_ids = [*provider.editor_ids, actor.user_id]
