"""Either side may read: a sponsor what it asks, a provider what it is asked."""

from typing import Any

from organizations.roles import Permission


def reading_permission(view: Any) -> Permission:
    """What this reader's side needs. The schema, which has no reader, names the sponsor's."""
    actor = getattr(view.request, "actor", None)
    if actor is None or actor.can(Permission.RFQ_VIEW):
        return Permission.RFQ_VIEW
    return Permission.QUOTE_VIEW
