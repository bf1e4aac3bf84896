"""Which must shuts out most, and that taking it away lets in at least as many as it says."""

import random

import pytest
from django.test import Client

from projects.briefs.requirements import Subject
from projects.matching.engine.asked import Choice
from projects.matching.engine.shutting import shut_out_by
from projects.matching.preview import preview_of
from services.selectors.catalogue import Catalogue
from tests.matching.needs import TODAY, any_requirement, eligible, must, ranked

pytestmark = pytest.mark.django_db

TEXT = "Commercial mAb drug substance at 2,000 L in Singapore, EU GMP."


def test_the_must_that_shuts_out_most_comes_first_with_how_many_it_keeps_out(catalogue: Catalogue):
    asked = [
        must(Subject.SERVICE_LINE, "mammalian-ds-commercial"),
        must(Subject.COUNTRY, "SG"),
        must(Subject.MODALITY, "mab"),
    ]
    ranking = ranked(asked, catalogue)
    worst = shut_out_by(ranking, 3)[0]
    assert isinstance(worst.must, Choice)
    assert worst.must.codes == ("SG",)
    assert len(eligible(ranked([asked[0], asked[2]], catalogue)) - eligible(ranking)) >= worst.gained > 0


@pytest.mark.parametrize("seed", range(12))
def test_without_a_must_at_least_as_many_more_miss_nothing_as_it_says(catalogue: Catalogue, seed: int):
    lot = random.Random(seed)
    asked = [any_requirement(lot, catalogue) for _ in range(4)]
    ranking = ranked(asked, catalogue)
    for one in shut_out_by(ranking, 3):
        if isinstance(one.must, Choice) and one.must.is_must:
            rest = [each for each in asked if (each.subject, each.code) != (one.must.subject, one.must.codes[0])]
            assert len(eligible(ranked(rest, catalogue)) - eligible(ranking)) >= one.gained


def test_nobody_is_let_in_where_nobody_is_shut_out(catalogue: Catalogue):
    assert shut_out_by(ranked([must(Subject.MODALITY, "nothing-of-the-kind")], catalogue), 3) == []


def test_the_page_and_the_program_are_told_and_the_page_takes_it_away_with_a_click(catalogue: Catalogue, client: Client):
    preview = preview_of(TEXT, catalogue, today=TODAY)
    worst, gained = preview.shut_out_by()[0]
    assert worst.label == "Singapore"
    page = client.post("/match/", {"text": TEXT}).content.decode()
    assert f"Without “Singapore” at least {gained} more provider" in page
    assert f'name="remove" value="{worst.key}"' in page
    after = client.post("/match/", {"text": TEXT, "remove": worst.key}).content.decode()
    assert "Without “Singapore”" not in after
    answer = client.post("/api/v1/matches/preview/", {"text": TEXT}, content_type="application/json").json()
    assert answer["shut_out_by"][0] == {"key": worst.key, "label": "Singapore", "gained": gained}
