"""Pages of API tokens."""

from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.forms import refusals_on
from core.htmx import redirect, render
from organizations.actions.token import create_token, revoke_token
from organizations.forms.token import TokenForm
from organizations.models import ApiToken
from organizations.requests import Request
from organizations.roles import Permission


@require_safe
def token_list(request: Request) -> HttpResponse:
    """One's own keys; an owner sees all of the organisation."""
    request.actor.require(Permission.TOKEN_MANAGE)
    tokens = ApiToken.objects.visible_to(request.actor).select_related("membership__user")
    return render(request, "organizations/token_list.html", {"tokens": tokens})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@reauthentication_required
def token_create(request: Request) -> HttpResponse:
    """A new key. Its secret stands on this one answer and nowhere else; making one takes a fresh sign-in."""
    request.actor.require(Permission.TOKEN_MANAGE)
    form = TokenForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            token, secret = create_token(actor=request.actor, **form.cleaned_data)
            return render(request, "organizations/token_created.html", {"token": token, "secret": secret}, status=201)
    status = 422 if form.is_bound else 200
    return render(request, "organizations/token_create.html", {"form": form}, region="form", status=status)


@require_POST
def token_revoke(request: Request, pk: UUID) -> HttpResponse:
    """End a key now."""
    request.actor.require(Permission.TOKEN_MANAGE)
    token = get_object_or_404(ApiToken.objects.visible_to(request.actor), pk=pk)
    revoke_token(actor=request.actor, token=token)
    messages.success(request, _("“%(name)s” no longer works.") % {"name": token.name})
    return redirect(request, reverse("token_list"))
