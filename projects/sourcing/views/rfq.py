"""Pages of a sponsor's requests."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.errors import Invalid, StaleVersion
from core.forms import show_errors
from core.htmx import redirect, render
from organizations.requests import Request
from organizations.roles import Permission
from projects.briefs.models import Project
from projects.briefs.selectors.project import packages_of
from projects.sourcing.actions.invitation import answer_question, invite_provider, lock_out, uninvite_provider
from projects.sourcing.actions.rfq import create_rfq, edit_rfq
from projects.sourcing.actions.rfq_course import amend_rfq
from projects.sourcing.enums import Tier
from projects.sourcing.forms.rfq import RfqForms
from projects.sourcing.forms.steps import AnswerForm, ReasonForm
from projects.sourcing.models import Question, Rfq
from projects.sourcing.rules.rfq import completeness
from projects.sourcing.selectors.cda import cda_text
from projects.sourcing.selectors.disclosure import rfq_as_seen
from projects.sourcing.selectors.facts import RfqFacts, facts_of, facts_of_project
from projects.sourcing.selectors.ocds import release_package
from projects.sourcing.selectors.rfq import invitations_of, no_response, own_rfqs
from projects.sourcing.selectors.steps import steps_of_invitation, steps_of_rfq
from projects.sourcing.views.labels import buttons
from providers.models import Provider

PAGE = 50


@require_safe
def rfq_list(request: Request) -> HttpResponse:
    """All of them with their states, and how many bidders answered."""
    request.actor.require(Permission.RFQ_VIEW)
    page = Paginator(own_rfqs(request.actor), PAGE).get_page(request.GET.get("page"))
    return render(request, "sourcing/rfq_list.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def rfq_create(request: Request) -> HttpResponse:
    """Begin one, from a project where the address names it."""
    request.actor.require(Permission.RFQ_EDIT)
    project, facts = _from_project(request)
    forms = RfqForms(request.POST or None, facts=facts)
    if request.method == "POST" and forms.is_valid():
        try:
            rfq = create_rfq(actor=request.actor, facts=forms.facts, project=project)
        except Invalid as error:
            show_errors(forms.rfq, error)
        else:
            messages.success(request, _("The draft is there. Invite providers, then publish it."))
            return redirect(request, reverse("rfq_detail", args=[rfq.pk]))
    return _form_page(request, forms, None)


@require_http_methods(["GET", "HEAD", "POST"])
def rfq_edit(request: Request, pk: UUID) -> HttpResponse:
    """Change a draft."""
    request.actor.require(Permission.RFQ_EDIT)
    rfq = _own(request, pk)
    forms = RfqForms(request.POST or None, facts=facts_of(rfq), version=rfq.version)
    if request.method == "POST" and forms.is_valid():
        version = forms.rfq.cleaned_data["version"]
        try:
            edit_rfq(actor=request.actor, rfq=rfq, facts=forms.facts, expected_version=version)
        except Invalid as error:
            show_errors(forms.rfq, error)
        except StaleVersion as error:
            forms.rfq.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect(request, reverse("rfq_detail", args=[rfq.pk]))
    return _form_page(request, forms, rfq)


@require_http_methods(["GET", "HEAD", "POST"])
def rfq_amend(request: Request, pk: UUID) -> HttpResponse:
    """Ask for something else, visibly."""
    request.actor.require(Permission.RFQ_PUBLISH)
    rfq = _own(request, pk)
    forms = RfqForms(request.POST or None, facts=facts_of(rfq), version=rfq.version)
    reason = ReasonForm(request.POST or None)
    if request.method == "POST" and all([forms.is_valid(), reason.is_valid()]):
        version = forms.rfq.cleaned_data["version"]
        try:
            amend_rfq(actor=request.actor, rfq=rfq, facts=forms.facts, expected_version=version, **reason.values)
        except Invalid as error:
            show_errors(forms.rfq, error)
        except StaleVersion as error:
            forms.rfq.add_error(None, str(error))
        else:
            messages.success(request, _("Amended. Everybody concerned is told at once."))
            return redirect(request, reverse("rfq_detail", args=[rfq.pk]))
    return _form_page(request, forms, rfq, reason)


@require_safe
def rfq_detail(request: Request, pk: UUID) -> HttpResponse:
    """Where it stands: bidders and their states, questions, editions, and what can be done."""
    request.actor.require(Permission.RFQ_VIEW)
    rfq = _own(request, pk)
    steps = steps_of_rfq(request.actor, rfq)
    invitations = list(invitations_of(rfq))
    rows = [(one, steps_of_invitation(request.actor, one), no_response(one)) for one in invitations]
    context = {
        "rfq": rfq,
        "seen": rfq_as_seen(request.actor, rfq),
        "buttons": buttons(rfq, steps),
        "steps": steps,
        "invitations": rows,
        "questions": Question.objects.filter(rfq=rfq).select_related("invitation__provider"),
        "answer_form": AnswerForm(),
        "versions": rfq.versions.order_by("-edition"),
        "completeness": completeness(rfq) if rfq.opened_at is None else None,
        "openings": rfq.openings.select_related("opened_by", "second_person"),
        "has_comparison": rfq.openings.exists(),
    }
    return render(request, "sourcing/rfq_detail.html", context)


@require_safe
def rfq_preview(request: Request, pk: UUID) -> HttpResponse:
    """As a provider sees it, before the agreement and under it."""
    request.actor.require(Permission.RFQ_VIEW)
    rfq = _own(request, pk)
    tier = Tier.CDA if request.GET.get("tier") == Tier.CDA.value else Tier.TEASER
    context = {"rfq": rfq, "seen": rfq_as_seen(request.actor, rfq, tier), "cda": cda_text(rfq, rfq.organization)}
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
    context: dict[str, Any] = {"rfq": rfq, "form": form, "title": title, "back": reverse("rfq_detail", args=[rfq.pk])}
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


def _from_project(request: Request) -> tuple[Project | None, RfqFacts | None]:
    key = request.GET.get("project", "")
    try:
        project = Project.objects.visible_to(request.actor).filter(pk=UUID(key)).first() if key else None
    except ValueError:
        project = None
    if project is None:
        return None, None
    deadline = timezone.now() + timedelta(days=28)
    return project, facts_of_project(project, deadline=deadline, packages=packages_of(request.actor, project))


def _form_page(request: Request, forms: RfqForms, rfq: Rfq | None, reason: ReasonForm | None = None) -> HttpResponse:
    context = {"forms": forms, "rfq": rfq, "reason": reason}
    return render(request, "sourcing/rfq_edit.html", context, region="form", status=422 if forms.rfq.is_bound else 200)
