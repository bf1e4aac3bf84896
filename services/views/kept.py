"""What stands in a shortlist, in words: each offering with what has changed since it was saved."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from services.models import ShortlistItem
from services.search import kinds
from services.selectors.catalogue import Catalogue, Found
from services.selectors.shortlist import Kept
from services.views.shown import Shown, shown_of

LABELS = {
    "title_en": gettext_lazy("Title"),
    "title_zh": gettext_lazy("Title in Chinese"),
    "sites": gettext_lazy("Sites"),
    "stages": gettext_lazy("Stages"),
    "modalities": gettext_lazy("Modalities"),
    "systems": gettext_lazy("Expression systems"),
    "standards": gettext_lazy("Standards"),
    "scale": gettext_lazy("Scale"),
    "lead": gettext_lazy("Lead time"),
    "price": gettext_lazy("Price"),
}
CODES = {
    "stages": kinds.STAGE,
    "modalities": kinds.MODALITY,
    "systems": kinds.SYSTEM,
    "standards": kinds.STANDARD,
}


@dataclass(frozen=True)
class Change:
    """What was said when it was saved, and what is said now."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Line:
    """An item as the page shows it. ``shown`` is what is said now, or was when it was saved if it has left."""

    item: ShortlistItem
    shown: Shown
    is_gone: bool
    changes: list[Change]


def lines_of(kept: list[Kept], catalogue: Catalogue) -> list[Line]:
    """In the order of the list."""
    return [
        Line(one.item, shown_of(one.now or one.then, catalogue), one.now is None, _changes(one, catalogue)) for one in kept
    ]


def _changes(kept: Kept, catalogue: Catalogue) -> list[Change]:
    if kept.now is None:
        return []
    now = kept.now
    return [
        Change(str(LABELS[name]), _said(kept.then, name, catalogue), _said(now, name, catalogue)) for name in kept.changed
    ]


def _said(found: Found, name: str, catalogue: Catalogue) -> str:
    """One part of an offering in words."""
    shown, document = shown_of(found, catalogue), found.document
    if name in CODES:
        words = ", ".join(catalogue.label(CODES[name], code) for code in document[name])
    elif name == "sites":
        words = ", ".join(site["city"] for site in document["sites"])
    elif name in ("scale", "lead", "price"):
        words = str(getattr(shown, name))
    else:
        words = str(document[name])
    return words or _("not said")
