"""What a visitor sees: the directory, a provider, an offering, the comparison, the coverage, the first page."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from organizations.enums import Kind
from providers.models import Provider, Site
from services.actions.catalogue import refresh_provider
from services.models import Offering
from tests.factories import actor

pytestmark = pytest.mark.django_db
WACKER = "/providers/wacker-biotech/"
usefixtures = pytest.mark.usefixtures


def page_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def queries(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(path).status_code == 200
    return len(seen)


@pytest.mark.parametrize("path", ["/", "/providers/", "/coverage/", "/offerings/", "/offerings/compare/"])
def test_every_page_stands_with_nothing_loaded(client: Client, path: str):
    page_of(client, path)


@pytest.mark.parametrize(
    ("path", "nobody", "none_fits"),
    [
        ("/offerings/", "Nothing is offered here yet", "Nothing fits"),
        ("/providers/", "No provider is here yet", "No provider fits"),
    ],
)
def test_an_empty_list_and_a_list_that_was_narrowed_to_nothing_say_which_they_are(
    client: Client, path: str, nobody: str, none_fits: str
):
    assert (nobody in page_of(client, path), none_fits in page_of(client, path)) == (True, False)
    narrowed = page_of(client, f"{path}?q=nothing-like-it")
    assert (nobody in narrowed, none_fits in narrowed) == (False, True)


# Provider ------------------------------------------------------------------------------------------------------------


@usefixtures("shipped")
@pytest.mark.parametrize(
    ("slug", "cities"),
    [
        ("wacker-biotech", ["Halle", "Jena", "Amsterdam", "San Diego"]),
        ("boehringer-bioxcellence", ["Biberach", "Vienna", "Fremont", "Shanghai"]),
    ],
)
def test_each_site_stands_on_the_map_in_words_beside_it_and_in_the_table(client: Client, slug: str, cities: list[str]):
    page = page_of(client, f"/providers/{slug}/")
    titles = " ".join(re.findall(r"<title>(.*?)</title>", page.split("<svg", 1)[1]))
    beside = re.search(r'<ul class="plain site-names">.*?</ul>', page, re.DOTALL)[0]
    for city in cities:
        site = Site.objects.get(provider__slug=slug, city__startswith=city)
        assert site.city in titles
        assert f'<a href="#site-{site.pk}">{site.city}</a>' in beside
        assert f'<tr id="site-{site.pk}">' in page


@usefixtures("shipped")
def test_each_number_of_the_grid_is_what_its_link_finds(client: Client):
    cells = re.findall(r'<td class="tint-\d"><a href="([^"]+)">(\d+)</a>', page_of(client, WACKER))
    assert len(cells) > 80
    for address, count in cells[::9]:
        found = client.get(address.replace("&amp;", "&")).context["page"].paginator.count
        assert found == int(count), address


@usefixtures("shipped")
def test_a_profile_says_what_nobody_has_confirmed_and_where_it_was_read(client: Client):
    page = page_of(client, WACKER)
    assert "Not confirmed by the provider." in page
    assert re.search(r'GMP LNP encapsulation</a>\s*<span class="badge warn">unverified', page)
    assert "No certificate was seen." in page
    for source in Provider.objects.get(slug="wacker-biotech").sources.all():
        assert str(source) in page


@usefixtures("shipped")
def test_a_claimed_profile_without_offerings_and_sites_says_so(client: Client):
    provider = Provider.objects.get(slug="wacker-biotech")
    organization = actor(kind=Kind.PROVIDER).organization
    provider.state, provider.organization = "claimed", organization
    provider.save()
    Offering.objects.filter(provider=provider).update(status="paused")
    provider.sites.all().delete()
    provider.sources.all().delete()
    refresh_provider(provider.pk)
    page = page_of(client, WACKER)
    for words in ("Nothing along the chain yet", "No site is known", "No published offering", "no public source was used"):
        assert words in page
    assert "Not confirmed by the provider." not in page


@usefixtures("shipped")
def test_a_site_without_a_place_is_listed_and_not_drawn(client: Client):
    for site in Site.objects.filter(provider__slug="wacker-biotech"):
        site.latitude = site.longitude = None
        site.save()
    page = page_of(client, WACKER)
    assert 'class="world"' not in page
    assert "San Diego" in page


@usefixtures("shipped")
def test_a_merged_profiles_address_leads_to_the_one_that_took_it_over(client: Client):
    first, second, third = Provider.objects.order_by("slug")[:3]
    Provider.objects.filter(pk=first.pk).update(merged_into=second)
    Provider.objects.filter(pk=second.pk).update(merged_into=third)
    assert client.get(first.get_absolute_url())["Location"] == third.get_absolute_url()
    Provider.objects.filter(pk=third.pk).update(state="suspended")
    assert client.get(first.get_absolute_url()).status_code == 404
    assert client.get("/providers/nobody/").status_code == 404


HOSTILE = '<script>alert("x")</script>'


@usefixtures("shipped")
def test_what_people_write_is_text_and_no_markup(client: Client):
    provider = Provider.objects.get(slug="wacker-biotech")
    Provider.objects.filter(pk=provider.pk).update(name=HOSTILE, summary=HOSTILE, other_names=[HOSTILE], city=HOSTILE)
    Site.objects.filter(provider=provider).update(note=HOSTILE, scale_note=HOSTILE, name=HOSTILE)
    site = Site.objects.filter(provider=provider).first()
    Site.objects.filter(pk=site.pk).update(city=HOSTILE)
    Offering.objects.filter(provider=provider).update(title_en=HOSTILE, description_en=HOSTILE, included=HOSTILE)
    refresh_provider(provider.pk)
    offering = Offering.objects.filter(provider=provider).first()
    other = Offering.objects.filter(service_line_id=offering.service_line_id).exclude(provider=provider).first()
    paths = ["/", WACKER, "/providers/", "/coverage/", offering.get_absolute_url(), other.get_absolute_url()]
    for path in [*paths, f"/offerings/compare/?offering={offering.pk}", f"/providers/?q={HOSTILE}"]:
        assert "<script>" not in page_of(client, path), path


@usefixtures("shipped")
def test_a_provider_with_many_sites_costs_as_many_queries_as_one_with_few(client: Client):
    many, few = "thermo-fisher-patheon", "jafral"
    assert Site.objects.filter(provider__slug=many).count() > Site.objects.filter(provider__slug=few).count()
    assert queries(client, f"/providers/{many}/") == queries(client, f"/providers/{few}/")


# Directory -----------------------------------------------------------------------------------------------------------


@usefixtures("shipped")
@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("wacker", "wacker-biotech"),
        ("瓦克", "wacker-biotech"),
        ("wackr", "wacker-biotech"),
        ("mRNA Halle", "wacker-biotech"),
        ("Boehringer", "boehringer-bioxcellence"),
        ("勃林格 上海", "boehringer-bioxcellence"),
        ("Lonza", "lonza"),
        ("药明生物", "wuxi-biologics"),
        ("samsung songdo", "samsung-biologics"),
    ],
)
def test_the_directory_reads_words_as_the_catalogue_does(client: Client, text: str, first: str):
    assert client.get("/api/v1/providers/", {"q": text}).json()["results"][0]["slug"] == first
    assert client.get("/providers/", {"q": text}).context["page"][0].slug == first


@usefixtures("shipped")
def test_a_provider_without_an_offering_is_found_by_its_name(client: Client):
    provider = Provider.objects.get(slug="jafral")
    provider.offerings.update(status="paused")
    Provider.objects.filter(pk=provider.pk).update(name="Quokka Bio")
    refresh_provider(provider.pk)
    assert client.get("/api/v1/providers/?q=quokka bio").json()["results"][0]["slug"] == "jafral"
    assert "Left out, since nothing here says so: quokka" in page_of(client, "/providers/?q=quokka bio")


@usefixtures("shipped")
def test_the_map_of_the_directory_has_its_countries_beside_it(client: Client):
    page = client.get("/providers/?country=NL&country=AT")
    presence = page.context["presence"]
    listed = Site.objects.filter(provider__in=[row.pk for row in page.context["page"].paginator.object_list])
    assert presence.sites == listed.count()
    assert sum(one.count for one in presence.countries) == presence.sites
    text = page.content.decode()
    assert all(f">{one.country.label}</a>" in text for one in presence.countries)


@usefixtures("shipped")
@pytest.mark.parametrize("field", ["standard=fda-cgmp-210-211", "state=unclaimed"])
def test_standard_and_state_narrow_and_name_what_is_wrong(client: Client, field: str):
    name = field.split("=")[0]
    found: dict[str, Any] = client.get(f"/api/v1/providers/?{field}&page_size=1").json()
    expected = Provider.objects.filter(standards="fda-cgmp-210-211") if name == "standard" else Provider.objects.all()
    assert found["count"] == expected.count()
    wrong = client.get(f"/api/v1/providers/?{name}=nonsense")
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (400, f"#/{name}")


# Offering and comparison ---------------------------------------------------------------------------------------------


@usefixtures("shipped")
def test_an_offering_says_everything_and_names_others_who_do_the_same(client: Client):
    offering = Offering.objects.get(provider__slug="wacker-biotech", service_line_id="mrna-ds-gmp")
    response = client.get(offering.get_absolute_url())
    page = response.content.decode()
    for words in (
        "200,000,000",
        "On request",
        "That is not a price of 0.",
        "No certificate was seen.",
        "Halle",
        "unclaimed",
    ):
        assert words.lower() in page.lower(), words
    similar = response.context["similar"]
    assert len({one.provider for one in similar}) == len(similar) > 2
    assert "Wacker Biotech" not in {one.provider for one in similar}


@usefixtures("shipped")
def test_a_comparison_marks_what_differs_keeps_its_order_and_stops_at_four(client: Client):
    pks = [str(pk) for pk in Offering.objects.order_by("-pk").values_list("pk", flat=True)[:5]]
    address = "/offerings/compare/?" + "&".join(f"offering={pk}" for pk in pks)
    response = client.get(address)
    assert [str(column.offering.pk) for column in response.context["columns"]] == pks[:4]
    page = response.content.decode()
    assert "Up to 4 can be compared" in page
    assert 'class="differs"' in page
    assert pks[3] in re.search(r'<code id="address".*?</code>', page)[0]
    Offering.objects.filter(pk=pks[0]).update(status="paused")
    assert "1 of them is not in the catalogue any more." in page_of(client, address)


@usefixtures("shipped")
def test_four_side_by_side_cost_as_many_queries_as_one(client: Client):
    pks = [str(pk) for pk in Offering.objects.order_by("pk").values_list("pk", flat=True)[:4]]
    four = "/offerings/compare/?" + "&".join(f"offering={pk}" for pk in pks)
    assert queries(client, four) == queries(client, f"/offerings/compare/?offering={pks[0]}")


# Coverage and the first page -----------------------------------------------------------------------------------------


@usefixtures("shipped")
def test_coverage_counts_what_its_links_find_and_lists_each_gap(client: Client):
    response = client.get("/coverage/")
    coverage, page = response.context["coverage"], response.content.decode()
    singles = re.findall(r'<td class="one"><a href="([^"]+)"', page)
    assert len(singles) >= coverage.single > 0
    for address in singles[::7]:
        listing = client.get(address.replace("&amp;", "&")).context["listing"]
        providers = {found.document["provider"]["slug"] for found in listing[0 : len(listing)]}
        assert len(providers) == 1
    assert page.count('<td class="none">0</td>') >= coverage.gaps > 0
    for modality, cells in coverage.gap_list:
        assert modality.label.split("&")[0].strip() in page
        assert cells


@usefixtures("shipped")
def test_the_first_page_counts_each_stage_and_orders_by_a_rule_that_it_states(client: Client):
    response = client.get("/")
    counts = [one.offerings for one in response.context["broadest"]]
    assert counts == sorted(counts, reverse=True)
    assert len(counts) == 12
    assert "Nobody can buy a place" in response.content.decode()
    stage = response.context["chain"][5]
    assert client.get(f"/api/v1/offerings/?stage={stage.stage.code}").json()["count"] == stage.offerings
    totals = client.get("/coverage/").context["coverage"].totals
    assert [one.providers for one in response.context["chain"]] == [one.providers for one in totals]
    assert max(one.providers for one in totals) > 100
