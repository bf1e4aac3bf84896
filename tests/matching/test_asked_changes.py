"""What two runs of a project were asked otherwise, said as it is."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from projects.briefs.actions.package import PackageFacts, add_package, edit_package
from projects.briefs.models import Project
from projects.matching.actions.match_run import start_match
from projects.matching.models import MatchRun
from projects.matching.selectors.asked_changes import asked_changes
from services.selectors.catalogue import current_catalogue
from tests.briefs.house import House, Program, project, signed_in
from vocabulary.models import Country, ServiceLine, Standard, Unit

pytestmark = pytest.mark.django_db

EU_GMP = "EU GMP (EudraLex Vol. 4)"


def otherwise(
    house: House, before: PackageFacts, after: PackageFacts, deliver_events: Callable[[], None]
) -> list[tuple[str, ...]]:
    """What is said of two runs between which a package changed; both as pages and programs read them."""
    asked = project(house, "Sea eagle")
    asked.packages.all().delete()
    package = add_package(actor=house.owner, project=asked, facts=before)
    earlier = start_match(actor=house.owner, project=asked)
    deliver_events()
    edit_package(actor=house.owner, package=package, changes=vars(after))
    later = start_match(actor=house.owner, project=asked)
    deliver_events()
    runs = [MatchRun.objects.get(pk=one.pk) for one in (earlier, later)]
    return [(one.kind, one.label, one.before, one.after) for one in asked_changes(*runs, current_catalogue())]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (
            {},
            {"is_wish": True},
            [("changed", "Work package", "Aseptic vial filling", "Aseptic vial filling (wish)")],
        ),
        (
            {"scale_low": Decimal(2000), "scale_unit": "l-bioreactor"},
            {"scale_low": Decimal(2000), "scale_unit": "l-fermenter"},
            [("changed", "Scale", "at least 2,000 L (Bioreactor working volume)", "at least 2,000 L (Fermenter volume)")],
        ),
        (
            {"standards_required": ["eu-gmp"], "standards_preferred": ["eu-gmp"]},
            {"standards_preferred": ["eu-gmp"]},
            [("removed", "Standard", EU_GMP, "")],
        ),
        (
            {"standards_required": ["eu-gmp"], "standards_preferred": ["eu-gmp"]},
            {"standards_required": ["eu-gmp"]},
            [("removed", "Standard", f"{EU_GMP} (wish)", "")],
        ),
        (
            {"standards_preferred": ["eu-gmp"]},
            {"standards_required": ["eu-gmp"]},
            [("changed", "Standard", f"{EU_GMP} (wish)", EU_GMP)],
        ),
        (
            {"countries_allowed": ["DE"]},
            {"countries_allowed": ["DE"], "countries_excluded": ["DE"]},
            [("added", "Country of the site", "", "not Germany")],
        ),
        (
            {"countries_preferred": ["DE"]},
            {"countries_avoided": ["DE"]},
            [
                ("removed", "Country of the site", "Germany (wish)", ""),
                ("added", "Country of the site", "", "rather not Germany"),
            ],
        ),
        (
            {"countries_avoided": ["DE"]},
            {"countries_excluded": ["DE"]},
            [("changed", "Country of the site", "rather not Germany", "not Germany")],
        ),
    ],
)
def test_each_change_of_a_package_is_said_as_it_is(
    house: House,
    deliver_events: Callable[[], None],
    before: dict[str, Any],
    after: dict[str, Any],
    said: list[tuple[str, ...]],
):
    assert otherwise(house, facts_with(before), facts_with(after), deliver_events) == said


def facts_with(values: dict[str, Any]) -> PackageFacts:
    """Vial filling, with these values; terms by code."""
    models = {"scale_unit": Unit, "standards": Standard, "countries": Country}

    def of(name: str, value: Any) -> Any:
        model = models.get(name) or models.get(name.split("_")[0])
        if model is None:
            return value
        return model.objects.get(pk=value) if isinstance(value, str) else tuple(model.objects.filter(pk__in=value))

    line = ServiceLine.objects.get(pk="aseptic-vial-filling")
    return PackageFacts(service_line=line, **{name: of(name, value) for name, value in values.items()})


def test_a_run_that_is_not_finished_is_compared_with_nothing(
    house: House, blue_heron: Project, deliver_events: Callable[[], None]
):
    finished = start_match(actor=house.owner, project=blue_heron)
    deliver_events()
    waiting = start_match(actor=house.owner, project=blue_heron)
    program, browser = Program(house.viewer), signed_in(house.viewer)
    for run, since in ((waiting, finished), (finished, waiting)):
        for path in ("comparison", "comparison/asked"):
            assert program.get(f"/api/v1/match-runs/{run.pk}/{path}/?since={since.pk}").status_code == 404
        assert browser.get(f"/match-runs/{run.pk}/since/{since.pk}/").status_code == 404
