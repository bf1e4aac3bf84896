"""Whether two companies may be one: by what they are called, and by where their website is."""

import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import urlsplit

from rapidfuzz import fuzz

LEGAL_FORMS = re.compile(
    r"\b(gmbh|ag|se|kg|co|inc|corp|corporation|company|ltd|limited|llc|plc|sa|sas|srl|spa|bv|nv|ab|as|oy|kk|pte|pty|"
    r"holdings?|group|international)\b|股份|有限公司|有限责任公司|公司|集团"
)
NOT_WORDS = re.compile(r"[^\w]+")
DOMAIN = re.compile(r"(?=.{4,120}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z]")
SIMILAR = 86
"""Out of 100: from here on two names are worth a person's look."""


def plain_name(name: str) -> str:
    """Lower case, without accents, legal forms and punctuation: "Wacker Biotech GmbH" is "wacker biotech"."""
    letters = unicodedata.normalize("NFKD", name).casefold()
    folded = "".join(letter for letter in letters if not unicodedata.combining(letter))
    spaced = NOT_WORDS.sub(" ", folded)
    return " ".join(LEGAL_FORMS.sub(" ", spaced).split()) or " ".join(spaced.split())


def likeness(name: str, others: Iterable[str]) -> float:
    """How near the nearest of ``others`` comes, from 0 to 100. Both are plain names."""
    return max((_nearness(name, other) for other in others if other), default=0.0)


def _nearness(one: str, other: str) -> float:
    """Words in any order count; a single word inside a longer name alone does not make two names one."""
    whole = fuzz.token_sort_ratio(one, other)
    shorter = min(one, other, key=len)
    shared = fuzz.token_set_ratio(one, other) if len(shorter) >= 6 else 0.0
    return max(whole, shared * 0.95 if " " in shorter else shared * 0.9)


def domain_of(website: str) -> str:
    """The host of a website without "www.", or "" when there is none that could be reached by name."""
    text = website.strip().lower()
    try:
        host = urlsplit(text if "//" in text else f"//{text}").hostname
    except ValueError:
        return ""
    bare = (host or "").removeprefix("www.").rstrip(".")
    try:
        ascii_only = bare.encode("idna").decode()
    except UnicodeError:
        return ""
    return bare if DOMAIN.fullmatch(ascii_only) and len(bare) <= 120 else ""
