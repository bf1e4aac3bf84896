"""What a quote says, and its sums: to the minor unit, and never an excluded line as 0."""

import hashlib
import json
import secrets
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from typing import Any, Self

from core.money import CURRENCIES, Money, minor_unit_of
from projects.sourcing.enums import Answer, Envelope, PriceModel, QuoteKind

ZERO = Decimal(0)
LONGEST_REPLY = 3000


def decimal_of(value: Any) -> Decimal | None:
    """A finite number as people and programs write it, or None."""
    if value in (None, ""):
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def plain(number: Decimal | None) -> Decimal | None:
    """Without the zeros that a form or a column pads it with."""
    return None if number is None else Decimal(f"{number.normalize():f}")


@dataclass(frozen=True)
class Reply:
    """The answer to a question about a line, with the question as it was asked."""

    question: str
    text: str


@dataclass(frozen=True)
class LineAnswer:
    """The answer to one requested line. ``price`` is per batch, unit or FTE where the model says so, else for all of it;
    a pass-through's ``price`` is its cap, and that is what counts. ``line`` is the requested line's id."""

    line: str
    answer: str = ""
    price_model: str = PriceModel.FIXED.value
    price: Decimal | None = None
    quantity: Decimal | None = None
    note: str = ""
    replies: tuple[Reply, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "price", plain(self.price))
        object.__setattr__(self, "quantity", plain(self.quantity))

    @property
    def is_counted_by_quantity(self) -> bool:
        return self.price_model in {PriceModel.PER_BATCH, PriceModel.PER_UNIT, PriceModel.FTE}

    @property
    def label(self) -> str:
        return str(Answer(self.answer).label) if self.answer in Answer.values else ""

    def reply_to(self, question: str) -> str:
        """What it answers to a question, in its wording; empty where it does not."""
        return next((one.text for one in self.replies if one.question == question), "")

    @property
    def has_price(self) -> bool:
        return self.answer in {Answer.PRICED, Answer.OPTIONAL}

    def amount(self, currency: str) -> Money | None:
        """What the line costs; None where it has no price, which is not 0."""
        if not self.has_price or self.price is None:
            return None
        factor = self.quantity if self.is_counted_by_quantity else Decimal(1)
        if factor is None:
            return None
        unit = minor_unit_of(currency)
        return Money((self.price * factor).quantize(unit, ROUND_HALF_EVEN), currency)


@dataclass(frozen=True)
class MilestoneOffer:
    """A payment: ``week`` counts from the start of the work; week 0 is up front."""

    title: str
    amount: Decimal | None = None
    week: int | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "amount", plain(self.amount))

    @property
    def is_up_front(self) -> bool:
        return self.week == 0


@dataclass(frozen=True)
class Assumption:
    """What the price rests on. Its id (A1, A2, …) is what a change order will cite."""

    id: str
    text: str


@dataclass(frozen=True)
class Attachment:
    """A file that goes with the quote. ``id`` is that of its encrypted bytes; ``size`` and ``sha256`` are of the plain ones."""

    id: str
    name: str
    content_type: str
    size: int
    sha256: str
    envelope: str = Envelope.COMMERCIAL.value


@dataclass(frozen=True)
class QuoteContent:
    """Everything that is under seal. Amounts are in major units of ``currency``; ``weeks`` from start to the last result."""

    kind: str = QuoteKind.BINDING.value
    currency: str = ""
    valid_until: date | None = None
    weeks: int | None = None
    lines: tuple[LineAnswer, ...] = ()
    milestones: tuple[MilestoneOffer, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    up_front_reason: str = ""
    tax_note: str = ""
    team: str = ""
    summary: str = ""
    attachments: tuple[Attachment, ...] = ()
    salt: str = field(default_factory=lambda: secrets.token_hex(16))

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """Read back what ``as_json`` wrote."""
        lines = tuple(
            LineAnswer(
                **{
                    **one,
                    "price": decimal_of(one["price"]),
                    "quantity": decimal_of(one["quantity"]),
                    "replies": tuple(Reply(**reply) for reply in one.get("replies", ())),
                }
            )
            for one in data["lines"]
        )
        milestones = tuple(MilestoneOffer(**{**one, "amount": decimal_of(one["amount"])}) for one in data["milestones"])
        valid_until = date.fromisoformat(data["valid_until"]) if data["valid_until"] else None
        assumptions = tuple(Assumption(**one) for one in data["assumptions"])
        return cls(
            **{
                **data,
                "lines": lines,
                "milestones": milestones,
                "assumptions": assumptions,
                "valid_until": valid_until,
                "attachments": tuple(Attachment(**one) for one in data.get("attachments", ())),
            }
        )

    def as_json(self) -> dict[str, Any]:
        """Decimals and dates as text: what is stored, digested and compared. Without files it says nothing of files, and
        without answers to questions nothing of these: what was sent before there were any keeps its digest."""
        found: dict[str, Any] = json.loads(json.dumps(asdict(self), default=str))
        for line in found["lines"]:
            if not line["replies"]:
                del line["replies"]
        return {name: value for name, value in found.items() if name != "attachments" or value}

    def as_bytes(self) -> bytes:
        """One way to write it, so that the same content has the same digest."""
        return json.dumps(self.as_json(), sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()

    @property
    def sha256(self) -> str:
        """With its salt: nobody finds an amount by trying amounts."""
        return hashlib.sha256(self.as_bytes()).hexdigest()

    @property
    def answers(self) -> dict[str, LineAnswer]:
        return {one.line: one for one in self.lines}

    def amount_of(self, line: str) -> Money | None:
        """What a line costs, as far as it is written; None without a price, which is not 0."""
        answer = self.answers.get(line)
        return answer.amount(self.currency) if answer and self.currency in CURRENCIES else None

    @property
    def total(self) -> Money | None:
        """The sum of the included lines as quoted, optional ones beside it. None while there is none, or one has no price:
        what is not there is not 0."""
        amounts = self._amounts(Answer.PRICED)
        known = [one for one in amounts if one is not None]
        return None if not amounts or len(known) < len(amounts) else sum(known[1:], known[0])

    @property
    def subtotal(self) -> Money | None:
        """What the prices that are there add up to, while somebody is still writing."""
        return self._sum(Answer.PRICED)

    @property
    def total_of_options(self) -> Money | None:
        return self._sum(Answer.OPTIONAL)

    @property
    def total_of_milestones(self) -> Money | None:
        return _money(sum((one.amount or ZERO for one in self.milestones), ZERO), self.currency)

    @property
    def payments(self) -> list[tuple[MilestoneOffer, Money | None]]:
        """Milestones with their amounts as money; None where there is none, or it is too fine to be."""
        return [(one, _money(one.amount, self.currency)) for one in self.milestones]

    def without_prices(self) -> Self:
        """The technical envelope: scope, schedule, team and assumptions."""
        lines = tuple(replace(one, price=None, quantity=None) for one in self.lines)
        milestones = tuple(replace(one, amount=None) for one in self.milestones)
        files = tuple(one for one in self.attachments if one.envelope == Envelope.TECHNICAL)
        return replace(self, lines=lines, milestones=milestones, up_front_reason="", tax_note="", attachments=files)

    def _amounts(self, answer: Answer) -> list[Money | None]:
        """Of the lines that are answered so; none while the currency is not one."""
        is_known = self.currency in CURRENCIES
        return [one.amount(self.currency) for one in self.lines if one.answer == answer] if is_known else []

    def _sum(self, answer: Answer) -> Money | None:
        if self.currency not in CURRENCIES:
            return None
        return sum((one for one in self._amounts(answer) if one is not None), Money(ZERO, self.currency))


def _money(amount: Decimal | None, currency: str) -> Money | None:
    """Half-written quotes have no currency yet, or one that is none."""
    if amount is None or currency not in CURRENCIES:
        return None
    return Money(amount, currency) if amount == amount.quantize(minor_unit_of(currency)) else None
