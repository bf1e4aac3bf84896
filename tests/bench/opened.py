"""A request with so many opened and scored quotes of so many lines. Made directly: what is measured is comparing them."""

import json
import random
from datetime import date, timedelta
from decimal import Decimal

from django.conf import settings
from django.db import connection
from django.test import Client

from core.clock import database_now
from projects.sourcing.content import Assumption, LineAnswer, MilestoneOffer, QuoteContent
from projects.sourcing.enums import Envelope, InvitationStatus, QuoteStatus, RfqStatus
from projects.sourcing.models import Declaration, Evaluation, Invitation, Opening, Quote, QuoteVersion, Rfq
from tests.bench.crowd import Crowd
from tests.bench.work import Work

CRITERIA = [{"code": "price", "label": "Price", "weight": 40}, {"code": "quality", "label": "Quality", "weight": 60}]
RATES = {
    "EUR": {"rate": "1", "on": None, "source": ""},
    "USD": {"rate": "0.9197", "on": "2026-11-24", "source": "Central bank"},
}
SQL = """
WITH answers AS (
    SELECT q.id, p.name, a ->> 'line' AS line, a ->> 'answer' AS answer, a ->> 'note' AS note,
           CASE WHEN a ->> 'answer' IN ('priced', 'optional') THEN round(
               (a ->> 'price')::numeric * CASE a ->> 'price_model' WHEN 'fixed' THEN 1 ELSE (a ->> 'quantity')::numeric END, 2
           ) END AS amount,
           (%s::jsonb ->> (v.payload ->> 'currency'))::numeric AS rate
    FROM sourcing_quote q JOIN sourcing_quoteversion v ON v.id = q.sent_id
    JOIN sourcing_invitation i ON i.id = q.invitation_id JOIN providers_provider p ON p.id = i.provider_id,
    jsonb_array_elements(v.payload -> 'lines') a
    WHERE i.rfq_id = %s AND q.opened_at IS NOT NULL
), medians AS (SELECT line, percentile_cont(0.5) WITHIN GROUP (ORDER BY round(amount * rate, 2)) AS middle FROM answers GROUP BY line)
SELECT l.position, l.title, a.*, coalesce(round(a.amount * a.rate, 2), m.middle) AS levelled,
       sum(coalesce(round(a.amount * a.rate, 2), m.middle)) OVER (PARTITION BY a.id) AS total
FROM answers a JOIN medians m USING (line) JOIN sourcing_rfqline l ON l.id = a.line::uuid ORDER BY l.position, a.name
"""
ANSWERS = ("priced",) * 17 + ("optional", "excluded", "assumed")


def opened_crowd(quotes: int, lines: int, name: str = "opened") -> Crowd:
    """In evaluation, its manager free to score. A third of the quotes is in another currency; one line in seven has no price
    that counts, so that gaps are filled."""
    crowd = Crowd(quotes, name, lines)
    now, rfq = database_now(), crowd.rfq
    past = {"opened_at": now - timedelta(days=30), "deadline": now - timedelta(days=1), "question_cutoff": None}
    Rfq.objects.filter(pk=rfq.pk).update(status=RfqStatus.EVALUATION, criteria=CRITERIA, question_days=None, **past)
    invitations = list(Invitation.objects.filter(rfq=rfq).order_by("pk"))
    Invitation.objects.filter(rfq=rfq).update(status=InvitationStatus.INTENDS, answered_at=now)
    made = Quote.objects.bulk_create([Quote(invitation=one) for one in invitations])
    person = crowd.manager.require_person()
    versions = QuoteVersion.objects.bulk_create(
        [
            QuoteVersion(
                quote=quote, number=1, sealed="-", sha256="0" * 64, payload=_content(rfq, n).as_json(),
                written_by=person, sent_by=person, sent_at=now,
            )
            for n, quote in enumerate(made)
        ]
    )  # fmt: skip
    for quote, version in zip(made, versions, strict=True):
        quote.sent, quote.status = version, QuoteStatus.OPENED
        quote.submitted_at = quote.opened_at = now
        quote.valid_until = now.date() + timedelta(days=90)
    Quote.objects.bulk_update(made, ["sent", "status", "submitted_at", "opened_at", "valid_until"])
    Opening.objects.create(
        rfq=rfq, round=1, envelope=Envelope.COMMERCIAL, opened_by=person, opened_at=now, currency="EUR", rates=RATES
    )
    Declaration.objects.create(rfq=rfq, person=person, has_conflict=False)
    Evaluation.objects.bulk_create(
        [
            Evaluation(quote=quote, version=quote.sent, person=person, criterion=one["code"], score=(n * 7 + at) % 11)
            for n, quote in enumerate(made)
            for at, one in enumerate(CRITERIA)
        ]
    )
    crowd.rfq = Rfq.objects.get(pk=rfq.pk)
    return crowd


def _content(rfq: Rfq, number: int) -> QuoteContent:
    """By lot, the same for the same number; paid in four milestones."""
    lot = random.Random(number)
    lines = tuple(_answer(str(line.pk), lot) for line in rfq.lines.all())
    content = QuoteContent(currency="USD" if number % 3 == 2 else "EUR", lines=lines, weeks=40 + number)
    total = content.subtotal.amount if content.subtotal else Decimal(0)
    quarter = (total / 4).quantize(Decimal(1))
    milestones = (
        *(MilestoneOffer(f"Part {n}", quarter, 10 * n) for n in (1, 2, 3)),
        MilestoneOffer("Delivery", total - 3 * quarter, 40 + number),
    )
    assumptions = tuple(Assumption(f"A{n}", f"We take it that <{n}> holds.") for n in range(1, 6))
    return QuoteContent(
        currency=content.currency, valid_until=date(2027, 6, 30), weeks=40 + number, lines=lines, milestones=milestones,
        assumptions=assumptions, team="Project lead\nAnalyst", salt="0" * 32,
    )  # fmt: skip


def _answer(line: str, lot: random.Random) -> LineAnswer:
    price = Decimal(lot.randint(1000, 900_000)) / 100
    answer = lot.choice(ANSWERS)
    if answer not in {"priced", "optional"}:
        return LineAnswer(line, answer)
    if lot.random() < 0.15:
        return LineAnswer(line, answer, "per-batch", price, Decimal(3), note='Includes "hold" times & release')
    return LineAnswer(line, answer, "fixed", price)


def compared(quotes: int = 12, lines: int = 60) -> Work:
    """The page that shows them to the sponsor's manager, and the same comparison as one statement."""
    crowd = opened_crowd(quotes, lines)
    client = Client()
    client.force_login(crowd.manager.user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    path = f"/rfqs/{crowd.rfq.pk}/comparison/"

    def in_sql() -> None:
        with connection.cursor() as cursor:
            cursor.execute(SQL, [json.dumps({code: rate["rate"] for code, rate in RATES.items()}), crowd.rfq.pk])
            cursor.fetchall()

    return Work(f"Comparison of {quotes} quotes × {lines} lines", [path], {}, in_sql, headers={"Cookie": cookie})
