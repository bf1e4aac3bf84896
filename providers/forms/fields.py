"""Fields for terms of the vocabularies."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.figures import written
from core.forms import FigureField
from vocabulary import choosing
from vocabulary.models import Term, TreeTerm, Unit
from vocabulary.selectors.vocabulary import current_vocabulary

INDENT = "\N{EM SPACE}"
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _label(term: Term) -> str:
    """Narrower terms stand under the broader."""
    return INDENT * 2 * (term.level - 1) + term.label if isinstance(term, TreeTerm) else term.label


class TermField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable at run time
    """One term in use."""

    def label_from_instance(self, obj: Any) -> str:
        return _label(obj)


class Chosen(choosing.TermsField):
    """Several terms in use, at the lowest level."""

    def clean(self, value: Any) -> Any:
        """The terms themselves, in the order they were sent."""
        known = current_vocabulary().terms[self.model]
        terms = tuple(known[code] for code in super().clean(value))
        retired = next((term for term in terms if term.is_retired), None)
        if retired is not None:
            raise forms.ValidationError(_("“%(term)s” is not in use any more."), params={"term": retired.label})
        return terms


class ChosenBranches(Chosen):
    """The same at any level."""

    picker = choosing.BranchPicker


class UnitField(TermField):
    """What a scale is counted in, by symbol and name."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Unit.objects.in_use(), required=False, label=_("Unit"), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.written} · {obj.label}"


def plain(value: Any) -> Any:
    """A figure without the zeros that its column pads it with; anything else as it is."""
    return written(value) if isinstance(value, Decimal) else value


def figure_field(label: Any) -> FigureField:
    """A figure of a scale: above 0, with up to three decimals."""
    return FigureField(label=label, required=False, max_digits=18, decimal_places=3)
