"""What names mean beside their neighbours, what verbs ask for, and what a long text only tells."""

import pytest

from tests.briefs.reading.test_mentioned import Read, families
from vocabulary.selectors.vocabulary import Vocabulary


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("GMP batches of a mAb, for a trial in Ohio under an IND.", "trial-applications"),
        ("Analytical similarity of a mAb, with a report fit for the dossier.", "regulatory-strategy-group"),
        ("Met you at the partnering days: GMP batches of a mAb.", "deals-capital"),
        ("Aggregation of our mAb: new formulation, acceptable stability.", "qc-testing"),
        ("QP certification before release to the market.", "qc-testing"),
        ("Packaging of tablets. Which isolators do you have for filling?", "dp-manufacture"),
        ("GMP plasmids. Please state your experience with toxicology.", "toxicology"),
        ("Transport of the drug product at 2-8 °C.", "dp-manufacture"),
        ("PK和ADA样本干冰运至荷兰。", "bioanalysis"),
        ("单抗灌装，已获临床批件。", "trial-applications"),
        ("微载体培养的MSC，GMP生产三批。", "vector-services"),
        ("预充针处方开发，单抗。", "dp-manufacture"),
        ("Release testing of drug substance, peptide.", "api-manufacture"),
        ("Our bioanalytical partner works in Ghent. GLP toxicology in rats.", "bioanalysis"),
    ],
)
def test_a_name_means_what_its_neighbours_make_of_it(text: str, family: str, read: Read, vocabulary: Vocabulary) -> None:
    assert family not in families(read, vocabulary, text)


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("Preparation and submission of the IND for our mAb.", "trial-applications"),
        ("We are looking for a licensing partner for our mAb.", "deals-capital"),
        ("Stability studies over 24 months.", "qc-testing"),
        ("We need an API supplier for a small molecule.", "api-manufacture"),
        ("Write Module 3 for the MAA.", "regulatory-strategy-group"),
        ("Release testing of drug substance of a peptide, after its GMP manufacture of 2 kg.", "api-manufacture"),
        ("Can you fill 2,000 vials of our mAb?", "dp-manufacture"),
        ("What would three GMP batches of an AAV cost?", "vector-services"),
    ],
)
def test_the_same_name_is_asked_for_beside_other_words(text: str, family: str, read: Read, vocabulary: Vocabulary) -> None:
    assert family in families(read, vocabulary, text)


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("Qualify the methods that we send, mAb.", "analytical-development"),
        ("Qualify the methods for patient plasma, mAb.", "bioanalysis"),
        ("Immunise two alpacas and pan the library.", "hit-finding"),
        ("The process is to be transferred to your plant.", "transfer"),
        ("Buy six reference lots of the originator.", "packaging"),
        ("A mock FDA inspection at our plant.", "quality-services"),
        ("Improve the yield of our mAb process.", "bioprocess-development"),
        ("建立放行检测方法，CAR-T。", "analytical-development"),
        ("合成80个类似物，小分子。", "discovery-chemistry"),
        ("骆驼免疫和文库筛选。", "hit-finding"),
    ],
)
def test_work_is_said_by_a_verb_and_its_object(text: str, family: str, read: Read, vocabulary: Vocabulary) -> None:
    assert family in families(read, vocabulary, text)


TOLD = (
    "We are a small company with an antibody against a cytokine receptor that finished its first trial in forty patients. "
    "The drug substance comes from a site in Ireland and works well there. Toxicology has two species and six months. "
    "{} Please let us know how soon a slot could be had and which of the two lines you would use, since our board meets "
    "in March and wants to see a plan by then. A visit in the winter is possible, with three or four of us coming along."
)


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("What we need is fill-finish in syringes.", {"dp-manufacture"}),
        ("We need a new formulation and stability studies over 24 months.", {"formulation", "qc-testing"}),
    ],
)
def test_a_long_brief_asks_where_it_asks(asked: str, wanted: set[str], read: Read, vocabulary: Vocabulary) -> None:
    assert families(read, vocabulary, TOLD.format(asked)) == wanted


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("Filling of the bulk that we supply, mAb.", "dp-manufacture"),
        ("Release testing of lots manufactured at our plant.", "qc-testing"),
        ("Take the bulk made by us into fill-finish.", "dp-manufacture"),
        ("Stability testing of vials stored in our freezer.", "qc-testing"),
        ("用我们提供的质粒进行AAV生产。", "vector-services"),
    ],
)
def test_what_is_there_is_the_object_and_not_the_work_on_it(
    text: str, family: str, read: Read, vocabulary: Vocabulary
) -> None:
    assert family in families(read, vocabulary, text)
