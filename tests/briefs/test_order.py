"""Work packages are moved up and down, by people with a keyboard and by programs."""

import pytest

from core.errors import Forbidden, NotFound
from events.models import Event
from projects.briefs.actions.package import PackageFacts, add_package, move_package, remove_package
from projects.briefs.actions.project import ProjectFacts, create_project
from projects.briefs.models import Project
from tests.briefs.house import House, Program, build_house, signed_in
from vocabulary.models import ServiceLine

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("terms")]

LINES = ("cho-cell-line-development", "mammalian-ds-clinical", "aseptic-vial-filling")


@pytest.fixture
def house() -> House:
    return build_house()


@pytest.fixture
def heron(house: House) -> Project:
    row = create_project(actor=house.owner, facts=ProjectFacts(codename="Heron"))
    for line in LINES:
        add_package(actor=house.owner, project=row, facts=PackageFacts(service_line=ServiceLine.objects.get(pk=line)))
    return row


def order(row: Project) -> list[tuple[int, int]]:
    """Positions, and where each stood at first."""
    return [(one.position, LINES.index(one.service_line_id) + 1) for one in row.packages.all()]


@pytest.mark.parametrize(
    ("number", "to", "then"),
    [(1, 3, [2, 3, 1]), (3, 1, [3, 1, 2]), (2, 99, [1, 3, 2]), (2, 0, [2, 1, 3]), (2, 2, [1, 2, 3])],
)
def test_a_package_moves_and_the_others_close_up(house: House, heron: Project, number: int, to: int, then: list[int]):
    move_package(actor=house.owner, package=heron.packages.all()[number - 1], to=to)
    assert order(heron) == list(enumerate(then, start=1))
    assert Event.objects.filter(kind="workpackage.moved").count() == (then != [1, 2, 3])


def test_a_gap_that_a_deleted_package_left_is_closed(house: House, heron: Project):
    remove_package(actor=house.owner, package=heron.packages.all()[1])
    move_package(actor=house.owner, package=heron.packages.all()[1], to=1)
    assert order(heron) == [(1, 3), (2, 1)]


def test_only_who_may_edit_moves_and_only_their_own(house: House, heron: Project):
    package = heron.packages.all()[0]
    with pytest.raises(Forbidden):
        move_package(actor=house.viewer, package=package, to=2)
    with pytest.raises(NotFound):
        move_package(actor=build_house().owner, package=package, to=2)


def test_the_page_has_a_button_up_and_one_down_with_names(house: House, heron: Project):
    browser, middle = signed_in(house.owner), heron.packages.all()[1]
    page = browser.get(f"/projects/{heron.pk}/").content.decode()
    assert page.count('value="up"') == page.count('value="down"') == 3
    assert page.count("disabled>") == 2
    assert f"Move {middle.service_line.label} up" in page
    address = f"/projects/{heron.pk}/packages/{middle.pk}/move/"
    assert browser.post(address, {"step": "up"})["Location"] == f"/projects/{heron.pk}/#packages"
    assert order(heron) == [(1, 2), (2, 1), (3, 3)]
    assert browser.post(address, {"step": "down"}, follow=True).content.decode().count("is now number 2") == 1
    assert browser.post(address, {"step": "sideways"}).status_code == 404
    assert signed_in(house.viewer).post(address, {"step": "up"}).status_code == 403
    assert signed_in(build_house().owner).post(address, {"step": "up"}).status_code == 404


def test_a_program_moves_a_package(house: House, heron: Project):
    program, last = Program(house.owner), heron.packages.all()[2]
    path = f"/api/v1/projects/{heron.pk}/work-packages/{last.pk}/move/"
    assert program.send("POST", path, {"position": 1}).json()["position"] == 1
    assert order(heron) == [(1, 3), (2, 1), (3, 2)]
    assert program.send("POST", path, {"position": 0}).status_code == 400
