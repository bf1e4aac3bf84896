import pytest
from django.db import IntegrityError, models, transaction

from core.errors import Forbidden, Invalid, StaleVersion, WrongState
from events.models import Event
from organizations.actor import Actor
from tests.factories import actor
from vocabulary.actions import term as actions
from vocabulary.models import VOCABULARIES, Edition, ExpressionSystem, Modality, ServiceLine, Stage, Term, Unit

WHY = "Nobody sells it."

pytestmark = pytest.mark.usefixtures("shipped")


def stamp():
    return Edition.objects.get().stamp


def last_event() -> tuple[str, str, dict]:
    event = Event.objects.latest("id")
    return event.kind, event.subject_id, event.data


def test_edit_changes_the_term_marks_the_field_and_tells(operator: Actor) -> None:
    before = stamp()
    actions.edit_term(actor=operator, term=Modality.objects.get(pk="mab"), changes={"label_zh": "单抗", "label_en": "mAb"})
    term = Modality.objects.get(pk="mab")
    assert (term.label_zh, term.edited_fields) == ("单抗", ["label_en", "label_zh"])
    assert last_event() == ("term.edited", "mab", {"vocabulary": "modalities", "fields": ["label_en", "label_zh"]})
    assert stamp() != before


def test_edit_takes_references_and_links_as_a_form_gives_them(operator: Actor) -> None:
    line = ServiceLine.objects.get(pk="hts-screening")
    actions.edit_term(actor=operator, term=line, changes={"stages": Stage.objects.filter(pk__in=["phase-1", "phase-2"])})
    line = ServiceLine.objects.get(pk="hts-screening")
    assert [stage.code for stage in line.stages.all()] == ["phase-1", "phase-2"]
    assert line.edited_fields == ["stages"]


def test_edit_that_changes_nothing_tells_nothing(operator: Actor) -> None:
    before = stamp(), Event.objects.count()
    actions.edit_term(actor=operator, term=Modality.objects.get(pk="mab"), changes={"label_en": "Monoclonal antibody"})
    assert (stamp(), Event.objects.count()) == before


def test_edit_of_a_stale_copy_is_refused(operator: Actor) -> None:
    term = Modality.objects.get(pk="mab")
    actions.edit_term(actor=operator, term=term, changes={"label_en": "mAb"}, expected_version=1)
    with pytest.raises(StaleVersion):
        actions.edit_term(actor=operator, term=term, changes={"label_en": "MAB"}, expected_version=1)


@pytest.mark.parametrize("field", ["factor", "dimension", "base_unit"])
def test_what_stored_quantities_rely_on_is_fixed(operator: Actor, field: str) -> None:
    with pytest.raises(Invalid):
        actions.edit_term(actor=operator, term=Unit.objects.get(pk="samples"), changes={field: "2"})


def test_retired_term_is_out_of_use_and_comes_back(operator: Actor) -> None:
    term = actions.retire_term(actor=operator, term=ExpressionSystem.objects.get(pk="cho"), reason=WHY)
    assert "cho" not in ExpressionSystem.objects.in_use().values_list("pk", flat=True)
    assert last_event() == (
        "term.retired",
        "cho",
        {"vocabulary": "expression-systems", "fields": ["retired"], "reason": WHY},
    )
    with pytest.raises(WrongState):
        actions.retire_term(actor=operator, term=term, reason=WHY)
    actions.unretire_term(actor=operator, term=term, reason=WHY)
    assert ExpressionSystem.objects.in_use().filter(pk="cho").exists()
    with pytest.raises(WrongState):
        actions.unretire_term(actor=operator, term=term, reason=WHY)


def test_restore_takes_back_everything_shipped(operator: Actor) -> None:
    line = ServiceLine.objects.get(pk="hts-screening")
    actions.edit_term(actor=operator, term=line, changes={"label_en": "HTS", "stages": Stage.objects.none()})
    actions.retire_term(actor=operator, term=line, reason=WHY)
    line = actions.restore_term(actor=operator, term=line, reason=WHY)
    assert (line.label_en, line.edited_fields, line.is_retired) == ("High-throughput screening", [], False)
    assert [stage.code for stage in line.stages.all()] == ["hit-to-lead"]
    assert last_event()[0] == "term.restored"


def test_added_term_stands_in_the_tree_and_cannot_be_restored(operator: Actor) -> None:
    parent = ServiceLine.objects.get(pk="hit-finding")
    changes = {"label_en": "Own", "label_zh": "自有", "parent": parent, "modalities": Modality.objects.filter(pk="mab")}
    term = actions.add_term(actor=operator, model=ServiceLine, code="own", changes=changes)
    assert ServiceLine.objects.get(pk="own").path == ["discovery", "hit-finding", "own"]
    assert [one.code for one in ServiceLine.objects.under(["hit-finding"])][-1] == "own"
    assert [one.code for one in term.modalities.all()] == ["mab"]
    assert last_event() == ("term.added", "own", {"vocabulary": "service-lines"})
    with pytest.raises(WrongState):
        actions.restore_term(actor=operator, term=term, reason=WHY)


def test_term_below_the_lowest_level_is_refused(operator: Actor) -> None:
    changes = {"label_en": "x", "label_zh": "x", "parent": Modality.objects.get(pk="mab")}
    with pytest.raises(Invalid):
        actions.add_term(actor=operator, model=Modality, code="own", changes=changes)


def test_taken_code_is_refused(operator: Actor) -> None:
    with pytest.raises(Invalid):
        actions.add_term(actor=operator, model=Stage, code="phase-1", changes={"label_en": "x", "label_zh": "x"})


def test_nobody_else_touches_a_term() -> None:
    term = Stage.objects.get(pk="phase-1")
    for act in (actions.retire_term, actions.unretire_term, actions.restore_term):
        with pytest.raises(Forbidden):
            act(actor=actor(), term=term, reason=WHY)
    with pytest.raises(Forbidden):
        actions.edit_term(actor=actor(), term=term, changes={"label_en": "x"})
    with pytest.raises(Forbidden):
        actions.add_term(actor=actor(), model=Stage, code="x", changes={})


def test_term_in_use_cannot_be_deleted() -> None:
    with pytest.raises(models.ProtectedError):
        Stage.objects.get(pk="phase-1").exit_gate.delete()
    with pytest.raises(models.ProtectedError):
        ServiceLine.objects.get(pk="discovery").delete()


def test_database_refuses_a_code_of_another_form_and_a_tree_too_deep() -> None:
    for values in (
        {"code": "Not Good"},
        {"code": "x", "parent_id": "mab", "path": ["a", "b", "x"]},
        {"code": "x", "path": ["a", "x"]},
    ):
        row = Modality(label_en="x", label_zh="x", **{"path": ["x"], **values})
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)


def test_every_reference_between_vocabularies_protects() -> None:
    rules = {
        field.remote_field.on_delete
        for model in VOCABULARIES.values()
        for field in model._meta.fields
        if field.is_relation and issubclass(model, Term)
    }
    assert rules == {models.PROTECT}
