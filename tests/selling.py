"""A provider's own people at their desk: a shipped profile that their organisation has claimed."""

import json
from typing import Any

from django.test import Client

from organizations.actions.token import create_token
from organizations.actor import Actor
from organizations.enums import Kind, Role
from organizations.rules import usable_scopes
from providers.enums import ProviderState
from providers.models import Provider
from tests.factories import actor

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def seller(*roles: Role, slug: str = "wacker-biotech") -> Actor:
    """A member of an organisation that has claimed the profile."""
    made = actor(*roles, kind=Kind.PROVIDER)
    Provider.objects.filter(slug=slug).update(state=ProviderState.CLAIMED, organization=made.organization)
    return made


def signed_in(person: Actor) -> Client:
    """Their browser."""
    client = Client()
    client.force_login(person.user, backend=BACKEND)
    return client


class Program(Client):
    """Their program, with a token of every scope their roles can use."""

    def __init__(self, person: Actor) -> None:
        _token, secret = create_token(actor=person, name="test", scopes=usable_scopes(person), days=7)
        super().__init__(headers={"Authorization": f"Bearer {secret}"})

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        return self.generic(method, path, json.dumps(body or {}), content_type="application/json", headers=headers)
