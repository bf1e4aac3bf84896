"""A request that is about to be quoted on and one about to be awarded; prints where, and with which keys, as JSON."""

import json

import django

django.setup()

from django.db import transaction  # noqa: E402

from organizations.actions.token import create_token  # noqa: E402
from organizations.actor import Actor  # noqa: E402
from organizations.rules import usable_scopes  # noqa: E402
from tests.sourcing.deal import drafted, open_deal, opened_deal, recommended  # noqa: E402


def key_of(actor: Actor) -> str:
    _token, secret = create_token(actor=actor, name="faults", scopes=usable_scopes(actor), days=7)
    return secret


with transaction.atomic():
    bidding = open_deal(1)
    quote = drafted(bidding, bidding.bidder)
    deal, quotes = opened_deal()
    recommended(deal, quotes)
    written = {
        "submit": [f"/api/v1/quotes/{quote.pk}/submit/", key_of(bidding.bidder.manager)],
        "award": [f"/api/v1/rfqs/{deal.rfq.pk}/award/", key_of(deal.approver)],
    }
print(json.dumps(written))  # noqa: T201
