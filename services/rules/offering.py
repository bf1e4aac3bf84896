"""What an offering must be: at any time, and to be published. Pure: the same for one form and for ten thousand rows."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from core.errors import Invalid, WrongState
from core.money import CURRENCIES, Money
from core.values import Problems, merged
from providers.checks import range_problems
from providers.enums import ProviderState
from providers.models import Provider
from services.enums import PriceModel
from services.models.offering import LONGEST_LEAD_WEEKS
from vocabulary.models import ServiceLine, Unit
from vocabulary.selectors.vocabulary import Vocabulary

SHORTEST_TEXT = 20
AMOUNTS = ("price_min", "price_max", "minimum_amount")
VESSELS = {
    "cell-culture-volume",
    "fermentation-volume",
    "ivt-volume",
    "chemical-reactor-volume",
    "spps-volume",
    "conjugation-volume",
}
DESKS = {"clinical", "regulatory", "quality", "supply-trade", "business-support"}
"""Domains whose work no vessel measures."""
SIZES_OF_SITES = {"cleanroom-count", "floor-area"}
ONLY_IN: dict[str, set[str]] = {
    "trial-site-count": {"clinical"},
    "trial-subject-count": {"clinical"},
    "animal-count": {"discovery", "pharmacology", "dmpk-safety"},
}
"""Dimensions that measure the work of some domains alone."""
TEXTS = {
    "title_en": 160,
    "title_zh": 160,
    "description_en": 4000,
    "description_zh": 4000,
    "included": 2000,
    "excluded": 2000,
}


@dataclass(frozen=True)
class Ground:
    """What publication is judged by besides the offering: its provider's sites that are not closed, and the service lines
    that are bought for modalities."""

    vocabulary: Vocabulary
    open_sites: Collection[Any]
    lines_with_modalities: Collection[str]


def offering_problems(values: Mapping[str, Any], vocabulary: Vocabulary) -> Problems:
    """What no offering may say, draft or not, by field."""
    return merged(
        {} if values.get("service_line") else {"service_line": [_("Choose a service line.")]},
        {
            name: [_("Write at most %(most)s characters.") % {"most": most}]
            for name, most in TEXTS.items()
            if len(values.get(name) or "") > most
        },
        range_problems(values),
        _unit_problems(values, vocabulary),
        _lead_problems(values),
        _price_problems(values),
    )


def gaps_of(values: Mapping[str, Any], ground: Ground) -> Problems:
    """What is missing before it can be published, all at once, by field."""
    gaps: Problems = {}
    line = ground.vocabulary.terms[ServiceLine].get(values.get("service_line") or "")
    if line is None or line.is_retired or not isinstance(line, ServiceLine) or not line.is_leaf:
        gaps["service_line"] = [_("Choose a service line that is in use.")]
    if not set(values.get("sites") or ()) & set(ground.open_sites):
        gaps["sites"] = [_("Name at least one of your sites that is not closed.")]
    if not values.get("stages"):
        gaps["stages"] = [_("Name at least one stage.")]
    if not values.get("modalities") and values.get("service_line") in ground.lines_with_modalities:
        gaps["modalities"] = [_("Name at least one modality: this service is bought for some.")]
    texts = [values.get(name) or "" for name in ("title_en", "title_zh", "description_en", "description_zh")]
    # A Chinese character says about as much as three letters.
    if max(sum(3 if ord(letter) > 0x2E7F else 1 for letter in text) for text in texts) < SHORTEST_TEXT:
        gaps["description_en"] = [
            _("Say what it is in a title or description of %(least)s characters or more.") % {"least": SHORTEST_TEXT}
        ]
    if values.get("price_model") == PriceModel.PER_UNIT and not values.get("price_unit"):
        gaps["price_unit"] = [_("Say what one unit is.")]
    return gaps


def ensure_publishable(provider: Provider, values: Mapping[str, Any], ground: Ground) -> None:
    """Raises WrongState while the provider is suspended, Invalid with every gap."""
    if provider.state == ProviderState.SUSPENDED:
        raise WrongState(_("Your profile is suspended, so nothing can be published. Write to the operator."))
    gaps = merged(offering_problems(values, ground.vocabulary), gaps_of(values, ground))
    if gaps:
        raise Invalid(errors=gaps)


def ensure_nothing_taken_away(before: Mapping[str, Any], after: Mapping[str, Any], ground: Ground) -> None:
    """An edit of what visitors see opens no gap that was not there. Raises Invalid."""
    known = gaps_of(before, ground)
    fresh = {name: texts for name, texts in gaps_of(after, ground).items() if name not in known}
    if fresh:
        raise Invalid(errors=fresh)


def fits_service(unit: Unit, line: ServiceLine | None) -> bool:
    """Whether a scale of the service can be counted so."""
    if unit.dimension in SIZES_OF_SITES:
        return False
    domain = line.path[0] if line else ""
    if unit.dimension in ONLY_IN:
        return domain in ONLY_IN[unit.dimension]
    return unit.dimension not in VESSELS or domain not in DESKS


def _unit_problems(values: Mapping[str, Any], vocabulary: Vocabulary) -> Problems:
    unit = vocabulary.terms[Unit].get(values.get("scale_unit") or "")
    line = vocabulary.terms[ServiceLine].get(values.get("service_line") or "")
    if isinstance(unit, Unit) and isinstance(line, ServiceLine) and not fits_service(unit, line):
        text = _("“%(unit)s” does not measure this service. Choose another unit.")
        return {"scale_unit": [text % {"unit": unit.label}]}
    return {}


def _lead_problems(values: Mapping[str, Any]) -> Problems:
    low, high = values.get("lead_weeks_min"), values.get("lead_weeks_max")
    found: Problems = {}
    for name, weeks in (("lead_weeks_min", low), ("lead_weeks_max", high)):
        if weeks is not None and not 0 <= weeks <= LONGEST_LEAD_WEEKS:
            found[name] = [_("Write whole weeks, from 0 to %(most)s.") % {"most": LONGEST_LEAD_WEEKS}]
    if not found and low is not None and high is not None and low > high:
        found["lead_weeks_min"] = [_("The shortest lead time is not above the longest.")]
    return found


def _price_problems(values: Mapping[str, Any]) -> Problems:
    found: Problems = {}
    amounts: dict[str, Decimal] = {name: values[name] for name in AMOUNTS if values.get(name) is not None}
    currency = values.get("currency") or ""
    if amounts and not currency:
        found["currency"] = [_("A price needs a currency.")]
    elif currency and currency not in CURRENCIES:
        found["currency"] = [_("Write a currency's code, such as EUR.")]
    for name, amount in amounts.items():
        if amount < 0 or (amount == 0 and name != "price_min"):
            found[name] = [_("A price is above 0.")]
        elif currency in CURRENCIES:
            found |= _precision_problem(name, amount, currency)
    if "price_min" in amounts and "price_max" in amounts and amounts["price_min"] > amounts["price_max"]:
        found.setdefault("price_min", []).append(_("“From” is not above “to”."))
    if values.get("price_model") == PriceModel.ON_REQUEST and {"price_min", "price_max"} & amounts.keys():
        found["price_model"] = [_("Choose how you charge, or leave the price empty.")]
    return found


def _precision_problem(name: str, amount: Decimal, currency: str) -> Problems:
    try:
        Money(amount, currency)
    except Invalid as error:
        return {name: [str(error)]}
    return {}
