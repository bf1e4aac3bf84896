"""How units are spelled behind a number, and which units a spelling can be."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from vocabulary.models import Unit
from vocabulary.selectors.vocabulary import Vocabulary

UNIT_TEXT = re.compile(
    r"[\s\-‐]{0,2}((?:[^\s,;.()\d（），。；、/]|[µμ²³/](?=[a-z0-9㐀-鿿])|\d(?=[\s,;.)]|"
    r"$)){1,24}(?:\s(?:[a-z²³µ-]{1,20})){0,3})"
)
IMPERIAL = {"lb": ("kg", Decimal("0.45359237")), "oz": ("g", Decimal("28.349523")), "gallon": ("l", Decimal("3.785412"))}
"""Spellings with those that they are counted in, and how many of those one is."""
MORE_SPELLINGS = {
    "pt": "trial-subjects",
    "volunteer": "trial-subjects",
    "个样本": "samples",
    "份样本": "samples",
    "个样品": "samples",
    "份样品": "samples",
    "受试者": "trial-subjects",
    "名患者": "trial-subjects",
    "名健康受试者": "trial-subjects",
    "monkey": "animals",
}
SHORT = {"tabs": "tablets", "tab": "tablets"}
OF_ANY_REACTOR = frozenset(["l reactor"])
"""Spellings of one unit that say nothing of what grows or is made in it: litres alone are read by what else stands there."""


@dataclass
class Measures:
    """Spellings of units in small letters, with the units they can be and how many of those one makes."""

    spellings: dict[str, list[tuple[Unit, Decimal]]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> "Measures":
        """The units in use."""
        measures = cls()
        for unit in vocabulary.in_use(Unit):
            for spelling, factor in {unit.symbol: unit.factor, **unit.aliases}.items():
                if spelling.casefold() in OF_ANY_REACTOR:
                    continue
                known = measures.spellings[spelling.casefold().replace("μ", "µ")]
                if unit not in [one for one, _ratio in known]:
                    known.append((unit, Decimal(factor) / unit.factor))
        for spelling, code in MORE_SPELLINGS.items():
            measures.spellings[spelling] += [(unit, Decimal(1)) for unit in vocabulary.in_use(Unit) if unit.code == code]
        measures._spell_otherwise()
        return measures

    def _spell_otherwise(self) -> None:
        """Pounds by kilograms, and tabs by tablets."""
        for spelling, (base, times) in IMPERIAL.items():
            for rate in ("", " per year", "/year"):
                self.spellings[spelling + rate] = [(unit, ratio * times) for unit, ratio in self.spellings[base + rate]]
        for short, name in SHORT.items():
            for rate in ("", " per batch", " per year", "/batch", "/year"):
                self.spellings[short + rate] = self.spellings.get(name + rate, [])

    def at(self, plain: str, position: int) -> tuple[str, int] | None:
        """The longest spelling that stands at the position, and where it ends."""
        match = UNIT_TEXT.match(plain, position)
        if not match:
            return None
        start, text = match.start(1), match[1].replace("μ", "µ")
        for length in self._lengths(text):
            spelling = text[:length]
            for known in (
                spelling,
                spelling.removesuffix("s"),
                spelling.replace("litres", "litre").replace("liters", "liter"),
            ):
                if known in self.spellings:
                    return known, start + length
        return None

    @staticmethod
    def _lengths(text: str) -> Iterator[int]:
        """Ends of words, and of Chinese the characters, the longest first."""
        for length in range(len(text), 0, -1):
            after = text[length : length + 1]
            if not (after.isascii() and after.isalnum()) or not text[length - 1].isascii():
                yield length

    def meant(self, spelling: str, yearly: bool) -> list[tuple[Unit, Decimal]]:
        """What a spelling can be, of things for a year or of the others."""
        base = spelling.removesuffix("s")
        for rate in (" per batch", "/batch", "/批"):
            base = base.removesuffix(rate)
        rates = (" per year", "/year", "/a", "/年") if yearly else ("",)
        found = [one for rate in rates for name in {spelling, base} for one in self.spellings.get(name + rate, [])]
        if not yearly:
            return found
        plain = [one for one in self.spellings.get(spelling, []) if one[0].code.endswith("-year")]
        return found or plain

    def for_a_month(self, spelling: str) -> list[tuple[Unit, Decimal]]:
        """Units of the vocabulary that count for a month."""
        names = (spelling.removesuffix("s") + rate for rate in (" per month", "/month", "/月"))
        return next((self.spellings[name] for name in names if name in self.spellings), [])
