"""Requirements and weights that a program sends, checked."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from core.errors import Invalid
from projects.briefs.requirements import Force, Requirement, Subject
from projects.matching.engine.asked import KINDS
from projects.matching.engine.weights import Weights, is_weighed
from projects.matching.enums import Criterion
from services.search import kinds
from vocabulary.models import Jurisdiction, Region, Unit
from vocabulary.selectors.vocabulary import Vocabulary

MOST = 200
LARGEST = Decimal(10) ** 20
FIELDS = frozenset(
    {"subject", "force", "code", "codes", "low", "high", "value", "unit", "starts_on", "ends_on", "in_force", "of_one"}
)
ANSWERED = frozenset({"key", "label", "words", "start", "end", "confidence"})
"""What ``understood`` answers beside it: a client may send back what it got."""
SYNONYMS = {"expression_systems": "expression-system", "service_lines": "service-line", "modalities": "modality",
            "stages": "stage", "standards": "standard", "countries": "country", "jurisdictions": "jurisdiction"}  # fmt: skip
COUNTED = frozenset({Subject.SCALE, Subject.BATCHES, Subject.DURATION, Subject.BUDGET})


def requirements_from(data: Any, vocabulary: Vocabulary) -> list[Requirement]:
    """Of a list of objects as ``understood`` has them, or of an object of codes by subject: ``{"modality": ["mab"]}``.

    Raises Invalid, naming what makes no sense.
    """
    rows = list(_rows(data))
    if len(rows) > MOST:
        raise _wrong(_("At most %(most)s requirements can be sent at once.") % {"most": MOST})
    return [requirement for row in rows for requirement in _requirements(row, vocabulary)]


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


def _requirements(row: dict[str, Any], vocabulary: Vocabulary) -> Iterable[Requirement]:
    unknown = sorted(str(name)[:40] for name in set(row) - FIELDS - ANSWERED)
    if unknown:
        raise _wrong(_("A requirement has no field “%(name)s”.") % {"name": unknown[0]})
    for name in ("start", "end"):
        if row.get(name) is not None and not isinstance(row[name], int):
            raise _wrong(_("“%(name)s” counts characters; days are “starts_on” and “ends_on”.") % {"name": name})
    subject = _choice(row.get("subject"), Subject)
    force = _choice(row.get("force") or Force.MUST, Force)
    if subject in COUNTED:
        yield _figure(subject, force, row, vocabulary)
    elif subject == Subject.WINDOW:
        yield _window(force, row)
    else:
        codes = row.get("codes") or [row.get("code")]
        if not isinstance(codes, list):
            raise _wrong(_("“codes” is a list."))
        words = "/".join(str(code) for code in codes) if len(codes) > 1 else ""
        place = len(words) and hash_of(words)
        in_force = subject == Subject.STANDARD and row.get("in_force") is True
        for code in codes:
            known = _code(code, subject, vocabulary)
            yield Requirement(subject, force, known, words=words, start=place, end=place, in_force=in_force)


def hash_of(words: str) -> int:
    """A place for codes that are a choice between them: the same for the same codes, in no text."""
    return -1 - sum(ord(char) * (number + 1) for number, char in enumerate(words))


def _choice(value: Any, choices: Any) -> Any:
    text = str(value).replace("_", "-")
    if text not in choices.values:
        known = ", ".join(choices.values)
        raise _wrong(_("“%(value)s” is none of: %(known)s.") % {"value": text[:40], "known": known})
    return choices(text)


def _code(value: Any, subject: Subject, vocabulary: Vocabulary) -> str:
    code = str(value)
    if subject == Subject.CONFIDENTIALITY:
        return code[:40]
    model = Jurisdiction if subject == Subject.JURISDICTION else kinds.VOCABULARY_OF[KINDS[subject]]
    is_region = subject == Subject.COUNTRY and code in vocabulary.terms[Region]
    if not is_region and code not in vocabulary.terms[model]:
        raise _wrong(_("No %(subject)s is called “%(code)s”.") % {"subject": subject.label, "code": code[:60]})
    return code


def _figure(subject: Subject, force: Force, row: dict[str, Any], vocabulary: Vocabulary) -> Requirement:
    low, high = _number(row.get("low", row.get("value"))), _number(row.get("high"))
    if low is None and high is None:
        raise _wrong(_("A %(subject)s needs a number.") % {"subject": str(subject.label).lower()})
    if low is not None and high is not None and low > high:
        raise _wrong(_("“low” is more than “high”: %(low)s, %(high)s.") % {"low": f"{low:f}", "high": f"{high:f}"})
    unit = str(row.get("unit") or "")
    if subject == Subject.SCALE and unit not in vocabulary.terms[Unit]:
        raise _wrong(_("“%(unit)s” is no unit here.") % {"unit": unit[:60]})
    if subject == Subject.BUDGET and not (len(unit) == 3 and unit.isascii() and unit.isupper()):
        raise _wrong(_("A budget needs its currency in three capitals."))
    of_one = subject == Subject.SCALE and row.get("of_one") is True
    return Requirement(subject, force, low=low, high=high, unit=unit, of_one=of_one)


def _window(force: Force, row: dict[str, Any]) -> Requirement:
    first, last = _day(row.get("starts_on")), _day(row.get("ends_on"))
    if first is None and last is None:
        raise _wrong(_("A time window needs “starts_on”, “ends_on” or both."))
    if first is not None and last is not None and first > last:
        raise _wrong(_("The window ends before it starts: %(first)s, %(last)s.") % {"first": first, "last": last})
    return Requirement(Subject.WINDOW, force, starts_on=first, ends_on=last)


def _number(value: Any) -> Decimal | None:
    if value is None or value == "":
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        raise _wrong(_("“%(value)s” is no number.") % {"value": str(value)[:40]}) from None
    if not number.is_finite() or not 0 < number < LARGEST:
        raise _wrong(_("“%(value)s” is out of range.") % {"value": str(value)[:40]})
    return number


def _day(value: Any) -> date | None:
    if not value:
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise _wrong(_("“%(value)s” is no date; write YYYY-MM-DD.") % {"value": str(value)[:40]}) from None
