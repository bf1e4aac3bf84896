"""What a stored file is called: as its owner called it, less what could harm whoever saves it."""

import unicodedata
from collections.abc import Sequence
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

LONGEST = 160
RESERVED = str.maketrans(dict.fromkeys('<>:"|?*', "_"))


def cleaned_name(given: str, endings: Sequence[str]) -> str:
    """A name without folders, control characters and marks that turn the reading direction, at most 160 characters.

    It keeps its ending, or gets the first of ``endings`` where it has none of them.
    """
    last = unicodedata.normalize("NFC", given).replace("\\", "/").rsplit("/", 1)[-1]
    # C: control, format (direction and joiners), surrogate, private and unassigned; Zl and Zp break lines.
    visible = "".join(" " if unicodedata.category(one) in {"Zl", "Zp"} else one for one in last if _is_visible(one))
    name = " ".join(visible.translate(RESERVED).split()).rstrip(". ")
    stem, ending = name, ""
    for known in endings:
        if name.lower().endswith(known):
            stem, ending = name[: -len(known)], name[-len(known) :]
    ending = ending or endings[0]
    stem = stem.strip(". ")[: LONGEST - len(ending)].rstrip(". ")
    return (stem or _("file")) + ending


def ending_of(name: str) -> str:
    """The ending in lower case with its dot, or nothing."""
    return PurePosixPath(name.replace("\\", "/")).suffix.lower()


def _is_visible(letter: str) -> bool:
    return letter == "\t" or not unicodedata.category(letter).startswith("C")
