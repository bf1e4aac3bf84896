"""A region, and then its countries: "depots in APAC: Singapore, Japan, Australia". What is said more exactly counts."""

from collections.abc import Hashable, Sequence

from projects.briefs.reading.found import Weighed
from projects.briefs.reading.needs.shares import Shares
from projects.briefs.reading.tone.cues import Tone
from projects.briefs.reading.writing.text import Layout
from projects.briefs.requirements import Subject

SAID_TWICE = frozenset([Tone.MUST, Tone.WISH])


def without_wider(layout: Layout, weighed: Sequence[Weighed], shares: Shares) -> list[Weighed]:
    """Without a region of which the same sentence names countries behind it, in the same tone and for the same services, or all."""
    places = [one for one in weighed if one.found.subject is Subject.COUNTRY and one.tone in SAID_TWICE]
    groups = [(one.tone, layout.sentence_of(one.found.start)) for one in places]
    # Where each was named last, instead of every one beside every other: a brief may name one country ten thousand times.
    last: dict[Hashable, dict[tuple[frozenset[str], Hashable], int]] = {}
    for one, group in zip(places, groups, strict=True):
        named, key = last.setdefault(group, {}), (frozenset(one.found.codes), shares.get(one.found))
        named[key] = max(named.get(key, 0), one.found.start)
    wider = {
        one
        for one, group in zip(places, groups, strict=True)
        if any(
            codes < set(one.found.codes) and start >= one.found.end and share in {None, shares.get(one.found)}
            for (codes, share), start in last[group].items()
        )
    }
    return [one for one in weighed if one not in wider]
