"""The directory: found by name, place and term, on the page and in the API alike."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from providers.enums import ProviderState
from providers.models import Provider
from tests.factories import OrganizationFactory
from vocabulary.models import ServiceLine

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]


def slugs(client: Client, query: str) -> list[str]:
    found: list[str] = []
    path: str | None = f"/api/v1/providers/?page_size=100&{query}"
    while path:
        page = client.get(path).json()
        found += [row["slug"] for row in page["results"]]
        path = page["next"]
    return found


@pytest.mark.parametrize("query", ["q=mRNA Halle", "q=wacker", "country=NL&q=wacker", "modality=mrna&q=Halle"])
def test_wacker_is_found(client: Client, query: str):
    assert "wacker-biotech" in slugs(client, query)


def test_a_broader_term_includes_all_below_it_exactly(client: Client):
    family = ServiceLine.objects.filter(parent=None).earliest("order")
    leaves = ServiceLine.objects.under([family.pk])
    expected = Provider.objects.filter(service_lines__in=leaves).distinct().values_list("slug", flat=True)
    assert sorted(slugs(client, f"service_line={family.pk}")) == sorted(expected)


def test_several_values_mean_or_and_several_filters_mean_and(client: Client):
    germany, china = set(slugs(client, "country=DE")), set(slugs(client, "country=CN"))
    assert set(slugs(client, "country=DE&country=CN")) == germany | china
    assert set(slugs(client, "country=DE&modality=mrna")) == germany & set(slugs(client, "modality=mrna"))


@pytest.mark.parametrize(
    ("query", "pointer"), [("country=XX", "#/country"), ("modality=x", "#/modality"), ("colour=red", "#/colour")]
)
def test_an_unknown_filter_or_value_is_named_by_the_api(client: Client, query: str, pointer: str):
    response = client.get(f"/api/v1/providers/?{query}")
    assert response.status_code == 400
    assert response.json()["errors"][0]["pointer"] == pointer


def test_a_wrong_value_on_the_page_is_named_and_the_rest_still_applies(client: Client):
    page = client.get("/providers/?q=wacker&country=XX").content.decode()
    assert "Select a valid choice" in page
    assert "Wacker Biotech" in page
    assert "Lonza" not in page


@pytest.mark.parametrize("text", ["'; DROP TABLE x", "%_\\", "<script>", "x" * 200, "灌装", "🧬"])
def test_any_text_is_searched_without_harm(client: Client, text: str):
    response = client.get("/providers/", {"q": text})
    assert response.status_code == 200
    assert b"<script>" not in response.content.replace(b"<script ", b"")


def test_a_nul_is_refused_with_a_word_and_no_error(client: Client):
    assert client.get("/providers/", {"q": "a\x00b"}).status_code == 200
    assert client.get("/api/v1/providers/", {"q": "a\x00b"}).status_code == 400


def test_a_profile_that_its_company_keeps_invites_nobody_to_claim_it(client: Client):
    words = "The company can claim the profile and correct it."
    assert words in client.get("/providers/wacker-biotech/").content.decode()
    provider = Provider.objects.get(slug="wacker-biotech")
    provider.organization, provider.state = OrganizationFactory.create(), ProviderState.CLAIMED
    provider.save()
    text = client.get("/providers/wacker-biotech/").content.decode()
    assert (words in text, "The company keeps this profile and can correct it." in text) == (False, True)


def test_a_profile_shows_its_sources_what_is_unverified_and_its_grid(client: Client):
    page = client.get("/providers/wacker-biotech/").content.decode()
    assert "Not confirmed by the provider." in page
    for source in Provider.objects.get(slug="wacker-biotech").sources.all():
        assert str(source) in page
    assert 'class="coverage"' in page
    assert "mRNA competence centre" in page
    assert "No certificate was seen." in page


def test_a_suspended_profile_is_gone(client: Client):
    Provider.objects.filter(slug="wacker-biotech").update(state="suspended")
    assert client.get("/providers/wacker-biotech/").status_code == 404
    assert client.get("/api/v1/providers/wacker-biotech/").status_code == 404
    assert "wacker-biotech" not in slugs(client, "q=wacker")


def test_a_list_of_one_costs_as_many_queries_as_a_list_of_24(client: Client):
    def queries(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address).status_code == 200
        return len(seen)

    assert queries("/providers/?q=wacker") == queries("/providers/?q=a")
    assert queries("/api/v1/providers/?q=wacker") == queries("/api/v1/providers/?q=a")


def test_a_site_in_the_api_carries_figure_unit_and_note(client: Client):
    sites: list[dict[str, Any]] = client.get("/api/v1/providers/wacker-biotech/sites/").json()
    halle = next(site for site in sites if site["city"] == "Halle")
    assert halle["scale"]["unit"] == "doses-year"
    assert halle["scale"]["value"] == "200000000"
    assert "200 million" in halle["scale"]["note"]
    assert set(halle["inspected_by"]) == {"us-fda", "eu-ema"}
