"""Pages of a brief: in it comes, and each requirement beside its words."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core import clock
from core.errors import Invalid, NotFound
from core.forms import refusals_on, show_errors
from core.htmx import is_fragment, redirect, render
from drafts.forms import close_form, open_form
from organizations.requests import Request
from organizations.roles import Permission
from projects.briefs.actions.intake import judge_requirements, say_requirement, switch_places, take_in
from projects.briefs.actions.project import ProjectFacts, create_from_intake, create_from_template, create_project
from projects.briefs.forms.intake import CodenameForm, IntakeForm, TemplateForm
from projects.briefs.forms.saying import SayingForm, SubjectForm
from projects.briefs.models import Intake
from projects.briefs.reading_json import read_back
from projects.briefs.requirements import Force, Subject
from projects.briefs.selectors.draft import shown_draft
from vocabulary.selectors.vocabulary import current_vocabulary

KEY = "intake:new"
MOST_REMOVED = 300
LONGEST_INDEX = 7


@require_http_methods(["GET", "HEAD", "POST"])
def project_create(request: Request) -> HttpResponse:
    """Paste a brief or choose a file; or begin with a template."""
    request.actor.require(Permission.PROJECT_EDIT)
    form = open_form(IntakeForm, request, KEY)
    if request.method == "POST" and form.is_valid():
        try:
            intake = take_in(
                actor=request.actor,
                today=clock.today(),
                text=form.cleaned_data["text"],
                upload=form.cleaned_data["file"],
                removed=frozenset(request.POST.getlist("removed")[:MOST_REMOVED]),
            )
        except Invalid as error:
            show_errors(form, error)
            if error.message and not error.errors:
                form.add_error("file", str(error))
        else:
            close_form(request.actor, KEY)
            return redirect(request, reverse("intake_detail", args=[intake.pk]))
    context = {"form": form, "template_form": TemplateForm()}
    status = 422 if form.is_bound else 200
    return render(request, "briefs/project_create.html", context, region="form", status=status)


@require_POST
def project_from_template(request: Request) -> HttpResponse:
    """A project with the usual packages, or an empty one."""
    request.actor.require(Permission.PROJECT_EDIT)
    form = TemplateForm(request.POST)
    if form.is_valid():
        codename, template = form.cleaned_data["codename"], form.cleaned_data["template"]
        with refusals_on(form):
            if template:
                project = create_from_template(actor=request.actor, codename=codename, template=template)
            else:
                project = create_project(actor=request.actor, facts=ProjectFacts(codename=codename))
            messages.success(request, _("The project is set up."))
            return redirect(request, project.get_absolute_url())
    context = {"form": IntakeForm(), "template_form": form}
    return render(request, "briefs/project_create.html", context, region="template_form", status=422)


@require_http_methods(["GET", "HEAD", "POST"])
def intake_detail(request: Request, pk: UUID) -> HttpResponse:
    """What was understood, to be confirmed; sent on, it is a project."""
    request.actor.require(Permission.PROJECT_VIEW)
    intake = get_object_or_404(Intake.objects.visible_to(request.actor), pk=pk)
    form = CodenameForm(request.POST or None)
    if request.method == "POST":
        request.actor.require(Permission.PROJECT_EDIT)
        if form.is_valid():
            with refusals_on(form):
                project = create_from_intake(actor=request.actor, intake=intake, codename=form.cleaned_data["codename"])
                messages.success(request, _("The project is set up."))
                if project.notes or project.packages.exclude(questions="").exists():
                    left = _(
                        "What no field holds stands in the notes and in the questions to bidders. See whether it is right."
                    )
                    messages.info(request, left)
                return redirect(request, project.get_absolute_url())
    return _page(request, intake, form)


@require_POST
def intake_judge(request: Request, pk: UUID) -> HttpResponse:
    """Confirm, remove or weigh one line of the draft."""
    request.actor.require(Permission.PROJECT_EDIT)
    intake = get_object_or_404(Intake.objects.visible_to(request.actor), pk=pk)
    step = request.POST.get("step", "")
    changes = STEPS.get(step)
    indexes = _indexes(request.POST.get("indexes", ""))
    if changes is None or not indexes:
        raise NotFound
    intake = judge_requirements(actor=request.actor, intake=intake, indexes=indexes, **changes)
    if is_fragment(request):
        return _page(request, intake, CodenameForm())
    return redirect(request, reverse("intake_detail", args=[intake.pk]))


STEPS: dict[str, dict[str, Any]] = {
    "confirm": {"is_confirmed": True},
    "remove": {"is_removed": True},
    "restore": {"is_removed": False},
    **{force.value: {"force": force, "is_confirmed": True} for force in Force},
}


@require_POST
def intake_switch(request: Request, pk: UUID) -> HttpResponse:
    """A market is meant as a site, or a site as a market."""
    request.actor.require(Permission.PROJECT_EDIT)
    intake = get_object_or_404(Intake.objects.visible_to(request.actor), pk=pk)
    indexes = _indexes(request.POST.get("indexes", ""))
    if not indexes:
        raise NotFound
    intake = switch_places(actor=request.actor, intake=intake, indexes=indexes)
    if is_fragment(request):
        return _page(request, intake, CodenameForm())
    return redirect(request, reverse("intake_detail", args=[intake.pk]))


@require_http_methods(["GET", "HEAD", "POST"])
def intake_say(request: Request, pk: UUID) -> HttpResponse:
    """Say another value of a line of the draft, or something that the text does not say."""
    request.actor.require(Permission.PROJECT_EDIT)
    intake = get_object_or_404(Intake.objects.visible_to(request.actor), pk=pk)
    indexes, items = _indexes(request.GET.get("instead", "")), read_back(intake.reading).items
    chosen = request.GET.get("subject", "")
    if any(index >= len(items) for index in indexes) or (not indexes and chosen not in Subject.values):
        raise NotFound
    before = items[indexes[0]].requirement if indexes else None
    subject = before.subject if before else Subject(chosen)
    form = SayingForm(request.POST or None, subject=subject, initial=SayingForm.values_of(before) if before else {})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            say_requirement(actor=request.actor, intake=intake, said=form.said(), instead_of=indexes)
            messages.success(request, _("It stands on the draft, as said by you."))
            return redirect(request, reverse("intake_detail", args=[intake.pk]))
    context = {"form": form, "intake": intake, "subject": subject, "before": before}
    status = 422 if form.is_bound else 200
    return render(request, "briefs/requirement_edit.html", context, region="form", status=status)


def _indexes(joined: str) -> list[int]:
    return [int(one) for one in joined.split(",") if one.isdecimal() and len(one) < LONGEST_INDEX]


def _page(request: Request, intake: Intake, form: CodenameForm) -> HttpResponse:
    context = {"intake": intake, "form": form, "draft": shown_draft(intake, current_vocabulary())}
    context["subjects"] = SubjectForm()
    status = 422 if form.is_bound else 200
    return render(request, "briefs/intake_detail.html", context, region="draft", status=status)
