"""Places in an order of preference: "Germany > France > Switzerland"."""

import re
from dataclasses import replace

from projects.briefs.doubts import Doubt
from projects.briefs.reading.found import Found
from projects.briefs.reading.needs.terms import Terms

JOINED = re.compile(
    r"\s?(?:[>＞≻]|[,，、/]\s?(?:(?:其次|然后|再次|then|followed by)(?:是|为|考虑)?)?|其次|然后|then|followed by)\s?(?:then )?(?:the )?"
)
ABOVE = re.compile(r"[>＞≻]|其次|\bthen\b|followed by")
IN_ORDER = re.compile(
    r"[\s(（,，]{0,3}(?:请?按(?:照)?(?:优先|先后|偏好)|优先(?:顺序|级)|以此为序|依次|in (?:this |that )?order(?: of preference)?\b|by preference)"
)


def in_order(terms: Terms, found: list[Found]) -> list[Found]:
    """ "Germany > France", "德国、法国（按优先顺序）": none of them is a must."""
    plain, runs = terms.layout.plain, list[list[Found]]()
    for one in found:
        last = runs[-1][-1] if runs else None
        is_next = last and last.subject is one.subject and JOINED.fullmatch(plain, last.end, one.start)
        runs[-1].append(one) if is_next else runs.append([one])
    ranked = set[Found]()
    for run in runs:
        first, last = run[0], run[-1]
        if len(run) > 1 and (ABOVE.search(plain, first.end, last.start) or IN_ORDER.match(plain, last.end)):
            ranked.update(run)
            terms.noted.append((first.start, last.end, Doubt.RANKED))
    return [replace(one, is_implied=True) if one in ranked else one for one in found]
