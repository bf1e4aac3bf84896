"""How an organisation wants its sourcing done."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.forms import refusals_on
from core.htmx import redirect, render
from organizations.requests import Request
from organizations.roles import Permission
from projects.sourcing.actions.policy import set_policy
from projects.sourcing.forms.steps import PolicyForm
from projects.sourcing.selectors.rfq import policy_of


@require_http_methods(["GET", "HEAD", "POST"])
def policy_edit(request: Request) -> HttpResponse:
    """Four eyes on requests, and on quotes above a limit."""
    request.actor.require(Permission.ORGANIZATION_EDIT)
    standing = policy_of(request.actor.require_membership().organization_id)
    form = PolicyForm(request.POST or None, initial={name: getattr(standing, name) for name in PolicyForm.base_fields})
    if request.method == "POST" and form.is_valid():
        values = {**form.cleaned_data, "quote_limit_currency": form.cleaned_data["quote_limit_currency"].upper()}
        with refusals_on(form):
            set_policy(actor=request.actor, **values)
            messages.success(request, _("Saved."))
            return redirect(request, request.path)
    title = _("How your organisation sources")
    context = {"form": form, "title": title}
    return render(request, "sourcing/policy.html", context, region="form", status=422 if form.is_bound else 200)
