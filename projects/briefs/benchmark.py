"""How well briefs are read: precision and recall against the codes that a reader took from them."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from core.errors import Invalid
from projects.briefs.reading import read_brief
from projects.briefs.requirements import Requirement, Subject
from vocabulary.models import VOCABULARIES, ServiceLine, Term, TreeTerm, Values
from vocabulary.phrases import normalised
from vocabulary.rules import path_of
from vocabulary.selectors.vocabulary import Vocabulary
from vocabulary.shipped import column, read_shipment

MEASURED = ("modality", "service family", "stage", "jurisdiction")


@dataclass
class Tally:
    """Codes that were found rightly, found at all, and expected."""

    right: int = 0
    found: int = 0
    expected: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.expected if self.expected else 1.0


def shipped_vocabulary() -> Vocabulary:
    """The vocabulary of the data files, without a database. Its terms have no links."""
    shipment = read_shipment()
    terms: dict[type[Term], dict[str, Term]] = {}
    for kind, model in VOCABULARIES.items():
        parents = {code: values.get("parent") for code, values in shipment.terms[kind].items()}
        terms[model] = {code: _term(model, code, values, parents) for code, values in shipment.terms[kind].items()}
    phrases: dict[str, list[tuple[Term, str]]] = defaultdict(list)
    for by_code in terms.values():
        for term in by_code.values():
            for phrase, name in {normalised(name): name for name in term.names}.items():
                phrases[phrase].append((term, name))
    return Vocabulary(None, terms, dict(phrases))


def _term(model: type[Term], code: str, values: Values, parents: Mapping[str, str | None]) -> Term:
    columns = {}
    for name in model.data_columns():
        field: Any = column(model, name)
        columns[field.attname] = values[name] if field.is_relation else field.to_python(values[name])
    term = model(code=code, **columns)
    if isinstance(term, TreeTerm):
        term.path = path_of(code, parents)
    return term


def read_demands(path: Path) -> list[dict[str, Any]]:
    """The briefs of a file like the shipped demand. Raises Invalid."""
    try:
        return list(json.loads(path.read_text(encoding="utf-8"))["demands"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Invalid(f"{path} cannot be read as briefs: {error}") from error


@dataclass(frozen=True)
class Judged:
    """A brief with the codes that were found in it, those of them that it says, and those expected, by what is measured."""

    title: str
    found: Mapping[str, set[str]]
    said: Mapping[str, set[str]]
    expected: Mapping[str, set[str]]

    def missed(self, name: str) -> list[str]:
        """What was expected and not found."""
        return sorted(self.expected[name] - self.found[name])

    def excess(self, name: str) -> list[str]:
        """What was found and not expected."""
        return sorted(self.found[name] - self.expected[name])


def judged(demands: Iterable[Mapping[str, Any]], vocabulary: Vocabulary, today: date) -> list[Judged]:
    """Each brief, read. What a text excludes is not found."""

    def one(demand: Mapping[str, Any]) -> Judged:
        reading = read_brief(f"{demand['title']}. {demand['free_text']}", vocabulary, today)
        found, said = (
            _found(reading.requirements, vocabulary),
            _found((one for one in reading.requirements if not one.is_guess), vocabulary),
        )
        return Judged(demand["title"], found, said, _expected(demand, vocabulary))

    return [one(demand) for demand in demands]


def scores(briefs: Iterable[Judged], *, guesses: bool = True) -> dict[str, Tally]:
    """A tally for each thing that is measured; without ``guesses`` of what the texts say alone."""
    tallies = {name: Tally() for name in MEASURED}
    for one in briefs:
        for name, tally in tallies.items():
            found = one.found[name] if guesses else one.said[name]
            tally.right += len(found & one.expected[name])
            tally.found += len(found)
            tally.expected += len(one.expected[name])
    return tallies


def _found(requirements: Iterable[Requirement], vocabulary: Vocabulary) -> dict[str, set[str]]:
    codes: dict[Subject, set[str]] = defaultdict(set)
    for one in requirements:
        if not one.force.is_against:
            codes[one.subject].add(one.code)
    return {
        "modality": codes[Subject.MODALITY],
        "service family": _families(codes[Subject.SERVICE_LINE], vocabulary),
        "stage": codes[Subject.STAGE],
        "jurisdiction": codes[Subject.JURISDICTION],
    }


def _expected(demand: Mapping[str, Any], vocabulary: Vocabulary) -> dict[str, set[str]]:
    return {
        "modality": set(demand["modalities"]),
        "service family": _families(demand["services"], vocabulary),
        "stage": set(demand["stages"]),
        "jurisdiction": set(demand["target_markets"]),
    }


def _families(codes: Iterable[str], vocabulary: Vocabulary) -> set[str]:
    lines = vocabulary.terms[ServiceLine]
    return {line.path[min(1, len(line.path) - 1)] for code in codes if isinstance(line := lines.get(code), ServiceLine)}
