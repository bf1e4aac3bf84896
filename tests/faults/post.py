"""A signed-in person founds an organisation; prints the status and the seconds it took."""

import time

import django

django.setup()

from django.test import Client  # noqa: E402

from tests.factories import UserFactory  # noqa: E402

client = Client()
client.force_login(UserFactory.create(), backend="allauth.account.auth_backends.AuthenticationBackend")
client.get("/healthz")  # touches neither database nor Redis; the first request of a process imports every page
start = time.monotonic()
form = {"kinds": ["sponsor"], "legal_name": "Harbour", "country": "CN"}
response = client.post("/organizations/new/", form)
print(response.status_code, time.monotonic() - start)  # noqa: T201
