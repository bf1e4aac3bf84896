"""A quote as its provider writes it: every field may be empty until it is sent. Nothing of it is kept anywhere else."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.sourcing.content import LONGEST_REPLY, Assumption, LineAnswer, MilestoneOffer, QuoteContent, Reply
from projects.sourcing.enums import Answer, PriceModel, QuoteKind
from projects.sourcing.forms.fields import amount, area
from projects.sourcing.models import RfqLine
from projects.sourcing.models.line import AskedQuestion
from providers.forms.fields import DAY


class QuoteForm(forms.Form):
    """What holds for the whole quote."""

    kind = forms.ChoiceField(label=_("What it is"), choices=QuoteKind.choices)
    currency = forms.CharField(label=_("Currency"), max_length=3, required=False, help_text=_("ISO 4217 code."))
    valid_until = forms.DateField(label=_("Valid until"), required=False, widget=DAY)
    weeks = forms.IntegerField(label=_("Weeks from start to the last result"), required=False, min_value=1, max_value=1000)
    summary = area(_("Summary"))
    team = area(_("Named team"), most=2000, rows=2)
    up_front_reason = area(_("Why a payment up front is needed"), most=2000, rows=2)
    tax_note = forms.CharField(label=_("Tax"), max_length=500, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


def reply_name(question: str) -> str:
    """The field that answers it: an amended question is another one, wherever it stands in the list."""
    return f"reply_{sha256(question.encode()).hexdigest()[:12]}"


class LineAnswerForm(forms.Form):
    """The answer to one requested line, with a field for each question about it.

    ``former`` are answers to what is not asked any more: they are shown, and kept as they were written.
    """

    line = forms.CharField(widget=forms.HiddenInput)
    answer = forms.ChoiceField(label=_("Reply"), required=False, choices=[("", _("Not answered yet")), *Answer.choices])
    price_model = forms.ChoiceField(label=_("Priced"), choices=PriceModel.choices, initial=PriceModel.FIXED)
    price = amount(_("Price, or cap"))
    quantity = amount(_("How many"))
    note = area(_("Note"), most=2000, rows=2)

    def __init__(
        self, *args: Any, asked: Iterable[AskedQuestion] = (), former: Iterable[Reply] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asked, self.former = tuple(asked), tuple(former)
        for one in self.asked:
            words = _("Must be answered before the quote can be sent.") if one.is_required else ""
            self.fields[reply_name(one.text)] = area(one.text, most=LONGEST_REPLY, rows=2, help_text=words)

    @property
    def replies(self) -> list[forms.BoundField]:
        return [self[reply_name(one.text)] for one in self.asked]

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.base_fields if not self[name].is_hidden]

    @property
    def given(self) -> LineAnswer:
        """What was typed."""
        values = {name: self.cleaned_data[name] for name in self.base_fields}
        replies = [Reply(one.text, self.cleaned_data[reply_name(one.text)]) for one in self.asked]
        return LineAnswer(**values, replies=(*(one for one in replies if one.text), *self.former))


class LineAnswers(forms.BaseFormSet):  # type: ignore[type-arg]  # it takes none at run time
    """A form a line. Which line it answers, its hidden field says: lines may have changed since the page was read."""

    def __init__(self, *args: Any, lines: Iterable[RfqLine], standing: QuoteContent, **kwargs: Any) -> None:
        self.known = {str(line.pk): line for line in lines}
        self.standing = standing.answers
        super().__init__(*args, **kwargs)

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_form_kwargs(index)
        line = self.known.get(self._key(index))
        if line is None:
            return kwargs
        texts = {one.text for one in line.asked}
        written = self.standing.get(str(line.pk), LineAnswer(str(line.pk))).replies
        return kwargs | {"asked": line.asked, "former": [one for one in written if one.question not in texts]}

    def _key(self, index: int | None) -> str:
        if index is None:
            return ""
        if self.is_bound:
            return str(self.data.get(f"{self.add_prefix(index)}-line", ""))
        return str(self.initial[index]["line"]) if self.initial and index < len(self.initial) else ""


class ReplyForm(forms.Form):
    """An answer as two who write the same quote are shown it."""

    text = area(_("Reply"), most=LONGEST_REPLY)


class MilestoneForm(forms.Form):
    """A payment. One with nothing in it is none."""

    title = forms.CharField(label=_("Milestone"), max_length=200, required=False)
    week = forms.IntegerField(label=_("Week"), required=False, min_value=0, max_value=2000)
    amount = amount(_("Amount"))


class AssumptionForm(forms.Form):
    """What the price rests on. One without a text is none."""

    id = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)
    text = area(_("Assumption"), most=2000, rows=2)


LineAnswerFormSet = cast(
    "type[LineAnswers]", forms.formset_factory(LineAnswerForm, formset=LineAnswers, extra=0, max_num=200)
)
MilestoneFormSet = forms.formset_factory(MilestoneForm, extra=2, max_num=200)
AssumptionFormSet = forms.formset_factory(AssumptionForm, extra=2, max_num=200)
HEAD = ("kind", "currency", "valid_until", "weeks", "summary", "team", "up_front_reason", "tax_note")


@dataclass(frozen=True)
class Fault:
    """What keeps it from being saved: in which field (``anchor``), or in none."""

    text: str
    label: str = ""
    anchor: str = ""


class QuoteForms:
    """The forms of a quote, saved together.

    What was sent speaks for itself: held against what is stored, a row that was saved a moment ago would count as untouched,
    and a new row that nobody touched is dropped.
    """

    def __init__(self, data: Any = None, *, content: QuoteContent, lines: list[RfqLine], version: int) -> None:
        answers = content.answers
        head = {name: getattr(content, name) for name in HEAD}
        rows, milestones, assumptions = (
            [_initial(one) for one in part] if data is None else None
            for part in (
                [answers.get(str(line.pk), LineAnswer(str(line.pk))) for line in lines],
                content.milestones,
                content.assumptions,
            )
        )
        self.quote = QuoteForm(data, initial={**head, "version": version})
        self.lines = LineAnswerFormSet(data, initial=rows, prefix="line", lines=lines, standing=content)
        self.milestones = MilestoneFormSet(data, initial=milestones, prefix="milestone")
        self.assumptions = AssumptionFormSet(data, initial=assumptions, prefix="assumption")
        self.rows = list(zip(lines, self.lines, strict=False))

    def is_valid(self) -> bool:
        """Each is asked, so that everything that is wrong is shown at once."""
        return all([self.quote.is_valid(), self.lines.is_valid(), self.milestones.is_valid(), self.assumptions.is_valid()])

    @property
    def faults(self) -> list[Fault]:
        """Everything that was found wrong, in the order of the page."""
        rows = [fault for line, form in self.rows for fault in _faults(form, f"{line}, ")]
        parts = (*self.milestones, *self.assumptions, self.quote)
        return [*rows, *(fault for form in parts for fault in _faults(form))]

    @property
    def content(self) -> QuoteContent:
        """What was typed."""
        head = {name: value for name, value in self.quote.cleaned_data.items() if name != "version"}
        head["currency"] = head["currency"].strip().upper()
        lines = tuple(one.given for one in self.lines)
        milestones = [one.cleaned_data for one in self.milestones if any(one.cleaned_data.values())]
        texts = [one.cleaned_data for one in self.assumptions if one.cleaned_data.get("text")]
        return QuoteContent(
            **head,
            lines=lines,
            milestones=tuple(MilestoneOffer(**one) for one in milestones),
            assumptions=tuple(_with_ids(texts)),
        )


def _initial(part: Any) -> dict[str, Any]:
    """A part of the quote by its fields, its answers to questions by theirs."""
    return {**vars(part), **{reply_name(one.question): one.text for one in getattr(part, "replies", ())}}


def _faults(form: forms.BaseForm, where: str = "") -> Iterator[Fault]:
    """``where`` stands before the name of the field."""
    for error in form.non_field_errors():
        yield Fault(str(error))
    for bound in form:
        for error in bound.errors:
            yield Fault(str(error), f"{where}{bound.label}", bound.id_for_label or bound.auto_id)


def _with_ids(texts: list[dict[str, str]]) -> list[Assumption]:
    """An assumption keeps its id for good; a new one gets the next."""
    taken = [int(one["id"][1:]) for one in texts if one["id"][:1] == "A" and one["id"][1:].isdecimal()]
    following = max(taken, default=0)
    found = []
    for one in texts:
        if not one["id"]:
            following += 1
        found.append(Assumption(one["id"] or f"A{following}", one["text"]))
    return found
