"""What must hold before a brief is read, a project made, a package kept."""

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import Invalid, NotFound
from core.money import CURRENCIES
from projects.briefs.enums import Tier
from projects.briefs.models import CONFIDENTIAL_FIELDS, LONGEST_BRIEF, SHORTEST_BRIEF, Project, WorkPackage
from projects.briefs.reading_json import Draft
from projects.briefs.requirements import Force, Subject, forces_of
from vocabulary.models import ServiceLine, Standard

MOST_PACKAGES, MOST_REQUIREMENTS = 40, 1000
ONLY_COUNTRIES = gettext_lazy("Only countries can be rather avoided. Exclude it, or leave it out.")


def cleaned(text: str) -> str:
    """As a brief is kept and read: places in it are counted in this."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode().replace("\r\n", "\n").strip()


def ensure_text(text: str) -> str:
    """A brief, neither too short nor too long, without what no database holds. Raises Invalid, saying what is wrong with the length."""
    clean = cleaned(text)
    if len(clean) < SHORTEST_BRIEF:
        sentence = _("Describe in at least %(least)s characters what you need; these are %(length)s.")
        raise Invalid(errors={"text": [sentence % {"least": SHORTEST_BRIEF, "length": len(clean)}]})
    ensure_not_too_long(clean)
    return clean


def ensure_not_too_long(text: str) -> None:
    """Not longer than a brief may be. Raises Invalid."""
    if len(text) > LONGEST_BRIEF:
        sentence = _(
            "At most %(most)s characters can be read at once; these are %(length)s. Leave out what is not about the work."
        )
        raise Invalid(errors={"text": [sentence % {"most": f"{LONGEST_BRIEF:,}", "length": f"{len(text):,}"}]})


def ensure_item(draft: Draft, index: int) -> None:
    """The requirement is one of the draft's."""
    if not 0 <= index < len(draft.items):
        raise NotFound


def ensure_force(subject: Subject, force: Force) -> None:
    """So much may hang on what is about this. Raises Invalid."""
    if force not in forces_of(subject):
        raise Invalid(errors={"force": [str(ONLY_COUNTRIES)]})


def ensure_room_for(draft: Draft, more: int) -> None:
    """A draft does not grow without end. Raises Invalid."""
    if len(draft.items) + more > MOST_REQUIREMENTS:
        raise Invalid(_("A brief has at most %(most)s requirements.") % {"most": f"{MOST_REQUIREMENTS:,}"})


def ensure_currency(currency: str) -> None:
    """An ISO 4217 code or none. Raises Invalid."""
    if currency and currency not in CURRENCIES:
        raise Invalid(errors={"currency": [_("Choose a currency from the list.")]})


def ensure_tiers(disclosure: Mapping[str, str]) -> None:
    """A tier that there is, for a field that has one. Raises Invalid."""
    if not set(disclosure) <= set(CONFIDENTIAL_FIELDS) or not set(disclosure.values()) <= set(Tier.values):
        raise Invalid(errors={"disclosure": [_("Choose for each field when bidders see it.")]})


def ensure_sourceable(line: ServiceLine) -> None:
    """A line that is sold, or its family; a domain is too wide to ask anybody. Raises Invalid."""
    if line.level < 2 or line.is_retired:
        raise Invalid(errors={"service_line": [_("Choose a service or its family.")]})


def ensure_certifiable(in_force: bool, standards: Collection[Standard]) -> None:
    """A certificate is one of a standard. Raises Invalid."""
    if in_force and not standards:
        raise Invalid(errors={"certificates_in_force": [_("Choose the standard that the certificate must be of.")]})


def ensure_room(project: Project) -> None:
    """A project does not grow without end. Raises Invalid."""
    if project.packages.count() >= MOST_PACKAGES:
        text = _("A project has at most %(most)s work packages. Make another project for the rest.")
        raise Invalid(text % {"most": MOST_PACKAGES})


def ensure_no_circle(project: Project, package: WorkPackage, needs: Iterable[WorkPackage]) -> None:
    """What a package needs first is of its project, and does not need the package. Raises Invalid."""
    links = WorkPackage.depends_on.through.objects.filter(from_workpackage__project=project)
    first: dict[UUID, set[UUID]] = {}
    for one, other in links.values_list("from_workpackage_id", "to_workpackage_id"):
        first.setdefault(one, set()).add(other)
    waiting, seen = [need.pk for need in needs], set[UUID]()
    if any(need.project_id != project.pk for need in needs):
        raise NotFound
    while waiting:
        pk = waiting.pop()
        if pk == package.pk:
            raise Invalid(errors={"depends_on": [_("These packages would wait for each other.")]})
        if pk not in seen:
            seen.add(pk)
            waiting.extend(first.get(pk, ()))
