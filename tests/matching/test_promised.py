"""A figure that is only planned is nobody's yet, and a site that may be closed is called that."""

from decimal import Decimal

import pytest

from projects.briefs.requirements import Subject
from projects.matching.engine.found import first_matches
from projects.matching.engine.ground.promised import says_planned
from projects.matching.enums import Criterion
from projects.matching.views.shown import shown_of
from providers.models import Site
from services.selectors.catalogue import current_catalogue
from tests.catalogue import offering, seller
from tests.matching.needs import at_least, must, ranked

LINE = "mammalian-ds-commercial"
ASKED = [must(Subject.SERVICE_LINE, LINE), must(Subject.MODALITY, "mab"), must(Subject.COUNTRY, "AT")]


@pytest.mark.parametrize(
    ("note", "figure", "is_planned"),
    [
        ("More than 100 t a year planned at full phase one", 100, True),
        ("More than 42,000 L SPPS by 2028 after doubling", 42_000, True),
        ("After expansion announced 2025", 20_000, True),
        ("Target of the injectables building announced 2015, from 120,000", 1_200_000, True),
        ("More than 25,000 L single-use in total once the second 4,000 L reactor is in", 25_000, True),
        ("一期规划年产100吨", 100, True),
        ("12 x 20,000 L running, 20 x 20,000 L planned by 2026", 240_000, False),
        ("28,000 L with plans toward about 100,000 L (2024)", 28_000, False),
        ("Up to 1 kg GMP DNA a month; 15 suites planned in total", 1000, False),
        ("Eight GMP suites in 40,000 sq ft in 2022, more planned", 8, False),
        ("Module opened June 2021; first 2,000 L batches were planned for mid-2022", 2000, False),
        ("2,000 L single-use trains planned in number; installed total not confirmed", 2000, False),
        ("", 2000, False),
    ],
)
def test_a_note_says_whether_its_figure_is_one_of_today(note: str, figure: int, is_planned: bool):
    assert says_planned(note, Decimal(figure)) == is_planned


def built(**more: object) -> None:
    site = seller("builder", "Vienna", "AT")
    Site.objects.filter(pk=site.pk).update(scale_value=5000, scale_unit="l-bioreactor", **more)
    offering(site, line=LINE, modalities=["mab"], scale_max=5000)


@pytest.mark.django_db
@pytest.mark.usefixtures("terms")
def test_a_planned_figure_is_told_as_planned_and_counts_for_nothing():
    built(scale_note="5,000 L planned at full phase one")
    catalogue = current_catalogue()
    (one,) = first_matches(ranked([*ASKED, at_least(2000, "l-bioreactor")], catalogue), catalogue, 1)
    scale = next(each for each in one.criteria if each.criterion == Criterion.SCALE)
    assert (one.is_eligible, scale.score) == (True, None)
    assert scale.reason.endswith("you asked for 2,000 L. 5,000 L in Vienna is only planned, and was not counted.")
    assert shown_of(one, catalogue).best[0].scale == ""


@pytest.mark.django_db
@pytest.mark.usefixtures("terms")
def test_a_site_of_which_nobody_knows_whether_it_is_open_is_told_so():
    built(status="status-unclear")
    catalogue = current_catalogue()
    (one,) = first_matches(ranked([*ASKED, at_least(2000, "l-bioreactor")], catalogue), catalogue, 1)
    by_name = {each.criterion: each.reason for each in one.criteria}
    unclear = "Not known whether this site is open: Vienna."
    assert by_name[Criterion.PLACE] == f"Done in Vienna (Austria). {unclear}"
    assert by_name[Criterion.SCALE] == f"Up to 5,000 L in Vienna; you asked for 2,000 L. {unclear}"
    assert shown_of(one, catalogue).best[0].place == "Vienna (Austria), not known whether it is open"
