"""What Harbour asks for. All of it is invented."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from core.clock import database_now
from projects.sourcing.selectors.facts import LineFacts, RfqFacts
from vocabulary.models import ServiceLine, Stage, Standard, Unit

ZONE = "Asia/Shanghai"


@dataclass(frozen=True)
class Line:
    """A requested line, by the codes of the vocabularies. ``months`` from now is its window."""

    title: str
    service_line: str
    batches: int
    months: tuple[int, int]
    quantity: str = ""
    unit: str = ""
    details: str = ""
    questions: tuple[str, ...] = ()
    required_questions: tuple[str, ...] = ()
    stage: str = "phase-1"


@dataclass(frozen=True)
class Request:
    """A request. ``days`` until its deadline, at five in the afternoon in Shanghai."""

    codename: str
    teaser: str
    title: str
    brief: str
    days: int
    lines: tuple[Line, ...]
    criteria: tuple[tuple[str, str, int], ...]
    decision_days: int = 60


CEDAR = Request(
    codename="Cedar (demo)",
    teaser="Research-grade plasmid for process development: 3 g, supercoiled. Invented for the demo.",
    title="pHB-07 template plasmid",
    brief="E. coli, 9.1 kb, kanamycin. At least 90 % supercoiled by HPLC. Everything in this request is invented.",
    days=20,
    criteria=(("price", "Price", 40), ("quality", "Quality", 40), ("schedule", "Schedule", 20)),
    lines=(
        Line(
            "Plasmid, research grade",
            "plasmid-research-hq",
            1,
            (2, 5),
            "3",
            "g-pdna-batch",
            "Transformed cells are supplied.",
        ),
        Line(
            "Release testing", "release-testing", 1, (4, 6), details="Identity, supercoiled content, endotoxin, bioburden."
        ),
    ),
)
JUNIPER = Request(
    codename="Juniper (demo)",
    teaser="GMP plasmid DNA as starting material of an mRNA vaccine in phase 1, two batches of 5 g. Invented for the demo.",
    title="pHB-12 starting material for HBV-012",
    brief=(
        "Linearised template for HBV-012. Master cell bank, two GMP batches, release and two years of stability.\n"
        "Antibiotic-free selection is preferred. Everything in this request is invented."
    ),
    days=25,
    criteria=(
        ("price", "Price", 35),
        ("quality", "Quality and regulatory standing", 30),
        ("schedule", "Schedule", 20),
        ("experience", "Experience with plasmid DNA", 15),
    ),
    lines=(
        Line("Master cell bank", "cell-bank-manufacture", 1, (2, 5), details="200 vials, characterised by ICH Q5D."),
        Line(
            "GMP plasmid batches", "plasmid-gmp", 2, (5, 10), "5", "g-pdna-batch", "Supercoiled content of at least 90 %.",
            ("What is your record of right-first-time batches?",), required_questions=("Which fermenter is planned?",),
        ),
        Line("Release testing", "release-testing", 2, (6, 11), details="By Ph. Eur. 5.14, with a certificate of analysis."),
        Line("Stability study, 24 months", "stability-studies", 1, (8, 32), details="At -20 °C and 5 °C."),
    ),
)  # fmt: skip
WILLOW = Request(
    codename="Willow (demo)",
    teaser="mRNA drug substance and LNP drug product for phase 1: two batches of 5 L, 10,000 vials. Invented for the demo.",
    title="HBV-012, a seasonal vaccine",
    brief=(
        "A 4.2 kb mRNA, co-transcriptionally capped, in an LNP that we license. Two GMP batches for a first-in-human study "
        "in Germany and Austria. Everything in this request is invented."
    ),
    days=21,
    criteria=(
        ("price", "Price", 30),
        ("quality", "Quality and regulatory standing", 30),
        ("schedule", "Schedule", 25),
        ("experience", "Experience with mRNA", 15),
    ),
    lines=(
        Line(
            "mRNA drug substance", "mrna-ds-gmp", 2, (4, 9), "5", "l-ivt", "4.2 kb, N1-methylpseudouridine.",
            ("How long does the release of a batch take?",),
        ),
        Line("LNP encapsulation", "lnp-encapsulation-gmp", 2, (5, 10), details="Four lipids; the ionisable one is supplied."),
        Line("Vial filling", "aseptic-vial-filling", 2, (6, 11), "5000", "vials-batch", "2R vials, 0.5 mL, -20 °C."),
    ),
)  # fmt: skip
NANOBODY = Request(
    codename="Alder (demo)",
    teaser="Humanised nanobodies against a solid tumour: lead optimisation, then material for phase 1. Invented for the demo.",
    title="A bispecific nanobody",
    brief="Two binders are known. Everything in this request is invented.",
    days=28,
    criteria=(("price", "Price", 50), ("quality", "Quality", 50)),
    lines=(
        Line("Humanisation and affinity maturation", "antibody-engineering", 1, (1, 4), stage="lead-optimisation"),
        Line("Drug substance for phase 1", "microbial-ds-clinical", 1, (8, 14), "500", "l-fermenter"),
    ),
)


def facts_of(request: Request) -> RfqFacts:
    """As the action takes it, counted from today."""
    today = database_now().date()
    local = datetime.combine(today + timedelta(days=request.days), time(17), tzinfo=ZoneInfo(ZONE))
    return RfqFacts(
        codename=request.codename,
        deadline=local.astimezone(UTC),
        teaser=request.teaser,
        title=request.title,
        brief=request.brief,
        handover="The shipping address and the quality contact are invented as well.",
        time_zone=ZONE,
        min_validity_days=60,
        currency="EUR",
        criteria=tuple({"code": code, "label": label, "weight": weight} for code, label, weight in request.criteria),
        decision_on=today + timedelta(days=request.decision_days),
        budget_known=True,
        lines=tuple(_line(one, today) for one in request.lines),
    )


def _line(line: Line, today: date) -> LineFacts:
    starts, ends = (today + timedelta(days=30 * months) for months in line.months)
    return LineFacts(
        title=line.title,
        service_line=ServiceLine.objects.get(pk=line.service_line),
        stage=Stage.objects.get(pk=line.stage),
        quantity_value=Decimal(line.quantity) if line.quantity else None,
        quantity_unit=Unit.objects.get(pk=line.unit) if line.unit else None,
        batches=line.batches,
        standards=(Standard.objects.get(pk="eu-gmp"),),
        starts_on=starts,
        ends_on=ends,
        details=line.details,
        questions=line.questions,
        required_questions=line.required_questions,
    )
