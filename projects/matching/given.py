"""Requirements and weights that a program sends, checked."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from core.errors import Invalid
from projects.briefs.measures import names
from projects.briefs.requirements import MODELS, Force, Requirement, Subject
from projects.briefs.saying import faults_of
from projects.matching.engine.asked import countries_of
from projects.matching.engine.weights import Weights, is_weighed
from projects.matching.enums import Criterion
from vocabulary.models import Region, ServiceLine
from vocabulary.selectors.vocabulary import Vocabulary

MOST = 200
CODED = frozenset({*MODELS, Subject.CONFIDENTIALITY})
COUNTED = frozenset({Subject.SCALE, Subject.BATCHES, Subject.DURATION, Subject.BUDGET})
FIELDS: dict[Subject, frozenset[str]] = {
    **dict.fromkeys(CODED, frozenset({"code", "codes"})),
    **dict.fromkeys(COUNTED, frozenset({"low", "high", "value", "unit"})),
    Subject.SCALE: frozenset({"low", "high", "value", "unit", "of_one"}),
    Subject.STANDARD: frozenset({"code", "codes", "in_force"}),
    Subject.WINDOW: frozenset({"starts_on", "latest_start", "ends_on"}),
}
"""What says something of each subject; a field of another is refused unless it is empty."""
OF_SOME = frozenset({Subject.COUNTRY, Subject.STANDARD, Subject.SYSTEM, Subject.STAGE, Subject.SCALE, Subject.BATCHES, Subject.WINDOW, Subject.BUDGET})  # fmt: skip
"""What may be asked of some of the services alone."""
ANSWERED = frozenset({"key", "label", "words", "start", "end", "confidence"})
"""What ``understood`` answers beside it: a client may send back what it got. A key and a label mean nothing; words count where they stand in
the text that is sent along, and what was understood with little confidence stays a guess until ``confidence`` is left out."""
KNOWN = frozenset({"subject", "force", "service_lines"}) | ANSWERED | frozenset().union(*FIELDS.values())
SYNONYMS = {"expression_systems": "expression-system", "service_lines": "service-line", "modalities": "modality",
            "stages": "stage", "standards": "standard", "countries": "country", "jurisdictions": "jurisdiction"}  # fmt: skip


def requirements_from(data: Any, vocabulary: Vocabulary, text: str = "") -> list[Requirement]:
    """Of a list of objects as ``understood`` has them, or of an object of codes by subject: ``{"modality": ["mab"]}``. ``text`` is the one
    they were read from, as it was read.

    Raises Invalid, naming what makes no sense, or what a brief cannot have.
    """
    rows = list(_rows(data))
    if len(rows) > MOST:
        raise _wrong(_("At most %(most)s requirements can be sent at once.") % {"most": MOST})
    found = [requirement for row in rows for requirement in _requirements(row, vocabulary, text)]
    _ensure_asked(found, vocabulary)
    for one in found:
        for name, sentence in faults_of(one, vocabulary):
            raise _wrong(_("“%(name)s” of a requirement: %(fault)s") % {"name": name, "fault": sentence})
    return found


def _ensure_asked(found: Sequence[Requirement], vocabulary: Vocabulary) -> None:
    """What is asked of a service is asked of one that is asked for."""
    known = vocabulary.terms[ServiceLine]
    asked = [known[one.code] for one in found if one.subject is Subject.SERVICE_LINE and not one.force.is_against]
    for one in found:
        for code in one.service_lines:
            if not any(isinstance(line, ServiceLine) and names((code,), line, vocabulary) for line in asked):
                text = _(
                    "“service_lines” names “%(code)s”, which is not among the services asked for. Ask for it too, or leave it out."
                )
                raise _wrong(text % {"code": code[:60]})


def ensure_weighed(weights: Weights, asked: Collection[Criterion]) -> None:
    """Something that is asked counts. Raises Invalid."""
    if asked and not is_weighed(weights, asked):
        words = _("Every weight is 0, so nothing is left to rank by. Give at least one of these a weight: %(criteria)s.")
        raise Invalid(errors={"weights": [words % {"criteria": ", ".join(one.value for one in asked)}]})


def _wrong(sentence: str) -> Invalid:
    return Invalid(errors={"requirements": [sentence]})


def _rows(data: Any) -> Iterable[dict[str, Any]]:
    if isinstance(data, Mapping):
        for name, values in data.items():
            subject = SYNONYMS.get(str(name), str(name).replace("_", "-"))
            for value in values if isinstance(values, list) else [values]:
                yield {**value, "subject": subject} if isinstance(value, Mapping) else {"subject": subject, "code": value}
        return
    if not isinstance(data, list) or not all(isinstance(row, Mapping) for row in data):
        raise _wrong(_("Send a list of requirements, or an object with codes by subject."))
    yield from (dict(row) for row in data)


def _requirements(row: dict[str, Any], vocabulary: Vocabulary, text: str) -> Iterable[Requirement]:
    unknown = sorted(str(name)[:40] for name in set(row) - KNOWN)
    if unknown:
        raise _wrong(_("A requirement has no field “%(name)s”.") % {"name": unknown[0]})
    subject = _choice(row.get("subject"), Subject)
    told = FIELDS[subject] | ({"service_lines"} if subject in OF_SOME else frozenset())
    idle = sorted(name for name in KNOWN - ANSWERED - told - {"subject", "force"} if row.get(name))
    if idle:
        named = {"name": idle[0], "subject": subject.label, "fields": ", ".join(sorted(told))}
        raise _wrong(_("“%(name)s” says nothing of “%(subject)s”; its fields are: %(fields)s.") % named)
    force = Force.MUST if row.get("force") is None else _choice(row["force"], Force)
    one = Requirement(subject, force, confidence=_confidence(row), service_lines=_service_lines(row, vocabulary))
    one = replace(one, **_place(row, text))
    if subject in COUNTED:
        low, high = _number(row.get("low", row.get("value"))), _number(row.get("high"))
        unit = str(row.get("unit") or "")
        of_one = _flag(row, "of_one")
        yield replace(one, low=low, high=high, unit=unit, of_one=of_one, group=f"{low}/{high}/{unit}/{of_one}")
    elif subject == Subject.WINDOW:
        first, latest, last = (_day(row.get(name)) for name in ("starts_on", "latest_start", "ends_on"))
        group = f"{first}/{latest}/{last}"
        yield replace(one, starts_on=first, latest_start=latest, ends_on=last, group=group)
    else:
        codes = _codes(row, subject)
        known = dict.fromkeys(found for code in codes for found in _known(code, subject, vocabulary))
        in_force = _flag(row, "in_force")
        yield from (replace(one, code=code, in_force=in_force, group="/".join(sorted(codes))) for code in known)


def _codes(row: Mapping[str, Any], subject: Subject) -> list[str]:
    """Of which any will do, as they were written."""
    codes, code = row.get("codes") or [], row.get("code")
    if not isinstance(codes, list):
        raise _wrong(_("“codes” is a list."))
    if code and codes and codes != [code]:
        raise _wrong(_("Send “code” or “codes”: they are not the same."))
    if not code and not codes:
        raise _wrong(_("“%(subject)s” needs “code” or “codes”.") % {"subject": subject.label})
    return [str(each) for each in codes or [code]]


def _service_lines(row: Mapping[str, Any], vocabulary: Vocabulary) -> tuple[str, ...]:
    given = row.get("service_lines") or []
    if not isinstance(given, list):
        raise _wrong(_("“service_lines” is a list."))
    return tuple(dict.fromkeys(found for each in given for found in _known(str(each), Subject.SERVICE_LINE, vocabulary)))


def _place(row: Mapping[str, Any], text: str) -> dict[str, Any]:
    """The words that it was read from, if they stand where it says."""
    for name in ("start", "end"):
        if row.get(name) is not None and type(row[name]) is not int:
            raise _wrong(_("“%(name)s” counts characters; days are “starts_on” and “ends_on”.") % {"name": name})
    words, start, end = row.get("words") or "", row.get("start") or 0, row.get("end") or 0
    stands_there = words and 0 <= start < end and text[start:end] == words
    return {"words": words, "start": start, "end": end} if stands_there else {}


def _confidence(row: Mapping[str, Any]) -> float:
    given = row.get("confidence")
    if given is None:
        return 1.0
    if isinstance(given, bool) or not isinstance(given, int | float) or not 0 < given <= 1:
        raise _wrong(_("“confidence” is a number above 0, up to 1."))
    return float(given)


def _flag(row: Mapping[str, Any], name: str) -> bool:
    given = row.get(name)
    if given is not None and not isinstance(given, bool):
        raise _wrong(_("“%(name)s” is true or false.") % {"name": name})
    return bool(given)


def _choice(value: Any, choices: Any) -> Any:
    text = str(value).replace("_", "-")
    if text not in choices.values:
        known = ", ".join(choices.values)
        raise _wrong(_("“%(value)s” is none of: %(known)s.") % {"value": text[:40], "known": known})
    return choices(text)


def _known(code: str, subject: Subject, vocabulary: Vocabulary) -> list[str]:
    """A code that there is; of a region, its countries."""
    if subject == Subject.COUNTRY and code in vocabulary.terms[Region]:
        return countries_of(code, vocabulary)
    if subject in MODELS and code not in vocabulary.terms[MODELS[subject]]:
        raise _wrong(_("No %(subject)s is called “%(code)s”.") % {"subject": subject.label, "code": code[:60]})
    return [code]


def _number(value: Any) -> Decimal | None:
    if value is None or value == "":
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        raise _wrong(_("“%(value)s” is no number.") % {"value": str(value)[:40]}) from None
    if not number.is_finite():
        raise _wrong(_("“%(value)s” is no number.") % {"value": str(value)[:40]})
    return number


def _day(value: Any) -> date | None:
    if not value:
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise _wrong(_("“%(value)s” is no date; write YYYY-MM-DD.") % {"value": str(value)[:40]}) from None
