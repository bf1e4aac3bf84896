"""Pages of people's accounts beyond allauth's."""

from typing import Any

from allauth.account.views import LoginView as AllauthLoginView
from allauth.account.views import SignupView as AllauthSignupView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions import choose_language, update_profile
from accounts.forms import ProfileForm
from accounts.models import User
from core.forms import refusals_on
from core.htmx import next_url, redirect, render

A_YEAR = 365 * 24 * 3600


class SignupView(AllauthSignupView):
    """allauth's, with the address of an invitation filled in."""

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "email": self.request.GET.get("email", "")[:254]}


class LoginView(AllauthLoginView):
    """allauth's, with the address of an invitation filled in."""

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "login": self.request.GET.get("email", "")[:254]}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile_edit(request: HttpRequest) -> HttpResponse:
    """Name, language, time zone."""
    user: User = request.user  # type: ignore[assignment]  # login_required
    initial = {"name": user.name, "language": user.language, "time_zone": user.time_zone}
    form = ProfileForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            user = update_profile(user=user, **form.cleaned_data)
            translation.activate(user.language)
            messages.success(request, _("Saved."))
            return _remember(redirect(request, reverse("profile_edit")), user.language)
    status = 422 if form.is_bound else 200
    return render(request, "accounts/profile_edit.html", {"form": form}, region="form", status=status)


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Read the site in another language from now on, signed in or not, and stay on the page."""
    chosen = request.POST.get("language", "")
    if chosen not in dict(settings.LANGUAGES):
        messages.error(request, _("Choose a language from the list."))
        return HttpResponseRedirect(next_url(request, "/"))
    if request.user.is_authenticated:
        choose_language(user=request.user, language=chosen)
    return _remember(HttpResponseRedirect(next_url(request, "/")), chosen)


def _remember(response: HttpResponse, language: str) -> HttpResponse:
    """The cookie keeps the language after signing out."""
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, language, max_age=A_YEAR, samesite="Lax", secure=secure, httponly=True
    )
    return response
