"""A provider's house: a few terms, a profile that somebody has claimed, two sites. Made directly, not through actions."""

import json
import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from organizations.actions.token import create_token
from organizations.actor import Actor
from organizations.enums import Kind, Role
from organizations.models import Organization
from organizations.rules import usable_scopes
from providers.actions.certificate import CertificateFacts, add_certificate, submit_certificate
from providers.actions.certificate_review import verify_certificate
from providers.enums import CertificationBasis, ProviderState
from providers.models import Certificate, Provider, Site
from tests.factories import OrganizationFactory, actor
from vocabulary.models import (
    Country,
    Edition,
    ExpressionSystem,
    Jurisdiction,
    Modality,
    Region,
    Regulator,
    ServiceLine,
    Stage,
    Standard,
    Unit,
)

DRUG_SUBSTANCE = ("manufacture", "drug-substance")
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def term(model: Any, code: str, **values: Any) -> Any:
    """The term of that code, made where it is not there yet."""
    found, is_new = model.objects.get_or_create(pk=code, defaults=_labelled(code, values))
    if is_new:
        Edition.objects.update(stamp=uuid.uuid4())
    return found


def _labelled(code: str, values: dict[str, Any]) -> dict[str, Any]:
    return {"label_en": code.replace("-", " ").capitalize(), "label_zh": code, **values}


def _terms(model: Any, by_code: dict[str, dict[str, Any]]) -> None:
    """As ``term`` for several of one vocabulary, in one statement."""
    rows = [model(code=code, **_labelled(code, values)) for code, values in by_code.items()]
    model.objects.bulk_create(rows, ignore_conflicts=True)


def vocabulary() -> None:
    """One chain of each kind, and a sibling to be told from it, in an edition: without one, each reader would read them anew."""
    Edition.objects.get_or_create(pk=Edition.THE_ONE)
    _terms(Region, {"europe": {}})
    _terms(Country, {"DE": {"label_en": "Germany", "region_id": "europe"}})
    _terms(Jurisdiction, {"de": {"region_id": "europe"}})
    _terms(Regulator, {"de-authority": {"jurisdiction_id": "de"}})
    _terms(Stage, {"phase-1": {}})
    _terms(Standard, {"eu-gmp": {"family": "gmp"}, "glp": {"family": "glp"}})
    _terms(Modality, _tree("biologics", "mab") | _tree("biologics", "mrna"))
    _terms(ServiceLine, _tree(*DRUG_SUBSTANCE, "mab-gmp") | _tree(*DRUG_SUBSTANCE, "mrna-gmp"))
    _terms(ExpressionSystem, {"cho": {"family": "mammalian"}})
    volume = {"symbol": "L", "dimension": "cell-culture-volume", "base_unit": "L", "factor": 1}
    effort = {"symbol": "FTE-months", "dimension": "effort", "base_unit": "FTE-months", "factor": 1}
    _terms(Unit, {"l-bioreactor": volume, "fte-months": effort})


def _tree(*path: str) -> dict[str, dict[str, Any]]:
    """The term that the path leads to, and each above it."""
    above = [None, *path]
    return {code: {"parent_id": above[n], "path": list(path[: n + 1])} for n, code in enumerate(path)}


@dataclass(frozen=True)
class House:
    """The profile with its sites and people."""

    provider: Provider
    site: Site
    other_site: Site
    owner: Actor
    viewer: Actor


def build_house(slug: str = "harbour-bio") -> House:
    """A claimed profile with two sites, an owner and a viewer."""
    vocabulary()
    organization: Organization = OrganizationFactory.create(kinds=[Kind.PROVIDER])
    provider = Provider.objects.create(
        slug=slug, organization=organization, name=slug, country_id="DE", city="Halle", types=["cdmo"], summary="What we do.",
        state=ProviderState.CLAIMED, standards_basis=CertificationBasis.EXPECTED,
    )  # fmt: skip
    sites = [
        Site.objects.create(provider=provider, city=city, country_id="DE", order=n)
        for n, city in enumerate(("Halle", "Jena"))
    ]
    owner, viewer = (actor(role, organization=organization) for role in (Role.OWNER, Role.VIEWER))
    return House(provider, sites[0], sites[1], owner, viewer)


def operator() -> Actor:
    """Somebody who decides on evidence."""
    return actor(kind=Kind.OPERATOR)


def signed_in(who: Actor) -> Client:
    """A browser of that person."""
    client = Client()
    client.force_login(who.user, backend=BACKEND)
    return client


class Program(Client):
    """A program with a token of every scope its owner's roles can use."""

    def __init__(self, owner: Actor) -> None:
        _token, secret = create_token(actor=owner, name="test", scopes=usable_scopes(owner), days=7)
        super().__init__(headers={"Authorization": f"Bearer {secret}"})

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        return self.generic(method, path, json.dumps(body), content_type="application/json", headers=headers)


def evidence(name: str = "certificate.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content, "application/pdf")


def facts(house: House, **values: Any) -> CertificateFacts:
    """A certificate of the first site for all drug substance, valid for two years."""
    known = {
        "site": house.site,
        "standard": Standard.objects.get(pk="eu-gmp"),
        "authority": Regulator.objects.get(pk="de-authority"),
        "number": "DE-1",
        "operations": (ServiceLine.objects.get(pk="drug-substance"),),
        "valid_until": timezone.now().date() + timedelta(days=730),
    }
    return CertificateFacts(**known | values)


def submitted(house: House, **values: Any) -> Certificate:
    """One that waits for an operator."""
    certificate = add_certificate(actor=house.owner, facts=facts(house, **values), upload=evidence())
    return submit_certificate(actor=house.owner, certificate=certificate)


def verified(house: House, **values: Any) -> Certificate:
    """One that an operator has verified."""
    return verify_certificate(actor=operator(), certificate=submitted(house, **values), reason="As on the file.")


def in_days(days: int) -> date:
    """A day to come, or past."""
    return timezone.now().date() + timedelta(days=days)
