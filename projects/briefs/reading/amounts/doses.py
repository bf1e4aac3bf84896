"""How much is in one tablet or vial, and how many are in a box: no size of a batch."""

import re

from projects.briefs.reading.amounts.numbers import Number
from projects.briefs.reading.amounts.sizes import is_in_one

FILL_OR_DOSE = re.compile(
    r"[\s-]{0,2}(?:vials?|syringes?|tablets?|capsules?|cartridges?|ampoules?|pens?|bags?|dose|doses|strength|"
    r"prefilled|fill|tubes?|jars?|sachets?|bottles?|sticks?|blisters?|inhalers?|patch(?:es)?|瓶|片|支|西林瓶|规格|column|dosing)"
)
HAN_DOSE = re.compile(
    r"(?:片剂?|胶囊剂?|颗粒剂?|注射液|注射剂|粉针剂?|口服液|干混悬剂|[支瓶粒袋])\s?[:(]?\s?$|\d\s?(?:ml|毫升)\s?[:/]\s?$|(?:(?<![a-z])mg|毫克)\s?/\s?$"
)
"""Before the strength of one: "伏诺拉生片20mg", "1ml:40mg"."""
PACK = re.compile(r"\d\s?(?:mg|µg|ug|mcg|g|ml|毫克|克|毫升)\s?[*x×:]\s?$")
"""Before how many are in a box: "20mg*14片"."""
CHANGED = re.compile(r"\s?(?:/批|每批)?\s?(?:改|调整?|变更?|修改|更改|更新|换)(?:成|为|到|至)")
"""Behind an amount that another one takes the place of: "从10万片改成30万片"."""
BOX = re.compile(r"\s?[片粒支袋瓶枚]\s?/\s?(?:板|盒|瓶|袋|箱|罐)")
DOSE_OF = re.compile(r"(?:tablets?|capsules?|vials?|doses?|syringes?|strengths?)(?: of| with| at|:)? ?$")
OF_SOLIDS = re.compile(r"(?:\btablets?|\bcapsules?|片剂?|胶囊剂?)[^.;。；\n]{0,60}$")
"""Before milligrams: tablets come in strengths, and their batches in kilograms."""
SMALL = frozenset(["ml", "µl", "ul", "microlitre", "毫升", "µg", "ug", "microgram", "ng"])


def is_dose(plain: str, number: Number, spelling: str, end: int) -> bool:
    """ "500 mg tablets", "vials of 10 mL", "14片/盒": how much is in one, not how much is made; nor is what has been changed since."""
    if (
        CHANGED.match(plain, end)
        or BOX.match(plain, number.end)
        or PACK.search(plain, max(0, number.start - 12), number.start)
    ):
        return True
    if spelling in SMALL or (spelling in {"mg", "g"} and is_in_one(plain, number.start)):
        return True
    if spelling not in {"mg", "g"}:
        return False
    before = DOSE_OF.search(plain, max(0, number.start - 24), number.start)
    if spelling == "mg" and (
        HAN_DOSE.search(plain, max(0, number.start - 12), number.start)
        or OF_SOLIDS.search(plain, max(0, number.start - 80), number.start)
    ):
        return True
    return before is not None or FILL_OR_DOSE.match(plain, end) is not None
