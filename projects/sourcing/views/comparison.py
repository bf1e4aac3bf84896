"""What was opened, side by side; judging, scoring, recommending."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.downloads import download
from core.errors import Invalid, WrongState
from core.forms import refusals_on
from core.htmx import redirect, render
from core.pdf import CONTENT_TYPE as PDF
from organizations.requests import Request
from organizations.roles import Permission
from projects.sourcing.actions.award import close_without_award, recommend_award
from projects.sourcing.actions.evaluation import ask_clarification, score_quote
from projects.sourcing.actions.opening import judge_quote
from projects.sourcing.actions.quote_course import admit_late_quote
from projects.sourcing.enums import RfqStatus
from projects.sourcing.exports import as_csv, as_xlsx
from projects.sourcing.forms.award import AwardForm
from projects.sourcing.forms.steps import ClarifyForm, JudgeForm, ReasonForm, ScoreForm
from projects.sourcing.models import Clarification, Declaration, Evaluation, Quote, Rfq
from projects.sourcing.models.quote import STANDING
from projects.sourcing.models.rfq import OVER
from projects.sourcing.printed import printed_comparison
from projects.sourcing.selectors.award import Allotment, allotment_of, awarded_lines, budget_of, is_above_budget
from projects.sourcing.selectors.comparison import Column, Comparison, comparison_of, ensure_declared, score_note
from projects.sourcing.selectors.sensitivity import sensitivities_of
from projects.sourcing.selectors.steps import steps_of_rfq
from projects.sourcing.sheets import CSV, XLSX
from projects.sourcing.views.cells import answers_drawn, levelled_drawn
from projects.sourcing.views.charts import COLOURS, cash_of, composition_of, schedule_of, slopes_of

JUDGED = {RfqStatus.EVALUATION, RfqStatus.TECHNICAL_EVALUATION}


@require_safe
def rfq_comparison(request: Request, pk: UUID) -> HttpResponse:
    """Scope, totals as quoted and levelled, milestones, schedules, assumptions; also as a table to keep."""
    request.actor.require(Permission.RFQ_VIEW)
    rfq = _own(request, pk)
    comparison = comparison_of(request.actor, rfq)
    wanted = request.GET.get("as", "")
    if wanted in {"csv", "xlsx", "pdf"}:
        return _file(request, rfq, comparison, wanted)
    mine = Declaration.objects.filter(rfq=rfq, person_id=request.actor.user_id).first()
    is_judged_now = rfq.status in JUDGED
    is_impartial = mine is not None and not mine.has_conflict
    may_judge = is_judged_now and is_impartial and request.actor.can(Permission.RFQ_EVALUATE)
    context = {
        "rfq": rfq,
        "comparison": comparison,
        "budget": budget_of(rfq),
        "above": {one.quote.pk for one in comparison.columns if is_above_budget(rfq, one.converted)},
        "answers": answers_drawn(comparison),
        "charts": _charts(comparison),
        "may_ask": rfq.status == "evaluation" and request.actor.can(Permission.RFQ_PUBLISH),
        "declaration": mine,
        "may_declare": rfq.status not in OVER and request.actor.can(Permission.RFQ_WITNESS),
        "may_judge": may_judge,
        "score_forms": _score_forms(request, rfq, comparison) if may_judge else [],
        "steps": steps_of_rfq(request.actor, rfq),
        "awarded": awarded_lines(request.actor, rfq, comparison),
        "clarifications": Clarification.objects.filter(quote__invitation__rfq=rfq).select_related(
            "quote__invitation__provider"
        ),
    }
    return render(request, "sourcing/comparison.html", context)


@require_POST
def quote_score(request: Request, pk: UUID, quote_pk: UUID) -> HttpResponse:
    """Give one's scores: whatever was typed for any bidder is kept, whichever button was pressed."""
    request.actor.require(Permission.RFQ_EVALUATE)
    rfq, quote = _asked(request, pk, quote_pk)
    typed = _changed_scores(request, rfq) or [(quote, _score_form(request, rfq, quote))]
    refused = set()
    for one, form in typed:
        try:
            score_quote(actor=request.actor, quote=one, scores=form.scores, version=form.version)
        except WrongState as error:
            refused.add(str(error) if len(typed) == 1 else f"{one.invitation.provider}: {error}")
    for text in sorted(refused):
        messages.error(request, text)
    if len(refused) < len(typed):
        messages.success(request, _("Your scores are kept."))
    scored = [one for one, _form in typed]
    return _back_to(request, rfq, quote if quote in scored else scored[-1])


@require_POST
def quote_judge(request: Request, pk: UUID, quote_pk: UUID) -> HttpResponse:
    """Shortlist, or find not qualified."""
    request.actor.require(Permission.RFQ_EVALUATE)
    rfq, quote = _asked(request, pk, quote_pk)
    form = JudgeForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("Give a reason."))
    judge_quote(actor=request.actor, quote=quote, **form.values)
    return _back_to(request, rfq, quote)


@require_http_methods(["GET", "HEAD", "POST"])
def quote_clarify(request: Request, pk: UUID, quote_pk: UUID) -> HttpResponse:
    """A time-boxed question to one bidder."""
    request.actor.require(Permission.RFQ_EVALUATE)
    rfq, quote = _asked(request, pk, quote_pk)
    form = ClarifyForm(request.POST if request.method == "POST" else None, rfq=rfq)
    back = reverse("rfq_comparison", args=[rfq.pk])
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            ask_clarification(actor=request.actor, quote=quote, **form.values)
            messages.success(request, _("Asked. The bidder is told."))
            return redirect(request, back)
    title = _("Ask %(name)s") % {"name": quote.invitation.provider}
    words = _("Price and scope stay as they are. The time is on the clock of the request: %(zone)s.") % {
        "zone": rfq.time_zone
    }
    context = {"rfq": rfq, "form": form, "title": title, "words": words, "back": back}
    return render(request, "sourcing/step.html", context, region="form", status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def quote_admit(request: Request, pk: UUID, quote_pk: UUID) -> HttpResponse:
    """Let a late one in, with a reason that all bidders see."""
    request.actor.require(Permission.RFQ_PUBLISH)
    rfq, quote = _asked(request, pk, quote_pk)
    form = ReasonForm(request.POST or None)
    back = reverse("rfq_detail", args=[rfq.pk])
    if request.method == "POST" and form.is_valid():
        admit_late_quote(actor=request.actor, quote=quote, **form.values)
        return redirect(request, back)
    title = _("Admit the late quote of %(name)s") % {"name": quote.invitation.provider}
    context = {"rfq": rfq, "form": form, "title": title, "words": _("All bidders see the reason."), "back": back}
    return render(request, "sourcing/step.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def rfq_recommend(request: Request, pk: UUID) -> HttpResponse:
    """Say which quote gets which line, and what every bidder is told. Somebody else approves."""
    request.actor.require(Permission.RFQ_EDIT)
    rfq = _own(request, pk)
    comparison = comparison_of(request.actor, rfq)
    form = AwardForm(request.POST or None, comparison=comparison, with_lines=True)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            recommend_award(
                actor=request.actor,
                rfq=rfq,
                lines=form.lines_to,
                outcomes=form.outcomes,
                reason=form.cleaned_data["reason"],
                confirm_outdated_scores=form.cleaned_data.get("confirm_outdated_scores", False),
            )
            messages.success(request, _("Recommended. Somebody else has to approve it."))
            return redirect(request, reverse("rfq_detail", args=[rfq.pk]))
    return _award_page(request, rfq, form, _("Recommend an award"), allotment_of(comparison, rfq, {}))


@require_http_methods(["GET", "HEAD", "POST"])
def rfq_close(request: Request, pk: UUID) -> HttpResponse:
    """End it with no award; every bidder is told why."""
    request.actor.require(Permission.RFQ_PUBLISH)
    rfq = _own(request, pk)
    form = AwardForm(request.POST or None, comparison=comparison_of(request.actor, rfq), with_lines=False)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            reason = form.cleaned_data["reason"]
            close_without_award(actor=request.actor, rfq=rfq, reason=reason, outcomes=form.outcomes)
            return redirect(request, reverse("rfq_detail", args=[rfq.pk]))
    return _award_page(request, rfq, form, _("Close without award"))


def _score_forms(request: Request, rfq: Rfq, comparison: Comparison) -> list[tuple[Column, ScoreForm, SafeString, str]]:
    """For each quote that still stands: one's own scores, the judgement, and a sentence where the scores were given for an
    earlier version of it."""
    judging = str(JudgeForm(auto_id=f"{JudgeForm.WHICH}-%s"))  # the same for all but for its ids, and so drawn once
    found = []
    for column in comparison.columns:
        quote = column.quote
        if quote.status in STANDING:
            mine = [one for one in column.scores if one.person_id == request.actor.user_id]
            version = quote.sent.number if quote.sent else None
            initial = {ScoreForm.VERSION: version, **{one.criterion: one.score for one in mine}}
            form = ScoreForm(criteria=rfq.criteria, initial=initial, prefix=str(quote.pk))
            judge = mark_safe(judging.replace(JudgeForm.WHICH, str(quote.pk)))  # noqa: S308 - drawn by Django
            found.append((column, form, judge, score_note(quote, mine)))
    return found


def _changed_scores(request: Request, rfq: Rfq) -> list[tuple[Quote, ScoreForm]]:
    """The quotes for which something else was typed than one has given. The others are left: sent again, old scores would
    count for a version that nobody looked at."""
    quotes = Quote.objects.asked_by(request.actor).filter(invitation__rfq=rfq, status__in=STANDING)
    mine: dict[Any, dict[str, int]] = {}
    for given in Evaluation.objects.filter(quote__in=quotes, person_id=request.actor.user_id):
        mine.setdefault(given.quote_id, {})[given.criterion] = given.score
    forms = [(one, _score_form(request, rfq, one)) for one in quotes.select_related("invitation__provider").order_by("pk")]
    return [(one, form) for one, form in forms if form.scores.items() - mine.get(one.pk, {}).items()]


def _score_form(request: Request, rfq: Rfq, quote: Quote) -> ScoreForm:
    """What was typed for one quote. Raises Invalid."""
    form = ScoreForm(request.POST, criteria=rfq.criteria, prefix=str(quote.pk))
    if not form.is_valid():
        raise Invalid(_("A score is a whole number from 0 to 10."))
    return form


def _charts(comparison: Comparison) -> dict[str, Any]:
    """The drawings with their legends."""
    names = [(column.provider, f"s{number % COLOURS}") for number, column in enumerate(comparison.columns)]
    return {
        "composition": composition_of(comparison),
        "levelled": levelled_drawn(comparison),
        "cash": cash_of(comparison),
        "schedule": schedule_of(comparison),
        "slopes": [(one, slopes_of(one)) for one in sensitivities_of(comparison)],
        "providers": names,
        "lines": [(str(line), f"s{number % COLOURS}") for number, (line, _cells) in enumerate(comparison.rows)],
    }


def _award_page(request: Request, rfq: Rfq, form: AwardForm, title: str, offered: Allotment | None = None) -> HttpResponse:
    words = _("Every bidder reads its own reason and feedback once this is final.")
    context = {"rfq": rfq, "form": form, "title": title, "words": words, "back": reverse("rfq_comparison", args=[rfq.pk])}
    context["offered"] = offered
    return render(request, "sourcing/step.html", context, region="form", status=422 if form.is_bound else 200)


def _back_to(request: Request, rfq: Rfq, quote: Quote) -> HttpResponse:
    """To where the quote is judged, far down a long page: from there one goes on to the next."""
    return redirect(request, f"{reverse('rfq_comparison', args=[rfq.pk])}#judge-{quote.pk}")


def _file(request: Request, rfq: Rfq, comparison: Comparison, kind: str) -> HttpResponse:
    """To keep: as a table or on paper."""
    ensure_declared(comparison)
    name = f"{rfq.number}-comparison.{kind}"
    awarded = awarded_lines(request.actor, rfq, comparison)
    if kind == "pdf":
        return download(printed_comparison(request.actor, rfq, comparison, awarded), PDF, name)
    if kind == "csv":
        return download(as_csv(comparison, awarded), CSV, name)
    return download(as_xlsx(comparison, awarded), XLSX, name)


def _own(request: Request, pk: UUID) -> Rfq:
    return get_object_or_404(Rfq.objects.mine(request.actor).select_related("organization"), pk=pk)


def _asked(request: Request, pk: UUID, quote_pk: UUID) -> tuple[Rfq, Quote]:
    rows = Quote.objects.asked_by(request.actor).filter(invitation__rfq_id=pk).select_related("invitation__provider")
    return _own(request, pk), get_object_or_404(rows, pk=quote_pk)
