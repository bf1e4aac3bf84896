"""Identifiers that others give to organisations: ROR (research organisations) and D-U-N-S (companies)."""

import re

CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
ROR = re.compile(r"(?:https?://)?(?:ror\.org/)?(0[a-hj-km-np-tv-z0-9]{6}[0-9]{2})/?", re.IGNORECASE)


def ror_id(text: str) -> str | None:
    """The nine characters of a ROR id, given bare or as its address; None when its checksum (ISO 7064, MOD 97-10) is wrong.

    https://ror.readme.io/docs/identifier
    """
    found = ROR.fullmatch(text.strip())
    if found is None:
        return None
    code = found[1].lower()
    number = 0
    for character in code[1:7]:
        number = number * 32 + CROCKFORD.index(character)
    return code if 98 - number * 100 % 97 == int(code[7:]) else None


def duns_number(text: str) -> str | None:
    """The nine digits of a D-U-N-S number, written with or without its hyphens; None when it is none. It has no check digit."""
    digits = re.sub(r"[\s-]", "", text)
    return digits if re.fullmatch(r"[0-9]{9}", digits) else None
