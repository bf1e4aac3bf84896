"""Two people of a sponsor at the same moment: neither waits for ever, and neither undoes what the other said."""

from collections.abc import Callable
from importlib import import_module

import pytest
from django.db import IntegrityError, connection, transaction

from core.errors import Invalid, NotFound
from projects.briefs.actions.package import (
    PackageFacts,
    add_package,
    edit_package,
    move_package,
    remove_package,
)
from projects.briefs.actions.project import ProjectFacts, create_project
from projects.briefs.api.project import ProjectViewSet, WorkPackageViewSet
from projects.briefs.models import Project, WorkPackage
from projects.sourcing.actions.rfq import create_rfq
from services.actions.shortlist import create_shortlist
from tests.at_once import at_once, save_between
from tests.briefs.house import House, Program, build_house
from tests.providers.house import vocabulary
from tests.sourcing.deal import rfq_facts
from vocabulary.models import ServiceLine

migration = import_module("projects.briefs.migrations.0014_position_once")


@pytest.fixture
def house() -> House:
    return build_house()


@pytest.fixture
def heron(house: House) -> Project:
    vocabulary()
    made = create_project(actor=house.owner, facts=ProjectFacts(codename="Heron"))
    for _ in range(4):
        add_package(actor=house.owner, project=made, facts=PackageFacts(service_line=ServiceLine.objects.get(pk="mab-gmp")))
    return made


def places(heron: Project) -> list[int]:
    return [one.position for one in heron.packages.all()]


# In threads ----------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", range(3))
def test_people_who_move_packages_at_once_wait_for_each_other_and_not_in_a_circle(
    house: House, heron: Project, attempt: int
):
    rows = list(heron.packages.all())
    outcomes = at_once(
        lambda: move_package(actor=house.owner, package=rows[0], to=4),
        lambda: move_package(actor=house.owner, package=rows[3], to=1),
        lambda: move_package(actor=house.owner, package=rows[1], step=1),
    )
    assert outcomes == [None, None, None]
    assert places(heron) == [1, 2, 3, 4]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", range(3))
def test_of_two_packages_told_at_once_to_wait_for_each_other_one_does(house: House, heron: Project, attempt: int):
    one, other = heron.packages.all()[:2]
    outcomes = at_once(
        lambda: edit_package(actor=house.owner, package=one, changes={"depends_on": (other,), "batches": 2}),
        lambda: edit_package(actor=house.owner, package=other, changes={"depends_on": (one,), "batches": 2}),
    )
    assert [type(error) for error in outcomes if error is not None] == [Invalid]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", range(3))
def test_a_package_is_deleted_while_others_are_moved(house: House, heron: Project, attempt: int):
    rows = list(heron.packages.all())
    outcomes = at_once(
        lambda: remove_package(actor=house.owner, package=rows[1]),
        lambda: move_package(actor=house.owner, package=rows[3], to=1),
        lambda: move_package(actor=house.owner, package=rows[0], to=3),
    )
    assert outcomes == [None, None, None]
    assert len(set(places(heron))) == 3


# One after the other -------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_step_counts_from_where_the_package_stands_by_then(house: House, heron: Project):
    first, second, third, fourth = heron.packages.all()
    move_package(actor=house.owner, package=WorkPackage.objects.get(pk=third.pk), to=1)
    move_package(actor=house.owner, package=first, step=1)
    assert list(heron.packages.all()) == [third, second, first, fourth]


@pytest.mark.django_db
def test_moving_a_package_that_was_just_deleted_finds_nothing(house: House, heron: Project):
    gone = heron.packages.all()[1]
    remove_package(actor=house.owner, package=WorkPackage.objects.get(pk=gone.pk))
    with pytest.raises(NotFound):
        move_package(actor=house.owner, package=gone, step=-1)


@pytest.mark.django_db
def test_what_somebody_saves_in_another_field_of_a_project_stays(
    house: House, heron: Project, monkeypatch: pytest.MonkeyPatch
):
    save_between(monkeypatch, ProjectViewSet, Project.objects.all(), asset="HRN-1")
    answer = Program(house.owner).send("PATCH", f"/api/v1/projects/{heron.pk}/", {"title": "A title"})
    assert answer.status_code == 200
    heron.refresh_from_db()
    assert (heron.title, heron.asset) == ("A title", "HRN-1")


@pytest.mark.django_db
def test_what_somebody_saves_in_another_field_of_a_package_stays(
    house: House, heron: Project, monkeypatch: pytest.MonkeyPatch
):
    package = heron.packages.all()[0]
    save_between(monkeypatch, WorkPackageViewSet, WorkPackage.objects.all(), questions="How soon?")
    path = f"/api/v1/projects/{heron.pk}/work-packages/{package.pk}/"
    assert Program(house.owner).send("PATCH", path, {"batches": 3}).status_code == 200
    package.refresh_from_db()
    assert (package.batches, package.questions) == (3, "How soon?")


@pytest.mark.django_db
def test_two_packages_of_a_project_never_have_one_place(heron: Project):
    heron.packages.update(position=1)
    with pytest.raises(IntegrityError, match="workpackage_position_once"), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.django_db
@pytest.mark.parametrize("standing", [(1, 1, 2, 2), (3, 3, 3, 3), (9, 0, 0, 4)])
def test_projects_in_which_places_were_given_twice_are_numbered_anew_in_their_order(
    heron: Project, standing: tuple[int, ...]
):
    rows = list(heron.packages.all())
    for row, position in zip(rows, standing, strict=True):
        WorkPackage.objects.filter(pk=row.pk).update(position=position)
    in_order = sorted(rows, key=lambda row: (standing[rows.index(row)], row.created_at))
    with connection.cursor() as cursor:
        cursor.execute(migration.NUMBER_ANEW)
    assert list(heron.packages.all()) == in_order
    assert places(heron) == [1, 2, 3, 4]


@pytest.mark.django_db
def test_a_project_in_which_each_has_its_place_keeps_its_gaps(heron: Project):
    heron.packages.filter(position=4).update(position=9)
    with connection.cursor() as cursor:
        cursor.execute(migration.NUMBER_ANEW)
    assert places(heron) == [1, 2, 3, 9]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "begin",
    [
        lambda house: create_project(actor=house.owner, facts=ProjectFacts(codename="Ibis")),
        lambda house: create_rfq(actor=house.owner, facts=rfq_facts(needs_cda=False)),
        lambda house: create_shortlist(actor=house.owner, name="Favourites"),
    ],
)
def test_who_numbers_a_new_row_does_not_hold_up_others_that_refer_to_the_organisation(
    house: House, heron: Project, begin: Callable[[House], object]
):
    def refer() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT 1 FROM organizations_organization WHERE id = %s FOR KEY SHARE NOWAIT", [house.organization.pk]
            )

    with transaction.atomic():
        begin(house)
        assert at_once(refer) == [None]
