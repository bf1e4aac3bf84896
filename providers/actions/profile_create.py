"""A company that is not in the directory makes its own profile."""

import uuid
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from core.errors import Invalid
from core.models import lock
from events.actions import emit
from organizations.actor import Actor
from organizations.models import Organization
from organizations.roles import Permission
from providers import rules_claim as rules
from providers.enums import CertificationBasis, ProviderState, ProviderType
from providers.likeness import domain_of
from providers.models import Provider
from providers.selectors.similar import similar_providers
from vocabulary.models import Country

LONGEST_SLUG = 70
LONGEST = {"name": 160, "city": 100, "summary": 600}


@transaction.atomic
def create_profile(
    *,
    actor: Actor,
    name: str,
    country: Country,
    city: str,
    website: str,
    types: Sequence[ProviderType],
    summary: str,
    is_new: bool = False,
) -> Provider:
    """The organisation's own profile, claimed from its beginning, for an operator to verify later.

    Raises Invalid when the directory has a company of a similar name or website, unless ``is_new`` says it is another.
    """
    actor.require(Permission.PROVIDER_CLAIM)
    organization = lock(Organization.objects.all(), actor.require_membership().organization_id, no_key=True)
    rules.ensure_may_hold_a_profile(organization)
    texts = _ensure_said(name=name, city=city, summary=summary)
    domain = _ensure_domain(website)
    _ensure_types(types)
    if not is_new and similar_providers([texts["name"], organization.legal_name], domain):
        raise Invalid(errors={"is_new": [_("The directory has a company of this or a similar name. Is it yours?")]})
    provider = _create(
        slug_base=slugify(texts["name"])[:LONGEST_SLUG] or "provider",
        organization=organization,
        legal_name=organization.legal_name,
        country=country,
        domain=domain,
        types=[kind.value for kind in ProviderType if kind in set(types)],
        state=ProviderState.CLAIMED,
        standards_basis=CertificationBasis.EXPECTED,
        editor_ids=[actor.user_id] if actor.user_id else [],
        **texts,
    )
    data = {"provider": str(provider.pk)}
    emit("provider.created", actor=actor, subject=provider, organizations=[organization.pk], data=data)
    return provider


def _create(*, slug_base: str, **values: object) -> Provider:
    """Under the first free address; two of one name at once get two."""
    for slug in (slug_base, *(f"{slug_base}-{number}" for number in range(2, 10))):
        if Provider.objects.filter(slug=slug).exists():
            continue
        try:
            with transaction.atomic():
                return Provider.objects.create(slug=slug, **values)
        except IntegrityError:
            if not Provider.objects.filter(slug=slug).exists():
                raise
    return Provider.objects.create(slug=f"{slug_base}-{uuid.uuid4().hex[:8]}", **values)


def _ensure_said(**texts: str) -> dict[str, str]:
    said = {name: text.strip() for name, text in texts.items()}
    errors = {
        name: [_("Say this in at most %(most)s characters.") % {"most": LONGEST[name]}]
        for name, text in said.items()
        if not 0 < len(text) <= LONGEST[name]
    }
    if errors:
        raise Invalid(errors=errors)
    return said


def _ensure_domain(website: str) -> str:
    domain = domain_of(website)
    if website.strip() and not domain:
        raise Invalid(errors={"website": [_("Enter the address of your website, such as www.example.com.")]})
    return domain


def _ensure_types(types: Sequence[ProviderType]) -> None:
    if not types or not set(types) <= set(ProviderType):
        raise Invalid(errors={"types": [_("Choose at least one kind of company.")]})
