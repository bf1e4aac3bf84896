"""When two spellings are the same phrase."""

import re
import unicodedata

JOINERS = re.compile(r"[\s\-‐‑‒–—―_/\\·・,，、;:()\[\]]+")
QUOTES = re.compile(r"['’‘\"“”®™]")
BESIDE_HAN = re.compile(r"(?<=[一-鿿㐀-䶿]) | (?=[一-鿿㐀-䶿])")


def normalised(text: str) -> str:
    """ "Fill–Finish" and "fill / finish" are one phrase, "ＣＨＯ 细胞" and "CHO细胞" another; "GLP-1" is not "GLP".

    Case and width are folded, what joins words is a space, and none stands beside a Chinese character.
    """
    folded = unicodedata.normalize("NFKC", text.replace("\0", " ")).casefold()
    spaced = JOINERS.sub(" ", QUOTES.sub("", folded)).strip()
    return BESIDE_HAN.sub("", spaced)
