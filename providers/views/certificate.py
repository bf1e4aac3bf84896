"""Pages of a provider's own certificates."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.forms import refusals_on
from core.htmx import redirect, render
from drafts.forms import close_form, open_form
from organizations.requests import Request
from organizations.roles import Permission
from providers import workflows
from providers.actions.certificate import add_certificate, edit_certificate, remove_certificate, submit_certificate
from providers.forms.certificate import CertificateForm
from providers.models import Certificate
from providers.selectors.certificate import lack_for_submission, own_certificates, steps_of_certificate
from providers.selectors.mine import my_profile, my_sites

PAGE = 50


@require_safe
def certificate_list(request: Request) -> HttpResponse:
    """All of them with their states, and what can be done with each."""
    request.actor.require(Permission.PROVIDER_VIEW)
    page = Paginator(own_certificates(request.actor), PAGE).get_page(request.GET.get("page"))
    profile = my_profile(request.actor)
    context = {
        "page": page,
        "rows": [(one, steps_of_certificate(request.actor, one), lack_for_submission(one)) for one in page],
        "profile": profile,
        "has_sites": bool(profile) and my_sites(request.actor).exists(),
    }
    return render(request, "providers/my_certificates.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def certificate_create(request: Request) -> HttpResponse:
    """Write one down, with the file that shows it."""
    request.actor.require(Permission.PROVIDER_EDIT)
    initial = {"site": request.GET.get("site")}
    form = open_form(CertificateForm, request, "certificate:new", actor=request.actor, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            add_certificate(actor=request.actor, facts=form.facts, upload=form.cleaned_data["evidence"])
            close_form(request.actor, "certificate:new")
            messages.success(request, _("The certificate is added. Submit it when it is complete."))
            return redirect(request, reverse("my_certificates"))
    return _form_page(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
def certificate_edit(request: Request, pk: UUID) -> HttpResponse:
    """Change what it says. What was typed stays when somebody else was faster."""
    request.actor.require(Permission.PROVIDER_EDIT)
    certificate = _own(request, pk)
    initial = CertificateForm.values_of(certificate)
    key = f"certificate:{pk}"
    form = open_form(CertificateForm, request, key, actor=request.actor, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            edit_certificate(
                actor=request.actor,
                certificate=certificate,
                changes=vars(form.facts),
                upload=form.cleaned_data["evidence"],
                expected_version=form.cleaned_data["version"],
            )
            close_form(request.actor, key)
            messages.success(request, _("Saved."))
            return redirect(request, reverse("my_certificates"))
    return _form_page(request, form, certificate)


@require_POST
def certificate_submit(request: Request, pk: UUID) -> HttpResponse:
    """Ask an operator to verify it."""
    request.actor.require(Permission.PROVIDER_EDIT)
    submit_certificate(actor=request.actor, certificate=_own(request, pk))
    messages.success(request, _("Submitted. An operator looks at the evidence; you will be told."))
    return redirect(request, reverse("my_certificates"))


@require_POST
def certificate_remove(request: Request, pk: UUID) -> HttpResponse:
    """Delete what nobody relies on."""
    request.actor.require(Permission.PROVIDER_EDIT)
    remove_certificate(actor=request.actor, certificate=_own(request, pk))
    messages.success(request, _("Deleted."))
    return redirect(request, reverse("my_certificates"))


def _own(request: Request, pk: UUID) -> Certificate:
    return get_object_or_404(own_certificates(request.actor), pk=pk)


def _form_page(request: Request, form: CertificateForm, certificate: Certificate | None) -> HttpResponse:
    goes_back = certificate is not None and workflows.CERTIFICATE.allows(certificate, "edit")
    context = {"form": form, "certificate": certificate, "goes_back": goes_back}
    status = 422 if form.is_bound else 200
    return render(request, "providers/my_certificate_edit.html", context, region="form", status=status)
