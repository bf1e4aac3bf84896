"""The chain from target to market, and what is done and made along it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from vocabulary.models.term import Term, TreeTerm, tree_constraints


class Gate(Term):
    """The decision that ends a stage."""

    KIND = "gates"
    ABOUT = _("The decisions that end a stage.")

    class Meta(Term.Meta):
        verbose_name = _("gate")
        verbose_name_plural = _("gates")


class Stage(Term):
    """A step of the chain, in order. Some overlap."""

    KIND = "stages"
    ABOUT = _("The chain from target discovery to the market, in order.")
    OWN_FIELDS = ("exit_gate",)
    LINKS = ("overlaps_with",)

    exit_gate = models.ForeignKey(
        Gate, on_delete=models.PROTECT, null=True, blank=True, related_name="stages", verbose_name=_("ends with")
    )
    overlaps_with = models.ManyToManyField("self", blank=True, verbose_name=_("overlaps with"))

    class Meta(Term.Meta):
        verbose_name = _("stage")
        verbose_name_plural = _("stages")


class Modality(TreeTerm):
    """What kind of medicine it is. Groups are not chosen."""

    KIND = "modalities"
    ABOUT = _("Kinds of medicine, in groups.")
    DEPTH = 2

    class Meta(Term.Meta):
        verbose_name = _("modality")
        verbose_name_plural = _("modalities")
        constraints = [*Term.Meta.constraints, *tree_constraints("modality", 2)]


class ServiceLine(TreeTerm):
    """What is sold: domain, family, service. Only a service, the lowest level, is sold."""

    KIND = "service-lines"
    ABOUT = _("What providers sell, in three levels: domain, family, service.")
    DEPTH = 3
    LINKS = ("stages", "modalities")

    stages = models.ManyToManyField(Stage, blank=True, related_name="service_lines", verbose_name=_("bought at the stages"))
    modalities = models.ManyToManyField(
        Modality, blank=True, related_name="service_lines", verbose_name=_("bought for the modalities")
    )

    class Meta(Term.Meta):
        verbose_name = _("service line")
        verbose_name_plural = _("service lines")
        constraints = [*Term.Meta.constraints, *tree_constraints("service_line", 3)]
