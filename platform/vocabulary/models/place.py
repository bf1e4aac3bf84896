"""Where: regions, countries, and who makes the rules there."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from vocabulary.models.term import Term


class Region(Term):
    """A part of the world, as the market divides it."""

    KIND = "regions"
    ABOUT = _("Parts of the world, as the market divides it.")

    class Meta(Term.Meta):
        verbose_name = _("region")
        verbose_name_plural = _("regions")


class Country(Term):
    """A country by its ISO 3166 code."""

    KIND = "countries"
    ABOUT = _("Countries by their ISO 3166 codes.")
    OWN_FIELDS = ("region",)

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="countries", verbose_name=_("region"))

    class Meta(Term.Meta):
        verbose_name = _("country")
        verbose_name_plural = _("countries")

    @property
    def group_label(self) -> str:
        return self.region.label

    @property
    def parent_code(self) -> str | None:
        return self.region_id


class Jurisdiction(Term):
    """Whose rules hold: a country, the European Union, or an international framework."""

    KIND = "jurisdictions"
    ABOUT = _("Whose rules hold: target markets and the places that material crosses.")
    OWN_FIELDS = ("country", "region")
    SHOWN = ("regulators",)

    country = models.ForeignKey(
        Country, on_delete=models.PROTECT, null=True, blank=True, related_name="jurisdictions", verbose_name=_("country")
    )
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="jurisdictions", verbose_name=_("region"))

    class Meta(Term.Meta):
        verbose_name = _("jurisdiction")
        verbose_name_plural = _("jurisdictions")

    @property
    def group_label(self) -> str:
        return self.region.label

    @property
    def parent_code(self) -> str | None:
        return self.region_id


class Regulator(Term):
    """An authority, or a body whose rules others apply."""

    KIND = "regulators"
    ABOUT = _("Authorities, and bodies whose rules others apply.")
    OWN_FIELDS = ("jurisdiction",)

    jurisdiction = models.ForeignKey(
        Jurisdiction, on_delete=models.PROTECT, related_name="regulators", verbose_name=_("jurisdiction")
    )

    class Meta(Term.Meta):
        verbose_name = _("regulator")
        verbose_name_plural = _("regulators")

    @property
    def group_label(self) -> str:
        return self.jurisdiction.label
