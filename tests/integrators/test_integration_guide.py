"""docs/integration.md runs as it stands, against a live server."""

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from events.seals import seal_committed
from organizations.actions.token import create_token
from organizations.actor import Actor
from organizations.enums import Kind, Role
from organizations.rules import usable_scopes
from projects.sourcing.models import Rfq
from tests.factories import actor
from tests.sourcing.deal import bidder, member, pass_deadline
from vocabulary.actions.load import load_vocabulary
from vocabulary.shipped import read_shipment

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "integration.md"
BLOCK = re.compile(r"^```(sh|python)( [^\n]*)?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def token(person: Actor) -> str:
    _token, secret = create_token(actor=person, name="guide", scopes=usable_scopes(person), days=7)
    return secret


def test_every_address_of_the_guide_stands_in_the_readme_of_the_api():
    assert "(integration.md)" in (GUIDE.parent / "api.md").read_text(encoding="utf-8")


@pytest.mark.django_db(transaction=True)
def test_its_examples_run_from_a_token_to_an_award(live_server: Any, monkeypatch: pytest.MonkeyPatch):
    load_vocabulary(actor=Actor.system(), shipment=read_shipment())
    sponsor = actor(Role.OWNER, Role.MANAGER, kind=Kind.SPONSOR)
    approver, seller = member(Role.APPROVER, sponsor.organization), bidder("example-biotech")
    known = {"BASE_URL": live_server.url, "SLUG": "example-biotech", "SPONSOR": token(sponsor), "APPROVER": token(approver)}
    for name, value in {**known, "PROVIDER": token(seller.owner)}.items():
        monkeypatch.setenv(name, value)
    names: dict[str, Any] = {}
    blocks = BLOCK.findall(GUIDE.read_text(encoding="utf-8"))
    assert len(blocks) == 12
    for language, when, code in blocks:
        if when.strip() == "after the deadline":
            pass_deadline(Rfq.objects.get())
        if when.strip() == "after the relay":
            seal_committed()
        if language == "sh":
            subprocess.run(["sh", "-e", "-c", code], check=True, env=os.environ, stdout=subprocess.DEVNULL, timeout=60)
        else:
            exec(compile(code, str(GUIDE), "exec"), names)  # the guide's own code
