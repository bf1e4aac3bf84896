"""What a row of shipped profiles must look like before its codes are looked up: fields, kinds of values, lengths. Pure."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from providers.models import Provider, Site

NUMBER = (int, float)
ROW: dict[str, tuple[type, ...]] = {
    **dict.fromkeys(("slug", "name", "legal_name", "parent_name", "country", "city", "domain", "summary"), (str,)),
    **dict.fromkeys(("types", "service_lines", "modalities", "stages", "standards"), (list,)),
    "founded": (int, type(None)),
    "standards_basis": (str,),
    **dict.fromkeys(("unverified_fields", "sources", "other_names"), (list,)),
    "sites": (list,),
}
SITE: dict[str, tuple[type, ...]] = {
    **dict.fromkeys(("city", "country", "status", "note"), (str,)),
    **dict.fromkeys(("functions", "modalities"), (list,)),
    "authorities": (list, type(None)),
    "scale": (dict, type(None)),
}
LISTS_OF_TEXTS = [name for name, kinds in ROW.items() if kinds == (list,) and name != "sites"]
CLEANED = (
    "slug",
    "name",
    "legal_name",
    "parent_name",
    "city",
    "founded",
    "domain",
    "summary",
    "other_names",
    "unverified_fields",
)
CLEANED_OF_SITES = ("city", "note")


def shape_problems(row: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Field and sentence of each; a site's fields behind its number."""
    wrong = dict(_kinds(row, ROW))
    yield from wrong.items()
    yield from ((name, _("There is no such field.")) for name in sorted(row.keys() - ROW.keys()))
    for name in LISTS_OF_TEXTS:
        if name not in wrong and not all(isinstance(one, str) for one in row[name]):
            yield name, _("Write a list of texts.")
    yield from _unclean(Provider, row, [name for name in CLEANED if name not in wrong])
    places = set()
    for number, site in enumerate(row["sites"] if "sites" not in wrong else [], start=1):
        where = f"sites[{number}]"
        if not isinstance(site, dict):
            yield where, _("Write an object.")
            continue
        yield from ((f"{where}.{name}", text) for name, text in _site_problems(site))
        place = (str(site.get("city")), str(site.get("country")))
        if place in places:
            yield where, _("The same place stands twice.")
        places.add(place)


def _site_problems(site: dict[str, Any]) -> Iterator[tuple[str, str]]:
    wrong = dict(_kinds(site, SITE))
    yield from wrong.items()
    yield from ((name, _("There is no such field.")) for name in sorted(site.keys() - SITE.keys()))
    yield from _unclean(Site, site, [name for name in CLEANED_OF_SITES if name not in wrong])
    for name in ("functions", "modalities", "authorities"):
        if name not in wrong and not all(isinstance(one, str) for one in site[name] or []):
            yield name, _("Write a list of texts.")
    scale = None if "scale" in wrong else site["scale"]
    if scale is not None:
        value, note = scale.get("value"), scale.get("note") or ""
        sound = isinstance(value, NUMBER) and not isinstance(value, bool) and 0 < value < 10**15
        if not sound or not isinstance(scale.get("unit"), str) or not isinstance(note, str) or len(note) > 300:
            yield "scale", _("A scale is a value above 0, a unit, and a note of at most 300 characters.")


def _kinds(row: dict[str, Any], shape: dict[str, tuple[type, ...]]) -> Iterator[tuple[str, str]]:
    for name, kinds in shape.items():
        if name not in row:
            yield name, _("It is missing.")
        elif not isinstance(row[name], kinds) or isinstance(row[name], bool):
            yield name, _("Write %(what)s.") % {"what": _told(kinds)}


def _told(kinds: tuple[type, ...]) -> str:
    names = {str: _("a text"), list: _("a list"), int: _("a whole number"), dict: _("an object"), type(None): "null"}
    return " / ".join(str(names[kind]) for kind in kinds)


def _unclean(model: Any, row: dict[str, Any], names: list[str]) -> Iterator[tuple[str, str]]:
    for name in names:
        try:
            model._meta.get_field(name).clean(row[name], None)
        except ValidationError as error:
            yield name, " ".join(error.messages)
        else:
            if "\0" in str(row[name]):
                yield name, _("Null characters are not allowed.")
    if model is Provider and isinstance(row.get("founded"), int) and not 1600 <= row["founded"] <= 2100:
        yield "founded", _("Write a year.")
