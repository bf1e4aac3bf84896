"""The profile as its own people keep it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.forms import refusals_on
from core.htmx import redirect, render
from drafts.forms import close_form, open_form
from organizations.requests import Request
from organizations.roles import Permission
from providers.actions.profile import edit_profile
from providers.forms.profile import ProfileForm
from providers.selectors.claim import latest_review
from providers.selectors.own import completeness_of, own_provider, own_provider_or_refuse

KEY = "my-profile"


@require_safe
def my_provider(request: Request) -> HttpResponse:
    """How the profile stands, what that means, and what is missing; without one, how to come by it."""
    provider = own_provider(request.actor)
    if provider is None:
        return render(request, "providers/my_provider_none.html")
    context = {"provider": provider, "completeness": completeness_of(provider), "review": latest_review(provider)}
    return render(request, "providers/my_provider.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def my_provider_edit(request: Request) -> HttpResponse:
    """Change what the profile says. A stale save keeps what was typed."""
    request.actor.require(Permission.PROVIDER_EDIT)
    provider = own_provider_or_refuse(request.actor)
    form = open_form(ProfileForm, request, KEY, provider=provider)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        version, accepts = values.pop("version"), values.pop("accepts_lapse", False)
        with refusals_on(form):
            edit_profile(
                actor=request.actor, provider=provider, changes=values, expected_version=version, accepts_lapse=accepts
            )
            close_form(request.actor, KEY)
            messages.success(request, _("Saved. The public page shows it now."))
            return redirect(request, reverse("my_provider"))
    context = {"form": form, "provider": provider}
    return render(request, "providers/my_provider_edit.html", context, region="form", status=status_of(form))


def status_of(form: Any) -> int:
    """422 for what was sent and cannot be saved; looking for a term sends nothing."""
    return 422 if form.is_bound and not form.is_finding else 200
