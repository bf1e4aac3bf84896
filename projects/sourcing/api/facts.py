"""From what a program sends to what an action takes."""

from dataclasses import replace
from typing import Any

from projects.sourcing.api.fields import RfqIn
from projects.sourcing.models import Rfq
from projects.sourcing.selectors.facts import LineFacts, RfqFacts, facts_of


def facts_from(values: dict[str, Any]) -> RfqFacts:
    """A whole request."""
    lines = tuple(line_from(one) for one in values["lines"])
    return RfqFacts(**{**values, "lines": lines, "criteria": tuple(dict(one) for one in values["criteria"])})


def changed_facts(rfq: Rfq, data: Any) -> RfqFacts:
    """What stands, with what was sent in its place; what was left out stays. Raises ValidationError."""
    serializer = RfqIn(data=data, partial=True)
    serializer.is_valid(raise_exception=True)
    values = {name: value for name, value in serializer.validated_data.items() if name in data}
    if "lines" in values:
        values["lines"] = tuple(line_from(one) for one in values["lines"])
    if "criteria" in values:
        values["criteria"] = tuple(dict(one) for one in values["criteria"])
    return replace(facts_of(rfq), **values)


def line_from(values: dict[str, Any]) -> LineFacts:
    """One line."""
    quantity = values.pop("quantity", None) or {}
    questions = tuple(values.pop("questions", ()))
    return LineFacts(
        **values, questions=questions, quantity_value=quantity.get("value"), quantity_unit=quantity.get("unit")
    )
