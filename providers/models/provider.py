"""Who sells: a public profile, and where each of its facts comes from."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core import clock
from core.models import Editable, Record
from organizations.actor import Actor
from organizations.models import Organization
from providers.enums import CertificationBasis, ProviderState, ProviderType
from vocabulary.models import Country, Modality, ServiceLine, Stage, Standard
from vocabulary.models.term import reads_chinese


class ProviderQuerySet(models.QuerySet["Provider"]):
    def visible_to(self, actor: Actor) -> Self:
        """Profiles are public; a suspended one is seen by its own people and by operators, a merged one by operators."""
        if actor.sees_everything:
            return self
        shown = ~Q(state=ProviderState.SUSPENDED) & Q(merged_into=None)
        if actor.organization_id:
            shown |= Q(organization_id=actor.organization_id)
        return self.filter(shown)


class Provider(Editable):
    """A CRO or CDMO. Unclaimed until its own people say that the profile is theirs.

    ``unverified_fields`` name what comes from general knowledge: a field, ``sites.<city>``, ``services.<code>``, or ``all``.
    ``submitted_at`` is when its people last asked for verification, empty when nobody waits. ``editor_ids`` are the people
    who wrote what stands there: none of them verifies it. ``merged_into`` is the profile that has taken over all of it.
    """

    slug = models.SlugField(_("name in addresses"), max_length=80, unique=True)
    organization = models.OneToOneField(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="provider", editable=False
    )
    name = models.CharField(_("name"), max_length=160)
    legal_name = models.CharField(_("legal name"), max_length=200, blank=True)
    parent_name = models.CharField(_("belongs to"), max_length=160, blank=True)
    other_names = ArrayField(models.CharField(max_length=160), verbose_name=_("other names"), default=list, blank=True)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+", verbose_name=_("headquarters"))
    city = models.CharField(_("city"), max_length=100)
    founded = models.PositiveSmallIntegerField(_("founded"), null=True, blank=True)
    domain = models.CharField(_("website"), max_length=120, blank=True)
    types = ArrayField(models.CharField(max_length=20, choices=ProviderType.choices), verbose_name=_("kind"))
    summary = models.TextField(_("summary"), max_length=600)
    summary_zh = models.TextField(_("summary in Chinese"), max_length=2000, blank=True)
    languages = ArrayField(models.CharField(max_length=8), verbose_name=_("languages spoken"), default=list, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=ProviderState.choices, default=ProviderState.UNCLAIMED)
    service_lines = models.ManyToManyField(ServiceLine, related_name="providers", verbose_name=_("service lines"))
    modalities = models.ManyToManyField(Modality, related_name="providers", verbose_name=_("modalities"))
    stages = models.ManyToManyField(Stage, related_name="providers", verbose_name=_("stages"))
    standards = models.ManyToManyField(Standard, blank=True, related_name="providers", verbose_name=_("standards"))
    standards_basis = models.CharField(max_length=24, choices=CertificationBasis.choices)
    unverified_fields = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    shipped_digest = models.CharField(max_length=64, blank=True, editable=False)
    submitted_at = models.DateTimeField(_("waits for verification since"), null=True, blank=True, editable=False)
    verified_at = models.DateTimeField(_("verified"), null=True, blank=True, editable=False)
    editor_ids = ArrayField(models.UUIDField(), default=list, editable=False)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    objects = ProviderQuerySet.as_manager()

    class Meta:
        verbose_name = _("provider")
        verbose_name_plural = _("providers")
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(types__contained_by=ProviderType.values), name="provider_types_known"),
            models.CheckConstraint(
                condition=Q(founded=None) | Q(founded__range=(1600, 2100)), name="provider_founded_is_a_year"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["claimed", "verified"]) | Q(organization__isnull=False),
                name="provider_claimed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(submitted_at=None) | Q(state=ProviderState.CLAIMED), name="provider_submitted_when_claimed"
            ),
            models.CheckConstraint(
                condition=~Q(state=ProviderState.VERIFIED) | Q(verified_at__isnull=False), name="provider_verified_at"
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(organization=None), name="provider_merged_belongs_to_nobody"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("provider_detail", args=[self.slug])

    @property
    def type_labels(self) -> list[str]:
        return [str(ProviderType(one).label) for one in self.types]

    @property
    def is_unclaimed(self) -> bool:
        return self.state == ProviderState.UNCLAIMED

    @property
    def summary_here(self) -> str:
        """In the reader's language where there is one, else in English."""
        return (reads_chinese() and self.summary_zh) or self.summary

    @property
    def summary_language(self) -> str:
        """Which one that is, for those who have pages read aloud."""
        return "zh-Hans" if reads_chinese() and self.summary_zh else "en"

    @property
    def doubts(self) -> dict[str, bool]:
        """Which facts at the top of the page come from general knowledge, by their names there."""
        named = {"headquarters": ("hq", "hq.city"), "legal_name": ("legal_name", "name")}
        fields = {**named, **{name: (name,) for name in ("parent", "founded", "domain")}}
        return {name: any(self.is_unverified(field) for field in those) for name, those in fields.items()}

    def is_unverified(self, field: str) -> bool:
        """Whether that fact comes from general knowledge and needs confirmation."""
        return "all" in self.unverified_fields or field in self.unverified_fields


class Source(Record):
    """Where facts of a profile were read. ``url`` is empty for public knowledge, which is unverified."""

    provider = models.ForeignKey(Provider, on_delete=models.CASCADE, related_name="sources")
    url = models.URLField(max_length=300, blank=True)
    title = models.CharField(max_length=200, blank=True)
    compiled_on = models.DateField(default=clock.today)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["provider", "url", "title"], name="source_once"),
            models.CheckConstraint(condition=~Q(url="") | ~Q(title=""), name="source_says_something"),
        ]

    def __str__(self) -> str:
        return self.url or self.title
