"""A sponsor's shortlists, and what has become of the offerings in them."""

import uuid
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from organizations.actor import Actor
from services.models import Offering, Shortlist, ShortlistItem
from services.selectors.catalogue import Found
from services.selectors.offering import found_all, offering_shown

COMPARED = ("title_en", "title_zh", "sites", "stages", "modalities", "systems", "standards", "scale", "lead", "price")
"""What is looked at to tell whether an offering has changed: parts of the search document."""
REMOVED_SHOWN = 10


@dataclass(frozen=True)
class Kept:
    """An item with what the offering said when it was saved and what it says now; ``now`` None: it left the catalogue."""

    item: ShortlistItem
    then: Found
    now: Found | None

    @property
    def changed(self) -> list[str]:
        """Which parts of the offering differ from what was saved."""
        if self.now is None:
            return []
        before, after = self.then.document, self.now.document
        return [name for name in COMPARED if before.get(name) != after.get(name)]


def shortlists_of(actor: Actor) -> QuerySet[Shortlist]:
    """The organisation's lists, the one used last first, each with the number of offerings in it as ``size``."""
    standing = Count("items", filter=Q(items__removed_at=None))
    rows = Shortlist.objects.visible_to(actor).select_related("created_by").annotate(size=standing)
    return rows.order_by("-used_at", "id")


def items_of(actor: Actor, shortlist: Shortlist) -> QuerySet[ShortlistItem]:
    """What stands in a list, in its order."""
    rows = ShortlistItem.objects.visible_to(actor).standing().filter(shortlist=shortlist)
    return rows.select_related("added_by", "shortlist")


def kept_of(actor: Actor, items: list[ShortlistItem]) -> list[Kept]:
    """Items beside their offerings, in a fixed number of queries. What the reader may not see any more has left."""
    wanted = [item.offering_id for item in items if item.offering_id]
    offerings = list(offering_shown(actor).filter(pk__in=wanted))
    now = {offering.pk: found for offering, found in zip(offerings, found_all(offerings), strict=True)}
    return [
        Kept(item, Found(0, 0, item.seen, is_covered=False), now.get(item.offering_id) if item.offering_id else None)
        for item in items
    ]


def lately_removed(actor: Actor, shortlist: Shortlist) -> list[ShortlistItem]:
    """What was taken out last, to be put back."""
    rows = ShortlistItem.objects.visible_to(actor).filter(shortlist=shortlist).exclude(removed_at=None)
    return list(rows.order_by("-removed_at")[:REMOVED_SHOWN])


def lists_with(actor: Actor, offering: Offering | uuid.UUID) -> list[Shortlist]:
    """The organisation's lists that hold an offering."""
    pk = offering.pk if isinstance(offering, Offering) else offering
    holding = ShortlistItem.objects.visible_to(actor).standing().filter(offering_id=pk)
    return list(Shortlist.objects.visible_to(actor).filter(pk__in=holding.values("shortlist_id")))
