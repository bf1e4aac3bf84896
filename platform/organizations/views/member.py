"""Pages of members and invitations."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.forms import refusals_on
from core.htmx import redirect, render
from organizations.actions.invitation import invite, resend_invitation, withdraw_invitation
from organizations.actions.membership import change_roles, end_membership
from organizations.enums import Role
from organizations.forms.member import InviteForm, RolesForm
from organizations.models import Invitation, Membership
from organizations.requests import Request
from organizations.roles import Permission
from organizations.selectors.member import current_members, open_invitations

PAGE = 50


@require_safe
def member_list(request: Request) -> HttpResponse:
    """Who belongs, in which roles, and who is invited."""
    request.actor.require(Permission.MEMBER_VIEW)
    page = Paginator(current_members(request.actor), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "invitations": open_invitations(request.actor)}
    return render(request, "organizations/member_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def member_edit(request: Request, pk: UUID) -> HttpResponse:
    """Another set of roles for a member."""
    request.actor.require(Permission.MEMBER_EDIT)
    member = get_object_or_404(current_members(request.actor), pk=pk)
    form = RolesForm(request.POST or None, initial={"roles": member.roles, "version": member.version})
    if request.method == "POST" and form.is_valid():
        roles = [Role(role) for role in form.cleaned_data["roles"]]
        version = form.cleaned_data["version"]
        with refusals_on(form):
            change_roles(actor=request.actor, membership=member, roles=roles, expected_version=version)
            messages.success(request, _("The roles of %(name)s are changed.") % {"name": member.user})
            return redirect(request, reverse("member_list"))
    status = 422 if form.is_bound else 200
    context = {"form": form, "member": member}
    return render(request, "organizations/member_edit.html", context, region="form", status=status)


@require_POST
def member_remove(request: Request, pk: UUID) -> HttpResponse:
    """End a membership: another's as an owner, or one's own."""
    request.actor.require(Permission.MEMBER_VIEW)
    member: Membership = get_object_or_404(current_members(request.actor), pk=pk)
    end_membership(actor=request.actor, membership=member)
    if member.user_id == request.actor.user_id:
        messages.success(request, _("You have left %(name)s.") % {"name": member.organization})
        return redirect(request, reverse("dashboard"))
    messages.success(request, _("%(name)s is no longer a member.") % {"name": member.user})
    return redirect(request, reverse("member_list"))


@require_http_methods(["GET", "HEAD", "POST"])
def invitation_create(request: Request) -> HttpResponse:
    """Invite people by mail."""
    request.actor.require(Permission.MEMBER_INVITE)
    form = InviteForm(request.POST or None, initial={"language": request.actor.require_person().language})
    if request.method == "POST" and form.is_valid():
        values = {**form.cleaned_data, "roles": [Role(role) for role in form.cleaned_data["roles"]]}
        with refusals_on(form):
            made = invite(actor=request.actor, **values)
            text = ngettext("%(count)s invitation is on its way.", "%(count)s invitations are on their way.", len(made))
            messages.success(request, text % {"count": len(made)})
            return redirect(request, reverse("member_list"))
    status = 422 if form.is_bound else 200
    return render(request, "organizations/invitation_create.html", {"form": form}, region="form", status=status)


@require_POST
def invitation_resend(request: Request, pk: UUID) -> HttpResponse:
    """Send the link once more."""
    request.actor.require(Permission.MEMBER_INVITE)
    invitation = get_object_or_404(Invitation.objects.visible_to(request.actor), pk=pk)
    resend_invitation(actor=request.actor, invitation=invitation)
    messages.success(request, _("The invitation to %(email)s is sent again.") % {"email": invitation.email})
    return redirect(request, reverse("member_list"))


@require_POST
def invitation_withdraw(request: Request, pk: UUID) -> HttpResponse:
    """Take an invitation back."""
    request.actor.require(Permission.MEMBER_INVITE)
    invitation = get_object_or_404(Invitation.objects.visible_to(request.actor), pk=pk)
    withdraw_invitation(actor=request.actor, invitation=invitation)
    messages.success(request, _("The invitation to %(email)s is withdrawn.") % {"email": invitation.email})
    return redirect(request, reverse("member_list"))
