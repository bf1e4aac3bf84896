"""Where the reader of an event finds what it is about: each app says it for its own things, in its ``pages.py``."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from events.models import Event

Finder = Callable[[Any, list[str]], Mapping[str, str]]

_finders: dict[str, Finder] = {}


def shows(subject_type: str) -> Callable[[Finder], Finder]:
    """The function gives, to a reader and ids of things of that type, the address of each that the reader may open."""

    def register(finder: Finder) -> Finder:
        _finders[subject_type] = finder
        return finder

    return register


def pages_of(reader: Any, events: Iterable[Event]) -> dict[int, str]:
    """By the event's id; what is gone, or nobody shows to this reader, is not in it. So many queries as types, not as events."""
    asked: dict[str, dict[int, str]] = defaultdict(dict)
    for event in events:
        asked[event.subject_type][event.pk] = event.subject_id
    found = {}
    for subject_type, ids in asked.items():
        finder = _finders.get(subject_type)
        paths = finder(reader, sorted(set(ids.values()))) if finder else {}
        found.update({key: paths[subject] for key, subject in ids.items() if subject in paths})
    return found
