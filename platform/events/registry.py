"""Which handlers follow which event."""

from collections import defaultdict
from collections.abc import Callable

from events.models import Event

Handler = Callable[[Event], None]

_handlers: dict[str, dict[str, Handler]] = defaultdict(dict)


def on(*kinds: str) -> Callable[[Handler], Handler]:
    """Run the function after an event of one of ``kinds`` was committed, in a transaction of its own, once.

    It may be called again after a failure, never after a success. Its name is its identity: renaming it lets it run again
    for events in flight.
    """

    def register(handler: Handler) -> Handler:
        name = f"{handler.__module__}.{handler.__qualname__}"
        for kind in kinds:
            _handlers[kind][name] = handler
        return handler

    return register


def handlers_of(kind: str) -> dict[str, Handler]:
    """Handlers by name, in the order they were registered."""
    return dict(_handlers.get(kind, {}))
