"""A request as its authors write it."""

from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from core.forms import Sections
from drafts.forms import kept_rows, kept_values
from drafts.models import Draft
from projects.briefs.forms.conflict import Conflict
from projects.sourcing.enums import Audience
from projects.sourcing.forms.fields import LocalMoment, area, in_zone, on_the_wall, zone_field
from projects.sourcing.forms.rfq_line import LineForm, line_initial
from projects.sourcing.selectors.facts import LineFacts, RfqFacts
from providers.forms.fields import DAY

MOMENTS = ("deadline", "question_cutoff", "starts_at")


class RfqForm(Sections, forms.Form):
    """What holds for the whole request. Moments are on a clock of its own time zone."""

    SECTIONS = (
        (_("What every provider sees first"), ("codename", "teaser")),
        (
            _("What stands under confidentiality"),
            ("title", "brief", "needs_cda", "sponsor_named", "cda_months", "handover"),
        ),
        (_("Whom you ask"), ("audience",)),
        (_("Time"), ("deadline", "time_zone", "question_days", "decision_on", "starts_at", "question_cutoff")),
        (
            _("Rules for the quotes"),
            ("currency", "min_validity_days", "is_sealed", "second_person", "envelopes", "budget_known"),
        ),
    )

    codename = forms.CharField(
        label=_("Public name"),
        max_length=120,
        help_text=_("Every invited provider sees it. A code name such as “Project Heron” tells nobody what it is about."),
    )
    teaser = area(
        _("Teaser"),
        most=2000,
        help_text=_(
            "Two or three sentences by which a provider can tell whether it is for them: kind of medicine, stage, scale."
        ),
    )
    title = forms.CharField(
        label=_("Confidential title"),
        max_length=200,
        required=False,
        help_text=_("Seen under the confidentiality agreement."),
    )
    brief = area(
        _("Confidential brief"),
        rows=8,
        most=20000,
        help_text=_("Seen under the confidentiality agreement: what is to be made, how, what is known, what worries you."),
    )
    handover = area(_("For the awarded provider"), help_text=_("Seen after the award by who is awarded."))
    audience = forms.ChoiceField(
        label=_("Addressed to"),
        choices=Audience.choices,
        initial=Audience.SELECTED.value,
        help_text=_(
            "The providers we choose: you invite them. Every provider that can do it: those who can take at least one line "
            "whole see the teaser and join by themselves, beside whom you invite. Fixed once it is published."
        ),
    )
    time_zone = zone_field()
    deadline = LocalMoment(
        label=_("Deadline"), help_text=_("Quotes are taken until this moment, by the server's clock. Four weeks are usual.")
    )
    starts_at = LocalMoment(label=_("Starts"), required=False, help_text=_("Empty: when it is published."))
    question_days = forms.IntegerField(
        label=_("Questions until days before the deadline"),
        required=False,
        min_value=0,
        max_value=365,
        help_text=_("Moves with the deadline when that is extended."),
    )
    question_cutoff = LocalMoment(
        label=_("or questions until"), required=False, help_text=_("A moment of its own, if the days are left empty.")
    )
    decision_on = forms.DateField(
        label=_("Decision expected"),
        required=False,
        widget=DAY,
        help_text=_("Bidders weigh it before they spend days on a quote."),
    )
    min_validity_days = forms.IntegerField(
        label=_("Quotes are valid for days"),
        min_value=0,
        max_value=1000,
        initial=60,
        help_text=_("Counted from the day on which a quote is sent. Leave room for your decision."),
    )
    currency = forms.CharField(
        label=_("Currency of the comparison"), max_length=3, initial="EUR", help_text=_("ISO 4217 code, such as EUR.")
    )
    budget_known = forms.BooleanField(
        label=_("A budget is approved"), required=False, help_text=_("Shown to bidders; its amount is not.")
    )
    is_sealed = forms.BooleanField(
        label=_("Sealed"), required=False, initial=True, help_text=_("Nobody reads a quote before the recorded opening.")
    )
    envelopes = forms.TypedChoiceField(
        label=_("Envelopes"),
        coerce=int,
        choices=[(1, _("One: scope and price together")), (2, _("Two: prices only of those who pass technically"))],
        initial=1,
        help_text=_("With two, you judge the scope before anybody sees a price."),
    )
    second_person = forms.BooleanField(
        label=_("Two people open the quotes"),
        required=False,
        help_text=_("One asks for the opening, another of your organisation does it."),
    )
    needs_cda = forms.BooleanField(
        label=_("Details under a confidentiality agreement"),
        required=False,
        initial=True,
        help_text=_(
            "An owner or signatory of each side accepts the platform's text once; it holds for later requests too."
        ),
    )
    cda_months = forms.IntegerField(label=_("The agreement lasts months"), min_value=1, max_value=240, initial=36)
    sponsor_named = forms.BooleanField(
        label=_("Our name is shown before the agreement"),
        required=False,
        initial=True,
        help_text=_("Otherwise bidders learn it with the agreement."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, facts: RfqFacts | None = None, version: int | None = None) -> None:
        self.standing = facts
        initial = initial_of(facts) if facts else _beginning()
        super().__init__(data, initial={**initial, "version": version})

    def facts(self, lines: tuple[LineFacts, ...], criteria: tuple[dict[str, Any], ...]) -> RfqFacts:
        """What was typed, with what was typed beside it."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        zone = ZoneInfo(values["time_zone"])
        for name in MOMENTS:
            values[name] = self._moment(name, in_zone(values[name], zone))
        return RfqFacts(**values, lines=lines, criteria=criteria)

    def _moment(self, name: str, typed: Any) -> Any:
        """A clock on a form shows no seconds: what was not changed keeps its own."""
        standing = getattr(self.standing, name, None)
        unchanged = standing is not None and typed is not None and standing.replace(second=0, microsecond=0) == typed
        return standing if unchanged else typed


def four_weeks_ahead() -> tuple[ZoneInfo, datetime]:
    """The clock of who writes, and five in the afternoon there four weeks from now."""
    try:
        there = ZoneInfo(timezone.get_current_timezone_name())
    except (KeyError, ValueError):
        there = ZoneInfo("UTC")
    end = (timezone.now() + timedelta(days=28)).astimezone(there)
    return there, end.replace(hour=17, minute=0, second=0, microsecond=0)


def _beginning() -> dict[str, Any]:
    """Four weeks to quote, on the clock of who writes; three more to decide."""
    there, end = four_weeks_ahead()
    decision = end.date() + timedelta(days=21)
    return {"time_zone": there.key, "deadline": on_the_wall(end, there), "question_days": 5, "decision_on": decision}


def initial_of(facts: RfqFacts) -> dict[str, Any]:
    """What stands there, its moments on the clock of its zone."""
    zone = ZoneInfo(facts.time_zone)
    values = {one.name: getattr(facts, one.name) for one in fields(RfqFacts) if one.name not in {"lines", "criteria"}}
    return values | {name: on_the_wall(values[name], zone) for name in MOMENTS}


class CriterionForm(forms.Form):
    """What is judged, with its weight. One without a name is none."""

    code = forms.CharField(widget=forms.HiddenInput, required=False)
    label = forms.CharField(label=_("Criterion"), max_length=120, required=False)
    weight = forms.IntegerField(label=_("Weight in percent"), required=False, min_value=1, max_value=100)


LineFormSet = forms.formset_factory(LineForm, extra=2, max_num=200, validate_max=True)
CriterionFormSet = forms.formset_factory(CriterionForm, extra=3, max_num=20, validate_max=True)


USUAL_CRITERIA = (
    ("price", _("Price"), 40),
    ("quality", _("Quality and regulatory standing"), 30),
    ("schedule", _("Schedule"), 20),
    ("experience", _("Experience"), 10),
)


class RfqForms:
    """The three forms of a request, sent together; what was typed and not sent stands over what is there."""

    def __init__(
        self,
        data: Any = None,
        *,
        facts: RfqFacts | None = None,
        version: int | None = None,
        draft: Draft | None = None,
        key: str = "",
    ) -> None:
        self.standing, self.draft, self.draft_key = facts, draft, key
        lines = [line_initial(one) for one in facts.lines] if facts else []
        criteria = list(facts.criteria) if facts else []
        if version is None and not criteria:
            criteria = [{"code": code, "label": str(label), "weight": weight} for code, label, weight in USUAL_CRITERIA]
        self.rfq = RfqForm(data, facts=facts, version=version)
        if draft is not None:
            # With the version that it was typed over: what others have changed since is not overwritten unseen.
            self.rfq.initial.update(kept_values(self.rfq, draft))
            lines, criteria = kept_rows(LineForm, "line", draft), kept_rows(CriterionForm, "criterion", draft)
        # What was sent speaks for itself: a new row that says what is stored by now would count as untouched.
        self.lines = LineFormSet(data, initial=lines if data is None else None, prefix="line")
        self.criteria = CriterionFormSet(data, initial=criteria if data is None else None, prefix="criterion")
        self.conflict: Conflict | None = None

    def is_valid(self) -> bool:
        """Each is asked, so that everything that is wrong is shown at once."""
        return all([self.rfq.is_valid(), self.lines.is_valid(), self.criteria.is_valid()])

    @property
    def facts(self) -> RfqFacts:
        """What was typed in all of them."""
        packages = {one.id: one.work_package for one in self.standing.lines} if self.standing else {}
        lines = [one.facts(packages) for one in self.lines]
        return self.rfq.facts(tuple(one for one in lines if one), tuple(_criteria(self.criteria)))


def _criteria(forms_of: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for form in forms_of:
        label, weight = form.cleaned_data.get("label"), form.cleaned_data.get("weight")
        if label or weight:
            code = (
                form.cleaned_data.get("code") or slugify(label, allow_unicode=False)[:40] or f"criterion-{len(found) + 1}"
            )
            found.append({"code": code, "label": label or "", "weight": weight or 0})
    return found
