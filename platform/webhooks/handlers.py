"""What follows from events: deliveries; and whom to tell when an endpoint fails."""

from django.urls import reverse

from accounts.models import User
from events.models import Event
from events.registry import on
from notifications.actions import Message, notify
from organizations.models import Membership
from organizations.roles import GRANTS, Permission
from webhooks.actions.delivery import plan_deliveries
from webhooks.kinds import all_kinds
from webhooks.models import Endpoint


@on(*all_kinds())
def send_to_endpoints(event: Event) -> None:
    """Everything that some webhook may carry."""
    plan_deliveries(event)


@on("webhook_endpoint.failing", "webhook_endpoint.paused_failing", "webhook_endpoint.disabled")
def tell_those_who_can_mend_it(event: Event) -> None:
    """Whoever may manage endpoints. One that was deleted since needs nobody."""
    endpoint = Endpoint.objects.filter(pk=event.subject_id).first()
    if endpoint is None:
        return
    roles = sorted(GRANTS[Permission.WEBHOOK_MANAGE].roles)
    members = Membership.objects.current().filter(organization_id=endpoint.organization_id, roles__overlap=roles)
    params = {"endpoint": str(endpoint), "host": endpoint.host}
    message = Message(reverse("webhook_detail", args=[endpoint.pk]), params, endpoint.organization_id)
    notify(event=event, people=User.objects.filter(memberships__in=members).distinct(), message=message)
