"""A sponsor who has looked around, and asked."""

from django.db import transaction

from core import clock
from demo.cast import HARBOUR
from demo.people import acting
from demo.telling import has_told
from projects.briefs.actions.intake import take_in
from projects.briefs.actions.project import create_from_intake
from services.actions.shortlist import create_shortlist, save_offering
from services.models import Offering

LISTS = {
    ("mRNA drug substance (demo)", "mrna-ds-gmp"): {
        "wacker-biotech": "Halle has free windows next year. Ask for the release time of the first batch.",
        "biomay": "Plasmid and mRNA from one house: ask whether one quality agreement covers both.",
        "lonza": "Ask for the smallest batch they take.",
    },
    ("Antibody manufacture (demo)", "mammalian-ds-commercial"): {
        "boehringer-bioxcellence": "Shanghai: ask for the next free slot.",
        "wuxi-biologics": "Second source. Ask for the transfer plan.",
    },
}
"""Notes by provider, by name of the list and service line."""

ANTIBODY = """\
Harbour BioTherapeutics (demo) is looking for a contract manufacturer of a humanised IgG4 monoclonal antibody against PD-1.

- Modality: monoclonal antibody, expressed in CHO cells.
- Work: technology transfer, GMP drug substance manufacturing for commercial supply at 2,000 L, then aseptic vial filling.
- Four batches of drug substance, of which three for process performance qualification.
- Stage: phase III is complete, the BLA is in preparation.
- The site must be in Shanghai, China. NMPA GMP is required; EU GMP would be an advantage.
- We file in China first and in the EU later.
- Start in Q2 2027. Budget: EUR 6-9 million.

Everything in this brief is invented for the demo.
"""
VACCINE = """\
We develop an mRNA vaccine and need a partner for phase I: plasmid template, mRNA drug substance under GMP, LNP encapsulation and
fill-finish of 10,000 vials. Two batches at 5 L. EU GMP is required. Preferably in Germany or Austria, not in the United States.
Start in Q3 2027, budget EUR 2-3 million. Everything in this brief is invented for the demo.
"""


@transaction.atomic
def tell_of_shortlists() -> None:
    """Two lists with notes."""
    olivia = acting(HARBOUR)
    if has_told(olivia, "shortlist.created"):
        return
    for (name, line), notes in LISTS.items():
        shortlist = create_shortlist(actor=olivia, name=name)
        offerings = Offering.objects.published().filter(service_line=line, provider__slug__in=notes)
        found = {one.provider.slug: one for one in offerings.select_related("provider")}
        for slug, note in notes.items():
            if slug in found:
                save_offering(actor=olivia, offering=found[slug], shortlist=shortlist, note=note)


@transaction.atomic
def tell_of_briefs() -> None:
    """One brief has become a project, one is read and waits."""
    olivia, today = acting(HARBOUR), clock.today()
    if has_told(olivia, "intake.created"):
        return
    antibody = take_in(actor=olivia, today=today, text=ANTIBODY)
    create_from_intake(actor=olivia, intake=antibody, codename="Magnolia (demo)")
    take_in(actor=olivia, today=today, text=VACCINE)
