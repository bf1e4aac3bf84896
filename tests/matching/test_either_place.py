"""Several places in one list are a choice between them, however the list is written, on the preview as in a project."""

import pytest

from projects.matching.preview import preview_of
from services.selectors.catalogue import Catalogue
from tests.matching.needs import TODAY, eligible

pytestmark = pytest.mark.django_db

START = "Monoclonal antibody drug substance, manufactured in "


@pytest.mark.parametrize(
    "places",
    [
        "Austria or, failing that, Spain",
        "Austria (or Spain)",
        "Austria, alternatively Spain",
        "Austria and Spain",
        "Austria, Spain",
        "Austria & Spain",
        "Southern Austria or Northern Spain",
    ],
)
def test_any_place_of_a_list_will_do(catalogue: Catalogue, places: str):
    either = eligible(preview_of(f"{START}{places}.", catalogue, today=TODAY).ranking)
    each = [eligible(preview_of(f"{START}{one}.", catalogue, today=TODAY).ranking) for one in ("Austria", "Spain")]
    assert either == each[0] | each[1]
    assert each[0] != each[1]


def test_places_of_two_sentences_are_both_asked_for(catalogue: Catalogue):
    both = eligible(preview_of(f"{START}Austria. It must also be made in Spain.", catalogue, today=TODAY).ranking)
    assert both <= eligible(preview_of(f"{START}Austria.", catalogue, today=TODAY).ranking)
