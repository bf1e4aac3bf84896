"""What work is done with, under, on and about: systems, standards, documents, materials, activities, kinds of site."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from vocabulary.enums import DocumentCategory, StandardFamily, SystemFamily
from vocabulary.models.place import Jurisdiction
from vocabulary.models.term import Term


class ExpressionSystem(Term):
    """The host or process that makes the molecule."""

    KIND = "expression-systems"
    ABOUT = _("Hosts and processes that make the molecule.")
    OWN_FIELDS = ("family",)

    family = models.CharField(_("family"), max_length=20, choices=SystemFamily.choices)

    class Meta(Term.Meta):
        verbose_name = _("expression system")
        verbose_name_plural = _("expression systems")

    @property
    def group_label(self) -> str:
        return self.get_family_display()


class Standard(Term):
    """A standard that work is done under, or a licence that it needs."""

    KIND = "standards"
    ABOUT = _("Standards that work is done under, and licences that it needs.")
    OWN_FIELDS = ("family", "jurisdiction")

    family = models.CharField(_("family"), max_length=20, choices=StandardFamily.choices)
    jurisdiction = models.ForeignKey(
        Jurisdiction,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="standards",
        verbose_name=_("jurisdiction"),
    )

    class Meta(Term.Meta):
        verbose_name = _("standard")
        verbose_name_plural = _("standards")

    @property
    def group_label(self) -> str:
        return self.get_family_display()


class DocumentType(Term):
    """A paper that changes hands in a project."""

    KIND = "document-types"
    ABOUT = _("Papers that change hands in a project.")
    OWN_FIELDS = ("category",)

    category = models.CharField(_("category"), max_length=20, choices=DocumentCategory.choices)

    class Meta(Term.Meta):
        verbose_name = _("document type")
        verbose_name_plural = _("document types")

    @property
    def group_label(self) -> str:
        return self.get_category_display()


class MaterialType(Term):
    """What is moved across a border or into a laboratory."""

    KIND = "material-types"
    ABOUT = _("What is moved between laboratories and across borders.")

    class Meta(Term.Meta):
        verbose_name = _("material type")
        verbose_name_plural = _("material types")


class Activity(Term):
    """What is done with material or data that a rule may apply to."""

    KIND = "activities"
    ABOUT = _("What is done that a rule may apply to.")

    class Meta(Term.Meta):
        verbose_name = _("activity")
        verbose_name_plural = _("activities")


class SiteFunction(Term):
    """What a site is for."""

    KIND = "site-functions"
    ABOUT = _("What a site is for.")

    class Meta(Term.Meta):
        verbose_name = _("site function")
        verbose_name_plural = _("site functions")
