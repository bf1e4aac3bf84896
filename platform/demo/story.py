"""The demo's story, told through actions, so that it cannot break a rule. Telling it again changes nothing.

What it says of companies that exist is marked as invented wherever a reader could take it for a fact.
"""

from demo import market, people, providers_waiting, requests, sponsor, touring, wacker

CHAPTERS = (
    people.tell,
    wacker.tell,
    providers_waiting.tell,
    touring.tell,
    sponsor.tell_of_shortlists,
    sponsor.tell_of_briefs,
    market.tell,
    requests.tell,
)
"""In order: later ones rely on what earlier ones have done."""


def tell() -> None:
    """Each chapter is told once, and in one transaction: a start that is cut off goes on where it was."""
    for chapter in CHAPTERS:
        chapter()
