"""Chinese names of services that mean something else beside their neighbours, and names that would be cut out of longer words."""

import pytest

from projects.briefs.requirements import Subject
from tests.briefs.reading.test_mentioned import Read, families
from vocabulary.selectors.vocabulary import Vocabulary


@pytest.mark.parametrize(
    "text",
    [
        "topo1抑制剂类毒素的ADC偶联原液GMP生产。",
        "PBD类毒素偶联的ADC，GMP生产。",
        "喜树碱类毒素，ADC偶联。",
    ],
)
def test_a_class_of_toxins_is_no_toxoid(text: str, read: Read) -> None:
    assert not [one for one in read(text).requirements if one.code.startswith("vaccine")]


def test_a_toxoid_is_a_vaccine(read: Read) -> None:
    assert "vaccine-protein" in {one.code for one in read("白喉类毒素原液GMP生产").requirements}


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("病毒疫苗原液GMP生产，Vero细胞，细胞工厂。", "synbio"),
        ("创新药化药1类，原料药GMP生产。", "discovery-chemistry"),
        ("创新药化药2.2类，口服片剂开发。", "discovery-chemistry"),
        ("单抗商业化生产，须通过NMPA注册核查。", "quality-services"),
        ("单抗原液GMP生产。质量体系：NMPA GMP", "quality-services"),
        ("受托方质量体系须完善，单抗原液GMP生产。", "quality-services"),
        ("单抗原液2000L，找两家比价。", "cdmo-selection-advisory"),
        ("单抗原液GMP生产，先找三四家比价再定。", "cdmo-selection-advisory"),
        ("化学药片剂，MAH委托生产，受托方须有C证，甲方派驻厂人员。", "quality-services"),
        ("我方派QA驻厂，片剂商业化生产。", "quality-services"),
        ("溶瘤病毒，IND批1批，GMP生产。", "trial-applications"),
        ("AAV GMP生产，IND申报批两批。", "trial-applications"),
        ("核药IND前，GMP生产。", "trial-applications"),
        ("单抗GMP原液2000L，NDA需先签。", "marketing-applications"),
        ("单抗原液2000L，先签NDA再给资料。", "marketing-applications"),
        ("请先双方签署NDA，AAV GMP生产。", "marketing-applications"),
        ("泡罩包装，胶囊中间体由我方提供。", "oral-solid-manufacture"),
        ("进口参比制剂采购，片剂BE批生产。", "trade-compliance"),
        ("进口培养基，单抗原液2000L。", "trade-compliance"),
        ("片剂生产，出口东南亚和中东。", "trade-compliance"),
        ("半合成路线原料药GMP生产。", "api-development"),
        ("III期临床PK分析。", "dmpk"),
        ("医院采集PBMC寄到工厂，TCR-T GMP生产。", "donor-starting-material"),
    ],
)
def test_a_chinese_name_means_what_its_neighbours_make_of_it(
    text: str, family: str, read: Read, vocabulary: Vocabulary
) -> None:
    assert family not in families(read, vocabulary, text) | {one.code for one in read(text).requirements}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("合成生物学细胞工厂构建", "synbio-strain-engineering"),
        ("先导化合物优化，药化团队", "medicinal-chemistry"),
        ("模拟核查和迎检辅导", "mock-inspection"),
        ("需要质量体系搭建", "qms-implementation"),
        ("需要第三方驻厂监督", "quality-agreement-support"),
        ("需要代理招标和比价服务", "cdmo-selection-advisory"),
        ("AAV的IND申报资料撰写", "trial-applications"),
        ("小分子的NDA申报", "marketing-applications"),
        ("片剂出口东南亚，请协助办理出口许可", "trade-compliance"),
        ("III期临床PK分析", "bioanalysis"),
        ("大鼠PK研究", "in-vivo-pk"),
    ],
)
def test_the_name_keeps_its_meaning_where_its_neighbours_say_so(text: str, code: str, read: Read) -> None:
    assert code in {one.code for one in read(text).requirements}


def test_a_name_is_quoted_without_the_end_of_the_word_before_it(read: Read) -> None:
    texts = ("仿制药利拉鲁肽注射液GMP生产。", "盐酸安罗替尼胶囊生产。")
    named = [one for text in texts for one in read(text).requirements if one.subject is Subject.MODALITY]
    assert {(one.code, one.words) for one in named} == {("peptide", "利拉鲁肽"), ("small-molecule", "盐酸安罗替尼")}


def test_what_is_signed_before_anything_is_told_is_confidential(read: Read) -> None:
    for text in ("单抗GMP原液2000L，NDA需先签", "AAV GMP生产，先签NDA再给资料", "签好NDA后提供工艺包，AAV GMP生产"):
        assert any(one.subject is Subject.CONFIDENTIALITY for one in read(text).requirements), text
