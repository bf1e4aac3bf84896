"""What the bidders offer. No price here is anybody's: all are invented."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from core.clock import database_now
from core.money import Money
from projects.sourcing.content import Assumption, LineAnswer, QuoteContent, Reply
from projects.sourcing.models import Rfq

Priced = tuple[str, str, str, str]
"""Answer, price model, price, quantity; the last two may be empty."""


@dataclass(frozen=True)
class Offer:
    """One answer for each requested line, in order. ``parts`` are milestones with their share in percent and their week;
    ``replies`` answer the questions of all lines, in their order, an empty one none."""

    currency: str
    weeks: int
    answers: tuple[Priced, ...]
    parts: tuple[tuple[str, int, int], ...]
    assumptions: tuple[str, ...] = ()
    team: str = ""
    up_front_reason: str = ""
    summary: str = "Invented for the demo."
    replies: tuple[str, ...] = ()


IN_THREE = (("Order", 20, 0), ("Batches released", 50, 30), ("Final report", 30, 40))
UP_FRONT = "Raw materials are ordered with the contract. (demo)"

CEDAR_WACKER = Offer(
    "EUR", 12, (("priced", "fixed", "38500", ""), ("priced", "fixed", "6200", "")), (("Delivery", 100, 12),),
    ("Transformed cells arrive within two weeks of the order. (demo)",), "Dr Ines Roth, project manager (demo)",
)  # fmt: skip
CEDAR_BIOMAY = Offer(
    "EUR", 10, (("priced", "fixed", "35900", ""), ("optional", "fixed", "7400", "")), (("Delivery", 100, 10),),
    ("One resistance marker only. (demo)",), "Dr Paul Ender, project manager (demo)",
)  # fmt: skip
JUNIPER_WACKER = Offer(
    "EUR", 40,
    (
        ("priced", "fixed", "64000", ""),
        ("priced", "per-batch", "212500", "2"),
        ("priced", "fixed", "58400", ""),
        ("excluded", "fixed", "", ""),
    ),
    IN_THREE,
    ("The host strain is ours. (demo)", "Stability is run by your laboratory. (demo)"),
    "Dr Ines Roth, project manager; Jonas Kern, quality (demo)", UP_FRONT,
    replies=("A stirred tank of 650 L, fed batch. (demo)", "19 of the last 20 batches. (demo)"),
)  # fmt: skip
JUNIPER_BIOMAY = Offer(
    "USD", 36,
    (
        ("priced", "fixed", "71250.50", ""),
        ("priced", "per-batch", "239000", "2"),
        ("priced", "pass-through", "49000", ""),
        ("priced", "fixed", "88400", ""),
    ),
    (("Order", 25, 0), ("First batch", 35, 24), ("Second batch", 30, 32), ("Stability report", 10, 36)),
    ("Kanamycin selection. (demo)",), "Dr Paul Ender, project manager (demo)", UP_FRONT,
    replies=("A stirred tank of 300 L. (demo)", ""),
)  # fmt: skip
JUNIPER_BIOXCELLENCE = Offer(
    "EUR", 46,
    (
        ("assumed", "fixed", "", ""),
        ("priced", "per-batch", "248000", "2"),
        ("priced", "fixed", "61750.25", ""),
        ("optional", "fixed", "94000", ""),
    ),
    (("Batches released", 70, 38), ("Final report", 30, 46)),
    ("You supply a master cell bank that is characterised by ICH Q5D. (demo)",), "Dr Clara Voss, project manager (demo)",
    replies=("A single-use vessel of 200 L. (demo)", "11 of 12 batches since 2024. (demo)"),
)  # fmt: skip
WILLOW_BIOMAY = Offer(
    "EUR", 38,
    (
        ("priced", "per-batch", "405000", "2"),
        ("excluded", "fixed", "", ""),
        ("priced", "per-batch", "118000", "2"),
    ),
    (("Drug substance released", 60, 26), ("Vials released", 40, 38)),
    ("The LNP is made by a partner of yours. (demo)",), "Dr Paul Ender, project manager (demo)",
)  # fmt: skip
WILLOW_WACKER_DRAFT = Offer(
    "EUR", 34,
    (("priced", "per-batch", "452000", "2"), ("priced", "per-batch", "", "2"), ("", "fixed", "", "")),
    (("Drug substance released", 100, 28),), team="Dr Ines Roth, project manager (demo)",
)  # fmt: skip


def content_of(offer: Offer, rfq: Rfq) -> QuoteContent:
    """The offer on this request's lines; the last milestone takes what rounding leaves."""
    texts = iter(offer.replies)
    lines = tuple(
        LineAnswer(
            str(line.pk),
            answer,
            model,
            _number(price),
            _number(quantity),
            replies=tuple(Reply(one.text, text) for one in line.asked if (text := next(texts, ""))),
        )
        for line, (answer, model, price, quantity) in zip(rfq.lines.all(), offer.answers, strict=True)
    )
    content = QuoteContent(
        currency=offer.currency,
        valid_until=database_now().date() + timedelta(days=120),
        weeks=offer.weeks,
        lines=lines,
        assumptions=tuple(Assumption(f"A{number}", text) for number, text in enumerate(offer.assumptions, start=1)),
        up_front_reason=offer.up_front_reason,
        tax_note="Without value added tax.",
        team=offer.team,
        summary=offer.summary,
    )
    return QuoteContent.from_json({**content.as_json(), "milestones": _milestones(offer, content.subtotal)})


def _milestones(offer: Offer, total: Money | None) -> list[dict[str, object]]:
    amount = total.amount if total else Decimal(0)
    unit = total.minor_unit if total else Decimal(1)
    shares = [(amount * share / 100).quantize(unit) for _title, share, _week in offer.parts]
    shares[-1] = amount - sum(shares[:-1], Decimal(0))
    return [
        {"title": title, "amount": str(share), "week": week}
        for (title, _share, week), share in zip(offer.parts, shares, strict=True)
    ]


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None
