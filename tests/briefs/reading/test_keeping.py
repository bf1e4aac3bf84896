"""A temperature, a limit or a condition of the work is no service."""

import pytest

from tests.briefs.reading.test_mentioned import Read
from tests.briefs.reading.test_steady import demanded


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Stability of a mAb at -70 °C and 2-8 °C over 24 months.", "dry-ice-ultracold"),
        ("Stability of a mAb at -70 °C and 2-8 °C over 24 months.", "refrigerated-distribution"),
        ("Store the drug substance of our AAV at -70 °C.", "dry-ice-ultracold"),
        ("The drug product is held at 2-8 °C. GMP batches of a mAb.", "refrigerated-distribution"),
        ("单抗稳定性考察：2-8 °C和25 °C。", "refrigerated-distribution"),
        ("Influenza vaccine, HA antigens to be quantified by SRID.", "vaccine-antigen-ds"),
        ("Self-amplifying RNA vaccine encoding HA antigens, two GMP batches.", "vaccine-antigen-ds"),
        ("Biostatistics with 2 FTE for a Phase II trial.", "synthetic-chemistry-fte"),
        ("GMP batches of a mAb, endotoxin <10 EU/mg.", "biosafety-testing"),
        ("GMP batches of a peptide, endotoxin not more than 5 EU/mg.", "biosafety-testing"),
        ("Transfer of a tablet press process with three engineering runs.", "api-manufacture"),
        ("Quote GMP batches of a mAb without disclosing the formulation.", "formulation"),
        ("Synthesis of 5 kg of API with a cryogenic (-78 °C) step.", "cryogenic-logistics"),
        ("Process development is already done by us; GMP batches of a mAb.", "bioprocess-development"),
        ("We are not interested in process development. GMP batches of a mAb.", "bioprocess-development"),
    ],
)
def test_what_only_describes_the_work_is_no_service(text: str, line: str, read: Read) -> None:
    assert line not in demanded(read, text)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Ship the vials at 2-8 °C to 40 sites.", "refrigerated-distribution"),
        ("Transport of drug substance at -70 °C to Ghent.", "dry-ice-ultracold"),
        ("Manufacture of HA antigens for an influenza vaccine.", "vaccine-antigen-ds"),
        ("Synthetic chemistry, 4 FTE, for hit-to-lead.", "synthetic-chemistry-fte"),
        ("Endotoxin testing of a mAb.", "biosafety-testing"),
        ("Three engineering runs of a mAb at 200 L.", "non-gmp-tox-material"),
        ("Formulation development for a mAb; process development is done.", "formulation"),
        ("Cryogenic shipping of CAR-T cells.", "cryogenic-logistics"),
        ("Process development and GMP batches of a mAb.", "bioprocess-development"),
    ],
)
def test_the_same_words_ask_for_it_where_they_are_the_work(text: str, line: str, read: Read) -> None:
    assert line in demanded(read, text)
