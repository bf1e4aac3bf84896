"""What a step asks for before it is taken."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.forms import FigureField
from projects.sourcing.enums import CancelReason, DeclineReason
from projects.sourcing.forms.fields import LocalMoment, area, in_zone, on_the_wall
from projects.sourcing.models import Invitation, Rfq
from projects.sourcing.rules.rfq import is_short
from providers.forms.fields import DAY


class NothingForm(forms.Form):
    """A step that asks for nothing but to be sure."""

    def __init__(self, *args: Any, rfq: Rfq | None = None, **kwargs: Any) -> None:
        self.rfq = rfq
        super().__init__(*args, **kwargs)

    @property
    def values(self) -> dict[str, Any]:
        """For the action, by the names of its arguments."""
        return dict(self.cleaned_data)


UNREAD = _("Go back and read what stands there now, then decide.")


class DecideForm(NothingForm):
    """A decision upon what somebody else wrote: with the version that was read."""

    expected_version = forms.IntegerField(widget=forms.HiddenInput, error_messages={"required": UNREAD, "invalid": UNREAD})


class SendForm(NothingForm):
    """An answer to a request: with the edition of it that was read."""

    expected_edition = forms.IntegerField(widget=forms.HiddenInput, error_messages={"required": UNREAD, "invalid": UNREAD})


class ApproveQuoteForm(SendForm, DecideForm):
    """An answer that somebody else wrote."""


class OverrideForm(NothingForm):
    """Why it is published although something is missing."""

    override = area(_("Why it is published although something is missing"), most=1000, rows=2)
    confirm_short_deadline = forms.BooleanField(
        label=_("We mean this deadline: bidders have less than two days"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.rfq is None or not is_short(self.rfq, timezone.now()):
            del self.fields["confirm_short_deadline"]
        else:
            when = self.rfq.local_deadline.strftime("%Y-%m-%d %H:%M %Z")
            self.fields["confirm_short_deadline"].help_text = _("The deadline is %(when)s.") % {"when": when}


class ReasonForm(NothingForm):
    """Everybody concerned reads it."""

    reason = area(_("Reason"), required=True, most=2000)


class ReturnForm(ReasonForm, DecideForm):
    """Given back, with what is to be done."""


class OptionalReasonForm(NothingForm):
    """Needed after the deadline."""

    reason = area(_("Reason"), most=1000, help_text=_("Needed after the deadline."))


class ExtendForm(ReasonForm):
    """A later moment, on the clock of the request."""

    deadline = LocalMoment(label=_("New deadline"))
    field_order: tuple[str, ...] = ("deadline", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.rfq is not None:
            self.fields["deadline"].initial = on_the_wall(self.rfq.deadline, self.rfq.zone)
            self.fields["deadline"].help_text = self.rfq.time_zone

    @property
    def values(self) -> dict[str, Any]:
        zone = self.rfq.zone if self.rfq is not None else None
        deadline = in_zone(self.cleaned_data["deadline"], zone) if zone else None
        return {**self.cleaned_data, "deadline": deadline}


class RoundForm(ExtendForm):
    """With whom, and until when."""

    invitations = forms.ModelMultipleChoiceField(
        Invitation.objects.none(), label=_("With these bidders"), widget=forms.CheckboxSelectMultiple
    )
    field_order = ("invitations", "deadline", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.rfq is not None:
            bidders = self.rfq.invitations.filter(quotes__opened_at__isnull=False).select_related("provider", "rfq")
            self.fields["invitations"].queryset = bidders.distinct()  # type: ignore[attr-defined]
            self.fields["invitations"].label_from_instance = lambda one: str(one.provider)  # type: ignore[attr-defined]

    @property
    def values(self) -> dict[str, Any]:
        return {**super().values, "invitations": [one.pk for one in self.cleaned_data["invitations"]]}


class CancelForm(NothingForm):
    """A reason by its name, and an explanation."""

    reason = forms.ChoiceField(label=_("Reason"), choices=CancelReason.choices)
    text = area(_("Explanation"), required=True, most=2000)


class NameForm(NothingForm):
    """The printed name of who accepts."""

    name = forms.CharField(label=_("Your printed name"), max_length=120)


class ConflictForm(NothingForm):
    """An interest in a bidder, or none."""

    has_conflict = forms.TypedChoiceField(
        label=_("Do you have an interest in one of the bidders?"),
        coerce=lambda value: value == "yes",
        choices=[("no", _("No")), ("yes", _("Yes"))],
        widget=forms.RadioSelect,
    )
    text = area(_("Which"), most=1000, rows=2)


class DeclineForm(NothingForm):
    """A reason by its name; “other” takes a text."""

    reason = forms.ChoiceField(label=_("Reason"), choices=DeclineReason.choices)
    text = area(_("Explanation"), most=1000, rows=2)


class QuestionForm(NothingForm):
    """In private, to the sponsor."""

    text = area(_("Your question"), required=True, most=3000)


class AnswerForm(NothingForm):
    """As everybody will read it."""

    published_text = area(_("The question, as everybody will read it"), required=True, most=3000)
    answer = area(_("Reply"), required=True)


class RenewForm(NothingForm):
    """Until when it holds."""

    valid_until = forms.DateField(label=_("Valid until"), widget=DAY)


class AskForm(NothingForm):
    """What the sponsor asks for, in words."""

    text = area(_("What you ask for"), most=3000, help_text=_("The provider reads it."))


class NegotiateForm(AskForm):
    """Other terms are named."""

    text = area(
        _("What you ask for"),
        required=True,
        most=3000,
        help_text=_("The provider reads it: lines, price, milestones, schedule, assumptions. Other bidders do not."),
    )


class JudgeForm(ReasonForm):
    """Pass or fail, with a reason. ``WHICH`` stands for the quote's id in ids of a form that is drawn once for many."""

    WHICH = "__quote__"
    passed = forms.TypedChoiceField(
        label=_("Judgement"),
        coerce=lambda value: value == "yes",
        choices=[("yes", _("Shortlist")), ("no", _("Not qualified"))],
    )
    field_order = ("passed", "reason")


class ClarifyForm(NothingForm):
    """A question to one bidder, on the clock of the request."""

    question = area(_("Ask this bidder"), required=True, most=3000, rows=2)
    due_at = LocalMoment(label=_("Answer until"))

    @property
    def values(self) -> dict[str, Any]:
        zone = self.rfq.zone if self.rfq is not None else None
        return {**self.cleaned_data, "due_at": in_zone(self.cleaned_data["due_at"], zone) if zone else None}


class ClarifiedForm(NothingForm):
    """In words; price and scope stay as they are."""

    answer = area(_("Your answer"), required=True)


class PolicyForm(forms.Form):
    """How the organisation wants it."""

    approves_rfqs = forms.BooleanField(label=_("Requests need approval before they are published"), required=False)
    quiet_days = forms.IntegerField(
        label=_("Days before the deadline in which an amendment moves it"), min_value=0, max_value=60
    )
    quote_limit = FigureField(
        label=_("Quotes above this amount need approval before they are sent"),
        required=False,
        min_value=0,
        max_digits=18,
        decimal_places=3,
        help_text=_("Empty: none does. One in another currency than the limit's always does."),
    )
    quote_limit_currency = forms.CharField(label=_("Currency"), required=False, max_length=3)


class ScoreForm(forms.Form):
    """A score by each criterion of the request, and the version of the quote that stood beside the form."""

    VERSION = "version.read"  # a criterion's code is a slug, which has no dot
    template_name = "sourcing/scores.html"

    def __init__(self, *args: Any, criteria: list[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[self.VERSION] = forms.IntegerField(required=False, widget=forms.HiddenInput)
        for one in criteria:
            label = f"{one['label']} ({one['weight']} %)"
            self.fields[one["code"]] = forms.IntegerField(label=label, min_value=0, max_value=10, required=False)

    @property
    def scores(self) -> dict[str, int]:
        """Those that were given."""
        given = self.cleaned_data.items()
        return {name: value for name, value in given if value is not None and name != self.VERSION}

    @property
    def version(self) -> int | None:
        """Which was read."""
        version: int | None = self.cleaned_data[self.VERSION]
        return version
