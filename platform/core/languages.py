"""The shipped languages in the spellings that Django, Babel and BCP 47 each want."""

from collections.abc import Iterable
from functools import cache

from babel import Locale
from django.conf import settings
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _


def babel_locale(language: str | None = None) -> Locale:
    """The Babel locale of a Django language code; the active language's when none is given."""
    return _locale(language or get_language() or "en")


@cache
def _locale(language: str) -> Locale:
    return Locale.parse({"zh-hans": "zh_Hans_CN", "en": "en_GB"}.get(language, "en_GB"))


def in_each_language(text: object) -> list[str]:
    """A lazy text as readers of each shipped language have it."""
    found = []
    for code, _name in settings.LANGUAGES:
        with override(code):
            found.append(str(text))
    return found


def joined(things: Iterable[object]) -> str:
    """Several in one sentence, with the comma of the reader's language."""
    return comma().join(str(one) for one in things)


def comma() -> str:
    """Between the things of a list."""
    return _(", ")


def colon() -> str:
    """Behind a label, before what it is a label of."""
    return _(": ")
