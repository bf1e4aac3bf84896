"""``hooked.py URL COUNT``: an organisation with an endpoint there, and so many events of it. Prints the endpoint's id and secret."""

import sys

import django

django.setup()

from django.db import transaction  # noqa: E402

from events.actions import emit  # noqa: E402
from tests.factories import actor  # noqa: E402
from webhooks.actions.endpoint import create_endpoint  # noqa: E402
from webhooks.kinds import ALL  # noqa: E402

owner = actor()
endpoint, secret = create_endpoint(actor=owner, url=sys.argv[1], description="", kinds=[ALL])
print(endpoint.pk, secret, flush=True)  # noqa: T201
for _ in range(int(sys.argv[2])):
    with transaction.atomic():
        emit("organization.changed", actor=owner, subject=owner.organization)
