"""What a project asks, as it is kept with a run: enough to ask the same again."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import prefetch_related_objects

from organizations.actor import Actor
from projects.briefs.models import Project, WorkPackage
from projects.briefs.reading_json import read_back, requirement_json
from projects.briefs.requirements import Force, Requirement, Subject
from projects.briefs.selectors.project import packages_of, requirements_of
from projects.matching.engine.asked import WISHED, package_of
from projects.matching.engine.ground.texts import spelled_in, telling
from projects.matching.engine.judging.ranking import Question
from projects.matching.engine.judging.words import lent_to, spelled_of, words_of
from vocabulary.selectors.vocabulary import Vocabulary

SPELLED = "spelled"
"""Under this the words as they are written in the brief, by stem; older runs have none."""


def asked_by(project: Project, actor: Actor) -> dict[str, Any]:
    """The packages with their requirements, and the telling words of the brief and of the questions to bidders."""
    prefetch_related_objects([project], "modalities", "jurisdictions")
    return asked_of(project, list(packages_of(actor, project)))


def asked_of(project: Project, packages: Sequence[WorkPackage]) -> dict[str, Any]:
    """The same of a project and its packages that are read already, or drawn up and not written."""
    parts: list[tuple[str, str, Iterable[Requirement]]] = [
        (str(one.pk), one.service_line_id, requirements_of(project, one)) for one in packages
    ] or [("", "", requirements_of(project))]
    needs = {str(one.pk): sorted(str(first.pk) for first in one.depends_on.all()) for one in packages}
    text = " ; ".join(_texts(project, packages))
    words = telling(text)
    return {
        "packages": [
            {"name": name, "service_line": line, "requirements": [requirement_json(_own(one)) for one in asked]}
            | ({"needs": needs[name]} if needs.get(name) else {})
            for name, line, asked in parts
        ],
        "words": list(words),
        SPELLED: {word: whole for word, whole in spelled_in(text).items() if word in words and word != whole},
    }


def _own(one: Requirement) -> Requirement:
    """Who takes a package does its service, be it a must for the project or a wish; a wish counts less beside the others."""
    if one.subject is Subject.SERVICE_LINE and one.force is Force.WISH:
        return replace(one, force=Force.MUST, confidence=WISHED)
    return one


def _texts(project: Project, packages: Iterable[WorkPackage]) -> Iterable[str]:
    if project.intake is not None:
        yield project.intake.text
    yield from (one.questions for one in packages)


def digest_of(asked: dict[str, Any]) -> str:
    """Changes with anything that matching depends on. How words are written is none of it, nor the order of the packages, nor what nothing
    is compared with: an agreement, or an end without a beginning."""
    packages = sorted((_counted(one) for one in asked["packages"]), key=lambda one: str(one["name"]))
    counted = {**asked, "packages": packages, SPELLED: None}
    return hashlib.sha256(json.dumps(counted, sort_keys=True).encode()).hexdigest()


def _counted(package: dict[str, Any]) -> dict[str, Any]:
    requirements = package.get("requirements", [])
    has_beginning = any(one.get("starts_on") for one in requirements)
    idle = {Subject.CONFIDENTIALITY.value} | (set() if has_beginning else {Subject.WINDOW.value})
    return {**package, "requirements": [one for one in requirements if one.get("subject") not in idle]}


class AskedIsGone(Exception):
    """What was asked names what is there no more: asking the same again is of no use."""


def question_of(asked: dict[str, Any], vocabulary: Vocabulary, today: date) -> Question:
    """What was kept, to be ranked for. Raises AskedIsGone."""
    try:
        by_package = {row["name"]: read_back({"requirements": row["requirements"]}).kept for row in asked["packages"]}
    except (KeyError, ValueError) as error:
        raise AskedIsGone from error
    packages = [package_of(name, kept, vocabulary) for name, kept in by_package.items()]
    kept = [one for several in by_package.values() for one in several]
    words = words_of(asked["words"], kept, vocabulary)
    spelled = spelled_of({**{word: word for word in asked["words"]}, **asked.get(SPELLED, {})}, kept, vocabulary)
    return Question(tuple(packages), words, today, is_split=True, lent=lent_to(asked["words"], words), spelled=spelled)
