"""What values must be, before the database is asked: sentences beside the fields, for one form or ten thousand rows alike."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from core.values import Problems, merged

DOMAIN = re.compile(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}")
LONGEST_SUMMARY, LONGEST_CHINESE_SUMMARY = 600, 2000


def profile_problems(values: Mapping[str, Any]) -> Problems:
    """Of a provider's profile."""
    found = _empty(values)
    for name, longest in (("summary", LONGEST_SUMMARY), ("summary_zh", LONGEST_CHINESE_SUMMARY)):
        if len(values.get(name) or "") > longest:
            found[name] = [_("Write at most %(most)s characters.") % {"most": longest}]
    if values.get("domain") and not DOMAIN.fullmatch(values["domain"]):
        found["domain"] = [_("Write the website's name, such as www.example.com.")]
    founded = values.get("founded")
    if founded is not None and not 1600 <= founded <= 2100:
        found["founded"] = [_("Write a year, such as 1998.")]
    return found


def _empty(values: Mapping[str, Any]) -> Problems:
    words = [name for name in ("name", "city", "summary") if name in values and not str(values[name] or "").strip()]
    picks = ("types", "service_lines", "modalities", "stages", "country")
    lists = [name for name in picks if name in values and not values[name]]
    found: Problems = {name: [_("This cannot be left empty.")] for name in words}
    found.update({name: [_("Choose at least one.")] for name in lists})
    return found


def site_problems(values: Mapping[str, Any]) -> Problems:
    """Of a site."""
    found: Problems = {}
    for name in ("city", "country"):
        if name in values and not values[name]:
            found[name] = [_("This cannot be left empty.")]
    if "functions" in values and not values["functions"]:
        found["functions"] = [_("Choose at least one.")]
    return merged(
        found,
        coordinate_problems(values.get("latitude"), values.get("longitude")),
        scale_problems(values.get("scale_value"), values.get("scale_unit"), "scale_value", "scale_unit"),
    )


def coordinate_problems(latitude: Decimal | None, longitude: Decimal | None) -> Problems:
    """Both or neither, in degrees."""
    if (latitude is None) != (longitude is None):
        missing = "latitude" if latitude is None else "longitude"
        return {missing: [_("Give both coordinates, or neither.")]}
    found: Problems = {}
    if latitude is not None and not -90 <= latitude <= 90:
        found["latitude"] = [_("A latitude lies between -90 and 90 degrees.")]
    if longitude is not None and not -180 <= longitude <= 180:
        found["longitude"] = [_("A longitude lies between -180 and 180 degrees.")]
    return found


def scale_problems(value: Decimal | None, unit: str | None, at: str, unit_at: str) -> Problems:
    """A figure above 0, with its unit."""
    found: Problems = {}
    if value is not None and value <= 0:
        found[at] = [_("A scale is above 0.")]
    if value is not None and not unit:
        found[unit_at] = [_("Choose what the scale is counted in.")]
    if value is None and unit:
        found[at] = [_("Say how much, or leave the unit empty.")]
    return found


def range_problems(values: Mapping[str, Any]) -> Problems:
    """Of a scale from ``scale_min`` to ``scale_max`` in ``scale_unit``."""
    low, high, unit = (values.get(name) for name in ("scale_min", "scale_max", "scale_unit"))
    found: Problems = {}
    for name, value in (("scale_min", low), ("scale_max", high)):
        if value is not None and value <= 0:
            found[name] = [_("A scale is above 0.")]
    if low is not None and high is not None and low > high:
        found.setdefault("scale_min", []).append(_("The smallest scale is not above the largest."))
    if unit and low is None and high is None:
        found["scale_max"] = [_("Say how much, or leave the unit empty.")]
    if not unit and (low is not None or high is not None):
        found["scale_unit"] = [_("Choose what the scale is counted in.")]
    return found
