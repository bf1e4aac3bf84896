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
from core.htmx import redirect, render
from organizations.requests import Request
from organizations.roles import Permission
from projects.briefs.models import Project
from projects.sourcing.actions.invitation import invite_providers
from projects.sourcing.forms.pick import PickForm
from projects.sourcing.models import Rfq
from projects.sourcing.selectors.rfq import inviting_rfqs
from projects.sourcing.selectors.unread import unread
from providers.models import Provider

NEW = "new"
MOST = 200


@require_POST
def rfq_pick(request: Request, pk: UUID) -> HttpResponse:
    """Start a request of the project with the ticked providers, or ask to which they are added, and invite them to it."""
    request.actor.require(Permission.RFQ_EDIT)
    project = get_object_or_404(Project.objects.visible_to(request.actor), pk=pk)
    slugs = request.POST.getlist("provider")[:500]
    providers = list(Provider.objects.visible_to(request.actor).filter(slug__in=slugs))
    if not providers:
        raise Invalid(_("Tick the providers first that you want to ask."))
    if request.POST.get("to") == NEW:
        query = urlencode([("project", str(project.pk)), *(("provider", one.slug) for one in providers)])
        return redirect(request, f"{reverse('rfq_create')}?{query}")
    rfqs = list(inviting_rfqs(request.actor)[:MOST])
    form = PickForm(request.POST if "confirmed" in request.POST else None, rfqs=rfqs, project=project)
    if form.is_valid():
        rfq = next(one for one in rfqs if str(one.pk) == form.cleaned_data["rfq"])
        return _invited(request, rfq, providers)
    context = {"project": project, "providers": providers, "unread": unread(providers), "form": form}
    return render(request, "sourcing/pick.html", context, status=422 if form.is_bound else 200)


def _invited(request: Request, rfq: Rfq, providers: list[Provider]) -> HttpResponse:
    """All of them, or a word on who was invited already."""
    invited = invite_providers(actor=request.actor, rfq=rfq, providers=providers)
    text = ngettext("%(n)s provider is invited.", "%(n)s providers are invited.", len(invited)) % {"n": len(invited)}
    if len(invited) < len(providers):
        text = _("%(text)s The others were invited already.") % {"text": text}
    messages.success(request, text)
    return redirect(request, reverse("rfq_detail", args=[rfq.pk]))
