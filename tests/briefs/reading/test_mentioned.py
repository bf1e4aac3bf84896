"""What a brief only mentions is not asked for: what others do, what is planned, what a product comes in, what a test consists of."""

from collections.abc import Callable

import pytest

from projects.briefs.requirements import Reading
from tests.briefs.reading.facts import facts_of
from vocabulary.selectors.vocabulary import Vocabulary

Read = Callable[[str], Reading]


def families(read: Read, vocabulary: Vocabulary, text: str) -> set[str]:
    """Families that the text wants, as a must or a wish."""
    facts = facts_of(read(text), vocabulary)
    return {fact.split(":")[1] for fact in facts if fact.startswith("family:") and fact.endswith((":must", ":wish"))}


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("GMP batch of a mAb. Fill-finish we will place elsewhere.", "dp-manufacture"),
        ("GMP batch of an HPAPI. Tablets are with another vendor.", "dp-manufacture"),
        ("mAb drug substance. Filling has been contracted already with someone else.", "dp-manufacture"),
        ("Cell line development for a mAb. DS: existing supplier, not wanted.", "biologics-drug-substance"),
        ("GMP batches of an AAV; plasmids (supplied by Sponsor).", "plasmid-services"),
        ("GMP batches of an AAV. Out of scope: plasmids, clinical operations.", "plasmid-services"),
        ("GMP batches of an AAV. Out of scope: plasmids, clinical operations.", "clinical-operations"),
        ("We do the toxicology ourselves. GMP batches of a mAb.", "toxicology"),
        ("GMP batches of a mAb. The IND is being written by a consultancy.", "trial-applications"),
        ("双抗原液GMP生产。制剂我们自己的工厂已经搞定，不用报。", "dp-manufacture"),
        ("CAR-T的GMP生产。慢病毒载体已有合格供应商供货，不用考虑。", "vector-services"),
        ("III期临床试验监查。统计与数据管理由我司内部完成。", "biometrics"),
        ("小分子体外ADME。药效（CDX）暂时不用。", "in-vivo-pharmacology"),
        ("预充针灌装，单抗。原液自产。", "biologics-drug-substance"),
        ("我们希望在欧洲生产双抗原液，灌装自行完成。", "dp-manufacture"),
        ("We plan to run the toxicology ourselves and look for AAV manufacturing.", "toxicology"),
        ("We need AAV manufacturing and plan to run the toxicology ourselves.", "toxicology"),
        ("mRNA drug substance. Fill-finish will be carried out internally.", "dp-manufacture"),
        ("mAb drug substance. We'll take care of fill-finish ourselves.", "dp-manufacture"),
        ("We will manufacture the drug substance ourselves; you fill it into vials.", "biologics-drug-substance"),
    ],
)
def test_what_others_do_is_not_asked_for(text: str, family: str, read: Read, vocabulary: Vocabulary) -> None:
    assert family not in families(read, vocabulary, text)


def test_who_develops_the_process_may_still_want_the_batches(read: Read, vocabulary: Vocabulary) -> None:
    text = "We will do the process development ourselves and need a GMP batch of plasmid."
    assert "plasmid-services" in families(read, vocabulary, text)


@pytest.mark.parametrize("words", ["would help", "would be useful", "would be of value", "would really help"])
def test_what_would_help_is_a_wish(words: str, read: Read) -> None:
    found = facts_of(read(f"GMP drug substance of an antibody. Lyophilization {words}."))
    assert "service-line:lyophilised-manufacture:wish" in found
    assert "service-line:dp-manufacture:must" not in found


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("We cannot do fill-finish ourselves and need a partner.", "dp-manufacture"),
        ("We have no cell line yet.", "cell-line"),
        ("We have no in-house toxicology.", "toxicology"),
        ("ADC的毒素-连接子我们自己不会做。", "conjugates"),
        ("我们没有主细胞库，请报价。", "cell-line"),
        ("我们需要在德国生产双抗原液，灌装由我们自己完成。", "biologics-drug-substance"),
    ],
)
def test_what_the_sponsor_cannot_do_is_asked_for(text: str, family: str, read: Read, vocabulary: Vocabulary) -> None:
    assert family in families(read, vocabulary, text)


def test_an_application_that_is_planned_is_a_guess_and_one_to_be_written_is_asked_for(read: Read) -> None:
    assert "service-line:ind-fda:wish" in facts_of(read("GMP batches of a mAb, IND with the FDA planned for Q2 2028."))
    assert "service-line:ind-fda:must" in facts_of(read("GMP batches of a mAb and preparation of the IND for the FDA."))


def test_who_lists_what_they_want_is_not_guessed_at(read: Read, vocabulary: Vocabulary) -> None:
    listed = "CD19 CAR-T for a first trial:\n- process development\n- GMP manufacture, 20 patients\n- release testing"
    assert families(read, vocabulary, listed) == {"cell-therapy", "qc-testing"}
    assert "trial-applications" in families(read, vocabulary, listed.replace("\n- ", ", "))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Cytokine release (serum, ELISA) and toxicology of a mAb.", {"toxicology"}),
        ("Release testing (sterility, RCL, VCN) of our CAR-T.", {"qc-testing"}),
        ("Stability studies of our vials.", {"qc-testing"}),
        ("Data management for our Phase III trial.", {"biometrics"}),
        ("A GMP batch for the GLP tox study of our mAb.", {"biologics-drug-substance"}),
        ("体外ADME（微粒体稳定性、Caco-2、CYP抑制），化合物。", {"dmpk"}),
        ("Method validation of a PK assay in human plasma, small molecule.", {"bioanalysis"}),
        ("GMP drug substance of a siRNA, impurity profiling by LC-MS.", {"oligo-services", "qc-testing"}),
    ],
)
def test_tests_and_containers_and_trials_are_not_counted_beside_what_they_belong_to(
    text: str, wanted: set[str], read: Read, vocabulary: Vocabulary
) -> None:
    sure = {one for one in facts_of(read(text), vocabulary) if one.startswith("family:") and one.endswith(":must")}
    assert sure == {f"family:{family}:must" for family in wanted}


@pytest.mark.parametrize(
    ("text", "modalities"),
    [
        ("Three GMP plasmids for a lentiviral vector made by another CDMO.", {"plasmid-dna"}),
        ("gag-pol, rev and VSV-G plasmids, GMP grade.", {"plasmid-dna"}),
        ("A European biologics contractor for our mRNA.", {"mrna"}),
        ("13价肺炎多糖-蛋白结合疫苗", {"vaccine-conjugate"}),
        ("重组VLP疫苗（毕赤酵母表达）的生产", {"vaccine-protein"}),
        ("177Lu标记的小分子FAP配体", {"radiopharmaceutical"}),
        ("A CRISPR-edited autologous stem-cell therapy.", {"cell-based"}),
    ],
)
def test_what_is_named_beside_the_product_is_none(text: str, modalities: set[str], read: Read) -> None:
    facts = facts_of(read(text))
    assert {one for one in facts if one.startswith("modality") and one.endswith("must")} == {
        f"modality:{one}:must" for one in modalities
    }


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("mRNA, Phase 1/2 in the US and Belgium.", {"us", "be"}),
        ("融合蛋白III期，中国、韩国、日本共90家中心。", {"cn", "kr", "jp"}),
        ("疫苗III期将在国内及巴西进行。", {"cn", "br"}),
    ],
)
def test_where_a_trial_runs_is_a_market(text: str, codes: set[str], read: Read) -> None:
    facts = facts_of(read(text))
    assert {f"jurisdiction:{code}:must" for code in codes} <= facts


def test_with_toxicology_behind_it_a_project_is_not_preclinical(read: Read) -> None:
    assert "stage:preclinical-ind-enabling" not in facts_of(
        read("GLP tox is completed. First-in-human study, CTN submission.")
    )


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Peptide project.\n\nNot requested\nToxicology, stability testing, packaging.\n\nScope\nGMP peptide API, 2 kg.", {"api-manufacture"}),
        ("Cell therapy.\nFrom us: plasmids, lentiviral vector; courier.\nFrom you: release testing of each batch.", {"qc-testing"}),
        ("1. Background\nOur tablets are released at a plant of ours.\n\n2. Services requested\n- blistering\n- serialisation", {"packaging"}),
        ("Services not tendered: monitoring; central lab; data management.\nServices tendered: medical writing.", {"biometrics"}),
        ("需要：\n- 猴GLP毒理\n- ADA检测\n不需要：药效；制剂；IND申报。", {"toxicology", "bioanalysis"}),
        ("产品：预充针注射液，西林瓶。\n服务内容：稳定性研究。\n我方提供：毒理批、分析方法。", {"qc-testing"}),
    ],
)  # fmt: skip
def test_a_heading_holds_for_all_that_stands_below_it(
    text: str, wanted: set[str], read: Read, vocabulary: Vocabulary
) -> None:
    assert families(read, vocabulary, text) == wanted


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("Release testing of our mAb lots. The toxicology ran last spring.", "toxicology"),
        ("mAb drug substance, two lots. Stability samples are stored by our own QC group.", "qc-testing"),
        ("GMP plasmids, three of them. Our clinical team submits the IND.", "trial-applications"),
        ("Formulation of a peptide. Chronic toxicology is years off.", "toxicology"),
        ("Formulation of a peptide. Fill-finish will be tendered next year.", "dp-manufacture"),
        ("Bioanalysis of dog plasma. The API batch lands in March.", "api-manufacture"),
        ("GMP batch of an AAV vector. Data management is not part of this.", "biometrics"),
        ("GLP toxicology, rat and monkey. Fill-finish: ours.", "dp-manufacture"),
        ("单抗稳定性研究。药效在大学做完了。", "in-vivo-pharmacology"),
        ("双抗灌装。原液由无锡一家公司供应。", "biologics-drug-substance"),
        ("小分子生物分析。毒理已与某中心签合同。", "toxicology"),
        ("ADC偶联工艺开发。临床批件已拿到。", "trial-applications"),
    ],
)
def test_what_is_there_or_with_others_or_comes_later_is_not_asked_for(
    text: str, family: str, read: Read, vocabulary: Vocabulary
) -> None:
    assert family not in families(read, vocabulary, text)


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("The process must be run by a partner with a GMP suite: tech transfer and fill-finish.", "dp-manufacture"),
        ("Product: our mAb. We need a fill-finish site.", "dp-manufacture"),
        ("灌装由贵方负责。", "dp-manufacture"),
        ("希望贵方完成毒理研究。", "toxicology"),
    ],
)
def test_what_the_one_asked_is_to_do_is_asked_for(text: str, family: str, read: Read, vocabulary: Vocabulary) -> None:
    assert family in families(read, vocabulary, text)


@pytest.mark.parametrize(
    ("text", "modalities"),
    [
        ("Neutralising antibodies in serum, for an AAV trial.", {"aav"}),
        ("Anti-CAR antibodies by ELISA, in blood of CAR-T patients.", {"autologous-car-t"}),
        ("Phase III of our oral kinase inhibitor in combination with pembrolizumab.", {"small-molecule"}),
        ("GMP batches of a bispecific; comparator: trastuzumab, bought in.", {"bispecific"}),
        ("A 225Ac-labelled peptide: labelling and release.", {"radiopharmaceutical"}),
        ("An ADC at OEB 5, with a cytotoxic payload: conjugation and filling.", {"adc"}),
        ("Synthesis of the payload-linker for our ADC.", {"adc", "hpapi"}),
        ("Knock-out by CRISPR in primary hepatocytes, to check a small molecule.", {"small-molecule"}),
        ("An Fc fusion, with a potency assay in iPSC-derived neurons.", {"fusion-protein"}),
        ("GMP batches of a siRNA. We also have an AAV in Phase I, please leave it out.", {"oligonucleotide"}),
        ("双抗项目，与阿达木单抗联用，GMP原液。", {"bispecific"}),
        ("外泌体是另一条管线；MSC的GMP生产三批。", {"msc"}),
        ("镥-177标记多肽的自动化标记工艺。", {"radiopharmaceutical"}),
        ("我们的AAV项目需要中和抗体检测方法验证。", {"aav"}),
        ("抗PD-1单抗，2000 L原液。", {"mab"}),
        ("GLP-1-Fc融合蛋白，卡式瓶灌装。", {"fusion-protein"}),
        ("Live biotherapeutic capsules, GMP.", {"live-biotherapeutic"}),
    ],
)
def test_a_medicine_that_is_a_part_or_a_target_or_compared_is_not_the_product(
    text: str, modalities: set[str], read: Read
) -> None:
    facts = facts_of(read(text))
    assert {one for one in facts if one.startswith("modality") and one.endswith("must")} == {
        f"modality:{one}:must" for one in modalities
    }
