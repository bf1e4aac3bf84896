"""Two profiles of one company are made one, and parted again. Above both apps, since sites and offerings move together."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Exists, Max, Model, OuterRef, QuerySet
from django.utils import timezone

from core.models import lock
from events.actions import emit
from organizations.actor import Actor
from organizations.roles import Permission
from providers.models import Claim, Merge, Provider, Site, Source
from providers.rules_merge import ensure_mergeable, ensure_undoable
from providers.rules_review import ensure_impartial, ensure_reason
from services.actions.merge_sites import join_sites, part_sites
from services.models import Offering, ShortlistItem
from services.selectors.merge import Plan, Twin, merge_plan


@transaction.atomic
def merge_providers(*, actor: Actor, kept: Provider, merged: Provider, reason: str) -> Merge:
    """Everything of ``merged`` that ``kept`` has not becomes its own; what it has too stays behind, hidden.

    ``Merge.moved`` says what moved, so that it can be undone. Raises WrongState when one of the two does not stand by itself,
    or ``merged`` belongs to somebody.
    """
    actor.require(Permission.PLATFORM_OPERATE)
    reason = ensure_reason(reason)
    kept, merged = _lock_both(actor, kept, merged)
    _ensure_impartial(actor, kept, merged)
    ensure_mergeable(kept, merged)
    plan = merge_plan(kept, merged)
    moved = {
        "joints": join_sites(plan),
        "twins": [_unite(twin, plan) for twin in plan.twins],
        "sites": _move_sites(plan),
        "offerings": _move(plan.offerings, Offering, kept),
        "sources": _move(plan.sources, Source, kept),
        "claims": _move(plan.claims, Claim, kept),
        "names": plan.names,
        "unverified": plan.unverified,
        "terms": plan.terms,
    }
    for name, codes in plan.terms.items():
        getattr(kept, name).add(*codes)
    kept.other_names = [*kept.other_names, *plan.names]
    kept.unverified_fields = [*kept.unverified_fields, *plan.unverified]
    kept.save(update_fields=["other_names", "unverified_fields", *Provider.AUTOMATIC_FIELDS])
    merged.merged_into = kept
    merged.save(update_fields=["merged_into", *Provider.AUTOMATIC_FIELDS])
    merge = Merge.objects.create(kept=kept, merged=merged, moved=moved, reason=reason)
    _tell(actor, merge, "provider.merged")
    return merge


@transaction.atomic
def undo_merge(*, actor: Actor, merge: Merge, reason: str) -> Merge:
    """Everything that moved and is still there goes back, as it is now; what was deleted since stays deleted."""
    actor.require(Permission.PLATFORM_OPERATE)
    ensure_reason(reason)
    merge = lock(Merge.objects.all(), merge.pk, no_key=True)
    merge.kept, merge.merged = _lock_both(actor, merge.kept, merge.merged)
    kept, merged, moved = merge.kept, merge.merged, merge.moved
    _ensure_impartial(actor, kept, merged)
    ensure_undoable(merge)
    for model in (Offering, Source, Claim):
        keys = moved[{Offering: "offerings", Source: "sources", Claim: "claims"}[model]]
        model._default_manager.filter(pk__in=keys, provider=kept).update(provider=merged)
    for key, order in moved["sites"].items():
        Site.objects.filter(pk=key, provider=kept).update(provider=merged, order=order)
    for twin in moved["twins"]:
        for offering in Offering.objects.filter(pk=twin["stays"]):
            offering.sites.remove(*twin["sites"])
        if Offering.objects.filter(pk=twin["gone"]).exists():
            _relist(ShortlistItem.objects.filter(pk__in=twin.get("items", [])), twin["stays"], twin["gone"])
    part_sites(moved["joints"])
    for name, codes in moved["terms"].items():
        getattr(kept, name).remove(*codes)
    kept.other_names = _without(kept.other_names, moved["names"])
    kept.unverified_fields = _without(kept.unverified_fields, moved["unverified"])
    kept.save(update_fields=["other_names", "unverified_fields", *Provider.AUTOMATIC_FIELDS])
    merged.merged_into = None
    merged.save(update_fields=["merged_into", *Provider.AUTOMATIC_FIELDS])
    merge.undone_at = timezone.now()
    merge.save(update_fields=["undone_at", *Merge.AUTOMATIC_FIELDS])
    _tell(actor, merge, "provider.merge_undone", {"reason": reason.strip()})
    return merge


def _lock_both(actor: Actor, kept: Provider, merged: Provider) -> tuple[Provider, Provider]:
    """In one order, whichever is kept: two merges of the same two wait for each other."""
    locked = {pk: lock(Provider.objects.visible_to(actor), pk, no_key=True) for pk in sorted({kept.pk, merged.pk})}
    return locked[kept.pk], locked[merged.pk]


def _ensure_impartial(actor: Actor, *providers: Provider) -> None:
    for provider in providers:
        ensure_impartial(actor, organization_id=provider.organization_id, people=provider.editor_ids)


def _move(rows: Iterable[Model], model: type[Model], kept: Provider) -> list[str]:
    keys = [str(row.pk) for row in rows]
    model._default_manager.filter(pk__in=keys).update(provider=kept)
    return keys


def _move_sites(plan: Plan) -> dict[str, int]:
    """Behind those that are there; with the order that each had before."""
    last = plan.kept.sites.aggregate(last=Max("order"))["last"]
    start = 0 if last is None else last + 1
    for order, site in enumerate(plan.sites, start):
        Site.objects.filter(pk=site.pk).update(provider=plan.kept, order=order)
    return {str(site.pk): site.order for site in plan.sites}


def _unite(twin: Twin, plan: Plan) -> dict[str, Any]:
    """The offering that stays is done at the other's sites as well."""
    same_place = {joint.gone.pk: joint.stays.pk for joint in plan.joints}
    theirs = {same_place.get(pk, pk) for pk in twin.gone.sites.values_list("pk", flat=True)}
    added = sorted(theirs - set(twin.stays.sites.values_list("pk", flat=True)))
    twin.stays.sites.add(*Site.objects.filter(pk__in=added))
    items = _relist(ShortlistItem.objects.all(), twin.gone.pk, twin.stays.pk)
    ids = {"gone": str(twin.gone.pk), "stays": str(twin.stays.pk)}
    return {**ids, "sites": [str(pk) for pk in added], "items": items}


def _relist(items: "QuerySet[ShortlistItem]", gone: Any, stays: Any) -> list[str]:
    """Who had saved the one has saved the other, where the list has not both. Returns the items."""
    known = ShortlistItem.objects.filter(shortlist=OuterRef("shortlist"), offering_id=stays)
    keys = [str(pk) for pk in items.filter(~Exists(known), offering_id=gone).values_list("pk", flat=True)]
    ShortlistItem.objects.filter(pk__in=keys).update(offering_id=stays)
    return keys


def _without(values: list[str], gone: list[str]) -> list[str]:
    return [value for value in values if value not in gone]


def _tell(actor: Actor, merge: Merge, kind: str, data: dict[str, str] | None = None) -> None:
    owners = [merge.kept.organization_id] if merge.kept.organization_id else []
    ids = {"provider": str(merge.kept_id), "merged": str(merge.merged_id)}
    emit(kind, actor=actor, subject=merge, organizations=owners, data={**ids, **(data or {})})
