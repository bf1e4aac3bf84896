"""A project and its work packages, as a sponsor writes them down."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import FigureField
from projects.briefs.actions.package import PackageFacts, facts_of_package
from projects.briefs.actions.project import ProjectFacts, facts_of_project
from projects.briefs.enums import FundingStage, Tier
from projects.briefs.models import CONFIDENTIAL_FIELDS, LONGEST_NOTES, Project, WorkPackage
from providers.forms.fields import DAY, Chosen, ChosenBranches, TermField, UnitField
from vocabulary.choosing import PickerForm
from vocabulary.models import Country, ExpressionSystem, Jurisdiction, Modality, ServiceLine, Stage, Standard

COMMON_CURRENCIES = (
    "EUR",
    "USD",
    "GBP",
    "CHF",
    "CNY",
    "JPY",
    "AUD",
    "CAD",
    "SGD",
    "HKD",
    "KRW",
    "INR",
    "SEK",
    "DKK",
    "NOK",
)
NOT_SAID = _("Not said")


def money_field(label: Any) -> FigureField:
    """Major units, above 0."""
    return FigureField(label=label, required=False, max_digits=14, decimal_places=2)


def scale_field(label: Any) -> FigureField:
    """A figure of a scale, which for vectors has many digits."""
    return FigureField(label=label, required=False, max_digits=24, decimal_places=6)


def tier_field(label: Any) -> forms.ChoiceField:
    """From when bidders see a field."""
    return forms.ChoiceField(label=label, required=False, choices=Tier.choices)


def initial_of(facts: ProjectFacts | PackageFacts) -> dict[str, Any]:
    """What facts say as a form opens with it: several terms by their codes."""
    values = {name: getattr(facts, name) for name in facts.__dataclass_fields__}
    return {name: [one.pk for one in value] if isinstance(value, tuple) else value for name, value in values.items()}


class WithTimeAndMoney(PickerForm):
    """Window and budget."""

    starts_on = forms.DateField(label=_("Starts"), required=False, widget=DAY)
    latest_start = forms.DateField(label=_("Starts at the latest"), required=False, widget=DAY)
    ends_on = forms.DateField(label=_("Ends"), required=False, widget=DAY)
    budget_low = money_field(_("Budget from"))
    budget_high = money_field(_("Budget to"))
    currency = forms.ChoiceField(label=_("Currency"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = self.initial.get("currency") or self.data.get("currency", "")
        codes = sorted({*COMMON_CURRENCIES, *([own] if own else [])})
        self.fields["currency"].choices = [("", NOT_SAID), *((code, code) for code in codes)]  # type: ignore[attr-defined]

    def typed(self) -> dict[str, Any]:
        """What was typed, with several terms as tuples."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        many = {name for name, field in self.fields.items() if isinstance(field, forms.ModelMultipleChoiceField)}
        return {name: tuple(value) if name in many else value for name, value in values.items()}


class ProjectForm(WithTimeAndMoney):
    """What holds for the whole project."""

    field_order = ("codename", "title", "asset", "indication", "modalities", "stage", "jurisdictions")

    codename = forms.CharField(label=_("Codename"), max_length=80, help_text=_("Bidders see it."))
    title = forms.CharField(label=_("Title"), max_length=200, required=False, help_text=_("Confidential."))
    asset = forms.CharField(label=_("Asset"), max_length=200, required=False, help_text=_("Confidential."))
    indication = forms.CharField(label=_("Indication"), max_length=200, required=False, help_text=_("Confidential."))
    modalities = ChosenBranches(Modality, label=_("Modalities"), required=False)
    stage = TermField(Stage.objects.in_use(), label=_("Stage now"), required=False, empty_label=NOT_SAID)
    jurisdictions = Chosen(Jurisdiction, label=_("Target markets"), required=False)
    funding = forms.ChoiceField(label=_("Funding"), required=False, choices=[("", NOT_SAID), *FundingStage.choices])
    needs_cda = forms.BooleanField(label=_("A CDA before bidders see details"), required=False)
    notes = forms.CharField(
        label=_("Notes"),
        required=False,
        max_length=LONGEST_NOTES,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Your own: bidders never see them."),
    )
    title_tier = tier_field(_("Who sees the title"))
    asset_tier = tier_field(_("Who sees the asset"))
    indication_tier = tier_field(_("Who sees the indication"))
    budget_tier = tier_field(_("Who sees the budget"))

    @staticmethod
    def values_of(project: Project) -> dict[str, Any]:
        """What stands there, to begin with."""
        facts = facts_of_project(project)
        tiers = {f"{name}_tier": tier.value for name, tier in project.tiers.items()}
        return initial_of(facts) | tiers | {"version": project.version}

    def facts(self) -> ProjectFacts:
        """What was typed, ready for an action."""
        typed = self.typed()
        tiers = {name: typed.pop(f"{name}_tier") or Tier.CDA.value for name in CONFIDENTIAL_FIELDS}
        return ProjectFacts(**typed, disclosure=tiers)


class PackageForm(WithTimeAndMoney):
    """A part of the project that can be sourced alone."""

    FOLDED = (
        "systems", "standards_required", "standards_preferred", "countries_allowed", "countries_preferred", "countries_avoided",
        "countries_excluded",
    )  # fmt: skip
    """Long lists that open when somebody wants them."""
    field_order = (
        "service_line",
        "is_wish",
        "stage",
        "scale_low",
        "scale_high",
        "scale_unit",
        "scale_of_one",
        "batches",
        "systems",
    )

    service_line = TermField(ServiceLine.objects.in_use().exclude(parent=None), label=_("Service line"))
    is_wish = forms.BooleanField(
        label=_("A wish, not a must"), required=False, help_text=_("The project can do without it. Bidders are told so.")
    )
    stage = TermField(Stage.objects.in_use(), label=_("Stage"), required=False, empty_label=NOT_SAID)
    scale_low = scale_field(_("Scale from"))
    scale_high = scale_field(_("Scale to"))
    scale_unit = UnitField()
    scale_of_one = forms.BooleanField(
        label=_("In one reactor or vessel"), required=False, help_text=_("Several together will not do.")
    )
    batches = forms.IntegerField(label=_("Batches"), required=False, min_value=1, max_value=9999)
    systems = Chosen(ExpressionSystem, label=_("Expression systems"), required=False)
    standards_required = Chosen(Standard, label=_("Required standards"), required=False)
    certificates_in_force = forms.BooleanField(
        label=_("A certificate in force for each required standard"),
        required=False,
        help_text=_("Only providers who show one here, verified and not ended, miss nothing."),
    )
    standards_preferred = Chosen(Standard, label=_("Preferred standards"), required=False)
    countries_allowed = Chosen(Country, label=_("Only in these countries"), required=False)
    countries_preferred = Chosen(Country, label=_("Preferred countries"), required=False)
    countries_avoided = Chosen(
        Country,
        label=_("Rather not in these countries"),
        required=False,
        help_text=_("Who can do it nowhere else comes lower, and is not shut out."),
    )
    countries_excluded = Chosen(Country, label=_("Not in these countries"), required=False)
    depends_on = forms.ModelMultipleChoiceField(
        WorkPackage.objects.none(), label=_("Needs first"), required=False, widget=forms.CheckboxSelectMultiple
    )
    questions = forms.CharField(
        label=_("Questions to bidders"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, project: Project, package: WorkPackage | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = project.packages.select_related("service_line")
        if package:
            others = others.exclude(pk=package.pk)
        self.fields["depends_on"].queryset = others  # type: ignore[attr-defined]

    @staticmethod
    def values_of(package: WorkPackage) -> dict[str, Any]:
        """What stands there, to begin with."""
        facts = facts_of_package(package)
        return initial_of(facts) | {"version": package.version}

    def facts(self) -> PackageFacts:
        """What was typed, ready for an action."""
        return PackageFacts(**self.typed())
