"""Fields of sourcing's forms: moments in a chosen zone, terms without a query each, amounts."""

import re
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.forms import FigureField
from core.languages import joined
from vocabulary.models import Term, TreeTerm
from vocabulary.phrases import normalised
from vocabulary.selectors.vocabulary import current_vocabulary

LOCAL = "%Y-%m-%dT%H:%M"
ZONES = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "SystemV/")))
NONE = ("", "–")
SEPARATORS = re.compile(r"[,;，；、\n]")


class LocalMoment(forms.DateTimeField):
    """A moment as a clock on the wall shows it. Which clock, the form knows: ``in_zone`` makes it a moment."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=LOCAL)
        super().__init__(widget=widget, input_formats=[LOCAL, f"{LOCAL}:%S", "%Y-%m-%d %H:%M"], **kwargs)

    def to_python(self, value: Any) -> Any:
        with timezone.override(UTC):
            found = super().to_python(value)
        return found.replace(tzinfo=None) if found else None


def in_zone(value: datetime | None, zone: ZoneInfo) -> datetime | None:
    """The moment at which a clock in that zone shows it."""
    return value.replace(tzinfo=zone) if value else None


def on_the_wall(value: datetime | None, zone: ZoneInfo) -> datetime | None:
    """What a clock in that zone shows at the moment."""
    return value.astimezone(zone).replace(tzinfo=None) if value else None


def zone_field() -> forms.ChoiceField:
    """Names as the IANA gives them."""
    choices = [("UTC", "UTC"), *((zone, zone.replace("_", " ")) for zone in ZONES)]
    return forms.ChoiceField(label=_("Time zone"), choices=choices, initial="UTC")


class CodeField(forms.ChoiceField):
    """A term in use by its code, or none. The vocabulary is at hand, so that many of these take no query."""

    def __init__(self, model: type[Term], **kwargs: Any) -> None:
        self.model = model
        super().__init__(required=False, choices=self._choices, **kwargs)

    def _choices(self) -> list[tuple[str, str]]:
        terms = [one for one in current_vocabulary().terms[self.model].values() if not one.is_retired]
        leaves = [one for one in terms if not isinstance(one, TreeTerm) or one.is_leaf]
        return [NONE, *((one.pk, one.label) for one in leaves)]

    def prepare_value(self, value: Any) -> Any:
        return value.pk if isinstance(value, Term) else value

    def clean(self, value: Any) -> Any:
        code = super().clean(value)
        return current_vocabulary().terms[self.model].get(code) if code else None


class CodesField(forms.MultipleChoiceField):
    """Several terms in use by their codes."""

    def __init__(self, model: type[Term], **kwargs: Any) -> None:
        self.model = model
        super().__init__(required=False, choices=self._choices, widget=forms.SelectMultiple(attrs={"size": 4}), **kwargs)

    def _choices(self) -> list[tuple[str, str]]:
        terms = current_vocabulary().terms[self.model].values()
        return [(one.pk, one.label) for one in terms if not one.is_retired]

    def prepare_value(self, value: Any) -> Any:
        return [one.pk if isinstance(one, Term) else one for one in value or []]

    def clean(self, value: Any) -> Any:
        return tuple(current_vocabulary().terms[self.model][code] for code in super().clean(value))


class NamesField(forms.CharField):
    """Several terms by name or code with commas between them: of a long list, on a form that has many of them."""

    def __init__(self, model: type[Term], **kwargs: Any) -> None:
        self.model = model
        super().__init__(required=False, max_length=2000, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return (
            joined(one.label if isinstance(one, Term) else str(one) for one in value)
            if isinstance(value, tuple | list)
            else value
        )

    def clean(self, value: Any) -> Any:
        terms = [one for one in current_vocabulary().terms[self.model].values() if not one.is_retired]
        known = {normalised(name): one for one in terms for name in (one.label_en, one.label_zh, one.code)}
        typed = [one.strip() for one in SEPARATORS.split(super().clean(value)) if one.strip()]
        strange = [one for one in typed if normalised(one) not in known]
        if strange:
            text = gettext("“%(text)s” is not known. Write names or codes with commas between them.")
            raise forms.ValidationError(text % {"text": strange[0][:60]})
        return tuple(dict.fromkeys(known[normalised(one)] for one in typed))


def area(label: Any, *, required: bool = False, rows: int = 3, most: int = 5000, **kwargs: Any) -> forms.CharField:
    """A text of several lines."""
    return forms.CharField(
        label=label, required=required, max_length=most, widget=forms.Textarea(attrs={"rows": rows}), **kwargs
    )


def amount(label: Any) -> FigureField:
    """Major units; what is too fine for a currency is told when the quote is checked."""
    return FigureField(label=label, required=False, max_digits=18, decimal_places=6)
