"""What must hold now. Each rule raises with a sentence for the person."""

from django.utils.translation import gettext as _

from core.errors import Invalid, WrongState
from organizations.actor import Actor
from services.models import Shortlist, ShortlistItem

MOST_LISTS, MOST_ITEMS = 50, 100
LONGEST_NAME, LONGEST_NOTE = 80, 1000


def ensure_list_name(actor: Actor, name: str, *, of: Shortlist | None = None) -> str:
    """A name that no other list of the organisation has. Call it with the organisation's row locked."""
    name = " ".join(name.replace("\0", " ").split())
    if not name:
        raise Invalid(errors={"name": [_("Give the list a name.")]})
    if len(name) > LONGEST_NAME:
        raise Invalid(errors={"name": [_("A name has at most %(most)s characters.") % {"most": LONGEST_NAME}]})
    namesakes = Shortlist.objects.visible_to(actor).filter(name=name)
    if (namesakes.exclude(pk=of.pk) if of else namesakes).exists():
        raise Invalid(errors={"name": [_("Your organisation has a list of this name already.")]})
    return name


def ensure_room_for_a_list(actor: Actor) -> None:
    """An organisation keeps at most so many lists. Call it with the organisation's row locked."""
    if Shortlist.objects.visible_to(actor).count() >= MOST_LISTS:
        raise WrongState(
            _("Your organisation has %(most)s lists, as many as there may be. Delete one first.") % {"most": MOST_LISTS}
        )


def ensure_room_for_an_item(shortlist: Shortlist) -> None:
    """A list holds at most so many offerings. Call it with the list's row locked."""
    if ShortlistItem.objects.standing().filter(shortlist=shortlist).count() >= MOST_ITEMS:
        raise WrongState(
            _("This list holds %(most)s offerings, as many as there may be. Remove some, or use another list.")
            % {"most": MOST_ITEMS}
        )


def ensure_note(note: str) -> str:
    """As typed, but not too long."""
    note = note.replace("\0", " ").replace("\r\n", "\n").strip()
    if len(note) > LONGEST_NOTE:
        raise Invalid(errors={"note": [_("A note has at most %(most)s characters.") % {"most": LONGEST_NOTE}]})
    return note
