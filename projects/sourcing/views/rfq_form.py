"""Writing a request: a new one, a draft, an amendment. What was typed and not sent is kept for who typed it."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.errors import StaleVersion
from core.forms import refusals_on
from core.htmx import redirect, render
from drafts.forms import close_form, draft_for
from organizations.requests import Request
from organizations.roles import Permission
from projects.briefs.forms.conflict import version_meant
from projects.briefs.models import Project
from projects.briefs.selectors.project import packages_of
from projects.sourcing.actions.rfq import create_rfq, edit_rfq
from projects.sourcing.actions.rfq_course import amend_rfq
from projects.sourcing.forms.missing import missing_of
from projects.sourcing.forms.rfq import RfqForms, four_weeks_ahead
from projects.sourcing.forms.rfq_conflict import conflict_of_rfq, take_theirs
from projects.sourcing.forms.steps import ReasonForm
from projects.sourcing.models import Rfq
from projects.sourcing.selectors.facts import RfqFacts, facts_of, facts_of_project
from projects.sourcing.selectors.unread import unread
from providers.models import Provider


@require_http_methods(["GET", "HEAD", "POST"])
def rfq_create(request: Request) -> HttpResponse:
    """Begin one: from a project, with providers ticked among its matches, where the address names them."""
    request.actor.require(Permission.RFQ_EDIT)
    project, facts = _from_project(request)
    chosen = _chosen(request)
    key = f"rfq:new:{project.pk}" if project else "rfq:new"
    forms = _opened(request, key, facts, None)
    if request.method == "POST" and forms.is_valid():
        with refusals_on(forms.rfq):
            rfq = create_rfq(actor=request.actor, facts=forms.facts, project=project, providers=chosen)
            close_form(request.actor, key)
            messages.success(request, _("The draft is there. Invite providers, then publish it."))
            return redirect(request, reverse("rfq_detail", args=[rfq.pk]))
    return _form_page(request, forms, None, chosen=chosen)


@require_http_methods(["GET", "HEAD", "POST"])
def rfq_edit(request: Request, pk: UUID) -> HttpResponse:
    """Change a draft."""
    request.actor.require(Permission.RFQ_EDIT)
    rfq = _own(request, pk)
    key = f"rfq:{rfq.pk}"
    forms = _opened(request, key, facts_of(rfq), rfq.version)
    if request.method == "POST" and forms.is_valid():
        version = version_meant(forms.rfq)

        def save() -> object:
            return edit_rfq(actor=request.actor, rfq=rfq, changes=vars(forms.facts), expected_version=version)

        if _done(request, forms, rfq, save):
            close_form(request.actor, key)
            messages.success(request, _("Saved."))
            return redirect(request, reverse("rfq_detail", args=[rfq.pk]))
    return _form_page(request, forms, rfq)


@require_http_methods(["GET", "HEAD", "POST"])
def rfq_amend(request: Request, pk: UUID) -> HttpResponse:
    """Ask for something else, visibly."""
    request.actor.require(Permission.RFQ_PUBLISH)
    rfq = _own(request, pk)
    key = f"rfq:{rfq.pk}:amend"
    forms = _opened(request, key, facts_of(rfq), rfq.version)
    reason = ReasonForm(request.POST or None)
    if request.method == "POST" and all([forms.is_valid(), reason.is_valid()]):
        version = version_meant(forms.rfq)

        def amend() -> object:
            return amend_rfq(
                actor=request.actor, rfq=rfq, changes=vars(forms.facts), expected_version=version, **reason.values
            )

        if _done(request, forms, rfq, amend):
            close_form(request.actor, key)
            messages.success(request, _("Amended. Everybody concerned is told at once."))
            return redirect(request, reverse("rfq_detail", args=[rfq.pk]))
    return _form_page(request, forms, rfq, reason)


@require_POST
def rfq_missing(request: Request) -> HttpResponse:
    """What is missing of what stands in the form, while somebody types. Nothing is kept."""
    request.actor.require(Permission.RFQ_EDIT)
    rfq = _named(request)
    forms = RfqForms(request.POST, facts=facts_of(rfq) if rfq else None, version=rfq.version if rfq else None)
    context = {"missing": missing_of(forms, rfq, len(_chosen(request)))}
    return render(request, "sourcing/missing.html", context)


def _opened(request: Request, key: str, facts: RfqFacts | None, version: int | None) -> RfqForms:
    """Bound to what was sent, else with what was typed and not sent."""
    draft = None if request.method == "POST" else draft_for(request, key)
    return RfqForms(request.POST or None, facts=facts, version=version, draft=draft, key=key)


def _done(request: Request, forms: RfqForms, rfq: Rfq, act: Callable[[], object]) -> bool:
    """Done with what was sent and what was chosen of the others'. Where somebody else was faster, the page shows both."""
    theirs = RfqForms(facts=facts_of(rfq), version=rfq.version)
    take_theirs(forms, theirs, request.POST.getlist("take"))
    with refusals_on(forms.rfq):
        try:
            act()
        except StaleVersion:
            forms.conflict = conflict_of_rfq(forms, theirs, rfq)
        return forms.conflict is None
    return False


def _own(request: Request, pk: UUID) -> Rfq:
    return get_object_or_404(Rfq.objects.mine(request.actor).select_related("organization", "project"), pk=pk)


def _named(request: Request) -> Rfq | None:
    key = request.GET.get("rfq", "")
    try:
        return _own(request, UUID(key)) if key else None
    except ValueError:
        return None


def _chosen(request: Request) -> list[Provider]:
    """The providers in the address."""
    slugs = request.GET.getlist("provider")[:500]
    return list(Provider.objects.visible_to(request.actor).filter(slug__in=slugs)) if slugs else []


def _from_project(request: Request) -> tuple[Project | None, RfqFacts | None]:
    key = request.GET.get("project", "")
    try:
        project = Project.objects.visible_to(request.actor).filter(pk=UUID(key)).first() if key else None
    except ValueError:
        project = None
    if project is None:
        return None, None
    zone, deadline = four_weeks_ahead()
    packages = packages_of(request.actor, project)
    return project, facts_of_project(project, deadline=deadline, packages=packages, time_zone=zone.key)


def _form_page(
    request: Request,
    forms: RfqForms,
    rfq: Rfq | None,
    reason: ReasonForm | None = None,
    chosen: list[Provider] | None = None,
) -> HttpResponse:
    context = {
        "forms": forms,
        "form": forms,
        "rfq": rfq,
        "reason": reason,
        "chosen": chosen or [],
        "unread": unread(chosen or []),
        "missing": missing_of(forms, rfq, len(chosen or [])) if reason is None else None,
    }
    return render(request, "sourcing/rfq_edit.html", context, region="form", status=422 if forms.rfq.is_bound else 200)
