"""The shipped profiles: all of them, each fact with its source, nobody's own words overwritten."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from providers.models import Merge, Provider, Site, Source
from providers.shipped import DATA
from tests.factories import OrganizationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def changed(tmp_path: Path) -> Callable[[Callable[[dict[str, Any]], None]], Path]:
    """The shipped data with a change, as a file."""

    def make(change: Callable[[dict[str, Any]], None]) -> Path:
        data = json.loads(DATA.read_text())
        change(data)
        path = tmp_path / "providers.json"
        path.write_text(json.dumps(data))
        return path

    return make


def test_every_provider_and_site_is_there_and_unclaimed(shipped: None):
    assert (Provider.objects.count(), Site.objects.count()) == (139, 414)
    assert set(Provider.objects.values_list("state", flat=True)) == {"unclaimed"}
    assert Provider.objects.filter(sources=None).count() == 0
    assert Site.objects.values("country").distinct().count() == 34


@pytest.mark.parametrize(
    ("slug", "cities"),
    [
        ("wacker-biotech", ["Halle", "Jena", "Amsterdam", "San Diego"]),
        ("boehringer-bioxcellence", ["Biberach an der Riss", "Vienna", "Fremont", "Shanghai"]),
    ],
)
def test_the_providers_it_began_with_have_their_sites(shipped: None, slug: str, cities: list[str]):
    assert list(Provider.objects.get(slug=slug).sites.values_list("city", flat=True)) == cities


def test_figures_keep_their_unit_and_their_note(shipped: None):
    vienna = Site.objects.get(provider__slug="boehringer-bioxcellence", city="Vienna")
    assert str(vienna.scale) == "185000 L"
    assert "opened Oct 2021" in vienna.scale_note
    assert vienna.authorities_known is False
    assert Site.objects.filter(scale_value=None).count() == 312


def test_public_knowledge_is_no_source_with_an_address(shipped: None):
    assert Source.objects.filter(url="").values_list("title", flat=True).distinct().count() == 2
    assert Provider.objects.filter(unverified_fields__contains=["all"]).count() == 2


def test_a_second_load_changes_nothing(shipped: None):
    before = list(Provider.objects.order_by("pk").values_list("pk", "updated_at"))
    call_command("load_providers", verbosity=0)
    assert list(Provider.objects.order_by("pk").values_list("pk", "updated_at")) == before


def test_a_changed_row_is_updated_and_its_sites_keep_their_identity(shipped: None, changed: Any):
    jena = Site.objects.get(provider__slug="wacker-biotech", city="Jena")

    def change(data: dict[str, Any]) -> None:
        row = next(row for row in data["providers"] if row["slug"] == "wacker-biotech")
        row["summary"] = "Another summary."
        row["sites"] = [site for site in row["sites"] if site["city"] != "Halle"]

    call_command("load_providers", data=changed(change), verbosity=0)
    provider = Provider.objects.get(slug="wacker-biotech")
    assert provider.summary == "Another summary."
    assert Site.objects.get(provider=provider, city="Jena").pk == jena.pk
    assert provider.sites.count() == 3


def test_a_claimed_profile_is_left_to_its_own_people(shipped: None, changed: Any, capsys: pytest.CaptureFixture[str]):
    provider = Provider.objects.get(slug="wacker-biotech")
    provider.organization, provider.state, provider.summary = OrganizationFactory.create(), "claimed", "Our own words."
    provider.save()
    call_command("load_providers", data=changed(lambda data: data["providers"][0].update(summary="Theirs.")))
    provider.refresh_from_db()
    assert provider.summary == "Our own words."
    assert "claimed them: wacker-biotech" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda row: row["service_lines"].append("no-such-line"), "wacker-biotech: service_lines 'no-such-line'"),
        (lambda row: row.update(country="XX"), "country 'XX'"),
        (lambda row: row["sites"][0]["scale"].update(unit="barrels"), "unit 'barrels'"),
        (lambda row: row["types"].append("bank"), "type 'bank'"),
    ],
)
def test_an_unknown_code_is_named_and_nothing_is_written(shipped: None, changed: Any, change: Any, words: str):
    Provider.objects.filter(slug="wacker-biotech").update(summary="Before", shipped_digest="")
    with pytest.raises(CommandError, match=words):
        call_command("load_providers", data=changed(lambda data: change(data["providers"][0])), verbosity=0)
    assert Provider.objects.get(slug="wacker-biotech").summary == "Before"


def test_a_dry_run_writes_nothing(shipped: None, changed: Any, capsys: pytest.CaptureFixture[str]):
    path = changed(lambda data: data["providers"][0].update(summary="Another summary."))
    call_command("load_providers", data=path, dry_run=True)
    assert "Updated: 1" in capsys.readouterr().out
    assert Provider.objects.filter(summary="Another summary.").count() == 0


@pytest.mark.parametrize("text", ["", "[]", '{"providers": 1}'])
def test_a_broken_file_is_one_sentence(tmp_path: Path, text: str):
    path = tmp_path / "providers.json"
    path.write_text(text)
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("load_providers", data=path)


def test_a_profile_that_took_another_in_is_left_alone_and_so_is_the_other(shipped: None, changed: Any):
    kept, merged = Provider.objects.get(slug="wacker-biotech"), Provider.objects.get(slug="lonza")
    Merge.objects.create(kept=kept, merged=merged, reason="x")
    Provider.objects.filter(pk=merged.pk).update(merged_into=kept)
    Site.objects.filter(provider=merged, city="Visp").update(provider=kept)

    def change(data: dict[str, Any]) -> None:
        for row in data["providers"]:
            row["summary"] = "Another summary."

    call_command("load_providers", data=changed(change), verbosity=0)
    assert kept.sites.filter(city="Visp").exists()
    assert Provider.objects.exclude(summary="Another summary.").count() == 2
