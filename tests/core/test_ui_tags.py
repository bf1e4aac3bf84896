"""The tags that pages are made of say the same thing in the same way everywhere."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone, translation

from core.money import Money
from core.quantity import Quantity, UnitOfMeasure


def render(source: str, **context: Any) -> str:
    return Template(source).render(Context({"request": RequestFactory().get("/list/?q=a&page=2"), **context}))


def test_unknown_money_is_never_zero():
    assert "on request" in render("{% money value %}", value=None)
    assert "0" not in render("{% money value %}", value=None)


def test_money_and_quantities_keep_their_units():
    assert "EUR" in render("{% money value %}", value=Money(Decimal("12.50"), "EUR"))
    litre = UnitOfMeasure("l", "L", "volume", Decimal(1))
    assert ">2,000&nbsp;L<" in render("{% quantity value %}", value=Quantity(Decimal(2000), litre))


def test_a_moment_carries_its_zone():
    moment = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
    with timezone.override("Asia/Shanghai"), translation.override("en"):
        assert ">24 Nov 2026, 20:00 CST<" in render("{% moment value %}", value=moment)
        assert ">24 Nov 2026, 07:00 America/New_York<" in render("{% moment value zone='America/New_York' %}", value=moment)
    with translation.override("zh-hans"):
        assert "2026年11月24日" in render("{% moment value 'date' %}", value=moment)
    assert "2026-11-24" in render("{% moment value %}", value=date(2026, 11, 24))


@pytest.mark.parametrize(("hours", "words"), [(0, "just now"), (-2, "2\xa0hours ago"), (3, "in 3\xa0hours")])
def test_a_relative_moment_says_how_long(hours: int, words: str):
    now = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
    with time_machine.travel(now, tick=False):
        shown = render("{% moment value 'relative' %}", value=now.replace(hour=12 + hours))
    assert f">{words}<" in shown


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(seconds=20), "in less than a minute"),
        (timedelta(days=20, hours=2), "in 20 days"),
        (-timedelta(days=7, hours=1), "7 days ago"),
        (timedelta(days=75), "in 2\xa0months"),
    ],
)
def test_what_is_ahead_is_not_just_now_and_days_are_counted_where_they_matter(span: timedelta, words: str):
    now = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
    with time_machine.travel(now, tick=False):
        assert f">{words}<" in render("{% moment value 'relative' %}", value=now + span)


@pytest.mark.parametrize("tag", ["{% badge text %}", "{% notice 'info' text %}x{% endnotice %}", "{% empty text text %}{% endempty %}",
                                 "{% card text %}{% endcard %}", "{% page_header text %}{% endpage_header %}",
                                 "{% disabled_button text text %}"])  # fmt: skip
def test_what_people_typed_is_escaped(tag: str):
    shown = render(tag, text="<script>alert(1)</script>")
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown


def test_pagination_keeps_the_rest_of_the_address():
    shown = render("{% pagination page %}", page=Paginator(range(30), 10).page(2))
    assert 'href="?q=a&amp;page=3"' in shown
    assert 'aria-current="page">2<' in shown


def test_one_page_needs_no_pagination():
    assert render("{% pagination page %}", page=Paginator(range(3), 10).page(1)).strip() == ""


def test_an_icon_is_silent_unless_it_has_a_label():
    assert 'aria-hidden="true"' in render("{% icon 'bell' %}")
    assert 'aria-label="Bell"' in render("{% icon 'bell' 18 'Bell' %}")


def test_an_icon_has_the_class_that_keeps_its_size():
    for source in ("{% icon 'plus' %}", "{% badge 'Word' 'good' 'plus' %}", "{% notice 'warn' %}x{% endnotice %}"):
        assert ' class="icon"' in render(source)


def test_a_part_that_is_kept_is_never_shown_for_one_of_another_template():
    for number in range(50):
        shown = Template("{% load ui %}{% keep one %}" + str(number) + "{% endkeep %}").render(Context({"one": "same"}))
        assert shown == str(number)
