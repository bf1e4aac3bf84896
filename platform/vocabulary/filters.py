"""Filters of the vocabularies. A value that no term has is refused by name."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from vocabulary.enums import DocumentCategory, StandardFamily, SystemFamily
from vocabulary.models import Jurisdiction, Modality, Region, ServiceLine, Stage, Term, TreeTerm
from vocabulary.models.term import TreeQuerySet
from vocabulary.selectors.vocabulary import current_vocabulary


class TermFilter(django_filters.FilterSet):
    """Terms by what people call them. Retired ones are listed only when asked for."""

    q = django_filters.CharFilter(method="by_name", label=_("A name or synonym, in either language"), max_length=200)
    retired = django_filters.ChoiceFilter(
        method="by_retirement", label=_("Retired"), choices=[("true", _("Retired only")), ("false", _("In use only"))]
    )

    def by_name(self, rows: QuerySet[Term], name: str, value: str) -> QuerySet[Term]:
        """Those with a name that contains the text, spelt in any way that means the same."""
        found = current_vocabulary().search(value, rows.model)
        return rows.filter(pk__in=[one.term.code for one in found])

    def by_retirement(self, rows: QuerySet[Term], name: str, value: str) -> QuerySet[Term]:
        """Only the retired, or only those in use."""
        return rows.exclude(retired_at=None) if value == "true" else rows.filter(retired_at=None)

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("retired") else rows.filter(retired_at=None)


class BranchFilter(django_filters.ModelMultipleChoiceFilter):
    """These terms and everything below them."""

    def filter(self, qs: TreeQuerySet[Any], value: QuerySet[TreeTerm]) -> TreeQuerySet[Any]:
        return qs.under(top.code for top in value) if value else qs


class ModalityFilter(TermFilter):
    under = BranchFilter(
        queryset=Modality.objects.all(), field_name="code", label=_("These terms and everything below them")
    )


class ServiceLineFilter(TermFilter):
    under = BranchFilter(
        queryset=ServiceLine.objects.all(), field_name="code", label=_("These terms and everything below them")
    )
    stage = django_filters.ModelMultipleChoiceFilter(
        queryset=Stage.objects.all(), field_name="stages", label=_("Bought at the stage")
    )
    modality = django_filters.ModelMultipleChoiceFilter(
        queryset=Modality.objects.all(), field_name="modalities", label=_("Bought for the modality")
    )


class SystemFilter(TermFilter):
    family = django_filters.MultipleChoiceFilter(choices=SystemFamily.choices)


class StandardFilter(TermFilter):
    family = django_filters.MultipleChoiceFilter(choices=StandardFamily.choices)
    jurisdiction = django_filters.ModelMultipleChoiceFilter(queryset=Jurisdiction.objects.all())


class DocumentTypeFilter(TermFilter):
    category = django_filters.MultipleChoiceFilter(choices=DocumentCategory.choices)


class UnitFilter(TermFilter):
    dimension = django_filters.CharFilter(max_length=40)


class RegulatorFilter(TermFilter):
    jurisdiction = django_filters.ModelMultipleChoiceFilter(queryset=Jurisdiction.objects.all())


class PlaceFilter(TermFilter):
    region = django_filters.ModelMultipleChoiceFilter(queryset=Region.objects.all())
