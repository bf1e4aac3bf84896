"""Two who write the same quote: what each says, field by field, so that no price is lost without a word."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest
from typing import Any

from django import forms
from django.utils.formats import date_format

from projects.briefs.forms.conflict import NOTHING, Conflict, Difference
from projects.sourcing.content import Assumption, LineAnswer, MilestoneOffer, QuoteContent, Reply
from projects.sourcing.forms.quote import (
    HEAD,
    AssumptionForm,
    LineAnswerForm,
    MilestoneForm,
    QuoteForm,
    ReplyForm,
    reply_name,
)
from projects.sourcing.models import RfqLine
from providers.forms.fields import plain

LINE = ("answer", "price_model", "price", "quantity", "note")
MILESTONE = ("title", "week", "amount")
ASSUMPTION = ("text",)


@dataclass(frozen=True)
class Pair:
    """The same part of the quote as each of the two has it. ``name`` and ``where`` stand before those of its fields."""

    form: type[forms.Form]
    fields: tuple[str, ...]
    mine: Any
    theirs: Any
    name: str = ""
    where: str = ""


def conflict_of_quote(mine: QuoteContent, theirs: QuoteContent, lines: list[RfqLine], version: int) -> Conflict:
    """Between what was typed and what stands, which is of that ``version`` of the quote."""
    told = (
        Difference(
            f"{pair.name}{field}",
            f"{pair.where}{pair.form.base_fields[field].label}",
            _said(pair.form.base_fields[field], getattr(pair.mine, field)),
            _said(pair.form.base_fields[field], getattr(pair.theirs, field)),
        )
        for pair in _pairs(mine, theirs, lines)
        for field in pair.fields
        if getattr(pair.mine, field) != getattr(pair.theirs, field)
    )
    return Conflict(version, tuple(told))


def with_theirs(mine: QuoteContent, theirs: QuoteContent, lines: list[RfqLine], names: Collection[str]) -> QuoteContent:
    """What was typed, but of these fields what stands."""
    if not names:
        return mine
    head, *parts = (_taken(pair, names) for pair in _pairs(mine, theirs, lines))
    milestones = [one for one in parts if isinstance(one, MilestoneOffer) and (one.title or one.amount or one.week)]
    assumptions = [one for one in parts if isinstance(one, Assumption) and one.text]
    answers = [
        replace(one, replies=_replies(one, theirs.answers.get(one.line, LineAnswer(one.line)), names))
        for one in parts
        if isinstance(one, LineAnswer)
    ]
    whole: QuoteContent = replace(head, lines=tuple(answers), milestones=tuple(milestones), assumptions=tuple(assumptions))
    return whole


def _pairs(mine: QuoteContent, theirs: QuoteContent, lines: list[RfqLine]) -> Iterator[Pair]:
    """The whole first, then its parts: a line by its id, what has none by its place."""
    yield Pair(QuoteForm, HEAD, mine, theirs)
    for line in lines:
        key = str(line.pk)
        answer, other_answer = (one.answers.get(key, LineAnswer(key)) for one in (mine, theirs))
        yield Pair(LineAnswerForm, LINE, answer, other_answer, f"line-{key}-", f"{line}, ")
        for question in _questions(answer, other_answer):
            mine_said, theirs_said = (Reply(question, one.reply_to(question)) for one in (answer, other_answer))
            yield Pair(
                ReplyForm, ("text",), mine_said, theirs_said, f"line-{key}-{reply_name(question)}-", f"{line}, {question} "
            )
    payments = zip_longest(mine.milestones, theirs.milestones, fillvalue=MilestoneOffer(""))
    for number, (payment, other_payment) in enumerate(payments, 1):
        yield Pair(MilestoneForm, MILESTONE, payment, other_payment, f"milestone-{number}-", f"{number}. ")
    blank = Assumption("", "")
    for number, (one, other) in enumerate(zip_longest(mine.assumptions, theirs.assumptions, fillvalue=blank), 1):
        kept = replace(one, id=one.id or other.id)
        yield Pair(AssumptionForm, ASSUMPTION, kept, other, f"assumption-{number}-", f"{number}. ")


def _questions(mine: LineAnswer, theirs: LineAnswer) -> list[str]:
    """Answered by either of the two."""
    return list(dict.fromkeys(one.question for one in (*mine.replies, *theirs.replies)))


def _replies(mine: LineAnswer, theirs: LineAnswer, names: Collection[str]) -> tuple[Reply, ...]:
    """What was typed, but of these questions what stands."""
    told = [
        Reply(one, (theirs if f"line-{mine.line}-{reply_name(one)}-text" in names else mine).reply_to(one))
        for one in _questions(mine, theirs)
    ]
    return tuple(one for one in told if one.text)


def _taken(pair: Pair, names: Collection[str]) -> Any:
    return replace(pair.mine, **{one: getattr(pair.theirs, one) for one in pair.fields if f"{pair.name}{one}" in names})


def _said(field: forms.Field, value: Any) -> str:
    if value in (None, ""):
        return NOTHING
    labels = {str(code): str(label) for code, label in getattr(field, "choices", ())}
    return labels.get(str(value)) or (date_format(value) if isinstance(value, date) else str(plain(value)))
