"""Pages of claims, for the provider's side."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.errors import Invalid
from core.forms import refusals_on, show_errors
from core.htmx import redirect, render
from drafts.forms import close_form, open_form
from organizations.actor import Actor
from organizations.requests import Request
from organizations.roles import Permission
from providers.actions.claim import answer_claim, request_claim, withdraw_claim
from providers.actions.profile_create import create_profile
from providers.actions.standing import submit_profile
from providers.forms.claim import ClaimAnswerForm, ClaimForm, ProfileCreateForm
from providers.likeness import domain_of
from providers.models import Claim, Provider
from providers.selectors.claim import claims_of, obstacle_of
from providers.selectors.mine import my_profile
from providers.selectors.own import own_provider_or_refuse
from providers.selectors.similar import Likely, similar_providers

PAGE = 20


@require_http_methods(["GET", "HEAD", "POST"])
def claim_create(request: Request, slug: str) -> HttpResponse:
    """Say that a profile is one's company's; whoever cannot is told why, and what to do."""
    provider = get_object_or_404(Provider.objects.visible_to(request.actor).select_related("country"), slug=slug)
    request.actor.require_person()
    obstacle = obstacle_of(request.actor, request.path, provider)
    if obstacle is not None:
        context = {"provider": provider, "obstacle": obstacle}
        return render(request, "providers/claim_create.html", context, status=409 if request.method == "POST" else 200)
    key = f"claim/{provider.pk}"
    form = open_form(ClaimForm, request, key)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            request_claim(actor=request.actor, provider=provider, **form.cleaned_data)
            close_form(request.actor, key)
            text = _("Your claim of %(name)s is on its way. You are told as soon as an operator has decided.")
            messages.success(request, text % {"name": provider})
            return redirect(request, reverse("my_claims"))
    context = {"provider": provider, "form": form}
    return render(request, "providers/claim_create.html", context, region="form", status=422 if form.is_bound else 200)


@require_safe
def my_claims(request: Request) -> HttpResponse:
    """The organisation's claims, with what operators said of them."""
    request.actor.require(Permission.PROVIDER_VIEW)
    page = Paginator(claims_of(request.actor), PAGE).get_page(request.GET.get("page"))
    return render(request, "providers/my_claims.html", {"page": page, "provider": my_profile(request.actor)})


@require_http_methods(["GET", "HEAD", "POST"])
def my_claim_answer(request: Request, pk: UUID) -> HttpResponse:
    """Add what an operator asked for."""
    request.actor.require(Permission.PROVIDER_CLAIM)
    claim = _own_claim(request.actor, pk)
    key = f"claim-answer/{claim.pk}"
    initial = {"position": claim.position, "statement": claim.statement}
    form = open_form(ClaimAnswerForm, request, key, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            answer_claim(actor=request.actor, claim=claim, **form.cleaned_data)
            close_form(request.actor, key)
            messages.success(request, _("Your answer is on its way to the operators."))
            return redirect(request, reverse("my_claims"))
    context = {"claim": claim, "form": form, "review": claim.reviews.order_by("-created_at").first()}
    return render(request, "providers/my_claim_answer.html", context, region="form", status=422 if form.is_bound else 200)


@require_POST
def my_claim_withdraw(request: Request, pk: UUID) -> HttpResponse:
    """Take a claim back."""
    request.actor.require(Permission.PROVIDER_CLAIM)
    claim = withdraw_claim(actor=request.actor, claim=_own_claim(request.actor, pk))
    messages.success(request, _("The claim of %(name)s is withdrawn.") % {"name": claim.provider})
    return redirect(request, reverse("my_claims"))


@require_http_methods(["GET", "HEAD", "POST"])
def my_provider_create(request: Request) -> HttpResponse:
    """A first profile; similar ones that are in the directory are offered instead."""
    request.actor.require_person()
    obstacle = obstacle_of(request.actor, request.path)
    if obstacle is not None:
        status = 409 if request.method == "POST" else 200
        return render(request, "providers/my_provider_create.html", {"obstacle": obstacle}, status=status)
    key = "my-provider"
    form = open_form(ProfileCreateForm, request, key, initial={"name": request.actor.organization})
    # Whether it is another company is said anew each time, beside the names it may be.
    form.initial.pop("is_new", None)
    similar: list[Likely] = []
    if request.method == "POST" and form.is_valid():
        try:
            create_profile(actor=request.actor, **form.cleaned_data)
        except Invalid as error:
            if "is_new" in error.errors:
                similar = _similar(request.actor, form)
            show_errors(form, error)
        else:
            close_form(request.actor, key)
            messages.success(request, _("Your profile is there. Add your sites next, then ask for verification."))
            return redirect(request, reverse("my_provider"))
    context = {"form": form, "similar": similar}
    status = 422 if form.is_bound else 200
    return render(request, "providers/my_provider_create.html", context, region="form", status=status)


@require_POST
def my_provider_submit(request: Request) -> HttpResponse:
    """Ask for verification of one's profile."""
    request.actor.require(Permission.PROVIDER_EDIT)
    submit_profile(actor=request.actor, provider=own_provider_or_refuse(request.actor))
    messages.success(request, _("Your profile waits for an operator now."))
    return redirect(request, reverse("my_provider"))


def _similar(actor: Actor, form: ProfileCreateForm) -> list[Likely]:
    form.ask_whether_new()
    values = form.cleaned_data
    return similar_providers([values["name"], str(actor.organization)], domain_of(values["website"]))


def _own_claim(actor: Actor, pk: UUID) -> Claim:
    return get_object_or_404(claims_of(actor), pk=pk)
