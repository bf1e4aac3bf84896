"""What somebody else saves while a program's change is on its way stays, where the change does not say anything of it."""

from datetime import timedelta
from typing import Any

import pytest

from providers.actions.capability import CapabilityFacts, add_capability
from providers.actions.certificate import add_certificate
from providers.actions.slot import SlotFacts, add_slot
from providers.actions.suite import SuiteFacts, add_suite
from providers.api.capability import MyCapabilityViewSet
from providers.api.capacity import MySlotViewSet, MySuiteViewSet
from providers.api.certificate import MyCertificateViewSet
from providers.models import Capability, Certificate, Slot, Suite
from tests.at_once import save_between
from tests.providers.house import House, Program, build_house, facts, in_days
from vocabulary.models import Modality, ServiceLine

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return build_house()


def patched(house: House, path: str, changes: dict[str, Any]) -> None:
    answer = Program(house.owner).send("PATCH", f"/api/v1/my/{path}/", changes)
    assert answer.status_code == 200, answer.content


def room(house: House) -> Suite:
    lines = (ServiceLine.objects.get(pk="mab-gmp"),)
    return add_suite(actor=house.owner, facts=SuiteFacts(site=house.site, name="Suite A", service_lines=lines))


def test_a_suite(house: House, monkeypatch: pytest.MonkeyPatch):
    row = room(house)
    save_between(monkeypatch, MySuiteViewSet, Suite.objects.all(), name="Suite B")
    patched(house, f"suites/{row.pk}", {"note": "Single use"})
    row.refresh_from_db()
    assert (row.name, row.note) == ("Suite B", "Single use")


def test_a_window(house: House, monkeypatch: pytest.MonkeyPatch):
    row = add_slot(actor=house.owner, suite=room(house), facts=SlotFacts(in_days(10), in_days(20)))
    later = in_days(20) + timedelta(days=5)
    save_between(monkeypatch, MySlotViewSet, Slot.objects.all(), ends_on=later)
    patched(house, f"slots/{row.pk}", {"note": "Two batches"})
    row.refresh_from_db()
    assert (row.ends_on, row.note) == (later, "Two batches")


def test_a_certificate(house: House, monkeypatch: pytest.MonkeyPatch):
    row = add_certificate(actor=house.owner, facts=facts(house))
    save_between(monkeypatch, MyCertificateViewSet, Certificate.objects.all(), issuer="The authority")
    patched(house, f"certificates/{row.pk}", {"number": "DE-2"})
    row.refresh_from_db()
    assert (row.issuer, row.number) == ("The authority", "DE-2")


def test_a_capability(house: House, monkeypatch: pytest.MonkeyPatch):
    known = CapabilityFacts(site=house.site, modality=Modality.objects.get(pk="mab"))
    row = add_capability(actor=house.owner, facts=known)
    save_between(monkeypatch, MyCapabilityViewSet, Capability.objects.all(), scale_max=2000, scale_unit="l-bioreactor")
    patched(house, f"capabilities/{row.pk}", {"note": "Perfusion"})
    row.refresh_from_db()
    assert (row.scale_max, row.note) == (2000, "Perfusion")
