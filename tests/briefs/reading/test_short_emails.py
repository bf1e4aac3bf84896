"""What sourcing managers write in short mails, and what their words are not: a study for a syringe fills none, a file that a maker must have
is not to be written, samples on their way ask for no site where they leave."""

from collections.abc import Callable

import pytest

from projects.briefs.doubts import Doubt
from projects.briefs.requirements import Reading, Subject
from tests.briefs.reading.facts import facts_of
from vocabulary.selectors.vocabulary import Vocabulary

Read = Callable[[str], Reading]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("ADA assay validation, first samples in April 2027.", "window:2027-04-01.."),
        ("Phase 2 trial, monitoring. First patient in Sept 2027.", "window:2027-09-01.."),
        ("BE study in healthy volunteers, sites in India. 4 months.", "duration:17-17"),
        ("Efficacy study with PDX models. 10 weeks.", "duration:10-10"),
        ("Tablet manufacture, annual volume approx 120 million tablets.", "scale:120000000-120000000 tablets-year"),
        ("Peptide API, annual demand of 300 kg.", "scale:0.3-0.3 t-api-year"),
        ("卡式瓶灌装线（年500万支）", "scale:5000000-5000000 sterile-units-year"),
        ("ADC偶联，做中国II期和澳洲I期", "jurisdiction:cn"),
        ("ADC偶联，做中国II期和澳洲I期", "jurisdiction:au"),
        ("双抗原液500L，一批毒理、一批GMP原液", "service-line:non-gmp-tox-material"),
        ("镥177药物GMP生产，上海或周边", "country:CN"),
        ("Fill 5,000 vials of an mRNA-LNP under GMP, lyophilised.", "service-line:lyophilised-manufacture"),
        ("2 clinical batches of ~10,000 PFS each, aseptic filling.", "scale:10000-10000 syringes-batch"),
        ("siRNA for screening, then 20 g non-GMP tox.", "service-line:non-gmp-tox-material"),
        ("HPAPI 500 g/yr, GMP.", "service-line:hpapi-manufacture"),
        ("Topical gel, 3 batches of 300 kg + placebo.", "scale:300-300 kg-ds-batch"),
        ("ADA检测，约5000个样本", "scale:5000-5000 samples"),
        ("COPD III期，临床CRO，首例入组2027年5月", "window:2027-05-01.."),
        ("外泌体工艺开发，后面可能做IND", "service-line:trial-applications:wish"),
        ("Clinical depots in APAC: Singapore, Japan, Australia.", "country:SG"),
        ("双抗原液500L，2027年6月启动，12月前放行", "window:2027-06-01..2027-12-31"),
        ("双抗原液500L，最迟2027年6月开工，12月前放行", "window:..2027-12-31 begun by 2027-06-30"),
        ("mAb 500 L, start June 2027, finish by March", "window:2027-06-01..2028-03-31"),
    ],
)
def test_it_is_read_as_it_is_meant(text: str, fact: str, read: Read) -> None:
    assert fact in facts_of(read(text))


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        (
            "Extractables & leachables study for a prefilled syringe, 3 lots.",
            "service-line:prefilled-syringe-cartridge-filling",
        ),
        ("Ibuprofen API, 800 MT per annum, CEP & DMF required.", "service-line:dmf-filing"),
        ("Second supplier with an active US DMF for our API.", "service-line:dmf-filing"),
        ("多肽原料药，需通过欧盟GMP审计", "service-line:gmp-audit"),
        ("Stability studies; methods validated and transferred by us.", "service-line:method-validation-transfer"),
        ("Oligo GMP API 500 g; drug product later.", "service-line:dp-manufacture"),
        ("Import cryopreserved PBMC from Japan to our CRO in Boston.", "country:JP"),
        ("Import cryopreserved PBMC from Japan to our CRO in Boston.", "country:US"),
        ("Import of PBMC from Japan, dry shipper, monthly, approx. 200 vials.", "service-line:dp-manufacture"),
        ("进口人源细胞（美国→上海），液氮运输", "country:US"),
        ("Antisense oligo GMP API, an NCE in Phase 1.", "modality:small-molecule"),
        ("Conjugation of a DBCO-peptide to our antibody.", "modality:peptide"),
        ("Plasma-derived IgG fractionation.", "modality:mab"),
        ("Apheresis at University Hospital Heidelberg; CAR-T manufacture.", "stage:lead-optimisation"),
        ("Stability storage, ICH zone II, 36 months.", "duration:157-157"),
        ("Our lyophilised product needs stability testing.", "service-line:lyophilised-manufacture"),
        ("Fab from E. coli, currently 10 L at our bench, scale-up to 300 L.", "scale:10-10 l-fermenter"),
        ("3 strengths IR tablets, wet granulation.", "scale:3-3 tablets-batch"),
        ("Tablets at 250 kg, the API is OEB4.", "service-line:hpapi-manufacture"),
        ("Fill of an injectable, out of our plant in Italy.", "country:IT"),
        ("Need an EU QP and importer of record for IMP made in China.", "country:CN"),
        ("GMP plasmid, 10 g, for mRNA template.", "service-line:mrna-ds-gmp"),
        ("Trial in France: CRO with PK sampling.", "service-line:dmpk"),
        ("Custom synthesis of an intermediate.", "service-line:trade-compliance"),
        ("Clinical depots in APAC: Singapore, Japan, Australia.", "country:CN"),
        ("Fill vials. Asia preferred, preferably Singapore or Korea.", "country:CN"),
        ("双抗原液500L，12月前放行", "service-line:qc-testing"),
        ("AAV GMP batches. Vein-to-vein is not relevant.", "service-line:chain-of-identity:must"),
    ],
)
def test_it_is_not_what_its_words_are_elsewhere(text: str, absent: str, read: Read) -> None:
    assert absent not in facts_of(read(text))


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("We need a US DMF written and filed.", "service-line:dmf-filing"),
        ("Please provide a GMP audit of our supplier.", "service-line:gmp-audit"),
        ("Fill 20,000 prefilled syringes.", "service-line:prefilled-syringe-cartridge-filling"),
        ("MAA to EMA six months later.", "jurisdiction:eu"),
        ("质粒生产，场地在美国", "country:US"),
        ("mAb drug substance in Europe, ideally Germany.", "country:FR"),
        ("GLP tox in rats, 28 days.", "service-line:glp-repeat-dose-tox"),
        ("Tablets, with synthesis of the HPAPI.", "service-line:api-manufacture"),
    ],
)
def test_what_is_asked_for_in_such_words_stays(text: str, fact: str, read: Read) -> None:
    assert fact in facts_of(read(text))


def test_a_run_that_is_made_is_wanted_in_a_long_text_too(read: Read):
    said = "Hi team, AAV9 program. Process transfer from our academic partner, a 50 L engineering run and two 200 L GMP batches."
    more = " Budget $6-8M. No sites in China. CDA required. Fill/finish at the same site preferred." * 6
    assert {"service-line:aav-gmp-manufacture:must", "service-line:transfer:must"} <= facts_of(read(said + more))


def test_first_without_gmp_and_then_under_it_is_no_contradiction(read: Read, vocabulary: Vocabulary) -> None:
    doubts = {note.doubt for note in read("Conjugation: 5 g non-GMP, then 50 g GMP.").unclear}
    assert Doubt.GMP_OR_NOT not in doubts
    assert Doubt.GMP_OR_NOT in {note.doubt for note in read("mAb drug substance under GMP. Non-GMP.").unclear}


def test_doses_of_each_batch_are_not_counted_for_a_year(read: Read) -> None:
    reading = read("镥177药物GMP生产，每周2批，每批10剂")
    assert [one.unit for one in reading.requirements if one.subject is Subject.SCALE] == ["batches-year"]
    assert "10剂" in {note.words for note in reading.unclear}


def test_the_same_words_are_listed_once(read: Read) -> None:
    noted = [note.words for note in read("ADC偶联，OEB5车间").unclear]
    assert noted.count("OEB5车间") == 1
