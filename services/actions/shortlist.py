"""Keeping shortlists."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import NotFound
from core.models import ensure_version, lock
from events.actions import emit
from organizations.actor import Actor
from organizations.models import Organization
from organizations.roles import Permission
from services.models import Offering, Shortlist, ShortlistItem
from services.rules import shortlist as rules
from services.selectors.offering import found_all, offering_shown


@transaction.atomic
def create_shortlist(*, actor: Actor, name: str) -> Shortlist:
    """A new list of the actor's organisation, empty."""
    actor.require(Permission.SHORTLIST_EDIT)
    _lock_organization(actor)
    rules.ensure_room_for_a_list(actor)
    return _create(actor, rules.ensure_list_name(actor, name))


@transaction.atomic
def rename_shortlist(*, actor: Actor, shortlist: Shortlist, name: str, expected_version: int | None = None) -> Shortlist:
    """Call a list something else. Raises StaleVersion when somebody else was faster."""
    actor.require(Permission.SHORTLIST_EDIT)
    _lock_organization(actor)
    shortlist = lock(Shortlist.objects.visible_to(actor), shortlist.pk)
    ensure_version(shortlist, expected_version)
    name = rules.ensure_list_name(actor, name, of=shortlist)
    if name == shortlist.name:
        return shortlist
    shortlist.name = name
    shortlist.save()
    emit("shortlist.renamed", actor=actor, subject=shortlist)
    return shortlist


@transaction.atomic
def delete_shortlist(*, actor: Actor, shortlist: Shortlist, expected_version: int | None = None) -> None:
    """A list goes with its notes; there is no way back, so pages ask first."""
    actor.require(Permission.SHORTLIST_EDIT)
    shortlist = lock(Shortlist.objects.visible_to(actor), shortlist.pk)
    ensure_version(shortlist, expected_version)
    emit("shortlist.deleted", actor=actor, subject=shortlist)
    shortlist.delete()


@transaction.atomic
def save_offering(
    *, actor: Actor, offering: Offering, shortlist: Shortlist | None = None, new_list: str = "", note: str | None = None
) -> ShortlistItem:
    """Put an offering into a list: a new one of that name, the one given, the one used last, or a first one made for it.

    Saving what is in the list already changes nothing but a note that is given; what was removed comes back.
    """
    actor.require(Permission.SHORTLIST_EDIT)
    shortlist = create_shortlist(actor=actor, name=new_list) if new_list else _list_for(actor, shortlist)
    offering = _offering(actor, offering)
    item = ShortlistItem.objects.filter(shortlist=shortlist, offering=offering).first()
    shortlist.used_at = timezone.now()
    shortlist.save(update_fields=["used_at"])
    if item is not None and item.removed_at is None:
        if note is None or rules.ensure_note(note) == item.note:
            return item
        return edit_item(actor=actor, item=item, note=note)
    rules.ensure_room_for_an_item(shortlist)
    item = item or ShortlistItem(shortlist=shortlist, offering=offering)
    item.note = item.note if note is None else rules.ensure_note(note)
    item.position = _next_position(shortlist)
    item.added_by, item.added_at, item.removed_at = actor.require_person(), timezone.now(), None
    item.seen = found_all([offering])[0].document
    item.save()
    _tell("shortlist.offering_added", actor, item)
    return item


@transaction.atomic
def edit_item(
    *,
    actor: Actor,
    item: ShortlistItem,
    note: str | None = None,
    position: int | None = None,
    expected_version: int | None = None,
) -> ShortlistItem:
    """Change the note, or the place in the list; what is None stays."""
    actor.require(Permission.SHORTLIST_EDIT)
    item = lock(ShortlistItem.objects.visible_to(actor).standing(), item.pk)
    ensure_version(item, expected_version)
    note = item.note if note is None else rules.ensure_note(note)
    position = item.position if position is None else position
    if (note, position) == (item.note, item.position):
        return item
    item.note, item.position = note, position
    item.save()
    _tell("shortlist.item_edited", actor, item)
    return item


@transaction.atomic
def remove_item(*, actor: Actor, item: ShortlistItem, expected_version: int | None = None) -> ShortlistItem:
    """Take an offering out of a list; ``restore_item`` undoes it."""
    actor.require(Permission.SHORTLIST_EDIT)
    item = lock(ShortlistItem.objects.visible_to(actor).standing(), item.pk)
    ensure_version(item, expected_version)
    item.removed_at = timezone.now()
    item.save()
    _tell("shortlist.offering_removed", actor, item)
    return item


@transaction.atomic
def restore_item(*, actor: Actor, item: ShortlistItem) -> ShortlistItem:
    """Undo a removal: the item stands where it stood, with its note and with what was seen when it was saved."""
    actor.require(Permission.SHORTLIST_EDIT)
    lock(Shortlist.objects.visible_to(actor), item.shortlist_id)
    item = lock(ShortlistItem.objects.visible_to(actor), item.pk)
    if item.removed_at is None:
        return item
    rules.ensure_room_for_an_item(item.shortlist)
    item.removed_at = None
    item.save()
    _tell("shortlist.offering_restored", actor, item)
    return item


@transaction.atomic
def accept_changes(*, actor: Actor, item: ShortlistItem) -> ShortlistItem:
    """What the offering says now is known: from here on, only later changes are shown."""
    actor.require(Permission.SHORTLIST_EDIT)
    item = lock(ShortlistItem.objects.visible_to(actor).standing(), item.pk)
    if item.offering_id is None:
        raise NotFound
    offering = _offering(actor, Offering(pk=item.offering_id))
    item.seen = found_all([offering])[0].document
    item.save()
    _tell("shortlist.item_edited", actor, item)
    return item


def _list_for(actor: Actor, shortlist: Shortlist | None) -> Shortlist:
    """Locked, so that two people who save at once are held to the list's limit."""
    if shortlist is not None:
        return lock(Shortlist.objects.visible_to(actor), shortlist.pk)
    _lock_organization(actor)
    latest = Shortlist.objects.visible_to(actor).first()
    if latest is not None:
        return lock(Shortlist.objects.visible_to(actor), latest.pk)
    return _create(actor, rules.ensure_list_name(actor, _("Shortlist")))


def _create(actor: Actor, name: str) -> Shortlist:
    membership = actor.require_membership()
    shortlist = Shortlist.objects.create(
        organization=membership.organization, created_by=membership.user, name=name, used_at=timezone.now()
    )
    emit("shortlist.created", actor=actor, subject=shortlist)
    return shortlist


def _lock_organization(actor: Actor) -> None:
    """Names and numbers of lists are held to their rules one after the other."""
    lock(Organization.objects.all(), actor.require_membership().organization_id, no_key=True)


def _offering(actor: Actor, offering: Offering) -> Offering:
    found = offering_shown(actor).filter(pk=offering.pk).first()
    if found is None:
        raise NotFound
    return found


def _next_position(shortlist: Shortlist) -> int:
    last = ShortlistItem.objects.standing().filter(shortlist=shortlist).aggregate(last=Max("position"))["last"]
    return min((last or 0) + 1, 32_000)


def _tell(kind: str, actor: Actor, item: ShortlistItem) -> None:
    emit(kind, actor=actor, subject=item.shortlist, data={"offering": str(item.offering_id) if item.offering_id else None})
