"""Two profiles of one company become one and can be parted again, with nothing lost and nothing doubled."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import models
from django.test import Client

from core.errors import Forbidden, Invalid, WrongState
from events.models import Event
from organizations.actor import Actor
from organizations.enums import Role
from providers.models import Capability, Claim, Merge, Provider, Site, Source, Suite
from services.actions.load import load_offerings
from services.actions.merge import merge_providers, undo_merge
from services.actions.shortlist import save_offering
from services.models import CatalogueEntry, Offering
from tests.factories import MembershipFactory, actor
from tests.factories.providers import claim, claimed, modality, operator, provider, provider_side, service_line, site

pytestmark = pytest.mark.django_db
TABLES: list[type[models.Model]] = [
    Provider, Site, Capability, Suite, Source, Claim, Offering, Offering.sites.through, Provider.service_lines.through,
    Site.modalities.through,
]  # fmt: skip


def rows() -> dict[str, list[dict[str, Any]]]:
    """Everything in the tables that a merge touches, less when and how often it was saved."""
    found = {}
    for model in TABLES:
        fields = [one.attname for one in model._meta.fields if one.name not in {"updated_at", "version"}]
        # Links have no identity of their own: one that was taken away and put back is the same link.
        fields = [name for name in fields if not (model._meta.auto_created and name == "id")]
        found[model._meta.label] = sorted(model._default_manager.values(*fields), key=str)
    return found


def offering(of: Provider, line: str, *sites: Site, derived: bool = True) -> Offering:
    made = Offering.objects.create(
        provider=of, service_line=service_line(line), status="published", published_at="2026-11-01T00:00Z",
        shipped_digest="a" * 64 if derived else "",
    )  # fmt: skip
    made.sites.set(sites)
    return made


@pytest.fixture
def two() -> tuple[Provider, Provider]:
    """Wacker twice: a place both have, one that only the other has, a service both are known for and one each."""
    kept = provider("Wacker Biotech", domain="wacker.example")
    merged = provider("Wacker Biotech GmbH", other_names=["Scil Proteins"], unverified_fields=["all"])
    kept.service_lines.add(service_line("fill-finish"))
    merged.service_lines.add(service_line("fill-finish"), service_line("plasmid"))
    halle, other_halle, jena = site(kept, "Halle"), site(merged, "Halle "), site(merged, "Jena")
    for place in (halle, other_halle):
        Capability.objects.create(site=place, modality=modality("mrna"))
    Capability.objects.create(site=other_halle, modality=modality("plasmid-dna"))
    Suite.objects.create(site=other_halle, name="Line 1")
    other_halle.modalities.add(modality("plasmid-dna"))
    offering(kept, "fill-finish", halle)
    offering(merged, "fill-finish", other_halle, jena)
    offering(merged, "plasmid", other_halle)
    offering(merged, "fill-finish", halle, other_halle, derived=False)
    for one in (kept, merged):
        Source.objects.create(provider=one, url="https://wacker.example/")
    Source.objects.create(provider=merged, url="https://scil.example/", compiled_on=date(2026, 11, 1))
    return kept, merged


def test_what_the_kept_profile_has_not_moves_and_what_it_has_stays_behind(two: tuple[Provider, Provider]):
    kept, merged = two
    merge = merge_providers(actor=operator(), kept=kept, merged=merged, reason="One company")
    kept.refresh_from_db()
    merged.refresh_from_db()
    assert (merged.merged_into, merge.reason) == (kept, "One company")
    assert [(one.city, one.order) for one in kept.sites.all()] == [("Halle", 0), ("Jena", 1)]
    halle = kept.sites.get(city="Halle")
    assert sorted(halle.capabilities.values_list("modality", flat=True)) == ["mrna", "plasmid-dna"]
    assert [suite.name for suite in halle.suites.all()] == ["Line 1"]
    assert list(halle.modalities.values_list("pk", flat=True)) == ["plasmid-dna"]
    shown = {
        (one.service_line_id, bool(one.shipped_digest)): sorted(one.sites.values_list("city", flat=True))
        for one in kept.offerings.all()
    }
    assert shown == {
        ("fill-finish", True): ["Halle", "Jena"], ("plasmid", True): ["Halle"], ("fill-finish", False): ["Halle"],
    }  # fmt: skip
    assert merged.offerings.get().service_line_id == "fill-finish"
    assert sorted(kept.sources.values_list("url", flat=True)) == ["https://scil.example/", "https://wacker.example/"]
    assert kept.other_names == ["Wacker Biotech GmbH", "Scil Proteins"]
    assert sorted(kept.unverified_fields) == ["services.plasmid", "sites.Jena"]
    assert sorted(kept.service_lines.values_list("pk", flat=True)) == ["fill-finish", "plasmid"]
    event = Event.objects.get(kind="provider.merged")
    assert event.data == {"provider": str(kept.pk), "merged": str(merged.pk)}


def test_an_undone_merge_leaves_everything_as_it_was(two: tuple[Provider, Provider]):
    kept, merged = two
    claim(merged, provider_side())
    before = rows()
    merge = merge_providers(actor=operator(), kept=kept, merged=merged, reason="One company")
    assert rows() != before
    undo_merge(actor=operator(), merge=merge, reason="Two after all")
    assert rows() == before
    assert Event.objects.filter(kind="provider.merge_undone").count() == 1
    again = merge_providers(actor=operator(), kept=merged, merged=kept, reason="The other way round")
    undo_merge(actor=operator(), merge=again, reason="Two after all")
    assert rows() == before


@pytest.mark.parametrize("has_both", [False, True])
def test_a_shortlist_has_the_service_that_stays_and_the_other_again_once_parted(
    two: tuple[Provider, Provider], has_both: bool
):
    kept, merged = two
    stays, gone = (one.offerings.get(service_line="fill-finish", shipped_digest="a" * 64) for one in two)
    sponsor = actor()
    item = save_offering(actor=sponsor, offering=gone)
    if has_both:
        save_offering(actor=sponsor, offering=stays)
    merge = merge_providers(actor=operator(), kept=kept, merged=merged, reason="One company")
    item.refresh_from_db()
    assert item.offering == (gone if has_both else stays)
    undo_merge(actor=operator(), merge=merge, reason="Two after all")
    item.refresh_from_db()
    assert item.offering == gone


def test_what_was_deleted_since_stays_deleted(two: tuple[Provider, Provider]):
    kept, merged = two
    merge = merge_providers(actor=operator(), kept=kept, merged=merged, reason="One company")
    Site.objects.filter(city="Jena").delete()
    kept.offerings.filter(service_line="plasmid").delete()
    undo_merge(actor=operator(), merge=merge, reason="Two after all")
    assert [one.city for one in merged.sites.all()] == ["Halle "]
    assert sorted(merged.offerings.values_list("service_line", flat=True)) == ["fill-finish", "fill-finish"]


def test_open_claims_follow_while_the_kept_profile_is_to_be_had(two: tuple[Provider, Provider]):
    kept, merged = two
    both, one = provider_side(), provider_side()
    claim(kept, both)
    doubled, moving = claim(merged, both), claim(merged, one)
    merge_providers(actor=operator(), kept=kept, merged=merged, reason="One company")
    assert Claim.objects.get(pk=moving.pk).provider == kept
    assert Claim.objects.get(pk=doubled.pk).provider == merged


def test_the_old_address_leads_on_to_the_last_of_a_chain(client: Client, two: tuple[Provider, Provider]):
    kept, merged = two
    last = provider("Wacker")
    merge_providers(actor=operator(), kept=kept, merged=merged, reason="One company")
    merge_providers(actor=operator(), kept=last, merged=kept, reason="One company")
    response = client.get(merged.get_absolute_url())
    assert (response.status_code, response["Location"]) == (302, last.get_absolute_url())
    assert client.get(last.get_absolute_url()).status_code == 200
    assert client.get(f"/api/v1/providers/{merged.slug}/").status_code == 404
    assert merged.name not in [row["name"] for row in client.get("/api/v1/providers/").json()["results"]]


def test_an_old_address_does_not_lead_to_what_a_reader_may_not_see(client: Client, two: tuple[Provider, Provider]):
    kept, merged = two
    merge_providers(actor=operator(), kept=kept, merged=merged, reason="One company")
    Provider.objects.filter(pk=kept.pk).update(state="suspended")
    assert client.get(merged.get_absolute_url()).status_code == 404


def test_the_catalogue_names_the_kept_profile(two: tuple[Provider, Provider], deliver_events: Callable[[], None]):
    kept, merged = two
    merge = merge_providers(actor=operator(), kept=kept, merged=merged, reason="One company")
    deliver_events()
    live = CatalogueEntry.objects.filter(is_live=True)
    assert {entry.document["provider"]["slug"] for entry in live} == {kept.slug}
    assert live.count() == 3
    undo_merge(actor=operator(), merge=merge, reason="Two after all")
    deliver_events()
    assert CatalogueEntry.objects.filter(is_live=True).count() == 4


@pytest.mark.parametrize("change", [{"state": "suspended"}, {"merged_into": "third"}], ids=["suspended", "merged already"])
@pytest.mark.parametrize("which", [0, 1])
def test_both_stand_by_themselves(two: tuple[Provider, Provider], change: dict[str, Any], which: int):
    values = {name: provider() if value == "third" else value for name, value in change.items()}
    Provider.objects.filter(pk=two[which].pk).update(**values)
    with pytest.raises(WrongState):
        merge_providers(actor=operator(), kept=two[0], merged=two[1], reason="x")


def test_nothing_is_merged_into_itself_and_nothing_that_is_somebodys():
    mine = claimed(provider_side())
    with pytest.raises(Invalid):
        merge_providers(actor=operator(), kept=mine, merged=mine, reason="x")
    with pytest.raises(WrongState, match="belongs to an organisation"):
        merge_providers(actor=operator(), kept=provider(), merged=mine, reason="x")
    assert merge_providers(actor=operator(), kept=mine, merged=provider(), reason="x").kept == mine


def test_only_impartial_operators_merge_and_part(two: tuple[Provider, Provider]):
    kept, merged = two
    owner, chief, writer = provider_side(), operator(), operator()
    MembershipFactory.create(user=chief.user, organization=owner.organization, roles=[Role.VIEWER])
    Provider.objects.filter(pk=kept.pk).update(
        organization=owner.organization, state="claimed", editor_ids=[writer.user_id]
    )
    for who in (owner, operator(Role.VIEWER), chief, writer):
        with pytest.raises(Forbidden):
            merge_providers(actor=who, kept=kept, merged=merged, reason="x")
    merge = merge_providers(actor=operator(), kept=kept, merged=merged, reason="x")
    for who in (owner, operator(Role.VIEWER), chief, writer):
        with pytest.raises(Forbidden):
            undo_merge(actor=who, merge=merge, reason="x")


def test_a_merge_has_a_reason_and_is_undone_once_and_in_order(two: tuple[Provider, Provider]):
    kept, merged = two
    chief = operator()
    with pytest.raises(Invalid):
        merge_providers(actor=chief, kept=kept, merged=merged, reason=" ")
    first = merge_providers(actor=chief, kept=kept, merged=merged, reason="x")
    second = merge_providers(actor=chief, kept=provider(), merged=kept, reason="x")
    with pytest.raises(Invalid):
        undo_merge(actor=chief, merge=second, reason="")
    with pytest.raises(WrongState, match="Undo that merge first"):
        undo_merge(actor=chief, merge=first, reason="x")
    undo_merge(actor=chief, merge=second, reason="x")
    with pytest.raises(WrongState, match="undone already"):
        undo_merge(actor=chief, merge=second, reason="x")
    undo_merge(actor=chief, merge=first, reason="x")
    assert Merge.objects.filter(undone_at=None).count() == 0


def test_offerings_are_derived_for_the_kept_profile_alone_and_for_both_once_parted(two: tuple[Provider, Provider]):
    kept, merged = two
    Offering.objects.filter(provider=merged, shipped_digest="").delete()
    merge = merge_providers(actor=operator(), kept=kept, merged=merged, reason="x")
    load_offerings(actor=Actor.system())
    assert sorted(kept.offerings.values_list("service_line", flat=True)) == ["fill-finish", "plasmid"]
    assert list(merged.offerings.values_list("service_line", flat=True)) == ["fill-finish"]
    undo_merge(actor=operator(), merge=merge, reason="x")
    load_offerings(actor=Actor.system())
    assert list(kept.offerings.values_list("service_line", flat=True)) == ["fill-finish"]
    assert sorted(merged.offerings.values_list("service_line", flat=True)) == ["fill-finish", "plasmid"]
