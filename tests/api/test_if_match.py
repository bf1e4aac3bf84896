"""Whoever sends If-Match relies on it: no change that documents it acts on a stale tag, and no other one ignores it."""

from contextvars import Context
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from api.views import DOCUMENTS
from core.errors import StaleVersion
from core.models import held_to
from projects.sourcing.actions.rfq_course import extend_rfq
from projects.sourcing.api import rfq as rfq_api
from projects.sourcing.models import Invitation, Rfq
from tests.matrix.parameters import values_for
from tests.matrix.routes import Route
from tests.matrix.world import World, build_world
from tests.selling import BACKEND, Program
from tests.sourcing.deal import open_deal, sent

pytestmark = pytest.mark.django_db
CHANGES = ("post", "put", "patch", "delete")
NEVER_READ = 999_999
Change = tuple[str, str, bool]


def changes() -> list[Change]:
    """Each change of the schema: its method, its address, whether it says that it reads If-Match."""
    DOCUMENTS.forget()
    paths = Client().get("/api/v1/schema/").json()["paths"]
    return [
        (method, path, any(one["name"] == "If-Match" for one in methods[method].get("parameters", [])))
        for path, methods in paths.items()
        for method in CHANGES
        if method in methods
    ]


def a_world() -> tuple[World, Client]:
    """A tenant with a row behind every address, quoting on its own request so that its owner may take every step; the owner."""
    world = build_world()
    Invitation.objects.filter(pk=world.rows["invitations-to-quote"].pk).update(provider=world.rows["profile"])
    client = Client()
    client.force_login(world.owner.user, backend=BACKEND)
    return world, client


def answer_with_tag(world: World, client: Client, change: Change, version: int | None = None) -> Any:
    """To an empty body with the tag of the address's row: of that version, or as it stands."""
    method, path, _reads = change
    pattern = path.lstrip("/").replace("{id}", "<pk>").replace("{", "<").replace("}", ">")
    values = values_for(Route(pattern, ()), world)
    row = _row_of(path, world)
    values |= {"pk": row.pk} if row else {}
    tagged = world.rows["quotes"] if "{quote_pk}" in path else row or world.rows["profile"]
    tagged.refresh_from_db()
    tag = {"If-Match": f'"{tagged.pk}.{version or getattr(tagged, "version", 1)}"'}
    address = Route(pattern, ()).path(values)
    point = transaction.savepoint()
    found = client.generic(method.upper(), address, "{}", content_type="application/json", headers=tag)
    transaction.savepoint_rollback(point)
    return found


def _row_of(path: str, world: World) -> Any:
    """The row that ``{id}`` names, by the word before it."""
    noun = path.split("/{id}", 1)[0].rsplit("/", 1)[-1]
    of_a_request = {"invitations": world.rows["invitations-to-quote"], "documents": world.rows["rfq-documents"]}
    rows = {
        "organizations": world.sponsor,
        "members": world.viewer,
        "invitations": world.invitation,
        "tokens": world.token,
        "notifications": world.notification,
        **world.rows,
        "open-requests": world.rows["rfqs"],
        "work-packages": world.rows["packages"],
        "files": world.rows["quote-files"],
        **(of_a_request if "rfqs/" in path else {}),
    }
    return rows[noun] if "{id}" in path else None


def test_no_change_that_documents_if_match_acts_on_a_stale_tag():
    world, client = a_world()
    reading = [one for one in changes() if one[2]]
    assert len(reading) > 80
    answers = {one: answer_with_tag(world, client, one, NEVER_READ).status_code for one in reading}
    assert {one: status for one, status in answers.items() if status != 412 and one[0] == "post"} == {}
    assert {one: status for one, status in answers.items() if status < 400} == {}


def test_a_tag_that_holds_is_never_what_refuses():
    world, client = a_world()
    answers = {one: answer_with_tag(world, client, one).status_code for one in changes() if one[2]}
    assert {one: status for one, status in answers.items() if status in {412, 500}} == {}


def test_no_change_that_does_not_read_if_match_ignores_it():
    world, client = a_world()
    answers = {one: answer_with_tag(world, client, one, NEVER_READ).status_code for one in changes() if not one[2]}
    assert len(answers) > 30
    assert {one: status for one, status in answers.items() if status < 400} == {}


def test_a_change_between_the_reading_of_a_tag_and_the_lock_is_seen(monkeypatch: pytest.MonkeyPatch):
    deal = open_deal(1)
    program, path = Program(deal.manager), f"/api/v1/rfqs/{deal.rfq.pk}/"
    tag = program.get(path)["ETag"]
    words = {"deadline": deal.rfq.deadline + timedelta(days=5), "reason": "Holidays"}

    def after_somebody_else(**asked: Any) -> Any:
        Context().run(extend_rfq, actor=deal.owner, rfq=deal.rfq, **words)
        return extend_rfq(**asked)

    monkeypatch.setattr(rfq_api, "extend_rfq", after_somebody_else)
    later = {"deadline": (deal.rfq.deadline + timedelta(days=9)).isoformat(), "reason": "More time"}
    assert program.send("POST", f"{path}extend/", later, **{"If-Match": tag}).status_code == 412
    monkeypatch.setattr(rfq_api, "extend_rfq", extend_rfq)
    assert program.send("POST", f"{path}extend/", later, **{"If-Match": tag}).status_code == 200


def test_a_repeated_request_with_its_tag_and_its_key_gives_the_first_answer():
    deal = open_deal(1)
    quote = sent(deal, deal.bidder)
    program, path = Program(deal.bidder.manager), f"/api/v1/quotes/{quote.pk}/"
    headers = {"If-Match": program.get(path)["ETag"], "Idempotency-Key": "k1"}
    first = program.send("POST", f"{path}revise/", {}, **headers)
    again = program.send("POST", f"{path}revise/", {}, **headers)
    assert (first.status_code, again.status_code, again.content == first.content) == (200, 200, True)


def test_a_row_that_an_action_leaves_unlocked_is_compared_before_the_end():
    rfq = open_deal(1).rfq
    with pytest.raises(StaleVersion), held_to(rfq, rfq.version - 1):
        Rfq.objects.filter(pk=rfq.pk).update(codename="Changed")
    assert Rfq.objects.get(pk=rfq.pk).codename == "Heron"
    with held_to(rfq, rfq.version):
        Rfq.objects.filter(pk=rfq.pk).update(codename="Changed")
    assert Rfq.objects.get(pk=rfq.pk).codename == "Changed"
