"""How ready a project is to be sent to bidders: what is missing, and why a bidder needs it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from projects.briefs.measures import FILLS, MAKES, family_of, has_host
from projects.briefs.models import Project, WorkPackage

Text = str | Promise


@dataclass(frozen=True)
class Point:
    """One thing a bidder needs. ``weight`` says how much hangs on it."""

    name: str
    weight: int
    label: Text
    why: Text
    is_there: Callable[..., bool]


@dataclass(frozen=True)
class Completeness:
    """From 0 to 100, and what is missing, the weightiest first. ``package`` is None for the project as a whole."""

    score: int
    missing: tuple[tuple[Point, WorkPackage | None], ...]


def _has(*names: str) -> Callable[[object], bool]:
    return lambda row: any(bool(getattr(row, name)) for name in names)


def _has_any(name: str) -> Callable[[object], bool]:
    return lambda row: bool(getattr(row, name).all())


OF_PROJECT = (
    Point("modality", 3, _("Modality"), _("It decides which sites and which people can do the work at all."), _has_any("modalities")),
    Point("stage", 2, _("Stage now"), _("Effort, documents and quality level follow from it."), _has("stage_id")),
    Point("markets", 2, _("Target markets"), _("Each market's rules decide the standards and the dossier."), _has_any("jurisdictions")),
    Point("timeline", 3, _("Start or end"), _("A bidder holds capacity for a time, not for a project."), _has("starts_on", "latest_start", "ends_on")),
    Point("budget", 2, _("Budget band"), _("It saves both sides an offer that cannot fit. It can stay undisclosed."), _has("budget_low", "budget_high")),
    Point("indication", 1, _("Indication"), _("It tells dose, patient numbers and handling."), _has("indication")),
    Point("funding", 1, _("Funding"), _("Bidders judge how serious a request is."), _has("funding")),
)  # fmt: skip
SCALE = _("Scale with its unit")
OF_MAKING = (
    Point("scale", 3, SCALE, _("Equipment and price follow from it more than from anything else."), _has("scale_unit_id")),
    Point("batches", 2, _("Number of batches"), _("Price and slot length are counted in batches."), _has("batches")),
    Point("systems", 2, _("Expression system or process"), _("Not every suite runs every host."), _has_any("systems")),
    Point(
        "standards",
        3,
        _("Required standards"),
        _("GMP or not, and whose, decides who may bid."),
        _has_any("standards_required"),
    ),
)
OF_FILLING = (
    Point("scale", 3, SCALE, _("Filling lines are chosen by the number of containers in a batch."), _has("scale_unit_id")),
    Point("batches", 2, _("Number of batches"), _("Price and slot length are counted in batches."), _has("batches")),
    Point("standards", 3, _("Required standards"), _("Sterile work is licensed by site and market."), _has_any("standards_required")),
    Point("questions", 1, _("Container, fill volume, storage"), _("The line and the stability study depend on it. Write it into the questions."), _has("questions")),
)  # fmt: skip
OF_ANIMALS = (
    Point(
        "standards",
        3,
        _("GLP or not"),
        _("A study for a dossier is run under GLP, and costs accordingly."),
        _has_any("standards_required"),
    ),
    Point(
        "questions",
        2,
        _("Species, duration, doses"),
        _("The price is the protocol's. Write it into the questions."),
        _has("questions"),
    ),
    Point(
        "scale", 1, _("Number of animals or samples"), _("Housing and analysis are planned by it."), _has("scale_unit_id")
    ),
)
OF_TRIALS = (
    Point("scale", 3, _("Number of patients or sites"), _("Monitoring, supplies and data management are priced by it."), _has("scale_unit_id")),
    Point("countries", 2, _("Countries"), _("Start-up times and fees differ by country."), _has_any("countries_allowed")),
    Point("standards", 1, _("Standards"), _("GCP is assumed; say what is beyond it."), _has_any("standards_required")),
    Point("questions", 1, _("Design and visits"), _("Visits and procedures make the budget. Write them into the questions."), _has("questions")),
)  # fmt: skip
OF_SAMPLES = (
    Point("scale", 3, _("Number of samples"), _("Analysis is priced by the sample."), _has("scale_unit_id")),
    Point("standards", 2, _("Standards"), _("GLP, GCLP or none decides the laboratory."), _has_any("standards_required")),
    Point("questions", 2, _("Analyte, matrix, method"), _("A laboratory quotes what it can validate. Write it into the questions."), _has("questions")),
)  # fmt: skip
OF_THE_REST = (
    Point("stage", 1, _("Stage of the package"), _("Depth and documents follow from it."), _has("stage_id")),
    Point("questions", 2, _("What is to be delivered"), _("Without it every bidder offers something else. Write it into the questions."), _has("questions")),
)  # fmt: skip
ANIMALS = frozenset(["toxicology", "dmpk", "in-vivo-pharmacology", "in-vitro-pharmacology"])
TRIAL_WORK = frozenset(["clinical-operations", "biometrics"])
SAMPLES = frozenset(["bioanalysis", "safety-labs", "qc-testing"])
TESTED = frozenset(["vector-analytics", "mrna-analytics"])
"""Lines of makers whose work is tests of what is made."""
WITHOUT_SAMPLES = frozenset(["pharmacovigilance", "imaging-core-lab"])
"""Lines beside laboratories that look at reports and pictures."""
POINTS_OF_FAMILY = (
    (MAKES, OF_MAKING),
    (FILLS, OF_FILLING),
    (ANIMALS, OF_ANIMALS),
    (TRIAL_WORK, OF_TRIALS),
    (SAMPLES, OF_SAMPLES),
)
OF_PACKAGES = Point("packages", 5, _("Work packages"), _("Bidders offer for packages, and may offer for one alone."), bool)


def completeness_of(project: Project, packages: Iterable[WorkPackage]) -> Completeness:
    """Packages come with their links, the project with its own."""
    packages = list(packages)
    checks: list[tuple[Point, WorkPackage | None, bool]] = [(OF_PACKAGES, None, bool(packages))]
    checks += [(point, None, point.is_there(project)) for point in OF_PROJECT]
    checks += [(point, package, is_there) for package in packages for point, is_there in _checked(package)]
    total, there = sum(point.weight for point, _one, _ok in checks), sum(point.weight for point, _one, ok in checks if ok)
    missing = sorted(((point, one) for point, one, ok in checks if not ok), key=lambda pair: -pair[0].weight)
    return Completeness(100 * there // total, tuple(missing))


def _checked(package: WorkPackage) -> Iterator[tuple[Point, bool]]:
    family = family_of(package.service_line)
    points = next((points for families, points in POINTS_OF_FAMILY if family in families), OF_THE_REST)
    if package.service_line_id in TESTED | WITHOUT_SAMPLES:
        points = OF_SAMPLES if package.service_line_id in TESTED else OF_THE_REST
    for point in points:
        if point.name != "systems" or has_host(package.service_line):
            yield point, point.is_there(package)
