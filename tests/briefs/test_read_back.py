"""What a program read of a project or a work package it can send back, with what it changed, whole."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Event
from projects.briefs.models import Project
from tests.briefs.house import House, Program, build_house, project

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("terms")]


@pytest.fixture
def house() -> House:
    return build_house()


@pytest.fixture
def row(house: House) -> Project:
    return project(house)


@pytest.fixture
def program(house: House) -> Program:
    return Program(house.owner)


def addresses(program: Program, row: Project) -> list[str]:
    """Of the project, and of each of its packages."""
    base = f"/api/v1/projects/{row.pk}/"
    packages = program.get(f"{base}work-packages/").json()["results"]
    return [base, *(f"{base}work-packages/{one['id']}/" for one in packages)]


def first_package(program: Program, row: Project) -> str:
    return addresses(program, row)[1]


def test_what_was_read_can_be_sent_back_and_changes_nothing(program: Program, row: Project):
    for path in addresses(program, row):
        read, told = program.get(path).json(), Event.objects.count()
        answer = program.send("PATCH", path, read)
        assert answer.status_code == 200, answer.content
        assert answer.json() == read
        assert Event.objects.count() == told


def test_a_figure_is_changed_where_it_was_read(program: Program, row: Project):
    path = first_package(program, row)
    read = program.get(path).json()
    read["scale"]["high"] = "5000"
    read["window"] = {"starts_on": "2027-07-01", "ends_on": "2027-12-31"}
    read["budget"] = {"low": "10", "high": "20", "unit": "EUR"}
    answer = program.send("PATCH", path, read).json()
    assert answer["scale"] == {"low": "2000", "high": "5000", "unit": "l-bioreactor", "of_one": False}
    assert (answer["window"]["ends_on"], answer["budget"]) == ("2027-12-31", {"low": "10", "high": "20", "unit": "EUR"})


def test_a_part_of_a_group_that_is_left_out_stays_and_null_takes_the_group_away(program: Program, row: Project):
    path = first_package(program, row)
    assert program.send("PATCH", path, {"scale": {"high": "5000"}}).json()["scale"]["low"] == "2000"
    assert program.send("PATCH", path, {"scale": None, "budget": None}).json()["scale"] is None


def test_groups_are_written_when_something_is_made_as_well(program: Program):
    body = {"codename": "Ibis", "budget": {"high": "5", "unit": "EUR"}, "window": {"starts_on": "2027-01-01"}}
    made = program.send("POST", "/api/v1/projects/", body).json()
    assert made["budget"] == {"low": None, "high": "5", "unit": "EUR"}
    assert made["window"] == {"starts_on": "2027-01-01", "latest_start": None, "ends_on": None}


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"position": 9}, "#/position"),
        ({"id": str(uuid4())}, "#/id"),
        ({"nonsense": 1}, "#/nonsense"),
        ({"scale": {"low": "many"}}, "#/scale/low"),
        ({"scale": {"unit": "l-bathtub"}}, "#/scale/unit"),
        ({"scale": {"most": "1"}}, "#/scale/most"),
        ({"scale": "2000 L"}, "#/scale"),
        ({"scale": {"low": "1"}, "scale_low": "2"}, "#/scale_low"),
    ],
)
def test_what_cannot_be_written_is_refused_where_it_was_sent(
    program: Program, row: Project, body: dict[str, Any], pointer: str
):
    answer = program.send("PATCH", first_package(program, row), body)
    assert answer.status_code == 400
    assert [one["pointer"] for one in answer.json()["errors"]] == [pointer]


def test_what_was_read_before_somebody_else_saved_is_too_old_to_be_sent_back_whole(program: Program, row: Project):
    for path in addresses(program, row)[:2]:
        read = program.get(path).json()
        change = {"title": "A title"} if path.count("/") == 5 else {"questions": "How soon?"}
        assert program.send("PATCH", path, change).status_code == 200
        assert program.send("PATCH", path, read).status_code == 412
        tag = program.get(path)["ETag"]
        assert program.send("PATCH", path, {**change, "version": 1}, **{"If-Match": tag}).status_code == 200


def test_an_answer_asks_for_the_packages_of_its_project_once(program: Program, row: Project):
    with CaptureQueriesContext(connection) as seen:
        assert program.get(f"/api/v1/projects/{row.pk}/").status_code == 200
    asked = [one["sql"] for one in seen if '"briefs_workpackage' in one["sql"]]
    assert len(asked) == len(set(asked))
