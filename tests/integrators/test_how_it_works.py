"""The page that shows a sourcing in pictures."""

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils import translation

from core.views.how import PICTURED, STEPS

MOST_BYTES = 600_000


@pytest.mark.django_db
def test_a_visitor_sees_every_step_of_both_sides_with_its_picture():
    page = Client().get("/how-it-works/")
    text = page.content.decode()
    assert page.status_code == 200
    assert [step.picture in text for step in STEPS] == [True] * len(STEPS)
    assert {"The sponsor", "The provider"} == {str(step.side) for step in STEPS}


@pytest.mark.django_db
def test_a_reader_of_chinese_sees_chinese_pages_in_the_pictures():
    page = Client(headers={"Accept-Language": "zh-hans"}).get("/how-it-works/").content.decode()
    assert [f"img/tour/zh-hans/{step.name}.jpg" in page for step in STEPS] == [True] * len(STEPS)


@pytest.mark.parametrize("language", PICTURED)
def test_its_pictures_are_there_and_light(language: str):
    with translation.override(language):
        files = [finders.find(step.picture) for step in STEPS]
    assert None not in files
    sizes = [Path(str(file)).stat().st_size for file in files]
    assert sum(sizes) < MOST_BYTES
