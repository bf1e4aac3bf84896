"""Exchange rates, as operators keep them: budgets are compared by them, and opened quotes.

The code stands here, below everybody who reads it; the table, its admin pages and its rights keep the name of sourcing, where
operators look for them, so that nothing has to be moved in a database.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import Record


class ExchangeRate(Record):
    """One unit of ``base`` is worth ``rate`` of ``counter`` on that day, by that source."""

    base = models.CharField(_("from"), max_length=3)
    counter = models.CharField(_("to"), max_length=3)
    rate = models.DecimalField(_("rate"), max_digits=20, decimal_places=10)
    on = models.DateField(_("day"))
    source = models.CharField(_("source"), max_length=120)

    class Meta:
        app_label = "sourcing"
        verbose_name = _("exchange rate")
        verbose_name_plural = _("exchange rates")
        ordering = ["-on", "base", "counter"]
        constraints = [
            models.UniqueConstraint(
                fields=["base", "counter", "on"],
                name="exchange_rate_once_a_day",
                violation_error_message=_("This pair has a rate of that day already."),
            ),
            models.CheckConstraint(
                condition=Q(rate__gt=0), name="exchange_rate_positive", violation_error_message=_("A rate is above 0.")
            ),
            models.CheckConstraint(
                condition=Q(base__regex=r"^[A-Z]{3}$", counter__regex=r"^[A-Z]{3}$") & ~Q(base=F("counter")),
                name="exchange_rate_of_two_currencies",
                violation_error_message=_("A rate is between two currencies."),
            ),
            models.CheckConstraint(condition=~Q(source=""), name="exchange_rate_has_a_source"),
        ]

    def __str__(self) -> str:
        return f"1 {self.base} = {self.rate.normalize():f} {self.counter} ({self.on}, {self.source})"
