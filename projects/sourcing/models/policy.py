"""How an organisation wants its sourcing done."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import Editable
from organizations.models import Organization


class Policy(Editable):
    """How an organisation wants it: four eyes before publishing, four eyes on quotes above an amount."""

    organization = models.OneToOneField(Organization, on_delete=models.PROTECT, related_name="sourcing_policy")
    approves_rfqs = models.BooleanField(_("requests need approval before they are published"), default=False)
    quote_limit = models.DecimalField(
        _("quotes above this amount need approval"), max_digits=18, decimal_places=3, null=True, blank=True
    )
    quote_limit_currency = models.CharField(_("currency"), max_length=3, blank=True)
    quiet_days = models.PositiveSmallIntegerField(
        _("days before the deadline in which an amendment moves it"), default=7, validators=[MaxValueValidator(60)]
    )

    class Meta:
        verbose_name = _("sourcing policy")
        verbose_name_plural = _("sourcing policies")
        constraints = [
            models.CheckConstraint(
                condition=Q(quote_limit=None, quote_limit_currency="")
                | Q(quote_limit__gte=0) & Q(quote_limit_currency__regex=r"^[A-Z]{3}$"),
                name="policy_limit_has_a_currency",
                violation_error_message=_("A limit is an amount with its currency."),
            )
        ]

    def __str__(self) -> str:
        return str(self.organization)
