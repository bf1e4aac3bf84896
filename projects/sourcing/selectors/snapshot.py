"""What a request asks, as JSON, and what differs between two editions."""

from typing import Any

from projects.sourcing.enums import Tier
from projects.sourcing.models import Rfq, RfqDocument, RfqLine
from projects.sourcing.models.line import TERM_LISTS
from projects.sourcing.selectors.rfq import lines_of

ASKED = (
    "codename", "teaser", "title", "brief", "deadline", "time_zone", "question_cutoff", "min_validity_days", "currency",
    "criteria", "decision_on", "budget_known",
)  # fmt: skip
IMMATERIAL = frozenset(
    {"codename", "teaser", "title", "deadline", "time_zone", "question_cutoff", "decision_on", "budget_known"}
)
"""A change of these leaves a quote as it was meant."""


NOT_ASKED: dict[str, Any] = {
    "certificates_in_force": False,
    "latest_start": None,
    "required_questions": [],
    "countries_allowed": [],
    "countries_excluded": [],
}


def snapshot_of(rfq: Rfq) -> dict[str, Any]:
    """Everything that a bidder answers."""
    values = {name: _plain(getattr(rfq, name)) for name in ASKED}
    documents = [
        document_snapshot(row) for row in rfq.documents.standing().exclude(tier=Tier.AWARD).select_related("document")
    ]
    return {**values, "lines": [line_snapshot(line) for line in lines_of(rfq)], "documents": documents}


def document_snapshot(row: RfqDocument) -> dict[str, Any]:
    """A file that bidders see before the award, with what it replaced."""
    return {
        "id": str(row.pk),
        "name": row.document.name,
        "tier": row.tier,
        "sha256": row.document.sha256,
        "replaces": str(row.replaces_id) if row.replaces_id else None,
    }


def line_snapshot(line: RfqLine) -> dict[str, Any]:
    """One line, with codes."""
    return {
        "id": str(line.pk),
        "position": line.position,
        "title": line.title,
        "service_line": line.service_line_id,
        "stage": line.stage_id,
        "quantity": line.quantity.as_json() if line.quantity else None,
        "batches": line.batches,
        **{name: sorted(one.pk for one in getattr(line, name).all()) for name in TERM_LISTS},
        "certificates_in_force": line.certificates_in_force,
        "starts_on": _plain(line.starts_on),
        "latest_start": _plain(line.latest_start),
        "ends_on": _plain(line.ends_on),
        "details": line.details,
        "questions": list(line.questions),
        "required_questions": list(line.required_questions),
    }


def differences(before: dict[str, Any], after: dict[str, Any]) -> list[dict[str, Any]]:
    """``{"field", "before", "after"}`` for each value that changed; lines are compared by their id."""
    found = [
        {"field": name, "before": before.get(name), "after": after.get(name)}
        for name in ASKED
        if before.get(name) != after.get(name)
    ]
    old, new = ({one["id"]: one for one in side["lines"]} for side in (before, after))
    for key in [*old, *(one for one in new if one not in old)]:
        found += _line_differences(old.get(key), new.get(key))
    return [*found, *_document_differences(before.get("documents", []), after.get("documents", []))]


def is_material(found: list[dict[str, Any]]) -> bool:
    """Whether a quote that was sent has to be confirmed anew."""
    return any(one["field"] not in IMMATERIAL for one in found)


def _line_differences(old: dict[str, Any] | None, new: dict[str, Any] | None) -> list[dict[str, Any]]:
    """An edition that is older than a field did not ask for what it asks."""
    if old is None or new is None:
        shown = new or old or {}
        values = {"before": old and old["title"], "after": new and new["title"]}
        return [{"field": "line", "line": shown["title"], **values}]
    before = NOT_ASKED | old
    return [
        {"field": f"line.{name}", "line": new["title"], "before": before[name], "after": new[name]}
        for name in new
        if before[name] != new[name]
    ]


def _document_differences(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Files that came, went, or took the place of one that went; with the start of each one's fingerprint."""
    old, new = ({one["id"]: one for one in side} for side in (before, after))
    came = [one for key, one in new.items() if key not in old]
    replaced = {one["replaces"] for one in came}
    gone = [one for key, one in old.items() if key not in new and key not in replaced]
    pairs = [(old.get(one["replaces"] or ""), one) for one in came] + [(one, None) for one in gone]
    return [{"field": "document", "before": _file_text(one), "after": _file_text(other)} for one, other in pairs]


def _file_text(file: dict[str, Any] | None) -> str | None:
    return f"{file['name']} ({file['sha256'][:12]})" if file else None


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
