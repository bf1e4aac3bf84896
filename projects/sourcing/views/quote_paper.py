"""What goes into a quote as a file and comes out as one: attachments, sheets of lines, the PDF of what was sent."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.downloads import download
from core.errors import Invalid, StaleVersion, WrongState
from core.forms import show_errors
from core.htmx import redirect
from documents.responses import download_copy
from organizations.requests import Request
from organizations.roles import Permission
from projects.sourcing.actions.quote import save_quote
from projects.sourcing.actions.quote_file import attach_file, detach_file, open_quote_file
from projects.sourcing.content import QuoteContent
from projects.sourcing.copies import copy_for
from projects.sourcing.forms.paper import AttachFileForm, SheetForm
from projects.sourcing.forms.quote import QuoteForms
from projects.sourcing.forms.quote_conflict import conflict_of_quote
from projects.sourcing.models import Quote, Rfq
from projects.sourcing.printed import printed_quote
from projects.sourcing.selectors.quote import own_content, own_quotes
from projects.sourcing.selectors.rfq import lines_of
from projects.sourcing.selectors.steps import steps_of_quote
from projects.sourcing.sheets import CSV, XLSX, quote_csv, quote_xlsx, with_lines_from
from projects.sourcing.views.quote import editor_page

Then = Callable[[Quote], object]
Filled = Callable[[QuoteContent], QuoteContent]


@require_safe
def quote_pdf(request: Request, pk: UUID) -> HttpResponseBase:
    """What was sent, by its provider: the version in force, or an earlier one."""
    request.actor.require(Permission.QUOTE_VIEW)
    version = request.GET.get("version", "")
    number = int(version) if version.isdecimal() and len(version) < 5 else None
    return _pdf(request, _own(request, pk), number)


@require_safe
def asked_quote_pdf(request: Request, pk: UUID, quote_pk: UUID) -> HttpResponseBase:
    """What was sent, by the sponsor once it is opened."""
    request.actor.require(Permission.RFQ_VIEW)
    return _pdf(request, _asked(request, pk, quote_pk), None)


@require_safe
def quote_file(request: Request, pk: UUID, file_pk: UUID) -> HttpResponseBase:
    """One's own file, as it was attached."""
    request.actor.require(Permission.QUOTE_VIEW)
    attachment, content = open_quote_file(actor=request.actor, quote=_own(request, pk), pk=file_pk)
    return download_copy(content, attachment.content_type, attachment.name)


@require_safe
def asked_quote_file(request: Request, pk: UUID, quote_pk: UUID, file_pk: UUID) -> HttpResponseBase:
    """A copy for the sponsor's reader, once the quote is opened."""
    request.actor.require(Permission.RFQ_VIEW)
    quote = _asked(request, pk, quote_pk)
    attachment, content = open_quote_file(actor=request.actor, quote=quote, pk=file_pk)
    rfq = quote.invitation.rfq
    return copy_for(request.actor, rfq, name=attachment.name, content_type=attachment.content_type, content=content)


@require_POST
def quote_attach(request: Request, pk: UUID) -> HttpResponse:
    """Seal a file into the quote; what was typed is saved with it."""
    quote = _written(request, pk)
    form = AttachFileForm(request.POST, request.FILES, envelopes=quote.invitation.rfq.envelopes)

    def attach(saved: Quote) -> None:
        attach_file(actor=request.actor, quote=saved, **form.cleaned_data)

    return _handed_in(request, quote, _("Attached, under seal."), name="attach_form", form=form, then=attach)


@require_POST
def quote_detach(request: Request, pk: UUID, file_pk: UUID) -> HttpResponse:
    """Take a file off; what was typed is saved with it."""
    quote = _written(request, pk)

    def detach(saved: Quote) -> None:
        detach_file(actor=request.actor, quote=saved, pk=file_pk)

    return _handed_in(request, quote, _("Taken off."), then=detach)


@require_http_methods(["GET", "HEAD", "POST"])
def quote_sheet(request: Request, pk: UUID) -> HttpResponse:
    """Take the lines out as a sheet; bring a filled-in one in, all of it or nothing, with what was typed kept."""
    request.actor.require(Permission.QUOTE_EDIT)
    if request.method != "POST":
        quote = _own(request, pk)
        content, lines = own_content(request.actor, quote), lines_of(quote.invitation.rfq)
        name = f"{quote.invitation.rfq.number}-lines"
        if request.GET.get("as") == "csv":
            return download(quote_csv(content, lines), CSV, f"{name}.csv")
        return download(quote_xlsx(content, lines), XLSX, f"{name}.xlsx")
    quote = _written(request, pk)
    form = SheetForm(request.POST, request.FILES)

    def filled(typed: QuoteContent) -> QuoteContent:
        sheet = form.cleaned_data["sheet"]
        return with_lines_from(sheet.name, sheet.read(), typed, lines_of(quote.invitation.rfq))

    words = _("The lines are filled in from the sheet.")
    return _handed_in(request, quote, words, name="sheet_form", form=form, filled=filled)


def _handed_in(
    request: Request,
    quote: Quote,
    words: str,
    *,
    name: str = "",
    form: Any = None,
    filled: Filled | None = None,
    then: Then | None = None,
) -> HttpResponse:
    """What was typed, ``filled`` with what was handed in, is saved at once, held to the version it was written on: nothing of a
    colleague's gets lost in between. ``then`` follows and touches nothing that is typed. Whatever is wrong, the editor shows it all.
    """
    lines = lines_of(quote.invitation.rfq)
    standing = own_content(request.actor, quote)
    forms = QuoteForms(request.POST, content=standing, lines=lines, version=quote.version)
    more: dict[str, Any] = {name: form} if name else {}
    if all([forms.is_valid(), form is None or form.is_valid()]):
        try:
            version = forms.quote.cleaned_data["version"]
            content = filled(forms.content) if filled else forms.content
            quote = save_quote(actor=request.actor, quote=quote, content=content, expected_version=version)
            if then is not None:
                then(quote)
        except Invalid as error:
            shown = form or forms.quote
            field = "upload" if "upload" in shown.fields else ""
            show_errors(
                shown, Invalid(errors={field if key == "file" else key: all_ for key, all_ in error.errors.items()})
            )
        except StaleVersion:
            more["conflict"] = conflict_of_quote(forms.content, standing, lines, quote.version)
        else:
            messages.success(request, words)
            return redirect(request, reverse("quote_edit", args=[quote.pk]))
    return editor_page(request, quote, forms, content=standing, lines=lines, saved=False, **more)


def _pdf(request: Request, quote: Quote, number: int | None) -> HttpResponse:
    content = printed_quote(request.actor, quote, number)
    return download(content, "application/pdf", f"{quote.invitation.rfq.number}-quote.pdf")


def _written(request: Request, pk: UUID) -> Quote:
    """One's own that can be written now. Raises WrongState."""
    request.actor.require(Permission.QUOTE_EDIT)
    quote = _own(request, pk)
    if "edit" not in steps_of_quote(request.actor, quote):
        raise WrongState(
            _("The state of this quote is “%(state)s”. Revise it to change it.") % {"state": quote.standing_label}
        )
    return quote


def _own(request: Request, pk: UUID) -> Quote:
    return get_object_or_404(own_quotes(request.actor), pk=pk)


def _asked(request: Request, pk: UUID, quote_pk: UUID) -> Quote:
    rfq = get_object_or_404(Rfq.objects.mine(request.actor), pk=pk)
    rows = Quote.objects.asked_by(request.actor).filter(invitation__rfq=rfq)
    return get_object_or_404(
        rows.select_related("invitation__rfq__organization", "invitation__provider", "sent"), pk=quote_pk
    )
