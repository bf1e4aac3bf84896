"""Projects to begin with, by service family: the usual work packages and what each needs first. General knowledge of the field."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Step:
    """A work package: a service line's code, the places in the template of what it needs first, and how many batches."""

    line: str
    needs: tuple[int, ...] = ()
    batches: int | None = None


@dataclass(frozen=True)
class Template:
    """A usual project. A step whose service line an installation does not have is left out."""

    code: str
    label: str | Promise
    modalities: tuple[str, ...]
    stage: str
    steps: tuple[Step, ...]


TEMPLATES = {
    one.code: one
    for one in (
        Template("mab-drug-substance", _("Antibody drug substance, from cell line to GMP"), ("mab",), "cmc-development", (
            Step("cho-cell-line-development"), Step("cell-bank-manufacture", (0,)), Step("upstream-process-mammalian", (0,)),
            Step("downstream-process-development", (0,)), Step("method-development", (0,)), Step("non-gmp-tox-material", (2, 3), 1),
            Step("mammalian-ds-clinical", (1, 2, 3, 4), 2), Step("release-testing", (6,)), Step("stability-studies", (6,)),
        )),
        Template("mrna-lnp", _("mRNA in lipid nanoparticles"), ("mrna",), "cmc-development", (
            Step("plasmid-dna-template"), Step("ivt-process-development", (0,)), Step("mrna-ds-gmp", (1,), 2), Step("lnp-formulation", (1,)),
            Step("lnp-encapsulation-gmp", (2, 3), 2), Step("mrna-fill-finish", (4,), 2), Step("mrna-analytics", (1,)),
        )),
        Template("plasmid", _("GMP plasmid"), ("plasmid-dna",), "cmc-development", (
            Step("cell-bank-manufacture"), Step("plasmid-research-hq", (0,), 1), Step("plasmid-gmp", (0,), 2), Step("release-testing", (2,)),
        )),
        Template("viral-vector", _("AAV or lentiviral vector"), ("aav",), "cmc-development", (
            Step("plasmid-gmp"), Step("aav-process-development"), Step("vector-analytics", (1,)), Step("aav-gmp-manufacture", (0, 1, 2), 2),
            Step("vector-fill-finish", (3,), 2), Step("stability-studies", (4,)),
        )),
        Template("autologous-cell-therapy", _("Autologous cell therapy"), ("autologous-car-t",), "cmc-development", (
            Step("lentivirus-gmp-manufacture", (), 1), Step("autologous-process-development"), Step("donor-starting-material"),
            Step("autologous-gmp-manufacture", (0, 1, 2)), Step("potency-bioassay", (1,)), Step("chain-of-identity", (3,)), Step("cryogenic-logistics", (3,)),
        )),
        Template("adc", _("Antibody-drug conjugate"), ("adc",), "cmc-development", (
            Step("mammalian-ds-clinical", (), 1), Step("linker-payload-synthesis", (), 1), Step("conjugation-process-development", (0, 1)),
            Step("adc-ds-gmp", (2,), 2), Step("high-potency-sterile-filling", (3,), 2), Step("structural-characterisation", (3,)),
        )),
        Template("small-molecule-api", _("Small-molecule API"), ("small-molecule",), "cmc-development", (
            Step("route-scouting-process-rd"), Step("solid-state-chemistry"), Step("starting-materials-intermediates", (0,)),
            Step("api-clinical-manufacture", (0, 2), 2), Step("method-validation-transfer", (0,)), Step("stability-studies", (3,)),
        )),
        Template("fill-finish", _("Fill-finish"), (), "phase-1", (
            Step("biologics-formulation"), Step("aseptic-vial-filling", (0,), 2), Step("release-testing", (1,)),
            Step("clinical-packaging-labelling", (1,)), Step("qp-batch-release", (2, 3)),
        )),
        Template("bioanalysis", _("Bioanalysis"), (), "phase-1", (
            Step("ligand-binding-immunogenicity"), Step("lc-ms-bioanalysis"), Step("central-laboratory"),
        )),
        Template("glp-toxicology", _("GLP toxicology"), (), "preclinical-ind-enabling", (
            Step("dose-range-finding-tox"), Step("glp-repeat-dose-tox", (0,)), Step("safety-pharmacology"), Step("genotoxicity-testing"),
            Step("ligand-binding-immunogenicity"),
        )),
        Template("clinical-trial", _("Clinical trial, phase I to III"), (), "phase-2", (
            Step("protocol-design"), Step("site-feasibility-startup", (0,)), Step("clinical-monitoring", (1,)), Step("patient-recruitment", (1,)),
            Step("data-management", (0,)), Step("biostatistics", (4,)), Step("pharmacovigilance", (1,)), Step("central-laboratory", (1,)),
            Step("medical-writing", (5,)),
        )),
        Template("cmc-registration", _("CMC and registration"), (), "registration-filing", (
            Step("regulatory-strategy"), Step("process-characterisation-validation", (), 3), Step("comparability-studies", (1,)),
            Step("ctd-writing-publishing", (1, 2)), Step("marketing-applications", (0, 3)), Step("mock-inspection", (1,)),
        )),
    )
}  # fmt: skip
