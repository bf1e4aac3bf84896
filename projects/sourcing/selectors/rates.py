"""Exchange rates that will be missed: without one, what is quoted in a currency cannot be opened.

What a sealed quote says is not asked: a currency is in use where somebody has said so before.
"""

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _

from core import clock
from projects.briefs.selectors.rate import OLDEST, rates_to
from projects.sourcing.enums import RfqStatus
from projects.sourcing.models import Opening, Policy, Rfq
from services.models import Offering

COMING = [RfqStatus.IN_APPROVAL, RfqStatus.SCHEDULED, RfqStatus.OPEN, RfqStatus.PAUSED, RfqStatus.TECHNICAL_EVALUATION]
"""Requests whose quotes are to be opened, or their prices."""


def missing_rates() -> list[tuple[str, str]]:
    """Pairs without a current rate: a currency in use, and that of a request which will be opened; each pair once."""
    compared = sorted(set(_of_requests()))
    used = _said_in_public() | _said_inside() | set(compared)
    pairs = {tuple(sorted((base, counter))) for counter in compared for base in _missing_to(counter, used)}
    return sorted((first, second) for first, second in pairs)


def missing_to(currency: str) -> list[str]:
    """Currencies that prices are published in and that have no current rate to this one."""
    return _missing_to(currency, _said_in_public())


def rates_warning(currency: str) -> str:
    """To whoever publishes a request that is compared in this currency; empty where nothing is missing."""
    missing = missing_to(currency)
    if not missing:
        return ""
    text = _(
        "There is no exchange rate of the last %(days)s days to %(currency)s from: %(missing)s. A quote in one of these cannot be"
        " opened before the operators of the platform have entered one. You can publish all the same; tell them."
    )
    return text % {"days": OLDEST.days, "currency": currency, "missing": ", ".join(missing)}


def rate_warning(base: str, counter: str) -> str:
    """To whoever quotes in ``base`` on a request that is compared in ``counter``; empty where there is a rate."""
    if base in {"", counter} or base in rates_to(counter, clock.today()):
        return ""
    text = _(
        "There is no exchange rate of the last %(days)s days from %(base)s to %(counter)s. You can send the quote, but it cannot"
        " be opened before the operators of the platform have entered one: tell them, or quote in %(counter)s."
    )
    return text % {"days": OLDEST.days, "base": base, "counter": counter}


def _of_requests() -> QuerySet[Rfq, str]:
    return Rfq.objects.filter(status__in=COMING).order_by().values_list("currency", flat=True).distinct()


def _said_in_public() -> set[str]:
    """Of prices in the catalogue."""
    priced = Offering.objects.published().exclude(currency="")
    return set(priced.order_by().values_list("currency", flat=True).distinct())


def _said_inside() -> set[str]:
    """Of limits above which quotes are approved, and of quotes that were opened: for operators' eyes, since a sponsor could tell
    from it what somebody else has been offered."""
    limits = Policy.objects.exclude(quote_limit_currency="").values_list("quote_limit_currency", flat=True).distinct()
    keys = RawSQL("jsonb_object_keys(rates)", ())
    opened = Opening.objects.order_by().annotate(base=keys).values_list("base", flat=True).distinct()
    return {*limits, *opened}


def _missing_to(currency: str, used: set[str]) -> list[str]:
    return sorted(used - set(rates_to(currency, clock.today())))
