"""A region, and then its countries: "depots in APAC: Singapore, Japan, Australia". What is said more exactly counts."""

from collections.abc import Sequence

from projects.briefs.reading.found import Weighed
from projects.briefs.reading.needs.shares import Shares
from projects.briefs.reading.tone.cues import Tone
from projects.briefs.reading.writing.text import Layout
from projects.briefs.requirements import Subject

SAID_TWICE = frozenset([Tone.MUST, Tone.WISH])


def without_wider(layout: Layout, weighed: Sequence[Weighed], shares: Shares) -> list[Weighed]:
    """Without a region of which the same sentence names countries behind it, in the same tone and for the same services, or all."""
    places = [one for one in weighed if one.found.subject is Subject.COUNTRY and one.tone in SAID_TWICE]
    wider = {
        one
        for one in places
        for other in places
        if other.tone is one.tone
        and other.found.start >= one.found.end
        and shares.get(other.found) in {None, shares.get(one.found)}
        and set(other.found.codes) < set(one.found.codes)
        and layout.sentence_of(one.found.start) == layout.sentence_of(other.found.start)
    }
    return [one for one in weighed if one not in wider]
