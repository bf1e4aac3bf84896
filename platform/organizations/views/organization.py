"""Pages of organisations."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.forms import refusals_on
from core.htmx import next_url, redirect, render
from organizations.actions.organization import create_organization, update_organization
from organizations.enums import Kind, Role
from organizations.forms.organization import EditOrganizationForm, NewOrganizationForm
from organizations.middleware import SESSION_KEY
from organizations.models import Organization
from organizations.requests import Request
from organizations.roles import GRANTS, Permission
from organizations.selectors.dashboard import dashboard_of


@require_safe
def dashboard(request: Request) -> HttpResponse:
    """What waits for the person; for one without an organisation, how to get one."""
    request.actor.require_person()
    return render(request, "organizations/dashboard.html", {"dashboard": dashboard_of(request.actor)})


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: Request) -> HttpResponse:
    """Found an organisation; ``?kind=sponsor`` or ``provider`` is ticked already."""
    request.actor.require_person()
    form = NewOrganizationForm(request.POST or None, initial={"kinds": request.GET.getlist("kind")})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            organization = create_organization(
                actor=request.actor, **{**form.cleaned_data, "kinds": [Kind(kind) for kind in form.cleaned_data["kinds"]]}
            )
            request.session[SESSION_KEY] = str(organization.pk)
            messages.success(request, _("%(name)s is set up. You are its owner.") % {"name": organization})
            return redirect(request, next_url(request, reverse("dashboard")))
    status = 422 if form.is_bound else 200
    return render(request, "organizations/organization_create.html", {"form": form}, region="form", status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request) -> HttpResponse:
    """The organisation the person acts for. A stale save keeps what was typed and shows what stands there now."""
    request.actor.require(Permission.ORGANIZATION_VIEW)
    organization = request.actor.require_membership().organization
    if request.method != "POST":
        return _edit_page(request, organization, EditOrganizationForm.of(organization))
    form = EditOrganizationForm(request.POST)
    if form.is_valid():
        values = {**form.cleaned_data, "expected_version": form.cleaned_data["version"]}
        values.pop("version")
        with refusals_on(form):
            update_organization(actor=request.actor, organization=organization, **values)
            messages.success(request, _("Saved."))
            return redirect(request, reverse("organization_edit"))
    return _edit_page(request, organization, form)


def _edit_page(request: Request, organization: Organization, form: EditOrganizationForm) -> HttpResponse:
    context = {"form": form, "organization": organization}
    status = 422 if form.is_bound else 200
    return render(request, "organizations/organization_edit.html", context, region="form", status=status)


@require_POST
def switch(request: Request) -> HttpResponse:
    """Act for another of one's organisations from now on."""
    request.actor.require_person()
    chosen = request.POST.get("organization", "")
    known = {str(one.organization_id): one.organization for one in request.actor.memberships}
    if chosen in known:
        request.session[SESSION_KEY] = chosen
        messages.success(request, _("You now act for %(name)s.") % {"name": known[chosen]})
    else:
        messages.error(request, _("You are not a member of that organisation any more."))
    return redirect(request, reverse("dashboard"))


@require_safe
def role_table(request: Request) -> HttpResponse:
    """Who may do what, as the code has it: public, since the code is."""
    rows = [
        {
            "permission": permission.value,
            "carried_by": [(role, role in GRANTS[permission].roles) for role in Role],
            "scope": GRANTS[permission].scope,
            "kinds": "" if GRANTS[permission].kinds == frozenset(Kind) else ", ".join(sorted(GRANTS[permission].kinds)),
        }
        for permission in Permission
    ]
    return render(request, "organizations/role_table.html", {"rows": rows, "roles": Role})
