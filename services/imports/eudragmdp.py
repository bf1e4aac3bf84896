"""An export of EudraGMDP, the EU's public database of GMP certificates, as certificates of a provider's own sites.

It does not say until when a certificate holds. The Compilation of Union Procedures on Inspections and Exchange of
Information (EMA) does, in its format for a GMP certificate: not to be relied upon when more than three years have elapsed
since the inspection. The competent authority is no column of it either, so the person names it; its scope stands on the
certificate itself.
"""

import calendar
import re
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils.translation import gettext as _

from core.errors import Invalid
from providers.models import Certificate, Site
from providers.workflows import CERTIFICATE
from services.imports.cells import Complaint, Unreadable, day_of
from services.imports.files import FIRST_ROWS, ensure_readable, read_rows
from vocabulary.models import Country
from vocabulary.phrases import normalised

TITLE = "EudraGMDP"
NUMBER, REFERENCE, KIND = "Certificate Number", "EudraGMDP Document Reference Number", "Document Type"
CITY, COUNTRY, SITE_NAME, INSPECTED, ISSUED = "City", "Country", "Site Name", "Inspection End Date", "Issue Date"
NEEDED = (NUMBER, REFERENCE, KIND, CITY, COUNTRY, INSPECTED)
USED = (*NEEDED, SITE_NAME, ISSUED)
YEARS = 3
FILLED = ("reference", "inspected_on", "issued_on")
"""What a certificate that stands already is given where it has none."""
MOST_NEW = 500
"""How many certificates one request writes."""
LONGEST_NUMBER = 120
NO_CERTIFICATE = re.compile(r"non[\s-]*compliance", re.IGNORECASE)
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Line:
    """A row that was read: what it says, by column."""

    row: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Entry:
    """A certificate as a row says it. ``valid_until`` is worked out."""

    row: int
    number: str
    reference: str
    site: Site
    inspected_on: date
    issued_on: date | None
    valid_until: date
    certificate: Certificate | None = None
    """The one that stands here already."""
    fills: tuple[str, ...] = ()
    """Of that one, what is empty and is said here."""


@dataclass(frozen=True)
class LeftOut:
    """A row that is no certificate."""

    row: int
    number: str
    reference: str
    kind: str


@dataclass
class CertificatePlan:
    """What the file would add and fill in. Nothing is written while there are complaints."""

    added: list[Entry] = field(default_factory=list)
    completed: list[Entry] = field(default_factory=list)
    unchanged: list[Entry] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    complaints: list[Complaint] = field(default_factory=list)


def read_export(name: str, content: bytes) -> list[Line]:
    """Its rows below the head, which stands in one of the first 20. Raises Invalid, with the columns that are missing."""
    if content.startswith(OLD_WORKBOOK):
        raise Invalid(errors={"file": [_("This is an old workbook (.xls). Save it as .xlsx, then hand it in again.")]})
    ensure_readable(name, content)
    rows = read_rows(content)
    start = next((at for at, cells in enumerate(rows[:FIRST_ROWS]) if _key(REFERENCE) in map(_key, cells)), None)
    if start is None:
        text = _("No row among the first 20 has the column “%(name)s”. Hand in the export as EudraGMDP gives it.")
        raise Invalid(errors={"file": [text % {"name": REFERENCE}]})
    heads = [_key(cell) for cell in rows[start]]
    missing = [one for one in NEEDED if _key(one) not in heads]
    if missing:
        raise Invalid(errors={"file": [_("These columns are missing: %(heads)s.") % {"heads": ", ".join(missing)}]})
    places = {one: heads.index(_key(one)) for one in USED if _key(one) in heads}
    return [
        Line(number, {head: cells[at] if at < len(cells) else "" for head, at in places.items()})
        for number, cells in enumerate(rows[start + 1 :], start=start + 2)
        if any(cells)
    ]


def plan_of(
    lines: Iterable[Line],
    sites: Iterable[Site],
    countries: Iterable[Country],
    standing: Iterable[Certificate],
    today: date,
) -> CertificatePlan:
    """Compare the rows with the provider's ``sites`` and with its certificates that stand, by site and number."""
    plan, places = CertificatePlan(), OwnPlaces(sites, countries)
    known = {(one.site_id, one.number): one for one in standing}
    rows: dict[tuple[uuid.UUID, str], int] = {}
    for line in lines:
        number, reference, kind = (line.cells[head] for head in (NUMBER, REFERENCE, KIND))
        if NO_CERTIFICATE.search(kind):
            plan.left_out.append(LeftOut(line.row, number, reference, kind))
            continue
        wrong: list[Complaint] = []
        entry = _entry(line, places, today, wrong)
        plan.complaints += wrong
        if entry is None:
            continue
        key = (entry.site.pk, number)
        there = known.get(key)
        fills = gaps_filled(there, entry) if there else ()
        if there and not fills:
            plan.unchanged.append(entry)
        elif key in rows:
            text = _("Row %(row)s has the same number at the same site. Leave one of them.") % {"row": rows[key]}
            plan.complaints.append(Complaint(TITLE, line.row, NUMBER, text))
        else:
            rows[key] = line.row
            (plan.completed if there else plan.added).append(replace(entry, certificate=there, fills=fills))
    if len(plan.added) + len(plan.completed) > MOST_NEW:
        text = _("It would add more than %(most)s certificates at once. Split the file.") % {"most": MOST_NEW}
        plan.complaints.append(Complaint(TITLE, 0, "", text))
    return plan


def gaps_filled(certificate: Certificate, entry: Entry) -> tuple[str, ...]:
    """What is empty there and said here. What a person typed stays, and so does all that is or was before an operator: it would
    lose its badge."""
    if not CERTIFICATE.allows(certificate, "submit"):
        return ()
    said = {name: getattr(entry, name) for name in FILLED if not getattr(certificate, name)}
    end = certificate.valid_until
    return tuple(name for name, value in said.items() if value and (isinstance(value, str) or value <= end))


class OwnPlaces:
    """A provider's sites by city and country."""

    def __init__(self, sites: Iterable[Site], countries: Iterable[Country]) -> None:
        self._countries = {
            normalised(name): one.pk
            for one in countries
            for name in (one.code, one.label_en, one.label_zh, *one.synonyms_en)
        }
        self._sites: dict[tuple[str, str], list[Site]] = {}
        for site in sites:
            self._sites.setdefault((normalised(site.city), site.country_id), []).append(site)

    def country(self, text: str) -> str:
        """The code of a country by its name or code. Raises Unreadable."""
        code = self._countries.get(normalised(text))
        if code is None:
            raise Unreadable(_("“%(text)s” is not among the allowed codes and names.") % {"text": text[:60]})
        return code

    def site(self, city: str, country: str, name: str) -> Site:
        """The site there; of several, the one of that name. Raises Unreadable."""
        found = self._sites.get((normalised(city), country), [])
        if not found:
            text = _("You have no site in “%(city)s”, %(country)s. Add it, or write the city as your site does.")
            raise Unreadable(text % {"city": city[:60], "country": country})
        named = [site for site in found if normalised(site.name) == normalised(name)] if len(found) > 1 else found
        if len(named) != 1:
            text = _("You have several sites in “%(city)s”. Write in the column Site Name which it is.")
            raise Unreadable(text % {"city": city[:60]})
        return named[0]


def valid_until(inspected_on: date) -> date:
    """Three years after the inspection; of 29 February, the last day of that month."""
    year = inspected_on.year + YEARS
    return inspected_on.replace(year=year, day=min(inspected_on.day, calendar.monthrange(year, inspected_on.month)[1]))


def _entry(line: Line, places: OwnPlaces, today: date, wrong: list[Complaint]) -> Entry | None:
    cells = line.cells
    wrong += [Complaint(TITLE, line.row, head, text) for head, text in _cell_problems(cells)]
    site = inspected = issued = None
    head = COUNTRY
    try:
        if cells[COUNTRY] and cells[CITY]:
            country = places.country(cells[COUNTRY])
            head = CITY
            site = places.site(cells[CITY], country, cells.get(SITE_NAME, ""))
    except Unreadable as error:
        wrong.append(Complaint(TITLE, line.row, head, str(error)))
    try:
        head = INSPECTED
        inspected = (
            _past(cells[INSPECTED], today, _("The inspection cannot be in the future.")) if cells[INSPECTED] else None
        )
        head = ISSUED
        text = _("A certificate cannot have been issued in the future.")
        issued = _past(cells[ISSUED], today, text) if cells.get(ISSUED) else None
    except Unreadable as error:
        wrong.append(Complaint(TITLE, line.row, head, str(error)))
    if inspected and issued and issued > valid_until(inspected):
        wrong.append(Complaint(TITLE, line.row, ISSUED, _("It cannot have ended before it was issued.")))
    if wrong or site is None or inspected is None:
        return None
    return Entry(line.row, cells[NUMBER], cells[REFERENCE], site, inspected, issued, valid_until(inspected))


def _cell_problems(cells: dict[str, str]) -> Iterator[tuple[str, str]]:
    for head in (NUMBER, CITY, COUNTRY, INSPECTED):
        if not cells[head]:
            yield head, _("This cannot be left empty.")
    for head in (NUMBER, REFERENCE):
        if len(cells[head]) > LONGEST_NUMBER:
            yield head, _("Write at most %(most)s characters.") % {"most": LONGEST_NUMBER}


def _past(cell: str, today: date, of_later: str) -> date:
    day = day_of(cell)
    if day > today:
        raise Unreadable(of_later)
    if day.year > date.max.year - YEARS or day.year < 1900:
        raise Unreadable(_("“%(text)s” is no day. Write it like 2027-01-31.") % {"text": cell[:40]})
    return day


def _key(head: str) -> str:
    """A head without its case and its spaces."""
    return "".join(head.split()).casefold()
