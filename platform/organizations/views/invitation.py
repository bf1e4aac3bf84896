"""The page behind the link in an invitation's mail."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.selectors import has_verified_address
from core.htmx import redirect, render
from organizations.actions.invitation import accept_invitation, decline_invitation
from organizations.middleware import SESSION_KEY
from organizations.requests import Request
from organizations.selectors.member import invitation_by_link


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: Request, signed: str) -> HttpResponse:
    """Who invites, into what, as what; sign in or up first, then accept or decline."""
    invitation = invitation_by_link(signed)
    if request.method == "POST" and request.POST.get("answer") == "accept":
        membership = accept_invitation(actor=request.actor, invitation=invitation)
        request.session[SESSION_KEY] = str(membership.organization_id)
        messages.success(request, _("Welcome to %(name)s.") % {"name": membership.organization})
        return redirect(request, reverse("dashboard"))
    if request.method == "POST":
        decline_invitation(actor=request.actor, invitation=invitation)
        messages.success(request, _("You declined the invitation. The person who sent it is told."))
        return redirect(request, reverse("home"))
    person = request.actor.user
    context = {
        "invitation": invitation,
        "is_addressee": person is not None and has_verified_address(person, invitation.email),
        "query": urlencode({"next": request.path, "email": invitation.email}),
    }
    return render(request, "organizations/invitation_answer.html", context)
