"""What every term has, and what a tree adds."""

from collections.abc import Iterable
from typing import Any, ClassVar, Self, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from core.models import VersionField

AnyTerm = TypeVar("AnyTerm", bound="Term", covariant=True)

CODE = r"^([a-z0-9]+(-[a-z0-9]+)*|[A-Z]{2})$"
CODE_HELP = _("Write the code in lower case, with hyphens between words; a country's is its two capitals.")
COMMON_FIELDS = ("order", "label_en", "label_zh", "description_en", "description_zh", "synonyms_en", "synonyms_zh")


class TermQuerySet(models.QuerySet[AnyTerm]):
    def in_use(self) -> Self:
        """Not retired: what may be chosen."""
        return self.filter(retired_at=None)

    def with_references(self) -> Self:
        """With the terms that each refers to."""
        return self.select_related(*(field.name for field in self.model._meta.fields if field.is_relation))

    def with_relations(self) -> Self:
        """With everything a term shows of its neighbours, in a fixed number of queries."""
        return self.with_references().prefetch_related(*self.model.LINKS, *self.model.SHOWN)


class Term(models.Model):
    """A word with a stable code. The code is the key, so that a row which refers to a term carries the word itself.

    ``shipped`` holds what the product's data files said at the last load; where a field says something else, an operator
    edited it, and ``edited_fields`` names it. A term that an operator added has nothing shipped. Nobody deletes a term.
    """

    do_not_call_in_templates: ClassVar[bool] = True

    KIND: ClassVar[str]
    """The name of the vocabulary in addresses and of its data file."""
    ABOUT: ClassVar[str | Promise]
    """What the vocabulary is for, in a sentence."""
    OWN_FIELDS: ClassVar[tuple[str, ...]] = ()
    """Columns beyond the common ones that the data files fill."""
    LINKS: ClassVar[tuple[str, ...]] = ()
    """What the data files fill that lives in other tables."""
    SHOWN: ClassVar[tuple[str, ...]] = ()
    """Relations from other tables that a reader of the term is shown."""

    code = models.CharField(_("code"), max_length=60, primary_key=True, validators=[RegexValidator(CODE, CODE_HELP)])
    label_en = models.CharField(_("name in English"), max_length=160)
    label_zh = models.CharField(_("name in Chinese"), max_length=160)
    description_en = models.TextField(_("description in English"), blank=True)
    description_zh = models.TextField(_("description in Chinese"), blank=True)
    synonyms_en = ArrayField(
        models.CharField(max_length=120), verbose_name=_("synonyms in English"), default=list, blank=True
    )
    synonyms_zh = ArrayField(
        models.CharField(max_length=120), verbose_name=_("synonyms in Chinese"), default=list, blank=True
    )
    order = models.PositiveIntegerField(_("order"), default=0)
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True, editable=False)
    shipped = models.JSONField(_("as shipped"), null=True, blank=True, editable=False)
    edited_fields = ArrayField(models.CharField(max_length=40), default=list, blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True, editable=False)
    updated_at = models.DateTimeField(_("changed"), auto_now=True, editable=False)
    version = VersionField()

    objects = TermQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["order", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=CODE), name="%(class)s_code_form", violation_error_message=CODE_HELP
            )
        ]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("term_detail", args=[self.KIND, self.code])

    @property
    def label(self) -> str:
        """The name in the reader's language."""
        return self.label_zh if reads_chinese() and self.label_zh else self.label_en

    @property
    def other_label(self) -> str:
        """The name in the other language, which a glossary shows beside it."""
        return self.label_en if reads_chinese() else self.label_zh

    @property
    def description(self) -> str:
        """In the reader's language where there is one, else in English."""
        return (reads_chinese() and self.description_zh) or self.description_en

    @property
    def other_language(self) -> str:
        """The language of ``other_label``, as HTML names it."""
        return "en" if reads_chinese() else "zh-Hans"

    @property
    def description_language(self) -> str:
        """The language of ``description``, as HTML names it."""
        return "zh-Hans" if reads_chinese() and self.description_zh else "en"

    @property
    def parent_code(self) -> str | None:
        """The broader term, where the vocabulary has any."""
        return None

    @property
    def group_label(self) -> str:
        """The heading under which a list shows it; empty where a list has none."""
        return ""

    @property
    def is_retired(self) -> bool:
        return self.retired_at is not None

    @property
    def names(self) -> list[str]:
        """Everything people write for it."""
        return [self.label_en, self.label_zh, self.code, *self.synonyms_en, *self.synonyms_zh]

    @classmethod
    def title(cls) -> str:
        """What the vocabulary is called, in the reader's language."""
        return str(cls._meta.verbose_name_plural)

    @classmethod
    def data_columns(cls) -> tuple[str, ...]:
        """The columns that a data file fills."""
        return (*COMMON_FIELDS, *cls.OWN_FIELDS)


class TreeQuerySet(TermQuerySet[AnyTerm]):
    def under(self, codes: Iterable[str]) -> Self:
        """These terms and everything below them."""
        return self.filter(path__overlap=list(codes))


class TreeTerm(Term):
    """A term with broader and narrower ones. Only those at the lowest level are chosen; the rest group them."""

    DEPTH: ClassVar[int]
    OWN_FIELDS = ("parent",)

    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("parent")
    )
    parent_id: str | None
    path = ArrayField(models.CharField(max_length=60), editable=False)

    objects = TreeQuerySet.as_manager()  # type: ignore[misc]  # a class variable, which the stubs do not see

    class Meta(Term.Meta):
        abstract = True

    @property
    def parent_code(self) -> str | None:
        return self.parent_id

    @property
    def level(self) -> int:
        """1 for the broadest."""
        return len(self.path)

    @property
    def is_leaf(self) -> bool:
        return self.level == self.DEPTH


def tree_constraints(name: str, depth: int) -> list[models.BaseConstraint]:
    """A path leads from the top to the term, and is no longer than the tree is deep."""
    return [
        models.CheckConstraint(
            condition=Q(path__len__gte=1, path__len__lte=depth),
            name=f"{name}_depth",
            violation_error_message=_("The parent is at the lowest level already; choose a broader one."),
        ),
        models.CheckConstraint(
            condition=Q(parent=None, path__len=1) | Q(parent__isnull=False, path__len__gt=1),
            name=f"{name}_parent_by_level",
            violation_error_message=_("A term stands below its parent, and at the top without one."),
        ),
    ]


def reads_chinese() -> bool:
    """Whether the reader's language is Chinese."""
    return (get_language() or "").startswith("zh")


def other_language_name() -> str:
    """What the language of ``other_label`` is called."""
    return gettext("English") if reads_chinese() else gettext("Chinese")


Values = dict[str, Any]
"""What a term says, by field, in the form of the data files: text, numbers, lists, codes for references."""
