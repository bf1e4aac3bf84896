"""What the pages say of rows."""

from events.phrases import phrase_of
from webhooks.kinds import ALL
from webhooks.models import Endpoint


def choice_of(endpoint: Endpoint) -> list[str]:
    """The chosen kinds in words; none when it hears of everything."""
    return [] if ALL in endpoint.kinds else [phrase_of(kind) for kind in endpoint.kinds]
