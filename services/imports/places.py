"""How rows name sites and suites: by what people call them, or by their ID."""

import uuid
from typing import Any

from django.utils.translation import gettext as _

from core.values import Values
from services.imports.columns import SITES, SUITES, Sheet
from services.imports.standing import Standing
from vocabulary.phrases import normalised


def site_name(values: Values) -> str:
    """ "Halle, DE", with the site's own name where it has one."""
    return f"{values['city']}, {values['country']}" + (f" ({values['name']})" if values.get("name") else "")


class Places:
    """Sites and suites by their names, those among them that the spreadsheet adds."""

    def __init__(self, standing: Standing) -> None:
        self._sites: dict[str, set[uuid.UUID]] = {}
        self._suites: dict[tuple[uuid.UUID, str], uuid.UUID] = {}
        for pk, values in standing.values[SITES.key].items():
            self.note(SITES, pk, values)
        for pk, values in standing.values[SUITES.key].items():
            self.note(SUITES, pk, values)

    def note(self, sheet: Sheet, pk: uuid.UUID, values: Values) -> None:
        """Remember what a row of a sheet is called."""
        if sheet is SITES:
            for name in (site_name(values), str(values["city"]), str(pk)):
                self._sites.setdefault(normalised(name), set()).add(pk)
        elif sheet is SUITES:
            self._suites[values["site"], normalised(values["name"])] = pk

    def site(self, text: str) -> tuple[uuid.UUID | None, list[str]]:
        """The site of that name, or what is wrong."""
        found = self._sites.get(normalised(text), set())
        if len(found) == 1:
            return next(iter(found)), []
        if found:
            return None, [_("“%(text)s” is the name of several of your sites. Write its ID.") % {"text": text[:60]}]
        return None, [_("You have no site “%(text)s”. Write it like “Halle, DE”.") % {"text": text[:60]}]

    def sites(self, texts: list[str]) -> tuple[list[Any], list[str]]:
        """The sites of these names, and what is wrong."""
        found = [self.site(text) for text in texts]
        return sorted({pk for pk, _wrong in found if pk}), [text for _pk, wrong in found for text in wrong]

    def suite(self, site: uuid.UUID | None, name: str) -> tuple[uuid.UUID | None, list[str]]:
        """The suite of that name at the site."""
        found = self._suites.get((site, normalised(name))) if site else None
        return found, [] if found else [_("This site has no suite “%(name)s”.") % {"name": name[:60]}]
