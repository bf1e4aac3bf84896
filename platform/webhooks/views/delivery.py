"""Pages of single deliveries."""

import json
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.htmx import redirect, render
from events.phrases import phrase_of
from organizations.requests import Request
from organizations.roles import Permission
from webhooks.actions.delivery import redeliver
from webhooks.models import Delivery
from webhooks.payload import content_of


@require_safe
def webhook_delivery(request: Request, pk: UUID, delivery_pk: UUID) -> HttpResponse:
    """What is sent, and what came back each time."""
    request.actor.require(Permission.WEBHOOK_VIEW)
    delivery = _own(request, pk, delivery_pk)
    content = content_of(delivery.event) if hasattr(delivery.event, "seal") else None
    context = {
        "delivery": delivery,
        "endpoint": delivery.endpoint,
        "words": phrase_of(delivery.event.kind),
        "body": json.dumps(content, indent=2, sort_keys=True) if content else "",
        "attempts": delivery.log.all(),
        "is_moving": delivery.status == "waiting" and delivery.endpoint.status == "enabled",
    }
    return render(request, "webhooks/webhook_delivery.html", context, region="state")


@require_POST
def webhook_redeliver(request: Request, pk: UUID, delivery_pk: UUID) -> HttpResponse:
    """Send it again now."""
    request.actor.require(Permission.WEBHOOK_MANAGE)
    delivery = redeliver(actor=request.actor, delivery=_own(request, pk, delivery_pk))
    messages.success(request, _("It is sent again, under the same identity."))
    return redirect(request, reverse("webhook_delivery", args=[delivery.endpoint_id, delivery.pk]))


def _own(request: Request, pk: UUID, delivery_pk: UUID) -> Delivery:
    rows = Delivery.objects.visible_to(request.actor).select_related("endpoint", "event__seal")
    return get_object_or_404(rows, pk=delivery_pk, endpoint_id=pk)
