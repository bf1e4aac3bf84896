"""Profiles with a little around them, made directly."""

import itertools
from typing import Any

from organizations.actor import Actor
from organizations.enums import Kind, Role
from providers.enums import CertificationBasis, ProviderState
from providers.models import Claim, Provider, Site
from tests.factories import actor
from vocabulary.models import Country, Modality, Region, ServiceLine

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
_numbers = itertools.count(1)


def country(code: str = "DE", label: str = "Germany") -> Country:
    """A country, and the region around it."""
    region, _made = Region.objects.get_or_create(code="europe", defaults={"label_en": "Europe", "label_zh": "欧洲"})
    found, _made = Country.objects.get_or_create(
        code=code, defaults={"label_en": label, "label_zh": label, "region": region}
    )
    return found


def provider(name: str = "", **values: Any) -> Provider:
    """An unclaimed profile, unless ``values`` say otherwise."""
    number = next(_numbers)
    defaults = {
        "slug": f"provider-{number}", "name": name or f"Provider {number}", "country": country(), "city": "Halle",
        "types": ["cdmo"], "summary": "Makes things.", "standards_basis": CertificationBasis.EXPECTED,
    }  # fmt: skip
    return Provider.objects.create(**{**defaults, **values})


def claimed(owner: Actor, **values: Any) -> Provider:
    """A profile of the actor's organisation."""
    return provider(**{"organization": owner.organization, "state": ProviderState.CLAIMED, **values})


def site(of: Provider, city: str = "Halle", **values: Any) -> Site:
    """A place of a provider."""
    return Site.objects.create(provider=of, city=city, **{"country": country(), **values})


def claim(of: Provider, by: Actor, **values: Any) -> Claim:
    """An open claim without evidence."""
    fields = {"claimed_by": by.user, "position": "Head of quality", "statement": "It is ours.", **values}
    return Claim.objects.create(provider=of, organization=by.organization, **fields)


def provider_side(*roles: Role) -> Actor:
    """A member of a provider organisation."""
    return actor(*roles, kind=Kind.PROVIDER)


def operator(*roles: Role) -> Actor:
    """A member of the platform's operator."""
    return actor(*roles, kind=Kind.OPERATOR)


def service_line(code: str = "fill-finish") -> ServiceLine:
    """A service line that can be sold."""
    found, _made = ServiceLine.objects.get_or_create(
        code=code, defaults={"label_en": code, "label_zh": code, "path": [code]}
    )
    return found


def modality(code: str = "mrna") -> Modality:
    """A modality."""
    found, _made = Modality.objects.get_or_create(code=code, defaults={"label_en": code, "label_zh": code, "path": [code]})
    return found
