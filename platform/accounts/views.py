"""Pages of people's accounts beyond allauth's."""

import json
from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.views import LoginView as AllauthLoginView
from allauth.account.views import SignupView as AllauthSignupView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.erasure import ask_to_be_erased
from accounts.actions.user import choose_language, update_profile
from accounts.forms import ProfileForm
from accounts.models import Erasure, User
from accounts.personal import personal_data_of
from core.downloads import download
from core.errors import WrongState
from core.forms import refusals_on
from core.htmx import next_url, redirect, render, signed_in

A_YEAR = 365 * 24 * 3600


class SignupView(AllauthSignupView):
    """allauth's, with the address of an invitation filled in."""

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "email": self.request.GET.get("email", "")[:254]}


class LoginView(AllauthLoginView):
    """allauth's, with the address of an invitation filled in."""

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "login": self.request.GET.get("email", "")[:254]}


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def profile_edit(request: HttpRequest) -> HttpResponse:
    """Name, language, time zone."""
    user: User = request.user  # type: ignore[assignment]  # signed_in
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


@signed_in
@require_safe
def personal_data(request: HttpRequest) -> HttpResponse:
    """Take along what is kept about oneself, or end the account."""
    return render(request, "accounts/personal_data.html", {"days": Erasure.GRACE.days})


@signed_in
@never_cache
@reauthentication_required
@require_safe
def personal_data_export(request: HttpRequest) -> HttpResponse:
    """Everything about the reader in one file, after a fresh sign-in."""
    user: User = request.user  # type: ignore[assignment]  # signed_in
    text = json.dumps(personal_data_of(user), cls=DjangoJSONEncoder, indent=2, ensure_ascii=False)
    return download(text.encode(), "application/json", "opencdmo-personal-data.json")


@signed_in
@never_cache
@reauthentication_required
@require_http_methods(["GET", "HEAD", "POST"])
def account_delete(request: HttpRequest) -> HttpResponse:
    """Ask once more, then plan it and sign out everywhere. Signing in again takes it back."""
    user: User = request.user  # type: ignore[assignment]  # signed_in
    context = {"days": Erasure.GRACE.days}
    if request.method != "POST":
        return render(request, "accounts/account_delete.html", context)
    try:
        erasure = ask_to_be_erased(user=user)
    except WrongState as refusal:
        return render(request, "accounts/account_delete.html", {**context, "refusal": str(refusal)}, status=409)
    day = date_format(timezone.localtime(erasure.due_at), "DATE_FORMAT")
    logout(request)
    sentence = _("You are signed out. Your account is deleted on %(day)s unless you sign in before.")
    messages.success(request, sentence % {"day": day})
    return redirect(request, reverse("account_login"))


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
