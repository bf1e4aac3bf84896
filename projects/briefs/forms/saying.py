"""What a person says of a brief beside its words: one form for each kind of requirement."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.money import CURRENCIES
from projects.briefs.forms.project import COMMON_CURRENCIES, money_field, scale_field
from projects.briefs.requirements import MODELS, Confidentiality, Force, Requirement, Subject, forces_of
from providers.forms.fields import DAY, TermField, UnitField, plain
from vocabulary.models import ServiceLine


class SubjectForm(forms.Form):
    """What is to be added to a draft."""

    subject = forms.ChoiceField(label=_("Add a requirement"), choices=Subject.choices)


class SayingForm(forms.Form):
    """A requirement of one subject; its fields are those that the subject has."""

    force = forms.ChoiceField(label=_("Must or wish"), initial=Force.MUST)
    field_order = ("code", "low", "high", "unit", "starts_on", "latest_start", "ends_on", "force")

    def __init__(self, *args: Any, subject: Subject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.subject = subject
        self.fields["force"].choices = [(one.value, one.label) for one in forces_of(subject)]  # type: ignore[attr-defined]
        self.fields.update(_fields_of(subject, self.initial.get("unit", "")))
        self.order_fields(self.field_order)

    @staticmethod
    def values_of(one: Requirement) -> dict[str, Any]:
        """What stands there, to begin with."""
        names = ("code", "low", "high", "unit", "starts_on", "latest_start", "ends_on")
        figures = {name: Decimal(plain(value)) for name in ("low", "high") if (value := getattr(one, name)) is not None}
        return {name: getattr(one, name) for name in names} | figures | {"force": one.force.value}

    def said(self) -> Requirement:
        """What was chosen and typed, ready for an action."""
        given = self.cleaned_data
        low, high = self._range()
        return Requirement(
            self.subject,
            Force(given["force"]),
            code=_code(given.get("code")),
            low=low,
            high=high,
            unit=_code(given.get("unit")),
            starts_on=given.get("starts_on"),
            latest_start=given.get("latest_start"),
            ends_on=given.get("ends_on"),
        )

    def _range(self) -> tuple[Decimal | None, Decimal | None]:
        """Where both ends were one figure and one of them was changed, it is one figure still."""
        low, high = (self.cleaned_data.get(name) for name in ("low", "high"))
        if self.subject is Subject.BATCHES and low is not None:
            return Decimal(low), Decimal(low)
        changed = {"low", "high"} & set(self.changed_data)
        was_one = self.initial.get("low") is not None and self.initial.get("low") == self.initial.get("high")
        if was_one and len(changed) == 1 and None not in {low, high}:
            low = high = self.cleaned_data[changed.pop()]
        return low, high


def _code(value: Any) -> str:
    return value if isinstance(value, str) else value.pk if value else ""


def _fields_of(subject: Subject, currency: str) -> dict[str, forms.Field]:
    if subject is Subject.SERVICE_LINE:
        return {"code": TermField(ServiceLine.objects.in_use().exclude(parent=None), label=subject.label)}
    if subject in MODELS:
        return {"code": TermField(MODELS[subject].objects.in_use(), label=subject.label)}
    if subject is Subject.CONFIDENTIALITY:
        return {"code": forms.ChoiceField(label=subject.label, choices=Confidentiality.choices)}
    if subject is Subject.WINDOW:
        return {
            "starts_on": forms.DateField(label=_("Starts"), required=False, widget=DAY),
            "latest_start": forms.DateField(label=_("Starts at the latest"), required=False, widget=DAY),
            "ends_on": forms.DateField(label=_("Ends"), required=False, widget=DAY),
        }
    if subject is Subject.BATCHES:
        return {"low": forms.IntegerField(label=_("Batches"), min_value=1, max_value=9999)}
    if subject is Subject.DURATION:
        return {"low": scale_field(_("Weeks, at least")), "high": scale_field(_("Weeks, at most"))}
    if subject is Subject.BUDGET:
        codes = sorted({*COMMON_CURRENCIES, *({currency} & CURRENCIES)})
        unit = forms.ChoiceField(
            label=_("Currency"), choices=[("", "–"), *((code, code) for code in codes)], required=False
        )
        return {"low": money_field(_("Budget from")), "high": money_field(_("Budget to")), "unit": unit}
    return {"low": scale_field(_("Scale from")), "high": scale_field(_("Scale to")), "unit": UnitField()}
