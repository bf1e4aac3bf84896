"""What operators enter and read beyond a decision: a request's confidential part, a quote from its document, exchange rates."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from unfold.decorators import action
from unfold.widgets import INPUT_CLASSES, SELECT_CLASSES, TEXTAREA_CLASSES

from core import clock
from core.admin_base import READ_BY_SPONSOR, OperatorAdmin, ReasonForm
from core.errors import DomainError, Invalid
from core.forms import show_errors
from documents.enums import Purpose
from documents.rules import allowed
from projects.sourcing.actions.entering import enter_quote
from projects.sourcing.actions.rate import Imported, import_rates
from projects.sourcing.actions.reading import read_rfq
from projects.sourcing.content import LineAnswer, QuoteContent
from projects.sourcing.forms.quote import QuoteForms
from projects.sourcing.models import Invitation, Question
from projects.sourcing.selectors.rates import missing_rates
from projects.sourcing.selectors.rfq import lines_of


class ReadsWithReason(OperatorAdmin):
    """A button behind which the confidential part of a request stands, once somebody has said why they read it."""

    @action(description=gettext_lazy("Read the confidential part"), url_path="read")
    def read(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask why, record it, and show it this once."""
        rfq, title = self.row_of(request, object_id), _("Read the confidential part")
        form = ReasonForm(request.POST or None, readers=READ_BY_SPONSOR)
        if request.method == "POST" and form.is_valid():
            try:
                actor = request.actor  # type: ignore[attr-defined]
                found = read_rfq(actor=actor, rfq=rfq, reason=form.cleaned_data["reason"])
            except DomainError as error:
                form.add_error(None, str(error))
            else:
                context = {
                    **self.admin_site.each_context(request),
                    "title": title,
                    "back": self.page_of(rfq),
                    "rfq": found,
                    "lines": lines_of(found),
                    "questions": Question.objects.filter(rfq=found),
                }
                return render(request, "sourcing/admin_rfq.html", context)
        return self.reason_page(request, rfq, title, form)


class EntryForm(forms.Form):
    """Where the quote comes from, and why an operator enters it."""

    source = forms.CharField(
        label=gettext_lazy("Entered from"),
        max_length=200,
        help_text=gettext_lazy("Everybody reads it beside the quote, such as “the provider's e-mail of 24 November 2026”."),
    )
    document = forms.FileField(label=gettext_lazy("The document"))
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=1000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].help_text = allowed(Purpose.ATTACHMENT)


class EntersQuotes(OperatorAdmin):
    """A button by which an operator sends a quote for a provider, from its document."""

    @action(description=gettext_lazy("Enter a quote from its document"), url_path="enter-quote")
    def enter_quote(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The provider's whole quote on one page; sealed as soon as it is sent."""
        invitation = self.row_of(request, object_id)
        lines = lines_of(invitation.rfq)
        empty = QuoteContent(currency=invitation.rfq.currency, lines=tuple(LineAnswer(line=str(line.pk)) for line in lines))
        entry = EntryForm(request.POST or None, request.FILES or None)
        quote = QuoteForms(request.POST or None, content=empty, lines=lines, version=0)
        if (
            request.method == "POST"
            and all([entry.is_valid(), quote.is_valid()])
            and _entered(request, invitation, entry, quote)
        ):
            messages.success(request, _("Entered and sealed. Sponsor and provider are told from what."))
            return HttpResponseRedirect(self.page_of(invitation))
        for form in (entry, quote.quote, *quote.lines, *quote.milestones, *quote.assumptions):
            _dress(form)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Enter a quote from its document"),
            "invitation": invitation,
            "entry": entry,
            "forms": quote,
            "back": self.page_of(invitation),
        }
        failed = request.method == "POST"
        return render(request, "sourcing/admin_entry.html", context, status=422 if failed else 200)


class RatesForm(forms.Form):
    """A table of rates, as a file or pasted from a spreadsheet."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        help_text=gettext_lazy("A workbook (.xlsx) or a text file (.csv), as a spreadsheet saves it."),
    )
    rows = forms.CharField(
        label=gettext_lazy("Or the rows, pasted"),
        required=False,
        max_length=2_000_000,
        widget=forms.Textarea(attrs={"rows": 10}),
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if bool(data.get("file")) == bool(data.get("rows")) and not self.errors:
            raise forms.ValidationError(_("Choose a file or paste the rows: one of the two."))
        return data

    @property
    def table(self) -> tuple[str, bytes]:
        """Its name and its bytes."""
        file = self.cleaned_data["file"]
        return (file.name, file.read()) if file else ("", self.cleaned_data["rows"].encode())


class ImportsRates(OperatorAdmin):
    """A button above the list of rates, by which a table of them comes in."""

    @action(description=gettext_lazy("Import rates"), url_path="import-rates")
    def import_rates(self, request: HttpRequest) -> HttpResponse:
        """All rows or none; a rate of the same pair and day is replaced."""
        back = reverse("admin:sourcing_exchangerate_changelist")
        form = RatesForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            name, content = form.table
            try:
                kept = import_rates(actor=request.actor, content=content, name=name)  # type: ignore[attr-defined]
            except Invalid as error:
                show_errors(form, error)
            except DomainError as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _told(kept))
                return HttpResponseRedirect(back)
        _dress(form)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Import rates"),
            "form": form,
            "missing": missing_rates(),
            "today": clock.today(),
            "back": back,
        }
        return render(request, "sourcing/admin_rates.html", context, status=422 if form.errors else 200)


def _told(kept: Imported) -> str:
    text = ngettext("%(count)s rate is kept.", "%(count)s rates are kept.", kept.rows) % {"count": kept.rows}
    if not kept.replaced:
        return text
    of_these = ngettext(
        "%(count)s took the place of another of the same day.",
        "%(count)s took the place of others of the same day.",
        kept.replaced,
    )
    return f"{text} {of_these % {'count': kept.replaced}}"


def _dress(form: forms.BaseForm) -> None:
    """As the theme draws fields: these forms are those of the provider's own page."""
    for field in form.fields.values():
        widget = field.widget
        classes = INPUT_CLASSES
        if isinstance(widget, forms.Textarea):
            classes = TEXTAREA_CLASSES
        elif isinstance(widget, forms.Select):
            classes = SELECT_CLASSES
        widget.attrs["class"] = " ".join(classes)


def _entered(request: HttpRequest, invitation: Invitation, entry: EntryForm, quote: QuoteForms) -> bool:
    given = entry.cleaned_data
    actor = request.actor  # type: ignore[attr-defined]
    try:
        enter_quote(
            actor=actor, invitation=invitation, content=quote.content, upload=given["document"], source=given["source"],
            reason=given["reason"],
        )  # fmt: skip
    except Invalid as error:
        show_errors(quote.quote, error)
    except DomainError as error:
        entry.add_error(None, str(error))
    else:
        return True
    return False
