"""What keeps a data file from being loaded, row by row."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from core.errors import Invalid
from providers.rules import lost_references
from providers.rules_shipped import shape_problems
from providers.shipped import Shipment, shipment_of

Fault = dict[str, Any]
"""``row`` counted from 1 (0 where it is about the whole), ``name``, ``field``, ``text``."""


def read_providers(content: bytes) -> tuple[Shipment | None, list[Fault]]:
    """The shipment, or what is wrong with the rows. Raises Invalid for what is no such file."""
    rows = _rows(content)
    found = [fault for number, row in enumerate(rows, start=1) for fault in _faults(number, row)]
    counted = Counter(row["slug"] for row in rows if isinstance(row, dict) and isinstance(row.get("slug"), str))
    for number, row in enumerate(rows, start=1):
        if isinstance(row, dict) and isinstance(row.get("slug"), str) and counted[row["slug"]] > 1:
            found.append(_fault(number, row["slug"], "slug", _("It stands twice.")))
    if found:
        return None, found
    shipment = shipment_of(content, _("The file"), is_own=True)
    numbers = {slug: number for number, slug in enumerate(shipment.rows, start=1)}
    for problem in lost_references(shipment):
        where, _colon, rest = problem.partition(": ")
        slug, field, code = where.split(" ")[0], *rest.split(" ", 1)
        found.append(_fault(numbers[slug], where, field, _("%(code)s is not known.") % {"code": code}))
    return shipment, found


def faults_of(kind: str, codes: list[str], problems: list[str]) -> list[Fault]:
    """The same of one vocabulary, whose problems are named by file, code and sentence."""
    numbers = {code: number for number, code in enumerate(codes, start=1)}
    found = []
    for problem in problems:
        where, _colon, text = problem.partition(": ")
        code = where.partition(", ")[2]
        found.append(_fault(numbers.get(code, 0), code, text.partition("“")[2].partition("”")[0], text))
    return found


def _rows(content: bytes) -> list[Any]:
    try:
        data = json.loads(content.decode("utf-8-sig"))
        rows = data["providers"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        text = _("Hand in JSON: an object with “compiled_on” and the list “providers” (%(error)s).")
        raise Invalid(text % {"error": error}) from error
    if not isinstance(rows, list) or not rows:
        raise Invalid(_("The list “providers” is empty."))
    return rows


def _faults(number: int, row: Any) -> Iterator[Fault]:
    if not isinstance(row, dict):
        yield _fault(number, "", "", _("Write an object."))
        return
    name = str(row.get("slug") or row.get("name") or "")[:80]
    # Other names may be left out: those that the product brings are looked up.
    yield from (_fault(number, name, field, text) for field, text in shape_problems({"other_names": [], **row}))


def _fault(number: int, name: str, field: str, text: str) -> Fault:
    return {"row": number, "name": name, "field": field, "text": text}
