"""Filters of the catalogue, the same for the pages and the API. Several values of one mean or, several filters mean and."""

from decimal import Decimal
from functools import cache
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.quantity import UnitOfMeasure
from services.enums import Ordering, PriceModel
from services.models import Offering
from services.models.offering import LONGEST_LEAD_WEEKS
from services.search import kinds
from services.search.query import Scale, Wanted
from services.search.reading import index_at_hand
from vocabulary.models import Unit
from vocabulary.selectors.vocabulary import Vocabulary, vocabulary_at_hand

MOST_VALUES = 50
SEPARATOR = ":"


class TextField(forms.CharField):
    """Any text, of any length: what cannot be stored cannot be found either, and is no error."""

    def to_python(self, value: Any) -> str:
        return str(value or "").replace("\0", " ").strip()

    def run_validators(self, value: Any) -> None:
        """Nothing is wrong with any text."""


class CodesField(forms.Field):
    """Codes of one kind. Raises ValidationError, naming the first that nothing is called by."""

    def __init__(self, *, kind: str, **kwargs: Any) -> None:
        super().__init__(widget=forms.MultipleHiddenInput, **kwargs)
        self.kind = kind

    def to_python(self, value: Any) -> tuple[str, ...]:
        given = [str(one).strip() for one in (value if isinstance(value, list | tuple) else [value]) if one]
        return tuple(dict.fromkeys(one for one in given if one))

    def validate(self, value: Any) -> None:
        super().validate(value)
        if len(value) > MOST_VALUES:
            raise ValidationError(_("Choose at most %(most)s."), params={"most": MOST_VALUES})
        unknown = next((code for code in value if not self._is_known(code)), None)
        if unknown is not None:
            raise ValidationError(_("Nothing is called “%(code)s” here."), params={"code": unknown[:60]})

    def _is_known(self, code: str) -> bool:
        if self.kind == kinds.PRICE_MODEL:
            return code in PriceModel.values
        if self.kind == kinds.PROVIDER:
            return code in index_at_hand().of_kind(kinds.PROVIDER)
        return code in vocabulary_at_hand().terms[kinds.VOCABULARY_OF[self.kind]]


class CodesFilter(django_filters.Filter):
    """One kind of thing that offerings have in common."""

    field_class = CodesField


class TextFilter(django_filters.Filter):
    """What the words mean, in English or Chinese."""

    field_class = TextField


def measure_of(choice: str, vocabulary: Vocabulary) -> UnitOfMeasure:
    """The unit of a choice. Raises KeyError for one that there is not."""
    code, _separator, alias = choice.partition(SEPARATOR)
    unit = vocabulary.terms[Unit][code]
    assert isinstance(unit, Unit)  # noqa: S101 - what the mapping holds
    return unit.as_measure(alias)


class UnitField(forms.CharField):
    """A unit, or one of its multiples, as ``code`` or ``code:kL``. Raises ValidationError, naming what is none."""

    def validate(self, value: Any) -> None:
        if not value:
            return
        try:
            measure_of(value, vocabulary_at_hand())
        except KeyError:
            raise ValidationError(_("“%(unit)s” is no unit here."), params={"unit": str(value)[:60]}) from None


class UnitFilter(django_filters.Filter):
    """What the minimum scale is counted in."""

    field_class = UnitField


class CatalogueForm(forms.Form):
    """A scale needs its unit."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("min_scale") is not None and not cleaned.get("unit") and "unit" not in self.errors:
            self.add_error("unit", _("Choose what the scale is counted in."))
        return cleaned


class SharedFields(dict[str, forms.Field]):
    """Fields that all forms of a class share, since nothing about them changes; copying them costs more than a search."""

    def __deepcopy__(self, memo: object) -> dict[str, forms.Field]:
        return dict(self)


@cache
def _form_class() -> type[CatalogueForm]:
    fields = {name: one.field for name, one in CatalogueFilter.base_filters.items()}
    made: type[CatalogueForm] = type("CatalogueForm", (CatalogueForm,), fields)
    made.base_fields = SharedFields(made.base_fields)
    return made


class CatalogueFilter(django_filters.FilterSet):
    """What a reader narrows the catalogue by. A broader term includes all below it."""

    q = TextFilter(label=_("What do you need?"))
    stage = CodesFilter(kind=kinds.STAGE, label=_("Stage"))
    service_line = CodesFilter(kind=kinds.SERVICE_LINE, label=_("Service line"))
    modality = CodesFilter(kind=kinds.MODALITY, label=_("Modality"))
    expression_system = CodesFilter(kind=kinds.SYSTEM, label=_("Expression system"))
    standard = CodesFilter(kind=kinds.STANDARD, label=_("Standard"))
    country = CodesFilter(kind=kinds.COUNTRY, label=_("Country of a site"))
    provider = CodesFilter(kind=kinds.PROVIDER, label=_("Provider"))
    price_model = CodesFilter(kind=kinds.PRICE_MODEL, label=_("Price model"))
    min_scale = django_filters.NumberFilter(label=_("At least"), min_value=0, max_digits=18, decimal_places=6)
    unit = UnitFilter(label=_("Unit"))
    max_lead_weeks = django_filters.NumberFilter(
        label=_("Starts within weeks"), min_value=0, max_value=LONGEST_LEAD_WEEKS, decimal_places=0, max_digits=4
    )
    ordering = django_filters.ChoiceFilter(label=_("Order"), choices=Ordering.choices)

    class Meta:
        model = Offering
        fields: list[str] = []
        form = CatalogueForm

    def __init__(self, data: Any) -> None:
        """Without what a filter set of a queryset needs: copies of the filters, and a form class made anew each time, cost
        more than a search."""
        self.data, self.is_bound, self.form_prefix = data, data is not None, None
        self.filters = self.base_filters

    def get_form_class(self) -> type[CatalogueForm]:
        return _form_class()

    def wanted(self) -> Wanted:
        """What is asked for, without the filters that make no sense; ``form.errors`` names those."""
        self.form.is_valid()
        given = self.form.cleaned_data
        weeks = given.get("max_lead_weeks")
        return Wanted(
            text=given.get("q", ""),
            codes={kind: given[kind] for kind in kinds.FACETS if given.get(kind)},
            scale=self._scale(given.get("min_scale"), given.get("unit")),
            max_lead_weeks=None if weeks is None else int(weeks),
            ordering=Ordering(given.get("ordering") or Ordering.RELEVANCE),
        )

    def _scale(self, value: Decimal | None, unit: str | None) -> Scale | None:
        if not value or not unit:
            return None
        measure = measure_of(unit, vocabulary_at_hand())
        return Scale(measure.dimension, value * measure.factor)
