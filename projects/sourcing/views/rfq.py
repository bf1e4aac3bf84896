"""Pages of a sponsor's requests."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.errors import Invalid
from core.htmx import redirect, render
from core.paging import KeyedPaginator
from organizations.requests import Request
from organizations.roles import Permission
from projects.sourcing.actions.invitation import answer_question, invite_provider, lock_out, uninvite_provider
from projects.sourcing.enums import Tier
from projects.sourcing.forms.steps import AnswerForm, ReasonForm
from projects.sourcing.models import Question, Rfq
from projects.sourcing.models.rfq import OVER
from projects.sourcing.rules.completeness import completeness
from projects.sourcing.selectors.award import awarded_lines
from projects.sourcing.selectors.cda import cda_text
from projects.sourcing.selectors.disclosure import rfq_as_seen
from projects.sourcing.selectors.ocds import release_package
from projects.sourcing.selectors.open_request import matching_providers
from projects.sourcing.selectors.rates import rates_warning
from projects.sourcing.selectors.reply import no_response
from projects.sourcing.selectors.rfq import invitations_of, openings_of, own_rfqs, received_for
from projects.sourcing.selectors.steps import steps_of_invitation, steps_of_rfq
from projects.sourcing.selectors.unread import unread
from projects.sourcing.views.editions import editions_shown
from projects.sourcing.views.labels import buttons
from providers.models import Provider

PAGE = 50


@require_safe
def rfq_list(request: Request) -> HttpResponse:
    """All of them with their states, and how many bidders answered."""
    request.actor.require(Permission.RFQ_VIEW)
    page = KeyedPaginator(own_rfqs(request.actor), PAGE).get_page(request.GET.get("page"))
    return render(request, "sourcing/rfq_list.html", {"page": page})


@require_safe
def rfq_detail(request: Request, pk: UUID) -> HttpResponse:
    """Where it stands: bidders and their states, questions, editions, and what can be done. A bidder who was sent this address is
    led to its invitation."""
    asks = request.actor.can(Permission.RFQ_VIEW) and Rfq.objects.mine(request.actor).filter(pk=pk).exists()
    invitation = None if asks else received_for(request.actor, pk)
    if invitation is not None:
        return redirect(request, reverse("invitation_to_quote", args=[invitation.pk]))
    request.actor.require(Permission.RFQ_VIEW)
    rfq = _own(request, pk)
    steps = steps_of_rfq(request.actor, rfq)
    page = Paginator(invitations_of(rfq), PAGE).get_page(request.GET.get("page"))
    rows = [(one, steps_of_invitation(request.actor, one), no_response(one)) for one in page]
    openings = openings_of(rfq)
    context = {
        "rfq": rfq,
        "seen": rfq_as_seen(request.actor, rfq),
        "buttons": buttons(rfq, steps),
        "steps": steps,
        "invitations": rows,
        "page": page,
        "unread": unread(one.provider for one in page) if rfq.status not in OVER and not rfq.is_opened else [],
        "questions": Question.objects.filter(rfq=rfq).select_related("invitation__provider"),
        "answer_form": AnswerForm(),
        "editions": editions_shown(rfq, rfq.versions.order_by("-edition")),
        "completeness": completeness(rfq) if rfq.opened_at is None else None,
        "rates_warning": rates_warning(rfq.currency) if rfq.opened_at is None and rfq.status not in OVER else "",
        "openings": openings,
        "matching": matching_providers(rfq).count() if rfq.audience == "matching" and rfq.opened_at is None else None,
        "has_comparison": bool(openings),
        "awarded": awarded_lines(request.actor, rfq),
    }
    return render(request, "sourcing/rfq_detail.html", context)


@require_safe
def rfq_preview(request: Request, pk: UUID) -> HttpResponse:
    """As a provider sees it, before the agreement and under it."""
    request.actor.require(Permission.RFQ_VIEW)
    rfq = _own(request, pk)
    tier = Tier.CDA if request.GET.get("tier") == Tier.CDA.value else Tier.TEASER
    context = {"rfq": rfq, "seen": rfq_as_seen(request.actor, rfq, tier), "cda": cda_text(rfq)}
    return render(request, "sourcing/rfq_preview.html", context)


@require_safe
def rfq_ocds(request: Request, pk: UUID) -> HttpResponse:
    """As an Open Contracting release, to publish."""
    request.actor.require(Permission.RFQ_VIEW)
    rfq = _own(request, pk)
    address = request.build_absolute_uri(reverse("rfq-ocds", args=[rfq.pk]))
    headers = {"Content-Disposition": f'attachment; filename="{rfq.number}-ocds.json"'}
    body = release_package(request.actor, rfq, address)
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False, "indent": 2}, headers=headers)


@require_POST
def rfq_invite(request: Request, pk: UUID) -> HttpResponse:
    """Ask a provider, by the slug of its profile or its name."""
    request.actor.require(Permission.RFQ_EDIT)
    rfq = _own(request, pk)
    typed = request.POST.get("provider", "").strip()
    known = Provider.objects.visible_to(request.actor)
    provider = known.filter(slug=typed).first() or known.filter(name__iexact=typed).first()
    if provider is None:
        raise Invalid(_("There is no provider “%(name)s”. Choose one from the list.") % {"name": typed[:80]})
    invite_provider(actor=request.actor, rfq=rfq, provider=provider)
    if provider.organization_id is None:
        text = _("%(name)s is invited, but nobody there reads requests here yet. What you can do stands with the bidders.")
        messages.warning(request, text % {"name": provider})
    else:
        messages.success(request, _("%(name)s is invited.") % {"name": provider})
    return redirect(request, reverse("rfq_detail", args=[rfq.pk]))


@require_http_methods(["GET", "HEAD", "POST"])
def rfq_lock_out(request: Request, pk: UUID, invitation_pk: UUID) -> HttpResponse:
    """Take a provider off: simply from a draft, with a reason that it reads from a published one."""
    request.actor.require(Permission.RFQ_EDIT)
    rfq = _own(request, pk)
    invitation = get_object_or_404(rfq.invitations.select_related("provider", "rfq"), pk=invitation_pk)
    if request.method == "POST" and "remove" in steps_of_invitation(request.actor, invitation):
        uninvite_provider(actor=request.actor, invitation=invitation)
        return redirect(request, reverse("rfq_detail", args=[rfq.pk]))
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        lock_out(actor=request.actor, invitation=invitation, **form.values)
        messages.success(request, _("%(name)s is taken off and told why.") % {"name": invitation.provider})
        return redirect(request, reverse("rfq_detail", args=[rfq.pk]))
    title = _("Take %(name)s off this request") % {"name": invitation.provider}
    words = _("It reads the reason at once. What it has sent is neither opened nor compared.")
    context = {"rfq": rfq, "form": form, "title": title, "words": words, "is_harm": True}
    context["back"] = reverse("rfq_detail", args=[rfq.pk])
    return render(request, "sourcing/step.html", context, status=422 if form.is_bound else 200)


@require_POST
def rfq_answer(request: Request, pk: UUID, question_pk: UUID) -> HttpResponse:
    """Publish an answer to everybody."""
    request.actor.require(Permission.RFQ_EDIT)
    rfq = _own(request, pk)
    question = get_object_or_404(Question.objects.filter(rfq=rfq), pk=question_pk)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("Write the question and the answer as everybody will read them."))
    answer_question(actor=request.actor, question=question, **form.values)
    messages.success(request, _("Published to every invited provider at once."))
    return redirect(request, reverse("rfq_detail", args=[rfq.pk]))


def _own(request: Request, pk: UUID) -> Rfq:
    return get_object_or_404(Rfq.objects.mine(request.actor).select_related("organization", "project"), pk=pk)
