import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from core.errors import Forbidden, Invalid
from events.models import Event
from organizations.actor import Actor
from tests.factories import actor
from tests.vocabulary.conftest import load, row
from vocabulary.actions.load import Line, LoadReport, load_vocabulary, settle
from vocabulary.actions.term import add_term, edit_term, retire_term, unretire_term
from vocabulary.models import Edition, ExpressionSystem, MilestoneTemplate, Modality, ServiceLine, Stage, Unit
from vocabulary.shipped import read_shipment

pytestmark = pytest.mark.django_db

Folder = Callable[..., Path]


def everything() -> dict[str, Any]:
    return {
        "events": Event.objects.count(),
        "stamp": Edition.objects.values_list("stamp", flat=True).first(),
        "systems": list(ExpressionSystem.objects.values()),
        "lines": list(ServiceLine.objects.values()),
        "bought": list(ServiceLine.stages.through.objects.order_by("id").values_list("serviceline", "stage")),
    }


def test_first_load_adds_everything_and_tells_it_once() -> None:
    report = load()
    assert report.counts == {"added": 921, "updated": 0, "retired": 0, "unretired": 0, "kept": 0}
    assert Event.objects.get().data == report.counts
    assert Event.objects.get().kind == "vocabulary.loaded"


def test_second_load_changes_nothing(shipped: None) -> None:
    before = everything()
    assert load() == LoadReport()
    assert everything() == before


def test_changed_data_updates_columns_references_and_links(shipped: None, folder: Folder) -> None:
    def change(rows):
        row(rows, "phase-1").update(label_en="Phase 1", overlaps_with=[], exit_gate="end-of-phase-2")

    report = load(folder("stages", change))
    stage = Stage.objects.get(pk="phase-1")
    assert report.updated == [Line("stages", "phase-1", ("label_en", "exit_gate", "overlaps_with"))]
    assert (stage.label_en, stage.exit_gate_id, list(stage.overlaps_with.all())) == ("Phase 1", "end-of-phase-2", [])


def test_milestones_follow_the_data(shipped: None, folder: Folder) -> None:
    report = load(folder("milestone-templates", lambda rows: row(rows, "ms-cho-cld")["milestones"].pop(0)))
    assert report.updated == [Line("milestone-templates", "ms-cho-cld", ("milestones",))]
    first = MilestoneTemplate.objects.get(pk="ms-cho-cld").milestones.first()
    assert (first.order, first.code) == (1, "vector-transfection")


def test_term_that_is_gone_is_retired_and_comes_back_with_the_data(shipped: None, folder: Folder) -> None:
    without = folder("expression-systems", lambda rows: rows.remove(row(rows, "cho")))
    assert load(without).retired == [Line("expression-systems", "cho", ("retired",))]
    assert ExpressionSystem.objects.get(pk="cho").is_retired
    assert load(without).retired == []
    assert [line.code for line in load().unretired] == ["cho"]
    assert not ExpressionSystem.objects.get(pk="cho").is_retired


def test_branch_that_moves_takes_its_paths_along(shipped: None, folder: Folder) -> None:
    load(folder("service-lines", lambda rows: row(rows, "hit-finding").update(parent="pharmacology")))
    assert ServiceLine.objects.get(pk="hts-screening").path == ["pharmacology", "hit-finding", "hts-screening"]


def test_edited_field_is_kept_and_named_while_the_rest_follows(shipped, operator: Actor, folder: Folder) -> None:
    edit_term(actor=operator, term=ExpressionSystem.objects.get(pk="cho"), changes={"label_en": "CHO"})
    report = load(folder("expression-systems", lambda rows: row(rows, "cho").update(label_en="Hamster", label_zh="仓鼠")))
    term = ExpressionSystem.objects.get(pk="cho")
    assert (term.label_en, term.label_zh, term.edited_fields) == ("CHO", "仓鼠", ["label_en"])
    assert report.kept == [Line("expression-systems", "cho", ("label_en",))]
    assert report.updated == [Line("expression-systems", "cho", ("label_zh",))]


def test_overwrite_takes_the_shipped_value_back(shipped: None, operator: Actor) -> None:
    edit_term(actor=operator, term=ExpressionSystem.objects.get(pk="cho"), changes={"label_en": "CHO"})
    assert [line.code for line in load().kept] == ["cho"]
    report = load(overwrite=["cho"])
    term = ExpressionSystem.objects.get(pk="cho")
    assert (report.kept, term.label_en, term.edited_fields) == ([], "CHO cells", [])


def test_operators_synonyms_stay_and_newly_shipped_ones_join_them(shipped, operator: Actor, folder: Folder) -> None:
    term = ExpressionSystem.objects.get(pk="cho")
    words = [word for word in term.synonyms_en if word != "DG44"]
    edit_term(actor=operator, term=term, changes={"synonyms_en": [*words, "hamster cells"]})

    def change(rows):
        row(rows, "cho")["synonyms_en"] = [*row(rows, "cho")["synonyms_en"][1:], "CHOZN"]

    report = load(folder("expression-systems", change))
    assert ExpressionSystem.objects.get(pk="cho").synonyms_en == [*words[1:], "hamster cells", "CHOZN"]
    assert report.kept == [Line("expression-systems", "cho", ("synonyms_en",))]


def test_operators_retirement_is_kept(shipped: None, operator: Actor) -> None:
    retire_term(actor=operator, term=Modality.objects.get(pk="degrader"), reason="Not here.")
    assert load().kept == [Line("modalities", "degrader", ("retired",))]
    assert Modality.objects.get(pk="degrader").is_retired


def test_term_that_an_operator_brought_back_stays_although_the_data_has_none(shipped, operator, folder: Folder) -> None:
    without = folder("expression-systems", lambda rows: rows.remove(row(rows, "cho")))
    load(without)
    unretire_term(actor=operator, term=ExpressionSystem.objects.get(pk="cho"), reason="Still sold.")
    assert load(without).kept == [Line("expression-systems", "cho", ("retired",))]
    assert not ExpressionSystem.objects.get(pk="cho").is_retired


def test_operators_own_term_is_left_alone(shipped: None, operator: Actor) -> None:
    changes = {"label_en": "Own", "label_zh": "自有", "family": "plant"}
    add_term(actor=operator, model=ExpressionSystem, code="own-system", changes=changes)
    assert load() == LoadReport()
    assert not ExpressionSystem.objects.get(pk="own-system").is_retired


def test_dry_run_reports_and_changes_nothing(shipped: None, folder: Folder) -> None:
    before = everything()
    report = load(folder("expression-systems", lambda rows: rows.remove(row(rows, "cho"))), dry_run=True)
    assert report.counts["retired"] == 1
    assert everything() == before


BROKEN = [
    (
        "service-lines",
        "hts-screening",
        {"parent": "no-such"},
        "service-lines.json, hts-screening: “parent” names “no-such”",
    ),
    ("service-lines", "hts-screening", {"stages": ["phase-9"]}, "hts-screening: “stages” names “phase-9”"),
    ("service-lines", "hts-screening", {"modalities": ["x"]}, "hts-screening: “modalities” names “x”"),
    ("service-lines", "discovery", {"parent": "hts-screening"}, "discovery: stands at level"),
    ("modalities", "mab", {"parent": "adc"}, "modalities.json, mab: stands at level 3; there are 2."),
    ("stages", "phase-1", {"exit_gate": "x"}, "stages.json, phase-1: “exit_gate” names “x”"),
    ("stages", "phase-1", {"label_zh": ""}, "stages.json, phase-1: “label_zh” is missing."),
    ("stages", "phase-1", {"lable": "x"}, "stages.json, phase-1: there is no field “lable”."),
    ("stages", "phase-1", {"code": "phase-2"}, "stages.json, phase-2: the code stands twice."),
    ("stages", "phase-1", {"overlaps_with": "phase-2"}, "stages.json, phase-1: “overlaps_with” must be a list."),
    ("standards", "eu-gmp", {"family": "x"}, "standards.json, eu-gmp: “family”:"),
    ("units", "samples", {"factor": "many"}, "units.json, samples: “factor”:"),
    ("units", "samples", {"factor": "-1"}, "units.json, samples: “factor”: “-1” is no factor"),
    ("units", "samples", {"aliases": {"tubes": "x"}}, "units.json, samples: “aliases”: “x” is no factor"),
    ("countries", "DE", {"region": None}, "countries.json, DE: “region” is missing."),
    ("milestone-templates", "ms-adc", {"weeks_min": 99}, "milestone-templates.json, ms-adc: the weeks are not in order."),
]


@pytest.mark.parametrize(("kind", "code", "values", "told"), BROKEN, ids=[told for *_, told in BROKEN])
def test_broken_data_loads_nothing_and_names_file_and_code(folder: Folder, kind, code, values, told) -> None:
    with pytest.raises(Invalid) as refusal:
        load(folder(kind, lambda rows: row(rows, code).update(values)))
    assert told in str(refusal.value)
    assert not Stage.objects.exists()


def test_broken_data_leaves_what_was_loaded(shipped: None, folder: Folder) -> None:
    before = everything()

    def change(rows):
        row(rows, "phase-1").update(label_en="Phase 1", exit_gate="x")

    with pytest.raises(Invalid):
        load(folder("stages", change))
    assert everything() == before


@pytest.mark.parametrize("text", ["", "{", "{}", "[1]"])
def test_file_that_is_no_list_is_named(folder: Folder, text: str) -> None:
    data = folder("stages", lambda rows: None)
    (data / "stages.json").write_text(text)
    with pytest.raises(Invalid, match=r"stages\.json"):
        read_shipment(data)


def test_missing_file_is_named(folder: Folder) -> None:
    data = folder("stages", lambda rows: None)
    (data / "units.json").unlink()
    with pytest.raises(Invalid, match=r"units\.json"):
        read_shipment(data)


def test_overwriting_an_unknown_code_is_refused(shipped: None) -> None:
    with pytest.raises(Invalid, match="no-such"):
        load(overwrite=["no-such"])


def test_only_operators_load() -> None:
    with pytest.raises(Forbidden):
        load_vocabulary(actor=actor(), shipment=read_shipment())


def test_field_that_a_new_release_brings_is_filled_where_nobody_could_have_edited_it() -> None:
    assert settle({"a": ""}, {}, {"a": "new"}, overwrite=False) == ({"a": "new"}, ())


def test_own_term_whose_code_is_shipped_later_keeps_its_words_and_joins_its_synonyms() -> None:
    mine = {"label_en": "Mine", "synonyms_en": ["a"]}
    shipped = {"label_en": "Theirs", "synonyms_en": ["b"]}
    settled = settle(mine, None, shipped, overwrite=False)
    assert settled == ({"label_en": "Mine", "synonyms_en": ["a", "b"]}, ("label_en", "synonyms_en"))


def test_command_reports_names_and_a_dry_run(shipped: None, folder: Folder) -> None:
    data = folder("expression-systems", lambda rows: rows.remove(row(rows, "cho")))
    out = StringIO()
    call_command("load_vocabulary", "--dry-run", data=data, stdout=out)
    assert "  expression-systems/cho: retired\n" in out.getvalue()
    assert out.getvalue().endswith("This was a dry run: nothing was changed.\n")
    assert not ExpressionSystem.objects.get(pk="cho").is_retired


def test_command_fails_on_broken_data(folder: Folder) -> None:
    data = folder("stages", lambda rows: row(rows, "phase-1").update(exit_gate="x"))
    with pytest.raises(CommandError, match="phase-1"):
        call_command("load_vocabulary", data=data, stdout=StringIO())
    assert not Stage.objects.exists()


def test_shipped_values_survive_the_database(shipped: None) -> None:
    term = Unit.objects.get(pk="l-bioreactor")
    assert term.shipped == json.loads(json.dumps(read_shipment().terms["units"]["l-bioreactor"]))
