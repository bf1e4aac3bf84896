"""Operators without a shell bring in profiles and vocabularies: checked, shown, confirmed, all rows or none."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from core.errors import Forbidden, WrongState
from events.models import Event
from organizations.actor import Actor
from providers.actions.load import load_providers
from providers.models import Provider
from providers.shipped import DATA as PROFILES
from providers.shipped import read_shipment as shipped_profiles
from services.actions.upload import confirm_upload, hand_in_upload
from services.models import Offering, Upload
from tests.selling import seller, signed_in
from vocabulary.actions.load import load_vocabulary
from vocabulary.models import Stage, Unit
from vocabulary.shipped import read_shipment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]
Deliver = Callable[[], None]


def profiles(*rows: dict[str, Any]) -> bytes:
    return json.dumps({"compiled_on": "2026-11-22", "providers": list(rows)}).encode()


def known(slug: str = "wacker-biotech", **changes: Any) -> dict[str, Any]:
    """A shipped profile, with changes."""
    rows = json.loads(PROFILES.read_text(encoding="utf-8"))["providers"]
    return {**next(row for row in rows if row["slug"] == slug), **changes}


def handed_in(chief: Actor, content: bytes, deliver: Deliver, kind: str = "providers") -> Upload:
    made = hand_in_upload(actor=chief, kind=kind, file_name="data.json", content=content)
    deliver()
    return Upload.objects.get(pk=made.pk)


def test_a_file_of_profiles_is_shown_before_it_changes_anything_and_written_as_shown(
    admin: Client, chief: Actor, deliver_events: Deliver
):
    file = profiles(known(summary="Other words."), known(slug="wacker-biotech") | {"slug": "new-one", "name": "New One"})
    answer = admin.post(
        "/admin/services/upload/hand-in/", {"kind": "providers", "file": SimpleUploadedFile("regional.json", file)}
    )
    path = answer["Location"]
    assert 'hx-trigger="every' in admin.get(path).content.decode()
    deliver_events()
    page = admin.get(path).content.decode()
    assert 'hx-trigger="every' not in page
    for words in ("New: 1", "new-one", "Changed: 1", "wacker-biotech", "Take it over"):
        assert words in page
    assert not Provider.objects.filter(slug="new-one").exists()
    admin.post(path, {"step": "confirm"})
    deliver_events()
    assert Provider.objects.get(slug="wacker-biotech").summary == "Other words."
    assert Offering.objects.filter(provider__slug="new-one", status="published").exists()
    made = Upload.objects.get()
    assert (made.status, made.content) == ("done", None)
    assert Event.objects.get(kind="upload.written").data["counts"]["added"] == 1


def test_one_wrong_row_keeps_the_whole_file_out_and_is_named_with_its_field(
    admin: Client, chief: Actor, deliver_events: Deliver
):
    rows = [
        known(summary="Other words."),
        known() | {"slug": "second", "name": "", "founded": "long ago"},
        known() | {"slug": "third", "modalities": ["nonsense"]},
    ]
    shaped = handed_in(chief, profiles(*rows[:2]), deliver_events)
    assert {(one["row"], one["name"], one["field"]) for one in shaped.refused} == {
        (2, "second", "name"),
        (2, "second", "founded"),
    }
    coded = handed_in(chief, profiles(rows[0], rows[2]), deliver_events)
    assert [(one["row"], one["name"], one["field"]) for one in coded.refused] == [(2, "third", "modalities")]
    assert (coded.status, coded.content) == ("refused", None)
    assert Provider.objects.get(slug="wacker-biotech").summary != "Other words."
    page = admin.get(f"/admin/services/upload/{coded.pk}/change/").content.decode()
    assert "third" in page
    assert "Take it over" not in page
    table = admin.get(f"/admin/services/upload/{coded.pk}/refused/").content.decode("utf-8-sig")
    assert table.splitlines() == ["Row,Name,Field,Reason", "2,third,modalities,''nonsense' is not known."]


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe",
        b"[]",
        b"{}",
        b'{"providers": []}',
        b'{"providers": [1, null, {"slug": []}]}',
        b'{"providers": [{}]}',
        json.dumps({"compiled_on": "x", "providers": [{"slug": "a"}]}).encode(),
        b"[" * 100_000,
    ],
)
def test_what_is_no_such_file_is_refused_with_a_sentence(chief: Actor, deliver_events: Deliver, content: bytes):
    for kind in ("providers", "stages"):
        made = handed_in(chief, content, deliver_events, kind)
        assert made.status in {"refused", "checked"}
        assert made.status == "checked" or made.refused[0]["text"]
    assert Upload.objects.get(kind="providers").status == "refused"


def test_terms_are_added_and_changed_and_later_loads_of_the_shipped_data_leave_them_alone(
    admin: Client, chief: Actor, deliver_events: Deliver
):
    first, last = Stage.objects.order_by("order")[0], Stage.objects.order_by("order").last()
    rows = [
        {"code": first.pk, "label_en": "Another name", "label_zh": first.label_zh},
        {"code": "pilot-year", "label_en": "Pilot year", "label_zh": "试行年"},
    ]
    made = handed_in(chief, json.dumps(rows).encode(), deliver_events, "stages")
    assert made.report == {"added": [["pilot-year", []]], "updated": [[first.pk, ["label_en"]]], "unchanged": 0}
    assert not Stage.objects.filter(pk="pilot-year").exists()
    admin.post(f"/admin/services/upload/{made.pk}/change/", {"step": "confirm"})
    for _round in range(2):
        deliver_events()
        changed = Stage.objects.get(pk=first.pk)
        assert (changed.label_en, changed.synonyms_en) == ("Another name", first.synonyms_en)
        assert not Stage.objects.get(pk=last.pk).is_retired
        assert Stage.objects.get(pk="pilot-year").order > last.order
        load_vocabulary(actor=Actor.system(), shipment=read_shipment())


def test_a_profile_that_was_brought_in_is_not_written_over_by_the_shipped_data(chief: Actor, deliver_events: Deliver):
    made = handed_in(chief, profiles(known(summary="Other words.")), deliver_events)
    confirm_upload(actor=chief, upload=made)
    deliver_events()
    load_providers(actor=Actor.system(), shipment=shipped_profiles())
    assert Provider.objects.get(slug="wacker-biotech").summary == "Other words."
    again = handed_in(chief, profiles(known(summary="Yet others.")), deliver_events)
    assert [name for name, _fields in again.report["updated"]] == ["wacker-biotech"]


def test_what_others_rely_on_is_not_changed_by_a_file(chief: Actor, deliver_events: Deliver):
    unit = Unit.objects.exclude(factor=1).first()
    rows = [{"code": unit.pk, "label_en": unit.label_en, "label_zh": unit.label_zh, "factor": "7.7"}]
    made = handed_in(chief, json.dumps(rows).encode(), deliver_events, "units")
    assert [(one["row"], one["name"], one["field"]) for one in made.refused] == [(1, unit.pk, "factor")]


def test_a_term_that_leads_nowhere_is_named_by_row_and_field(chief: Actor, deliver_events: Deliver):
    rows = [
        {"code": "phase-9", "label_en": "Phase 9", "label_zh": "九期"},
        {"code": "phase-10", "label_en": "Phase 10", "label_zh": "十期", "overlaps_with": ["nonsense"]},
    ]
    made = handed_in(chief, json.dumps(rows).encode(), deliver_events, "stages")
    assert [(one["row"], one["name"], one["field"]) for one in made.refused] == [(2, "phase-10", "overlaps_with")]
    assert not Stage.objects.filter(pk="phase-9").exists()


def test_what_would_change_otherwise_than_shown_is_not_written(chief: Actor, deliver_events: Deliver):
    made = handed_in(chief, profiles(known(summary="Other words.")), deliver_events)
    Provider.objects.filter(slug="wacker-biotech").update(shipped_digest="")
    seller()  # somebody claims it meanwhile
    confirm_upload(actor=chief, upload=made)
    deliver_events()
    made.refresh_from_db()
    assert made.status == "refused"
    assert "no longer what was shown" in made.refused[0]["text"]
    with pytest.raises(WrongState):
        confirm_upload(actor=chief, upload=made)


def test_what_is_dropped_changes_nothing_and_is_not_kept(admin: Client, chief: Actor, deliver_events: Deliver):
    made = handed_in(chief, profiles(known(summary="Other words.")), deliver_events)
    admin.post(f"/admin/services/upload/{made.pk}/change/", {"step": "drop"})
    made.refresh_from_db()
    assert (made.status, made.content) == ("dropped", None)


def test_operators_alone_hand_files_in():
    owner = seller()
    with pytest.raises(Forbidden):
        hand_in_upload(actor=owner, kind="providers", file_name="data.json", content=b"{}")
    assert signed_in(owner).get("/admin/services/upload/").status_code in (302, 403)
