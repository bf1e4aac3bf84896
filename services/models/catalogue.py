"""The catalogue's search documents: what the indexes that serve searches are read from."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from services.models.offering import Offering


class CatalogueState(models.Model):
    """One row. Whoever changes search documents locks it and counts it up, so that changes become visible in their order:
    an index that knows revision n needs only what is above n."""

    revision = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="catalogue_state_is_one_row")]

    def __str__(self) -> str:
        return f"revision {self.revision}"


class CatalogueTerm(models.Model):
    """Something that offerings have in common and are found by: a term of a vocabulary, a provider, a city, a word.

    ``names`` are what people call it, where no vocabulary says so; ``text`` says more about it.
    """

    kind = models.CharField(max_length=20)
    code = models.CharField(max_length=120)
    names = ArrayField(models.CharField(max_length=200), default=list)
    text = models.TextField(blank=True)
    revision = models.BigIntegerField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "code"], name="catalogue_term_once")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.code}"


class CatalogueEntry(models.Model):
    """The search document of an offering. Its number is small, since sets of numbers are what searches are made of.

    ``terms`` are CatalogueTerm numbers, with the broader terms of each. Scales are in base units of their dimension, lead
    times in weeks, ``merit`` orders what fits equally well. ``document`` is what a result shows: codes, never labels.
    ``is_live`` False is an offering that has left the catalogue; the row stays to say so to the indexes.
    """

    id = models.AutoField(primary_key=True)
    offering = models.OneToOneField(Offering, on_delete=models.SET_NULL, null=True, related_name="entry")
    revision = models.BigIntegerField(db_index=True)
    is_live = models.BooleanField(default=True)
    terms = ArrayField(models.IntegerField(), default=list)
    scale_dimension = models.CharField(max_length=40, blank=True)
    scale_max = models.FloatField(null=True)
    lead_weeks = models.PositiveSmallIntegerField(null=True)
    changed_at = models.DateTimeField()
    covered_until = models.DateTimeField(null=True)
    merit = models.FloatField(default=0)
    document = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"entry {self.pk}"
