"""From ticked matches to a request: a new one, or one that takes invitations still."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from core.errors import Invalid
from core.htmx import redirect
from organizations.requests import Request
from organizations.roles import Permission
from projects.briefs.models import Project
from projects.sourcing.actions.invitation import invite_providers
from projects.sourcing.models import Rfq
from providers.models import Provider

NEW = "new"


@require_POST
def rfq_pick(request: Request, pk: UUID) -> HttpResponse:
    """Start a request of the project with the ticked providers, or invite them to the chosen one."""
    request.actor.require(Permission.RFQ_EDIT)
    project = get_object_or_404(Project.objects.visible_to(request.actor), pk=pk)
    slugs = request.POST.getlist("provider")[:500]
    providers = list(Provider.objects.visible_to(request.actor).filter(slug__in=slugs))
    if not providers:
        raise Invalid(_("Tick the providers first that you want to ask."))
    chosen = request.POST.get("rfq", NEW) if request.POST.get("to") != NEW else NEW
    if chosen == NEW:
        query = urlencode([("project", str(project.pk)), *(("provider", one.slug) for one in providers)])
        return redirect(request, f"{reverse('rfq_create')}?{query}")
    rfq = get_object_or_404(Rfq.objects.mine(request.actor), pk=_key(chosen))
    invited = invite_providers(actor=request.actor, rfq=rfq, providers=providers)
    text = ngettext("%(n)s provider is invited.", "%(n)s providers are invited.", len(invited)) % {"n": len(invited)}
    if len(invited) < len(providers):
        text = _("%(text)s The others were invited already.") % {"text": text}
    messages.success(request, text)
    return redirect(request, reverse("rfq_detail", args=[rfq.pk]))


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Invalid(_("Choose a request from the list.")) from None
