"""Tables whose columns mean something: an x under "Must" or "No", and rows of products under "Scale" and "Batches"."""

import re
from collections.abc import Sequence

WORDS = (
    (
        "no",
        r"no|nos|not (?:needed|required|wanted|acceptable|accepted|allowed)|unacceptable|exclude[ds]?|out of scope|no[ -]go|否|不需要|不接受|排除",
    ),
    (
        "nice to have",
        r"nice(?:[ -]to[ -]have)?s?|wish(?:es)?|optional|preferred|desirable|would like|优先|可选|加分(?:项)?",
    ),
    ("must", r"must(?:[ -]haves?)?|required|mandatory|needed|essential|yes|必须|必需|需要|是"),
)
FORCES = tuple((word, re.compile(pattern, re.IGNORECASE)) for word, pattern in WORDS)
TICK = re.compile(r"[x✓✔√☒☑✗●■]|\[x\]|yes|y|是", re.IGNORECASE)
PRODUCT = re.compile(
    r"(?:the )?(?:products?|molecules?|compounds?|candidates?|medicines?|modalit(?:y|ies)|assets?|drugs?|materials?|产品|品种|分子)(?: name)?",
    re.IGNORECASE,
)
FIELD = re.compile(
    r"(?P<batches>(?:number of |no\. of |# ?)?(?:gmp )?(?:batches|lots|runs)|批次数?|批数)|(?:(?:batch )?(?:scale|size)|volume|amount|quantity|country|countries|site|location|"
    r"region|stage|phase|services?|start|deadline|market|规模|国家|地区|阶段|服务)(?: ?[(\[](?P<unit>[^\W\d_]{1,6})[)\]])?",
    re.IGNORECASE,
)
COUNT = re.compile(r"[\d.,]{1,12}(?: ?[-–] ?[\d.,]{1,12})?")


class Columns:
    """What the columns of one table mean, by its rows from the top."""

    def __init__(self) -> None:
        self._forces: dict[int, str] = {}
        self._units: dict[int, str] = {}

    def row(self, cells: Sequence[str]) -> list[str]:
        """The cells of a row, all of them in their order, as they are to be read; none of a row that only names the columns."""
        cells = [cell.strip() for cell in cells]
        if sum(map(bool, cells)) < 2:
            return cells
        if self._is_head(cells):
            return []
        return self._ticked([self._with_unit(place, cell) for place, cell in enumerate(cells)])

    def _is_head(self, cells: Sequence[str]) -> bool:
        forces = {place: force for place, cell in enumerate(cells) if place and (force := _force(cell))}
        if len(forces) > 1:
            self._forces, self._units = forces, {}
            return True
        fields = [FIELD.fullmatch(cell) for cell in cells[1:] if cell]
        if not PRODUCT.fullmatch(cells[0]) or len(fields) < 2 or not all(fields):
            return False
        named = {place: match for place, cell in enumerate(cells) if place and (match := FIELD.fullmatch(cell))}
        self._units = {place: "batches" if match["batches"] else match["unit"] or "" for place, match in named.items()}
        self._forces = {}
        return True

    def _with_unit(self, place: int, cell: str) -> str:
        unit = self._units.get(place)
        return f"{cell} {unit}" if unit and COUNT.fullmatch(cell) else cell

    def _ticked(self, cells: list[str]) -> list[str]:
        """ "Site in China | | | x" as "Site in China" and "no"; with a value it stands behind that."""
        ticked = [place for place in self._forces if place < len(cells) and TICK.fullmatch(cells[place])]
        if len(ticked) != 1:
            return cells
        force, first = self._forces[ticked[0]], min(self._forces)
        left, right = (
            [cell for cell in cells[:first] if cell],
            [cell for place, cell in enumerate(cells) if place >= first and place not in ticked],
        )
        if not left:
            return cells
        if force == "no" and len(left) == 1:
            return [*left, force, *right]
        return [*left[:-1], f"{left[-1]} ({'not acceptable' if force == 'no' else force})", *right]


def _force(cell: str) -> str:
    return next((word for word, pattern in FORCES if pattern.fullmatch(cell)), "")
