"""Filters, orders and pages of the catalogue, on the page and in the API."""

from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.kept import BODIES
from services.actions.catalogue import refresh_entries
from services.enums import Ordering
from services.models import CatalogueEntry, Offering
from services.search import kinds
from services.search.query import Wanted
from services.selectors.catalogue import current_catalogue

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]


def rows(client: Client, **query: Any) -> dict[str, Any]:
    response = client.get(f"/api/v1/offerings/?{urlencode(query, doseq=True)}")
    assert response.status_code == 200, response.content
    found: dict[str, Any] = response.json()
    return found


def change(count: int, **values: Any) -> list[Offering]:
    """Set the values on the first offerings, and bring their documents up to date."""
    offerings = list(Offering.objects.order_by("pk")[:count])
    for offering in offerings:
        for name, value in values.items():
            setattr(offering, name, value)
        offering.save()
    refresh_entries([offering.pk for offering in offerings])
    return offerings


@pytest.mark.parametrize(
    ("scale", "unit", "is_found"),
    [
        ("2", "l-bioreactor:kL", True),
        ("2000", "l-bioreactor", True),
        ("2000000", "l-bioreactor:mL", True),
        ("2", "l-bioreactor:m3", True),
        ("2001", "l-bioreactor", False),
        ("2.001", "l-bioreactor:kL", False),
        ("1", "l-fermenter", False),
    ],
)
def test_a_minimum_scale_is_converted_and_only_compared_within_its_dimension(
    client: Client, scale: str, unit: str, is_found: bool
):
    offering = change(1, scale_unit_id="l-bioreactor", scale_max=Decimal(2000))[0]
    found = rows(client, min_scale=scale, unit=unit, provider=offering.provider.slug, page_size=100)
    assert (str(offering.pk) in [row["id"] for row in found["results"]]) is is_found


def test_a_lead_time_is_at_most_so_long_and_an_unknown_one_is_not_short(client: Client):
    short, long = (change(2)[number] for number in (0, 1))
    for offering, weeks in ((short, 4), (long, 12)):
        offering.lead_weeks_min = weeks
        offering.save()
    refresh_entries([short.pk, long.pk])
    found = {weeks: rows(client, max_lead_weeks=weeks)["count"] for weeks in (3, 4, 12, 520)}
    assert found == {3: 0, 4: 1, 12: 2, 520: 2}
    assert [row["id"] for row in rows(client, ordering="lead_time")["results"][:2]] == [str(short.pk), str(long.pk)]


def test_the_latest_change_comes_first_when_that_is_asked_for(client: Client):
    offering = change(1, description_en="Perfusion suites.")[0]
    assert rows(client, ordering="-updated_at")["results"][0]["id"] == str(offering.pk)


@pytest.mark.parametrize("ordering", Ordering.values)
@pytest.mark.parametrize("text", ["", "mRNA", "GMP filling"])
def test_pages_hold_each_hit_once_in_the_same_order_as_the_whole(ordering: str, text: str):
    listing = current_catalogue().listing(Wanted(text=text, ordering=Ordering(ordering)))
    whole = listing.numbers(0, len(listing))
    paged = [number for start in range(0, len(listing), 24) for number in listing.numbers(start, 24)]
    assert paged == whole
    assert sorted(whole) == sorted(listing.hits.entries)


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("country=XX", "#/country"),
        ("stage=phase-9", "#/stage"),
        ("service_line=x", "#/service_line"),
        ("modality=x", "#/modality"),
        ("expression_system=x", "#/expression_system"),
        ("standard=x", "#/standard"),
        ("provider=nobody", "#/provider"),
        ("price_model=x", "#/price_model"),
        ("min_scale=5&unit=barrel", "#/unit"),
        ("min_scale=5&unit=l-bioreactor:barrel", "#/unit"),
        ("min_scale=5", "#/unit"),
        ("min_scale=-1&unit=l-bioreactor", "#/min_scale"),
        ("min_scale=much&unit=l-bioreactor", "#/min_scale"),
        ("max_lead_weeks=soon", "#/max_lead_weeks"),
        ("max_lead_weeks=521", "#/max_lead_weeks"),
        ("ordering=price", "#/ordering"),
        ("colour=red", "#/colour"),
        ("page=0", "#/page"),
        ("page=9999", "#/page"),
        ("page=two", "#/page"),
        ("page_size=1000", "#/page_size"),
    ],
)
def test_what_makes_no_sense_is_a_400_that_names_it(client: Client, query: str, pointer: str):
    response = client.get(f"/api/v1/offerings/?{query}")
    assert response.status_code == 400
    assert [error["pointer"] for error in response.json()["errors"]] == [pointer]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("country=XX", "Nothing is called “XX” here."),
        ("min_scale=5&unit=barrel", "“barrel” is no unit here."),
        ("min_scale=5", "Choose what the scale is counted in."),
        ("max_lead_weeks=521", "less than or equal to 520"),
        ("ordering=price", "price is not one of the available choices"),
        ("colour=red", "There is no filter “colour”; it was left out."),
        ("page=99", "There is no page 99; this is the last."),
        ("page=two", "“two” is no page; this is the first."),
    ],
)
def test_on_the_page_it_is_said_and_the_rest_still_applies(client: Client, query: str, words: str):
    page = client.get(f"/offerings/?provider=wacker-biotech&{query}")
    assert page.status_code == 200
    assert words in page.content.decode()
    assert "Wacker Biotech</a>" in page.content.decode()
    assert "33 offerings" in page.content.decode()


def test_a_page_takes_as_many_queries_for_one_result_as_for_24(client: Client):
    def queries(address: str) -> int:
        client.get(address)  # what results show is remembered
        BODIES.forget()
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address).status_code == 200
        return len(seen)

    one = next(code for code, number in current_catalogue().index.of_kind(kinds.CITY).items() if number)
    assert current_catalogue().listing(Wanted(text="cyclotek"))
    assert queries("/offerings/?q=cyclotek") == queries("/offerings/?q=mRNA") == queries(f"/offerings/?q={one}") == 1
    assert queries("/api/v1/offerings/?q=cyclotek") == queries("/api/v1/offerings/?q=mRNA") == 1
    assert queries("/api/v1/offerings/facets/?q=mRNA") == queries("/api/v1/suggest/?q=mrn") == 1


def test_results_that_were_never_shown_are_read_in_one_query_however_many_they_are(client: Client):
    numbers = list(CatalogueEntry.objects.order_by("pk").values_list("pk", flat=True)[:24])
    catalogue = current_catalogue()
    for some in (numbers[:1], numbers):
        CatalogueEntry.objects.filter(pk__in=some).update(revision=catalogue.index.revision + 1)
        from services.selectors.catalogue import DOCUMENTS

        DOCUMENTS.forget()
        with CaptureQueriesContext(connection) as seen:
            catalogue.show(some)
        assert len(seen) == 1


def test_the_api_counts_what_it_lists(client: Client):
    query = "q=mRNA&country=DE&country=CH"
    counted = client.get(f"/api/v1/offerings/facets/?{query}").json()
    assert counted["count"] == rows(client, q="mRNA", country=["DE", "CH"])["count"] > 0
    assert set(counted["facets"]) == set(kinds.FACETS)
    france = next(one for one in counted["facets"]["country"] if one["code"] == "FR")
    assert france["count"] == rows(client, q="mRNA", country="FR")["count"]


def test_a_suggestion_is_something_to_go_to(client: Client):
    for one in client.get("/api/v1/suggest/?q=wack").json()["results"]:
        assert client.get(one["url"]).status_code == 200
        assert len({"code", "slug", "id"} & set(one)) == 1


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("lentivi", "Lentiviral"),
        ("lentivrus", "Lentiviral"),
        ("慢病", "Lentiviral"),
        ("慢病独", "Lentiviral"),
        ("wakcer", "Wacker Biotech"),
        ("samsnug", "Samsung Biologics"),
        ("药明生务", "WuXi Biologics"),
        ("瓦克", "Wacker Biotech"),
        ("shangh", "Shanghai"),
        ("fill fin", "Drug product manufacture"),
        ("灌装", "Drug product manufacture"),
        ("phase 1", "Phase I"),
    ],
)
def test_suggestions_forgive_typing_errors_in_both_languages(client: Client, typed: str, label: str):
    labels = [one["label"] for one in client.get(f"/api/v1/suggest/?{urlencode({'q': typed})}").json()["results"]]
    assert any(label in one for one in labels), labels
