"""Who may have how many deliveries on their way at once, so that a receiver that hangs keeps few hands and nobody else's."""

from collections import Counter
from collections.abc import Callable, Collection
from concurrent.futures import Future
from time import perf_counter
from uuid import UUID

from core.outgoing import Answer
from webhooks.actions.attempt import Parcel
from webhooks.models import Endpoint

AT_ONCE = 64
"""On their way in all."""

PROMPT_AT_ONCE = 32
"""To receivers that work and have not kept anything for SLOW_SECONDS; what is slow gives its place here to others."""

FAILING_AT_ONCE = 16
"""To all those together whose last delivery failed."""

PER_ORGANIZATION = 8
PER_ENDPOINT = 4
"""An endpoint gets one until it has answered in this turn, and none while it is slow or has one on its way after a failure."""

SLOW_SECONDS = 1.0


class Hands:
    """What one courier has in hand. ``clock`` gives seconds."""

    def __init__(self, clock: Callable[[], float] = perf_counter) -> None:
        self._clock = clock
        self._in_hand: dict[Future[Answer], tuple[Parcel, float]] = {}
        self._answered: set[UUID] = set()

    @property
    def futures(self) -> Collection[Future[Answer]]:
        """What is being waited for."""
        return self._in_hand.keys()

    @property
    def endpoints(self) -> set[UUID]:
        """Those that have something in hand."""
        return {parcel.endpoint_id for parcel, _ in self._in_hand.values()}

    @property
    def has_slow(self) -> bool:
        """Whether somebody keeps us waiting."""
        return any(since <= self._late() for _, since in self._in_hand.values())

    def take(self, future: Future[Answer], parcel: Parcel) -> None:
        """From now on it is in hand."""
        self._in_hand[future] = (parcel, self._clock())

    def give(self, future: Future[Answer]) -> Parcel:
        """It came back, with whatever answer."""
        parcel, _ = self._in_hand.pop(future)
        (self._answered.add if future.result().is_success else self._answered.discard)(parcel.endpoint_id)
        return parcel

    def shares(self, failing: Collection[UUID]) -> "Shares":
        """What may be begun now, where ``failing`` are those endpoints in hand whose last delivery failed."""
        late = self._late()
        return Shares([(parcel, since <= late) for parcel, since in self._in_hand.values()], failing, self._answered)

    def _late(self) -> float:
        return self._clock() - SLOW_SECONDS


class Shares:
    """How many more may be begun; what is begun counts at once. ``in_hand`` is each parcel and whether it is slow."""

    def __init__(
        self, in_hand: Collection[tuple[Parcel, bool]], failing: Collection[UUID], answered: Collection[UUID]
    ) -> None:
        self._endpoints = Counter(parcel.endpoint_id for parcel, _ in in_hand)
        self._organizations = Counter(parcel.organization_id for parcel, _ in in_hand)
        self._stopped = {parcel.endpoint_id for parcel, is_slow in in_hand if is_slow} | set(failing)
        self._answered = answered
        self._free = AT_ONCE - len(in_hand)
        refused = sum(parcel.endpoint_id in failing for parcel, _ in in_hand)
        prompt = sum(not is_slow and parcel.endpoint_id not in failing for parcel, is_slow in in_hand)
        self._left = {True: FAILING_AT_ONCE - refused, False: PROMPT_AT_ONCE - prompt}

    def left(self, *, is_failing: bool) -> int:
        """For all of a kind together."""
        return max(0, min(self._free, self._left[is_failing]))

    def full_endpoints(self) -> list[UUID]:
        """Those that get nothing more now."""
        return [pk for pk, count in self._endpoints.items() if pk in self._stopped or count >= self._most(pk)]

    def full_organizations(self) -> list[UUID]:
        """Those that have all they may have."""
        return [pk for pk, count in self._organizations.items() if count >= PER_ORGANIZATION]

    def of(self, endpoint: Endpoint) -> int:
        """For this one, which has not failed or has nothing in hand."""
        most = 1 if endpoint.is_failing else self._most(endpoint.pk)
        own = min(most - self._endpoints[endpoint.pk], PER_ORGANIZATION - self._organizations[endpoint.organization_id])
        return max(0, min(own, self.left(is_failing=endpoint.is_failing)))

    def begin(self, endpoint: Endpoint, count: int) -> None:
        """So many go to this one."""
        self._endpoints[endpoint.pk] += count
        self._organizations[endpoint.organization_id] += count
        self._left[endpoint.is_failing] -= count
        self._free -= count

    def _most(self, endpoint: UUID) -> int:
        return PER_ENDPOINT if endpoint in self._answered else 1
