"""A sponsor's house: people, a brief, a project made of it."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.test import Client

from organizations.actions.token import create_token
from organizations.actor import Actor
from organizations.enums import Role
from organizations.models import Organization
from organizations.rules import usable_scopes
from projects.briefs.actions.intake import take_in
from projects.briefs.actions.project import create_from_intake
from projects.briefs.models import Intake, Project
from tests.factories import OrganizationFactory, actor

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
TODAY = date(2026, 11, 24)
BRIEF = (
    "We need GMP drug substance manufacturing of a monoclonal antibody at 2,000 L in CHO cells, three batches, for Phase II."
    " EU GMP is required. The site must be in Germany or Austria, not in China. Start in Q3 2027, budget EUR 2-3 m."
    " Fill-finish of 20,000 vials would be nice. We will file an IND in the US. The titre is 3 g/L."
)


@dataclass(frozen=True)
class House:
    """A sponsor with an owner and a viewer."""

    organization: Organization
    owner: Actor
    viewer: Actor


def build_house() -> House:
    """A sponsor with two people."""
    organization: Organization = OrganizationFactory.create()
    return House(organization, actor(organization=organization), actor(Role.VIEWER, organization=organization))


def brief(house: House, text: str = BRIEF) -> Intake:
    """Read by the owner."""
    return take_in(actor=house.owner, today=TODAY, text=text)


def project(house: House, codename: str = "Blue heron", intake: Intake | None = None) -> Project:
    """Made from the brief."""
    return create_from_intake(actor=house.owner, intake=intake or brief(house), codename=codename)


def signed_in(who: Actor) -> Client:
    """A browser in which they are signed in."""
    browser = Client()
    assert who.user is not None
    browser.force_login(who.user, backend=BACKEND)
    return browser


class Program:
    """A program with a token of theirs, for everything that they may."""

    def __init__(self, who: Actor) -> None:
        _token, secret = create_token(actor=who, name="Program", scopes=list(usable_scopes(who)), days=30)
        self.client = Client(headers={"authorization": f"Bearer {secret}"})

    def get(self, path: str) -> Any:
        return self.client.get(path)

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        return self.client.generic(method, path, json.dumps(body), "application/json", headers=headers)
