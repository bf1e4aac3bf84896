"""A reading in short: "subject:code" and "subject:code:force" for each requirement."""

from projects.briefs.requirements import Reading, Requirement, Subject
from vocabulary.models import ServiceLine
from vocabulary.selectors.vocabulary import Vocabulary


def facts_of(reading: Reading, vocabulary: Vocabulary | None = None) -> set[str]:
    """With a vocabulary, the families of the service lines too."""
    facts: set[str] = set()
    for one in reading.requirements:
        names = [f"{one.subject.value}:{value_of(one)}"]
        if one.subject is Subject.SERVICE_LINE and vocabulary:
            line = vocabulary.terms[ServiceLine][one.code]
            assert isinstance(line, ServiceLine)
            names.append(f"family:{line.path[min(1, len(line.path) - 1)]}")
        for name in names:
            facts |= {name, f"{name}:{one.force.value}"}
    return facts


def value_of(one: Requirement) -> str:
    """What is required, in one word."""
    if one.subject is Subject.WINDOW:
        begun = f" begun by {one.latest_start}" if one.latest_start else ""
        return f"{one.starts_on or ''}..{one.ends_on or ''}{begun}"
    if one.subject in {Subject.SCALE, Subject.BUDGET}:
        return f"{one.low}-{one.high} {one.unit}"
    if one.subject in {Subject.BATCHES, Subject.DURATION}:
        return f"{one.low}-{one.high}"
    return one.code
