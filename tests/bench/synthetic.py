"""A catalogue that nobody made: as skewed as a real one, written by COPY, the search documents composed by the product's own
code."""

import csv
import io
import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.management import call_command
from django.db import connection, models, transaction

from providers.models import Certificate, Provider, Site, Source
from providers.places import _places
from services.actions.catalogue import _next_revision
from services.models import CatalogueEntry, CatalogueTerm, Offering
from services.search import kinds
from services.search.document import Document, Links, compose
from services.search.kinds import Key
from vocabulary.models import ServiceLine, SiteFunction
from vocabulary.selectors.vocabulary import current_vocabulary

OFFERINGS_EACH = 20
NOW = datetime(2026, 11, 1, tzinfo=UTC)
FIRST = [
    "Alta",
    "Bryn",
    "Cala",
    "Dover",
    "Elm",
    "Fjord",
    "Gala",
    "Hadley",
    "Iris",
    "Juna",
    "Kestrel",
    "Lark",
    "Mira",
    "Nordic",
    "Opal",
    "Prim",
    "Quill",
    "Rhine",
    "Sable",
    "Terra",
]
SECOND = [
    "Biologics",
    "Pharma",
    "Therapeutics",
    "Sciences",
    "Bioworks",
    "Labs",
    "Laboratories",
    "Biotech",
    "Vector",
    "Genomics",
    "Peptides",
    "Clinical",
]
SAID = [
    "single-use",
    "perfusion",
    "automated",
    "closed",
    "continuous",
    "platform",
    "dedicated",
    "suite",
    "isolator",
    "tangential",
    "chromatography",
]
BATCH = 5000


@dataclass
class Rows:
    """Rows to be copied, by table."""

    columns: dict[str, list[str]] = field(default_factory=dict)
    buffers: dict[str, io.StringIO] = field(default_factory=dict)

    def add(self, table: str, **values: Any) -> None:
        """One row; every row of a table names the same columns."""
        self.columns.setdefault(table, list(values))
        buffer = self.buffers.setdefault(table, io.StringIO())
        csv.writer(buffer).writerow([_written(value) for value in values.values()])

    def add_instance(self, row: models.Model) -> None:
        """A model's row, as it stands in memory."""
        fields = row._meta.local_concrete_fields
        values = {one.column: _value(one, row) for one in fields if not isinstance(one, models.AutoField) or row.pk}
        self.add(row._meta.db_table, **values)

    def write(self) -> None:
        """Copy them all, and begin anew. Tables are in the order in which they were first used."""
        with connection.cursor() as cursor:
            for table, buffer in self.buffers.items():
                buffer.seek(0)
                columns = ", ".join(f'"{name}"' for name in self.columns[table])
                cursor.copy_expert(f"COPY {table} ({columns}) FROM STDIN WITH (FORMAT csv, NULL '\\N')", buffer)
        self.buffers = {table: io.StringIO() for table in self.buffers}


def _value(one: "models.Field[Any, Any]", row: models.Model) -> Any:
    value = getattr(row, one.attname)
    if isinstance(one, models.DateTimeField) and (one.auto_now or one.auto_now_add):
        return NOW
    if isinstance(one, models.JSONField):
        return connection.ops.adapt_json_value(value, None).dumps(value)
    if isinstance(one, ArrayField):
        return "{" + ",".join(_quoted(item) for item in value) + "}"
    return value


def _quoted(item: Any) -> str:
    return str(item) if isinstance(item, int) else '"' + str(item).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _written(value: Any) -> Any:
    return "\\N" if value is None else value


class Maker:
    """Makes ``size`` offerings. The same size gives the same catalogue."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.lot = random.Random(size)
        call_command("load_vocabulary", verbosity=0)
        self.vocabulary = current_vocabulary()
        lines = list(ServiceLine.objects.in_use().filter(children=None).prefetch_related("stages", "modalities"))
        self.lot.shuffle(lines)
        self.lines = lines
        self.served = {line.pk: [one.pk for one in line.modalities.all()] for line in lines}
        self.stages = {line.pk: [one.pk for one in line.stages.all()] for line in lines}
        modalities = sorted({code for codes in self.served.values() for code in codes})
        self.lot.shuffle(modalities)
        self.modalities = modalities
        self.places = list(_places())
        self.lot.shuffle(self.places)
        self.standards = [term.code for term in self.vocabulary.in_use(kinds.VOCABULARY_OF[kinds.STANDARD])]
        self.systems = [term.code for term in self.vocabulary.in_use(kinds.VOCABULARY_OF[kinds.SYSTEM])]
        self.functions = [term.code for term in self.vocabulary.in_use(SiteFunction)]
        self.terms: dict[Key, int] = {}
        self.names: dict[Key, tuple[list[str], str]] = {}
        self.rows = Rows()
        self.entries = 0

    def run(self) -> None:
        """Write everything in one transaction, as one revision."""
        with transaction.atomic():
            self.revision = _next_revision()
            made = 0
            for number in range(self.size):
                if made >= self.size:
                    break
                made += self._provider(number, self.size - made)
                if number % (BATCH // OFFERINGS_EACH) == 0:
                    self.rows.write()
            self._terms()
            self.rows.write()
            with connection.cursor() as cursor:
                for table in ("services_catalogueentry", "services_catalogueterm"):
                    cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}")
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def _some(self, of: list[Any], most: int, skew: float = 1.1) -> list[Any]:
        """Different ones, those in front far more often."""
        count = min(len(of), max(1, min(most, int(self.lot.paretovariate(1.2)))))
        ranks = {min(len(of) - 1, int(self.lot.paretovariate(skew / 2)) - 1) for _ in range(count)}
        return [of[rank] for rank in sorted(ranks)]

    def _provider(self, number: int, left: int) -> int:
        """A provider with its sites and offerings; returns how many of these."""
        places = [self.places[rank] for rank in {int(self.lot.triangular(0, len(self.places) - 1, 0)) for _ in range(3)}]
        name = f"{FIRST[number % len(FIRST)]}{number} {SECOND[number % len(SECOND)]}"
        modalities = sorted({*self._some(self.modalities, 12), *self._some(self.modalities, 12), self.modalities[0]})
        count = min(left, len(self.lines), max(3, int(self.lot.gauss(OFFERINGS_EACH, 8))))
        lines = sorted({int(self.lot.triangular(0, len(self.lines) - 1, 0)) for _ in range(count * 2)})[:count]
        provider = Provider(slug=f"provider-{number}", name=name, country_id=places[0][0], city=places[0][1], types=["cdmo"],
                            summary=f"{name} works for others with {self.lot.choice(SAID)} equipment.", founded=2001,
                            standards_basis="publicly-reported", domain=f"p{number}.example")  # fmt: skip
        self.rows.add_instance(provider)
        sites = [self._site(provider, country, city, order, modalities) for order, (country, city) in enumerate(places)]
        self.rows.add_instance(
            Source(provider=provider, url=f"https://p{number}.example/about", title="", compiled_on=NOW.date())
        )
        standards = self._some(self.standards, 5)
        stages: set[str] = set()
        for line in (self.lines[rank] for rank in lines):
            stages |= set(self.stages[line.pk])
            self._link(Provider, provider, "service_lines", [line.pk])
            self._offering(provider, line, sites, modalities, standards)
        self._link(Provider, provider, "modalities", modalities)
        self._link(Provider, provider, "stages", sorted(stages))
        self._link(Provider, provider, "standards", standards)
        return len(lines)

    def _site(self, provider: Provider, country: str, city: str, order: int, modalities: list[str]) -> Site:
        site = Site(provider=provider, city=city, country_id=country, order=order)
        self.rows.add_instance(site)
        self._link(Site, site, "functions", self._some(self.functions, 3))
        self._link(Site, site, "modalities", modalities[:4])
        return site

    def _link(self, model: type[models.Model], row: models.Model, relation: str, codes: Iterable[Any]) -> None:
        far: models.ManyToManyField[Any, Any] = model._meta.get_field(relation)  # type: ignore[assignment]
        through = far.remote_field.through._meta.db_table  # type: ignore[union-attr]
        for code in codes:
            self.rows.add(through, **{f"{far.m2m_field_name()}_id": row.pk, f"{far.m2m_reverse_field_name()}_id": code})

    def _offering(
        self, provider: Provider, line: ServiceLine, sites: list[Site], modalities: list[str], standards: list[str]
    ) -> None:
        lot = self.lot
        said = f"We use {lot.choice(SAID)} and {lot.choice(SAID)} technology." if lot.random() < 0.3 else ""
        weeks = lot.choice([None, None, 4, 8, 12, 26])
        offering = Offering(provider=provider, service_line_id=line.pk, status="published", published_at=NOW,
                            description_en=said, lead_weeks_min=weeks, lead_weeks_max=weeks and weeks * 2)  # fmt: skip
        if lot.random() < 0.4:
            offering.scale_unit_id, offering.scale_max = "l-bioreactor", Decimal(lot.choice([50, 200, 1000, 2000, 15000]))
        if lot.random() < 0.3:
            offering.price_model, offering.price_min, offering.currency = (
                "per-batch",
                Decimal(lot.randrange(10, 900) * 1000),
                "EUR",
            )
        offering.updated_at = NOW - timedelta(minutes=lot.randrange(500_000))
        mine = lot.sample(sites, lot.randint(1, len(sites)))
        codes = {
            kinds.STAGE: self.stages[line.pk],
            kinds.MODALITY: [code for code in self.served[line.pk] if code in modalities],
            kinds.SYSTEM: self._some(self.systems, 2) if lot.random() < 0.5 else [],
            kinds.STANDARD: standards,
        }
        until = (NOW + timedelta(days=lot.randrange(100, 900))).date()
        certificate = Certificate(site=mine[0], standard_id=standards[0], valid_until=until, number="1", status="verified")
        document = compose(offering, Links(mine, codes, [certificate] if lot.random() < 0.2 else []), self.vocabulary)
        self.rows.add_instance(offering)
        for relation, kind in (
            ("stages", kinds.STAGE),
            ("modalities", kinds.MODALITY),
            ("systems", kinds.SYSTEM),
            ("standards", kinds.STANDARD),
        ):
            self._link(Offering, offering, relation, codes[kind])
        self._link(Offering, offering, "sites", [site.pk for site in mine])
        self._entry(offering, document)

    def _entry(self, offering: Offering, document: Document) -> None:
        self.entries += 1
        self.names |= document.names
        numbers = sorted(self.terms.setdefault(key, len(self.terms) + 1) for key in document.terms)
        entry = CatalogueEntry(pk=self.entries, offering_id=offering.pk, revision=self.revision, terms=numbers, document=document.shown,
                               digest=document.digest, **document.columns)  # fmt: skip
        self.rows.add_instance(entry)

    def _terms(self) -> None:
        for key, number in self.terms.items():
            names, text = self.names.get(key, ([], ""))
            term = CatalogueTerm(pk=number, kind=key[0], code=key[1], names=names, text=text, revision=self.revision)
            self.rows.add_instance(term)
