"""What a request asks, as JSON, and what differs between two editions."""

from typing import Any

from projects.sourcing.models import Rfq, RfqLine
from projects.sourcing.selectors.rfq import lines_of

ASKED = (
    "codename", "teaser", "title", "brief", "deadline", "time_zone", "question_cutoff", "min_validity_days", "currency",
    "criteria", "decision_on", "budget_known",
)  # fmt: skip
IMMATERIAL = frozenset(
    {"codename", "teaser", "title", "deadline", "time_zone", "question_cutoff", "decision_on", "budget_known"}
)
"""A change of these leaves a quote as it was meant."""


def snapshot_of(rfq: Rfq) -> dict[str, Any]:
    """Everything that a bidder answers."""
    values = {name: _plain(getattr(rfq, name)) for name in ASKED}
    return {**values, "lines": [line_snapshot(line) for line in lines_of(rfq)]}


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
        "standards": sorted(one.pk for one in line.standards.all()),
        "starts_on": _plain(line.starts_on),
        "ends_on": _plain(line.ends_on),
        "details": line.details,
        "questions": list(line.questions),
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
    return found


def is_material(found: list[dict[str, Any]]) -> bool:
    """Whether a quote that was sent has to be confirmed anew."""
    return any(one["field"] not in IMMATERIAL for one in found)


def _line_differences(old: dict[str, Any] | None, new: dict[str, Any] | None) -> list[dict[str, Any]]:
    if old is None or new is None:
        shown = new or old or {}
        values = {"before": old and old["title"], "after": new and new["title"]}
        return [{"field": "line", "line": shown["title"], **values}]
    return [
        {"field": f"line.{name}", "line": new["title"], "before": old[name], "after": new[name]}
        for name in old
        if old[name] != new[name]
    ]


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
