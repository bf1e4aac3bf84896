"""A value for each parameter of a route: a row of the tenant, so that a stranger's answer is a test of its walls."""

from typing import Any

from organizations.links import invitation_path
from tests.matrix.routes import Route
from tests.matrix.world import PROFILE, World

NOWHERE = "00000000-0000-4000-8000-000000000000"


def values_for(route: Route, world: World | None) -> dict[str, Any]:
    """Parameters by name. ``world`` None gives the names only."""
    pk = _primary_key(route.pattern, world) if world else NOWHERE
    return {
        "pk": pk,
        "id": pk,
        "app_label": "organizations",
        "content_type_id": 1,
        "code": "invalid",
        "key": "wrong-key",
        "kind": "stages",
        "organization_pk": world.sponsor.pk if world else NOWHERE,
        "item_pk": _row("items", world),
        "package_pk": _row("packages", world),
        "project_pk": _row("projects", world),
        "shortlist_pk": _row("shortlists", world),
        "rfq_pk": _row("rfqs", world),
        "clarification_pk": _row("clarifications", world),
        "invitation_pk": _row("invitations-to-quote", world),
        "question_pk": _row("questions", world),
        "quote_pk": _row("quotes", world),
        "document_pk": _row("rfq-documents", world),
        "file_pk": _row("quote-files", world),
        "endpoint_pk": _row("webhooks", world),
        "delivery_pk": _row("deliveries", world),
        "since": _row("match-runs", world),
        "site_pk": _row("sites", world),
        "step": "hold" if "slots" in route.pattern else "publish",
        "object_id": _admin_key(route.pattern, world) if world else NOWHERE,
        "rest": "no-such-address",
        "secret": "no-such-secret",
        "slug": PROFILE,
        "signed": invitation_path(world.invitation).rstrip("/").rsplit("/", 1)[1] if world else NOWHERE,
        "uidb36": "1",
        "url": "no-such-page",
    }


def _row(noun: str, world: World | None) -> Any:
    return world.rows[noun].pk if world else NOWHERE


def _primary_key(pattern: str, world: World) -> Any:
    """The row that the word before the parameter names."""
    noun = pattern.split("/<", 1)[0].rsplit("/", 1)[-1]
    rows = {"members": world.viewer, "invitations": world.invitation, "tokens": world.token, "organizations": world.sponsor,
            "notifications": world.notification, **world.rows}  # fmt: skip
    rows["work-packages"] = world.rows["packages"]
    if "rfqs/" in pattern:
        rows |= {"invitations": world.rows["invitations-to-quote"], "documents": world.rows["rfq-documents"]}
    if "quotes/" in pattern:
        rows["files"] = world.rows["quote-files"]
    return rows[noun].pk if noun in rows else NOWHERE


def _admin_key(pattern: str, world: World) -> Any:
    model = pattern.split("/")[2] if pattern.count("/") > 2 else ""
    rows = {
        "organization": world.sponsor,
        "membership": world.viewer,
        "invitation": world.invitation,
        "apitoken": world.token,
        "user": world.owner.user,
        "provider": world.rows["profile"],
        "document": world.rows["documents"],
        "certificate": world.rows["certificates"],
        "claim": world.rows["claims"],
        "offering": world.rows["offerings"],
        "project": world.rows["projects"],
        "matchrun": world.rows["match-runs"],
        "rfq": world.rows["rfqs"],
        "rfqdocument": world.rows["rfq-documents"],
        "quote": world.rows["quotes"],
        "endpoint": world.rows["webhooks"],
        "delivery": world.rows["deliveries"],
    }
    return rows[model].pk if model in rows else NOWHERE
