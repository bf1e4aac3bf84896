"""What two runs of a project were asked otherwise: its packages, their requirements, the order, the words, the weights."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from projects.briefs.naming import label_of
from projects.briefs.reading_json import read_back
from projects.briefs.requirements import Force, Requirement, Subject
from projects.matching.engine.weights import DEFAULT_WEIGHTS
from projects.matching.enums import Criterion
from projects.matching.models import MatchRun
from services.search import kinds
from services.selectors.catalogue import Catalogue
from vocabulary.models import Unit

Rows = Mapping[str, dict[str, Any]]
Key = tuple[Subject, str, Force]
Asked = dict[Key, Requirement]


@dataclass(frozen=True)
class AskedChange:
    """Something asked in one run and not, or otherwise, in another: ``before`` is empty for what was added, ``after`` for what was
    removed. ``package`` is empty where it holds for every package. ``what`` names a subject, or is one of ``package``, ``order``,
    ``words`` and ``weight``."""

    what: str
    label: str
    package: str
    before: str
    after: str

    @property
    def kind(self) -> str:
        """``added``, ``removed`` or ``changed``."""
        return "changed" if self.before and self.after else "added" if self.after else "removed"


def asked_changes(earlier: MatchRun, run: MatchRun, catalogue: Catalogue) -> list[AskedChange]:
    """In the reader's language; nothing where the two were asked the same."""
    old, new = _packages(earlier), _packages(run)
    changes = [*_of_packages(old, new, catalogue), *_of_requirements(old, new, catalogue), *_of_order(old, new, catalogue)]
    if earlier.asked.get("words") != run.asked.get("words"):
        words = _("other words of the brief or of the questions to bidders")
        changes.append(AskedChange("words", _("Words"), "", _("as they were"), words))
    return [*changes, *_of_weights(earlier.weights, run.weights)]


def _packages(run: MatchRun) -> Rows:
    return {row["name"]: row for row in run.asked.get("packages", ())}


def _label(row: Mapping[str, Any], catalogue: Catalogue) -> str:
    return catalogue.label(kinds.SERVICE_LINE, row["service_line"]) if row["service_line"] else ""


def _package(row: Mapping[str, Any], catalogue: Catalogue) -> str:
    """Its service, and whether the project can do without it: such a package is kept with less confidence."""
    own = [
        one for one in row["requirements"] if one["code"] == row["service_line"] and one["subject"] == Subject.SERVICE_LINE
    ]
    is_wish = bool(own) and all(one["confidence"] < 1 for one in own)
    return _wished(_label(row, catalogue)) if is_wish else _label(row, catalogue)


def _wished(label: str) -> str:
    return _("%(thing)s (wish)") % {"thing": label}


def _of_packages(old: Rows, new: Rows, catalogue: Catalogue) -> Iterator[AskedChange]:
    for name in dict.fromkeys([*old, *new]):
        before, after = (_package(rows[name], catalogue) if name in rows else "" for rows in (old, new))
        if before != after:
            yield AskedChange("package", _("Work package"), "", before, after)


def _of_requirements(old: Rows, new: Rows, catalogue: Catalogue) -> list[AskedChange]:
    """Of the packages that both have. What is otherwise in all of them is said once, for the project."""
    shared = [name for name in new if name in old]
    found: dict[tuple[Subject, str, str], list[str]] = defaultdict(list)
    for name in shared:
        for change in _differences(old[name], new[name], catalogue):
            found[change].append(name)
    result = []
    for (subject, before, after), names in found.items():
        alike = len(names) == len(shared)
        packages = [""] if alike else [_label(new[name], catalogue) for name in names]
        result += [AskedChange(subject.value, str(subject.label), package, before, after) for package in packages]
    return result


def _differences(
    old: Mapping[str, Any], new: Mapping[str, Any], catalogue: Catalogue
) -> Iterator[tuple[Subject, str, str]]:
    before, after = _by_key(old), _by_key(new)
    gone = {key: one for key, one in before.items() if one != after.get(key)}
    come = {key: one for key, one in after.items() if one != before.get(key)}
    for key in list(gone):
        other = next((each for each in come if _is_alike(key, each)), None)
        if other is not None:
            yield key[0], *_told_apart(gone.pop(key), come.pop(other), catalogue)
    for subject, labels in _grouped(gone.values(), catalogue):
        yield subject, labels, ""
    for subject, labels in _grouped(come.values(), catalogue):
        yield subject, "", labels


def _is_alike(key: Key, other: Key) -> bool:
    """Whether it is the same thing, asked otherwise: another figure, or a wish that was a must. To exclude or rather avoid it is another thing."""
    return key[:2] == other[:2] and key[2].is_against == other[2].is_against


def _by_key(row: Mapping[str, Any]) -> Asked:
    """A term is the same while its code is, and may be a must and a wish at once; of figures a package has one of a kind. The services are
    told with the packages."""
    kept = read_back({"requirements": row["requirements"]}).kept
    return {(one.subject, one.code, one.force): one for one in kept if one.subject != Subject.SERVICE_LINE}


def _told_apart(then: Requirement, now: Requirement, catalogue: Catalogue) -> tuple[str, str]:
    """Litres of two kinds read the same, until it is said what they are of."""
    before, after = _said([then], catalogue), _said([now], catalogue)
    if before != after:
        return before, after
    return _of_unit(before, then, catalogue), _of_unit(after, now, catalogue)


def _of_unit(said: str, one: Requirement, catalogue: Catalogue) -> str:
    unit = catalogue.vocabulary.terms[Unit].get(one.unit)
    return _("%(figure)s (%(unit)s)") % {"figure": said, "unit": unit.label} if unit else said


def _grouped(several: Iterable[Requirement], catalogue: Catalogue) -> Iterator[tuple[Subject, str]]:
    """The countries of a region are said as one."""
    ordered = sorted(several, key=lambda one: (one.subject, one.force, one.in_force, one.code))
    for (subject, _force, _in_force), alike in groupby(ordered, key=lambda one: (one.subject, one.force, one.in_force)):
        yield subject, _said(list(alike), catalogue)


def _said(several: list[Requirement], catalogue: Catalogue) -> str:
    label = label_of([replace(one, words="") for one in several], catalogue.vocabulary)
    return _wished(label) if several[0].force == Force.WISH else label


def _of_order(old: Rows, new: Rows, catalogue: Catalogue) -> Iterator[AskedChange]:
    for name in new:
        if name not in old or set(old[name].get("needs", ())) == set(new[name].get("needs", ())):
            continue
        before, after = (
            ", ".join(_label(rows[one], catalogue) for one in rows[name].get("needs", ()) if one in rows) or _("nothing")
            for rows in (old, new)
        )
        yield AskedChange("order", _("Comes after"), _label(new[name], catalogue), before, after)


def _of_weights(old: Mapping[str, float], new: Mapping[str, float]) -> Iterator[AskedChange]:
    for criterion in Criterion:
        usual = DEFAULT_WEIGHTS[criterion]
        before, after = (float(weights.get(criterion.value, usual)) for weights in (old, new))
        if before != after:
            label = _("Weight of “%(criterion)s”") % {"criterion": criterion.label}
            yield AskedChange("weight", label, "", f"{before:g}", f"{after:g}")
