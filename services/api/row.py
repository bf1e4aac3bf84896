"""An offering as the API writes it."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.utils.translation import get_language
from rest_framework import serializers

from api.rendering import written
from api.serializers import Output
from core.memory import Recent
from services.models import Offering
from services.search import kinds
from services.selectors.catalogue import Catalogue, Found, current_catalogue, offering_address
from services.selectors.offering import found_of
from vocabulary.models.term import reads_chinese

ROWS: Recent[str] = Recent(4000, most_bytes=4_000_000)
"""Rows as they were written. The key says what they depend on, as that of a card does."""


class ReferenceOut(Output):
    """A term with its name in the reader's language."""

    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # the field's name in the contract


class ProviderReferenceOut(Output):
    """Who offers it."""

    slug = serializers.CharField()
    name = serializers.CharField()


class PlaceOut(Output):
    """Where it is done."""

    city = serializers.CharField()
    country = serializers.CharField(help_text="ISO 3166 code")


class RangeOut(Output):
    """From the smallest to the largest; null where not said. The unit's code is the vocabulary's."""

    min = serializers.CharField(allow_null=True)
    max = serializers.CharField(allow_null=True)
    unit = serializers.CharField()
    note = serializers.CharField()


class WeeksOut(Output):
    """Lead time in weeks."""

    min = serializers.IntegerField(allow_null=True)
    max = serializers.IntegerField(allow_null=True)


class PriceOut(Output):
    """How it is charged, with an indicative band where there is one. Not a quote."""

    model = serializers.CharField()
    min = serializers.DictField(allow_null=True, help_text="amount and currency")
    max = serializers.DictField(allow_null=True)
    unit = serializers.CharField()


class CoverOut(Output):
    """A verified certificate that covers an offering."""

    standard = serializers.CharField()
    number = serializers.CharField()
    city = serializers.CharField()
    country = serializers.CharField(help_text="ISO 3166 code")
    valid_until = serializers.DateField()


class OfferingOut(Output):
    """A row of the catalogue."""

    id = serializers.UUIDField()
    title = serializers.CharField()
    summary = serializers.CharField(help_text="The beginning of the description; the whole of it in one offering")
    provider = ProviderReferenceOut()
    service_line = ReferenceOut()
    stages = serializers.ListField(child=serializers.CharField())
    modalities = serializers.ListField(child=serializers.CharField())
    expression_systems = serializers.ListField(child=serializers.CharField())
    standards = serializers.ListField(child=serializers.CharField())
    sites = PlaceOut(many=True)
    scale = RangeOut(allow_null=True)
    lead_time_weeks = WeeksOut(allow_null=True)
    price = PriceOut()
    covered_by_certificate = serializers.BooleanField(
        help_text="A verified, unexpired certificate of a site of this offering covers the work"
    )
    certificate = CoverOut(allow_null=True, help_text="The one that covers longest, while it holds")
    is_confirmed = serializers.BooleanField(help_text="False: derived from public sources")
    updated_at = serializers.DateTimeField()
    url = serializers.CharField()


def rows_of(found: Iterable[Found], catalogue: Catalogue) -> list[str]:
    """Results of a search, as JSON."""
    stamp, language = catalogue.vocabulary.stamp, get_language()
    return [
        ROWS.get_or_make((one.number, one.revision, stamp, language, one.is_covered), partial(_row, one, catalogue))
        for one in found
    ]


def _row(found: Found, catalogue: Catalogue) -> str:
    return written(row_of(found, catalogue))


def row_of(found: Found, catalogue: Catalogue) -> dict[str, Any]:
    """A result of a search."""
    shown = found.document
    title, excerpt = (
        (shown["title_zh"] or shown["title_en"], shown["excerpt_zh"] or shown["excerpt_en"])
        if reads_chinese()
        else (shown["title_en"] or shown["title_zh"], shown["excerpt_en"] or shown["excerpt_zh"])
    )
    line = catalogue.label(kinds.SERVICE_LINE, shown["service_line"])
    lead = shown["lead"]
    return {
        "id": shown["id"],
        "title": title or line,
        "summary": excerpt,
        "provider": {"slug": shown["provider"]["slug"], "name": shown["provider"]["name"]},
        "service_line": {"code": shown["service_line"], "label": line},
        "stages": shown["stages"],
        "modalities": shown["modalities"],
        "expression_systems": shown["systems"],
        "standards": shown["standards"],
        "sites": shown["sites"],
        "scale": shown["scale"],
        "lead_time_weeks": {"min": lead[0], "max": lead[1]} if any(one is not None for one in lead) else None,
        "price": _price(shown["price"]),
        "covered_by_certificate": found.is_covered,
        "certificate": shown.get("certificate") if found.is_covered else None,
        "is_confirmed": not shown["unconfirmed"],
        "updated_at": shown["updated_at"],
        "url": offering_address(shown["id"]),
    }


def _price(price: dict[str, Any]) -> dict[str, Any]:
    ends = {end: {"amount": price[end], "currency": price["currency"]} if price[end] else None for end in ("min", "max")}
    return {"model": price["model"], **ends, "unit": price["unit"]}


def detail_of(offering: Offering) -> dict[str, Any]:
    """One offering, as a search shows it, with its whole description."""
    return row_of(found_of(offering), current_catalogue()) | {
        "summary": offering.description,
        "included": offering.included,
        "excluded": offering.excluded,
    }
