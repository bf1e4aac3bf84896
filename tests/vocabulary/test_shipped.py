"""What the product ships is whole, and the numbers are those of the data."""

from decimal import Decimal

import pytest
from django.db.models import Q
from django.utils import translation

from core.countries import country_codes, country_name
from core.errors import Invalid
from core.quantity import Quantity
from vocabulary.models import VOCABULARIES, Country, Modality, ServiceLine, Stage, Unit

pytestmark = pytest.mark.usefixtures("shipped")

COUNTS = {
    "stages": 11,
    "gates": 10,
    "service-lines": 18 + 39 + 181,
    "modalities": 8 + 36,
    "expression-systems": 25,
    "standards": 50,
    "units": 43,
    "milestone-templates": 20,
    "document-types": 73,
    "material-types": 29,
    "activities": 17,
    "site-functions": 15,
    "jurisdictions": 30,
    "regulators": 61,
    "countries": 249,
    "regions": 6,
}


def test_each_vocabulary_has_as_many_terms_as_the_data() -> None:
    assert {kind: model.objects.in_use().count() for kind, model in VOCABULARIES.items()} == COUNTS


def test_service_lines_have_three_levels_and_only_leaves_are_sold() -> None:
    terms = list(ServiceLine.objects.prefetch_related("stages", "modalities"))
    assert [sum(term.level == level for term in terms) for level in (1, 2, 3)] == [18, 39, 181]
    assert all(bool(term.stages.all() and term.modalities.all()) == term.is_leaf for term in terms)


def test_modalities_are_36_in_8_groups() -> None:
    terms = list(Modality.objects.all())
    assert (sum(not term.is_leaf for term in terms), sum(term.is_leaf for term in terms)) == (8, 36)


def test_what_stands_below_a_term_is_one_query(django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        below = list(ServiceLine.objects.under(["hit-finding"]).values_list("code", flat=True))
    assert below == [
        "hit-finding", "assay-development", "hts-screening", "del-fragment-screening", "antibody-discovery",
        "antibody-engineering", "research-protein-production",
    ]  # fmt: skip


def test_stages_come_in_order_with_gates_and_overlaps() -> None:
    stages = list(Stage.objects.all())
    assert [stage.code for stage in stages][:4] == [
        "target-discovery",
        "hit-to-lead",
        "lead-optimisation",
        "cmc-development",
    ]
    assert [stage.exit_gate_id for stage in stages][-2:] == ["product-launched", None]
    assert {one.code for one in Stage.objects.get(pk="phase-3").overlaps_with.all()} == {
        "cmc-development",
        "registration-filing",
    }
    assert all(one in other.overlaps_with.all() for other in stages for one in stages if other in one.overlaps_with.all())


def test_what_is_chosen_along_the_chain_is_described_in_both_languages() -> None:
    for model in (Stage, Modality, ServiceLine):
        assert not model.objects.filter(Q(description_en="") | Q(description_zh="")).exists()


def test_countries_are_those_of_iso_with_the_names_that_forms_show() -> None:
    names = {row.code: (row.label_en, row.label_zh) for row in Country.objects.all()}
    assert names == {code: (country_name(code, "en"), country_name(code, "zh-hans")) for code in country_codes()}


def test_every_alias_of_every_unit_has_a_positive_exact_factor() -> None:
    factors = [unit.as_measure(alias).factor for unit in Unit.objects.all() for alias in unit.aliases]
    assert len(factors) > 600
    assert all(factor > 0 for factor in factors)


@pytest.mark.parametrize(
    ("code", "alias", "value", "base"),
    [
        ("l-bioreactor", "kL", "2", "2000"),
        ("l-bioreactor", "mL", "1", "0.001"),
        ("kg-ds-batch", "", "3.5", "3500"),
        ("g-mrna-batch", "µg", "7", "0.000007"),
        ("doses-year", "亿剂", "1.2", "120000000"),
        ("m2-facility", "sq ft", "100", "9.290304"),
    ],
)
def test_units_convert_exactly(code: str, alias: str, value: str, base: str) -> None:
    measure = Unit.objects.get(pk=code).as_measure(alias)
    assert Quantity(Decimal(value), measure).in_base_units == Decimal(base)


def test_2_kl_equal_2000_l_and_do_not_compare_with_fermenter_litres() -> None:
    bioreactor, fermenter = Unit.objects.get(pk="l-bioreactor"), Unit.objects.get(pk="l-fermenter")
    two_kl = Quantity(Decimal(2), bioreactor.as_measure("kL"))
    assert two_kl == Quantity(Decimal(2000), bioreactor.as_measure())
    assert str(two_kl.to(bioreactor.as_measure())) == "2000 L"
    with pytest.raises(Invalid):
        two_kl.to(fermenter.as_measure())


def test_an_alias_of_another_unit_is_refused() -> None:
    with pytest.raises(KeyError):
        Unit.objects.get(pk="l-bioreactor").as_measure("doses")


def test_milestones_stand_in_order() -> None:
    template = VOCABULARIES["milestone-templates"].objects.get(pk="ms-cho-cld")
    found = [(one.code, one.week_min, one.week_max) for one in template.milestones.all()]
    assert found[:2] == [("kickoff", 0, 0), ("vector-transfection", 2, 5)]
    assert found[-1] == ("mcb", 24, 34)


@pytest.mark.parametrize(
    ("code", "english", "chinese"),
    [
        ("tablets-batch", "tablets/batch", "片/批"),
        ("kg-ds-batch", "kg/batch", "千克/批"),
        ("cfu-batch", "CFU/batch", "CFU/批"),
        ("trial-subjects", "subjects", "例"),
        ("l-bioreactor", "L", "L"),
    ],
)
def test_a_unit_stands_behind_a_figure_in_the_words_of_its_reader(code: str, english: str, chinese: str):
    unit = Unit.objects.get(pk=code)
    assert unit.written == english
    with translation.override("zh-hans"):
        assert unit.written == chinese
