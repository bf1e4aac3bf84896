"""What searches find on the real data, in both languages, whatever is typed."""

import itertools
import random
from typing import Any

import pytest
from django.test import Client

from services.search import kinds
from services.search.query import Wanted, find
from services.selectors.catalogue import Catalogue, current_catalogue
from vocabulary.models import ServiceLine

pytestmark = pytest.mark.django_db

KNOWN = [
    # what is asked, and what must be among the first three results: a provider, a service line, or both
    ("mRNA Halle", "wacker-biotech", "mrna-ds-gmp"),
    ("Wacker mRNA", "wacker-biotech", "mrna-ds-gmp"),
    ("瓦克 mRNA", "wacker-biotech", "mrna-ds-gmp"),
    ("信使RNA 哈雷", "wacker-biotech", "mrna-ds-gmp"),
    ("慢病毒 GMP", "", "lentivirus-gmp-manufacture"),
    ("lentivrus", "", "lentivirus-gmp-manufacture"),
    ("lentiviral vector GMP manufacture", "", "lentivirus-gmp-manufacture"),
    ("ADC conjugation HPAPI", "wuxi-xdc", "adc-ds-gmp"),
    ("ADC", "wuxi-xdc", "adc-ds-gmp"),
    ("抗体偶联药物", "wuxi-xdc", "adc-ds-gmp"),
    ("antibody–drug conjugate", "wuxi-xdc", "adc-ds-gmp"),
    ("WuXi ADC", "wuxi-xdc", "adc-ds-gmp"),
    ("fill finish Shanghai", "", "aseptic-vial-filling"),
    ("无菌灌装 上海", "", "aseptic-vial-filling"),
    ("GLP 毒理", "", "glp-repeat-dose-tox"),
    ("GLP toxicology", "", "glp-repeat-dose-tox"),
    ("CAR-T", "", "autologous-gmp-manufacture"),
    ("CAR-T 上海", "", "autologous-gmp-manufacture"),
    ("autologous cell therapy manufacturing", "", "autologous-gmp-manufacture"),
    ("plasmid DNA GMP", "", "plasmid-gmp"),
    ("质粒", "", "plasmid-gmp"),
    ("AAV", "", "aav-gmp-manufacture"),
    ("腺相关病毒", "", "aav-gmp-manufacture"),
    ("monoclonal antibody Biberach", "boehringer-bioxcellence", "mammalian-ds-commercial"),
    ("Boehringer Fremont", "boehringer-bioxcellence", ""),
    ("勃林格 上海", "boehringer-bioxcellence", ""),
    ("CHO cell line development", "", "cho-cell-line-development"),
    ("siRNA", "", "oligo-gmp-api"),
    ("小核酸", "", "oligo-gmp-api"),
    ("oligonucleotide API", "", "oligo-gmp-api"),
    ("peptide synthesis", "bachem", "peptide-process-development"),
    ("radiopharmaceutical", "", "radiopharmaceutical-gmp"),
    ("核药", "", "radiopharmaceutical-gmp"),
    ("镥-177 Germany", "eckert-ziegler", ""),
    ("DMPK", "", "dmpk"),
    ("bioanalysis", "", "bioanalysis"),
    ("生物分析", "", "bioanalysis"),
    ("stability studies", "", "stability-studies"),
    ("phase 1 unit Australia", "nucleus-network", "phase-1-unit"),
    ("sample storage", "", "gmp-depot-storage"),
    ("regulatory affairs China", "", "ind-nmpa"),
    ("biosafety testing", "", "biosafety-testing"),
    ("viral clearance", "", "viral-clearance-validation"),
    ("Lonza Visp", "lonza", ""),
    ("Samsung Songdo", "samsung-biologics", ""),
    ("药明生物", "wuxi-biologics", "mammalian-ds-commercial"),
    ("exosomes", "roosterbio", "exosome-manufacture"),
    ("bacteriophage", "jafral", "live-biotherapeutic-phage"),
    ("live biotherapeutic", "wacker-biotech", "live-biotherapeutic-phage"),
    ("tablet manufacturing", "", "oral-solid-manufacture"),
    ("pharmacovigilence", "", "pharmacovigilance"),
    ("I am looking for a company in Switzerland that can make HPAPIs", "siegfried", ""),
    ("clinical trial phase I unit", "", "phase-1-unit"),
    ("請推薦 質粒 蘇州", "porton-advanced", "plasmid-gmp"),
    ("康隆化成", "pharmaron", ""),
    ("药明生务", "wuxi-biologics", ""),
    ("慢病独", "", "lentivirus-gmp-manufacture"),
    ("lenti virus", "", "lentivirus-gmp-manufacture"),
    ("cellline development", "", "cho-cell-line-development"),
    ("E. coli", "", "microbial-ds-clinical"),
    ("大肠杆菌 发酵", "", "microbial-ds-clinical"),
    ("Wacker E. coli", "wacker-biotech", "microbial-ds-clinical"),
    ("mRNA manufacturer in Germany", "", "mrna-services"),
    ("mRNA疫苗的灌装", "", "mrna-fill-finish"),
    ("哪家公司可以做mRNA疫苗的灌装", "", "mrna-fill-finish"),
    ("我想找一家在瑞士做高活性原料药的公司", "lonza", "hpapi-manufacture"),
    ("有没有能做慢病毒生产的CDMO", "", "lentivirus-gmp-manufacture"),
    ("AAV vector clinical manufacturing USA", "", "aav-gmp-manufacture"),
    ("Who can do fill and finish of a lyophilised mAb in Germany?", "", "lyophilised-manufacture"),
    ("peptide API GMP", "", "peptide-gmp-api"),
    ("GLP-1", "", "peptide-gmp-api"),
    ("司美格鲁肽", "", "peptide-gmp-api"),
    ("CRISPR", "", "gene-editing-reagents"),
    ("双抗", "", "antibody-engineering"),
    ("NK cells", "", "allogeneic-gmp-manufacture"),
    ("TIL", "", "autologous-gmp-manufacture"),
    ("iPSC", "", "ipsc-regenerative-manufacture"),
    ("lyophilization Italy", "", "lyophilisation-development"),
    ("预充针 灌装", "", "prefilled-syringe-cartridge-filling"),
    ("片剂 生产", "", "oral-solid-manufacture"),
    ("spray drying", "", "bioavailability-enhancement"),
    ("viral clearence study", "", "viral-clearance-validation"),
    ("QP release", "", "qp-batch-release"),
    ("EU QP batch release Ireland", "almac", "qp-batch-release"),
    ("人类遗传资源 备案", "", "hgr-filing-support"),
    ("液氮运输", "", "cryogenic-logistics"),
    ("tech transfer to China", "boehringer-bioxcellence", "cross-border-tech-transfer"),
    ("NMPA IND 申报", "", "ind-nmpa"),
    ("CTD 撰写", "", "ctd-writing-publishing"),
    ("上海 临床CRO I期", "", "phase-1-unit"),
    ("177Lu", "", "radiopharmaceutical-gmp"),
    ("溶瘤病毒", "", "adenovirus-oncolytic-manufacture"),
    ("疫苗 原液", "", "vaccine-antigen-ds"),
    ("nitrosamine testing", "", "extractables-impurities"),
    ("PK/PD modelling", "", "pkpd-modelling"),
    ("charles river tox", "charles-river", "toxicology"),
    ("西班牙 AAV", "viralgen", "aav-gmp-manufacture"),
    ("Catalant", "catalent", ""),
    ("Samsung Bio", "samsung-biologics", ""),
    ("boehringer ingelhiem Vienna", "boehringer-bioxcellence", ""),
    ("fuji diosynth", "fujifilm-biotechnologies", ""),
    ("药明合联", "wuxi-xdc", ""),
    ("金斯瑞", "genscript-probio", ""),
    ("龙沙", "lonza", ""),
    ("凯莱英", "asymchem", ""),
    ("ADC 偶联 常州", "wuxi-xdc", "adc-ds-gmp"),
    ("Swiss peptide manufacturer", "bachem", "peptide-gmp-api"),
    ("瓦克 哈雷 mRNA", "wacker-biotech", "mrna-services"),
    ("HPAPI Switzerland", "lonza", "hpapi-manufacture"),
    ("siRNA GMP 天津", "asymchem", "oligo-gmp-api"),
    ("CAR-T manufacturing in Germany", "minaris", "autologous-gmp-manufacture"),
    ("外泌体", "", "exosome-manufacture"),
]


@pytest.fixture
def catalogue(shipped: None) -> Catalogue:
    return current_catalogue()


def first_three(catalogue: Catalogue, text: str) -> list[tuple[str, str]]:
    found = catalogue.listing(Wanted(text=text))[0:3]
    return [(one.document["provider"]["slug"], one.document["service_line"]) for one in found]


@pytest.mark.parametrize(("text", "provider", "line"), KNOWN, ids=[text for text, _provider, _line in KNOWN])
def test_a_search_finds_what_a_sourcing_manager_means(catalogue: Catalogue, text: str, provider: str, line: str):
    found = first_three(catalogue, text)
    lines = catalogue.vocabulary.terms[ServiceLine]
    assert any(provider in ("", slug) and line in ("", *lines[code].path) for slug, code in found), found


@pytest.mark.parametrize(
    "same",
    [
        ("灌装", "fill/finish", "aseptic filling", "Fill–Finish", "fill & finish"),
        ("冻干", "lyophilisation", "lyophilization", "freeze drying"),
        ("CAR-T", "car t", "ＣＡＲ－Ｔ"),
        ("monoclonal antibody", "mAb", "单克隆抗体"),
    ],
)
def test_other_words_for_the_same_find_the_same(catalogue: Catalogue, same: tuple[str, ...]):
    found = [list(catalogue.find(Wanted(text=text)).entries) for text in same]
    assert found[0]
    assert all(one == found[0] for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "%",
        "_%",
        "\x00",
        "a\x00b",
        "'; DROP TABLE x; --",
        "<script>alert(1)</script>",
        "((((",
        "x" * 100000,
        "灌" * 5000,
        "\u202e\x00\uffff",
        "🧬",
        "مرحبا",
        "*?[]\\",
        "NEAR(a b)",
        "a AND NOT b | c & !d:*",
    ],
)
def test_any_text_is_searched_without_an_error(shipped: None, client: Client, text: str):
    for path in (
        "/offerings/",
        "/offerings/suggest/",
        "/api/v1/offerings/",
        "/api/v1/offerings/facets/",
        "/api/v1/suggest/",
    ):
        response = client.get(path, {"q": text})
        assert response.status_code == 200
        assert b"<script>alert" not in response.content


def test_a_word_that_nothing_is_called_by_is_read_as_the_nearest_and_said_so(shipped: None, client: Client):
    assert (
        "Nothing is called “lentivrus”: searched for “lentivirus”."
        in client.get("/offerings/?q=lentivrus").content.decode()
    )


def test_a_word_that_means_nothing_here_is_left_out_and_named(shipped: None, client: Client):
    page = client.get("/offerings/?q=mRNA+Halle+qqqqqq").content.decode()
    assert "Left out, since nothing here says so: qqqqqq." in page
    assert "31 offerings" in page


def test_what_one_provider_does_in_separate_services_is_found_and_said_so(shipped: None, client: Client):
    assert "in separate services" in client.get("/offerings/?q=ADC+conjugation+HPAPI").content.decode()


def random_wanted(catalogue: Catalogue, lot: random.Random) -> Wanted:
    chosen: dict[str, tuple[str, ...]] = {}
    for kind in lot.sample(kinds.FACETS, lot.randint(0, 4)):
        codes = sorted(catalogue.index.of_kind(kind))
        if codes:
            chosen[kind] = tuple(lot.sample(codes, min(len(codes), lot.randint(1, 3))))
    text = lot.choice(["", "", "", "mRNA", "GMP", "上海", "antibody filling", "ADC conjugation HPAPI", "lentivrus"])
    return Wanted(text=text, codes=chosen)


def test_each_facet_says_how_many_the_list_would_hold(catalogue: Catalogue):
    """Four hundred combinations by lot: a value's count is the length of the list with the facet set to that value alone."""
    lot = random.Random(20_261_124)
    compared = 0
    for _ in range(400):
        wanted = random_wanted(catalogue, lot)
        hits = catalogue.find(wanted)
        for kind in kinds.FACETS:
            counts = catalogue.counts(kind, hits, wanted.codes.get(kind, ()), whole=True)
            for one in lot.sample(counts, min(3, len(counts))):
                alone = Wanted(text=wanted.text, codes={**wanted.codes, kind: (one.code,)})
                assert len(catalogue.find(alone).entries) == one.count, (wanted, kind, one)
                compared += 1
    assert compared > 3000


def test_what_the_index_finds_is_what_the_rows_say(catalogue: Catalogue):
    """Beside an answer worked out from the documents themselves, filter by filter."""
    documents = {number: catalogue.show([number])[0].document for number in catalogue.index.live}
    fields: dict[str, Any] = {
        kinds.STAGE: lambda shown: shown["stages"],
        kinds.STANDARD: lambda shown: shown["standards"],
        kinds.COUNTRY: lambda shown: [site["country"] for site in shown["sites"]],
        kinds.PROVIDER: lambda shown: [shown["provider"]["slug"]],
        kinds.SERVICE_LINE: lambda shown: [shown["service_line"]],
        kinds.MODALITY: lambda shown: shown["modalities"],
    }
    chosen = {kinds.STAGE: ("phase-1", "phase-2"), kinds.COUNTRY: ("DE", "CN"), kinds.MODALITY: ("mab", "mrna")}
    for kind_a, kind_b in itertools.combinations(chosen, 2):
        wanted = Wanted(codes={kind: chosen[kind] for kind in (kind_a, kind_b)})
        expected = {
            number
            for number, shown in documents.items()
            if all(set(fields[kind](shown)) & set(codes) for kind, codes in wanted.codes.items())
        }
        assert set(find(wanted, catalogue.index, catalogue.lexicon).entries) == expected
