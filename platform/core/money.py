"""Money is a Decimal amount with an ISO 4217 code; nothing adds two currencies by accident."""

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache

from babel.core import get_global
from babel.numbers import format_currency, get_currency_precision
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.errors import Invalid
from core.languages import babel_locale

CURRENCIES: frozenset[str] = frozenset(get_global("all_currencies"))


@dataclass(frozen=True, order=False)
class Money:
    """``amount`` is in major units ("125000.00" EUR) and never finer than the currency's minor unit."""

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if self.currency not in CURRENCIES:
            raise Invalid(_("“%(code)s” is not an ISO 4217 currency code.") % {"code": self.currency})
        if self.amount != self.amount.quantize(self.minor_unit):
            text = _("%(amount)s is finer than the smallest unit of %(currency)s.")
            raise Invalid(text % {"amount": self.amount, "currency": self.currency})

    def __add__(self, other: "Money") -> "Money":
        self._ensure_same_currency(other)
        return Money(self.amount + other.amount, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        self._ensure_same_currency(other)
        return Money(self.amount - other.amount, self.currency)

    def __str__(self) -> str:
        return f"{self.amount.quantize(self.minor_unit)} {self.currency}"

    @property
    def minor_unit(self) -> Decimal:
        """0.01 for EUR, 1 for JPY, 0.001 for KWD."""
        return minor_unit_of(self.currency)

    def times(self, factor: Decimal | int) -> "Money":
        """Rounded half to even at the minor unit, so that many roundings do not drift."""
        return Money((self.amount * factor).quantize(self.minor_unit, ROUND_HALF_EVEN), self.currency)

    def display(self, language: str | None = None) -> str:
        """As a reader of that language writes it; the code stands with it, since "$" is five currencies."""
        return _written(self.amount, self.currency, language or get_language() or "en")

    def _ensure_same_currency(self, other: "Money") -> None:
        if self.currency != other.currency:
            text = _("%(one)s and %(other)s cannot be added without an exchange rate.")
            raise Invalid(text % {"one": self.currency, "other": other.currency})


@lru_cache
def minor_unit_of(currency: str) -> Decimal:
    """The smallest amount in it. Kept: every amount that is made asks for it."""
    return Decimal(1).scaleb(-get_currency_precision(currency))


@lru_cache(maxsize=4096)
def _written(amount: Decimal, currency: str, language: str) -> str:
    """Kept: a comparison has a thousand amounts, most of them as often as it is looked at."""
    return str(format_currency(amount, currency, "¤¤ #,##0.00", locale=babel_locale(language)))
