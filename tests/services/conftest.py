"""An operator at the admin site."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from accounts.models import User
from organizations.actor import Actor
from tests.factories.providers import operator
from tests.selling import BACKEND


@pytest.fixture
def chief() -> Actor:
    made = operator()
    User.objects.filter(pk=made.user_id).update(is_staff=True)
    TOTP.activate(made.user, "JBSWY3DPEHPK3PXP")
    return made


@pytest.fixture
def admin(chief: Actor) -> Client:
    client = Client()
    client.force_login(chief.user, backend=BACKEND)
    return client
