"""Who takes part in the tour, and how it tells what it does."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from demo.tour.program import NotAsItShouldBe, Program
from demo.tour.words import STORIES, Story

MOST_POLLS = 120


@dataclass
class Bidder:
    """A provider that can answer: its program, the slug of its profile, and what it has received and sent."""

    program: Program
    slug: str
    invitation: str = ""
    quote: str = ""


@dataclass
class Stage:
    """The sponsor's people, the providers who can answer, and what is known so far."""

    base_url: str
    sponsor: Program
    approver: Program
    providers: list[Bidder]
    tell: Callable[[str], None]
    pause: Callable[[datetime | None], None]
    """Wait a moment for what happens in the background, or until that moment of the platform's time."""

    open_for: timedelta = timedelta(seconds=30)
    bidders: list[Bidder] = field(default_factory=list)
    rfq: str = ""
    story: Story = STORIES[0]
    number: int = 0

    def say(self, text: str, page: str = "", whose: Program | None = None) -> None:
        """A numbered step, with the page to open and who may."""
        self.number += 1
        who = f"   as {whose.email}" if whose else ""
        self.tell(f"{self.number:3}  {text}" + (f"\n       {self.base_url}{page}{who}" if page else ""))

    @property
    def path(self) -> str:
        """The request's address in the API."""
        return f"rfqs/{self.rfq}/"

    def until(self, what: str, ask: Callable[[], Any]) -> Any:
        """Ask until there is an answer. Raises NotAsItShouldBe when there is none for a minute."""
        for _poll in range(MOST_POLLS):
            found = ask()
            if found:
                return found
            self.pause(None)
        raise NotAsItShouldBe(f"After a minute there is still no {what}. Is a worker running? See /readyz?all.")


def expect(is_so: object, sentence: str) -> None:
    """Raises NotAsItShouldBe with the sentence, which says what is wrong."""
    if not is_so:
        raise NotAsItShouldBe(sentence)


def pause_by_the_clock(program: Program) -> Callable[[datetime | None], None]:
    """Real time passes, by the platform's clock."""

    def pause(moment: datetime | None) -> None:
        time.sleep(0.5 if moment is None else max(0.0, (moment - program.now).total_seconds()) + 1)

    return pause
