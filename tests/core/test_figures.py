"""Figures as people type and paste them: what can be read in one way only is taken, and nothing is guessed."""

from decimal import Decimal

import pytest
from django import forms
from django.utils import translation

from core.figures import NoFigure, figure_in, written
from core.forms import FigureField


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("452.000,00", "452000"), ("1,250,000.00", "1250000"), ("452 000,00", "452000"), ("452\u00a0000,00", "452000"),
        ("1.250.000,00", "1250000"), ("1.250.000", "1250000"), ("1,250,000", "1250000"), ("1'250'000.50", "1250000.5"),
        ("1\u202f250\u202f000", "1250000"), ("452 000", "452000"), ("12,50", "12.5"), ("12.5", "12.5"), ("1,5", "1.5"),
        ("0,500", "0.5"), ("0.125", "0.125"), ("1234.567", "1234.567"), ("1234,567", "1234.567"), ("12.1234567", "12.1234567"),
        ("904000", "904000"), (" 7 ", "7"), (".5", "0.5"), ("5.", "5"), ("-51.4825", "-51.4825"), ("\u2212" "3", "-3"),
        ("１２．５", "12.5"), ("1e13", "1E+13"), ("2.5E+3", "2500"), ("1 250.000", "1250"),
    ],
)  # fmt: skip
def test_what_can_be_read_in_one_way_is_taken_in_whichever_countrys_way_it_is_written(text: str, figure: str):
    assert figure_in(text) == Decimal(figure)


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [("904.000", "904000", "904"), ("12,500", "12500", "12.5"), ("125.000", "125000", "125"), ("1,125", "1125", "1.1250")],
)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_what_can_be_read_in_two_ways_is_refused_with_both(text: str, one: str, other: str, language: str):
    with translation.override(language), pytest.raises(NoFigure) as refused:
        figure_in(text)
    assert [said in str(refused.value) for said in (text, one, other)] == [True, True, True]
    assert figure_in(one) != figure_in(other)  # each can be copied back


@pytest.mark.parametrize(
    "text", ["4.5m", "EUR 5", "5 kg", "1,250 000", "1.25.000", "12,50,000", "-", ".", "1..5", "", "1" * 61]
)
def test_what_is_no_number_is_refused_with_how_to_write_it(text: str):
    with pytest.raises(NoFigure) as refused:
        figure_in(text)
    assert "like 4500000 or 1250.50" in str(refused.value)


def test_a_reading_that_there_is_no_room_for_is_none():
    assert figure_in("51.482", Decimal(1000)) == Decimal("51.482")
    assert figure_in("51482", Decimal(1000)) == 51482  # too large is for the field to say


@pytest.mark.parametrize("figure", ["904", "12.125", "904.000", "1234.567", "0.125", "1E+13", "-1.125", "12.5"])
def test_what_is_written_is_read_back(figure: str):
    assert figure_in(written(Decimal(figure))) == Decimal(figure)


class PriceForm(forms.Form):
    price = FigureField(required=False, max_digits=18, decimal_places=6, min_value=0)


def test_a_field_shows_a_stored_figure_as_text_that_it_takes_back():
    drawn = str(PriceForm(initial={"price": Decimal("12.125000")})["price"])
    assert 'type="text"' in drawn
    assert 'inputmode="decimal"' in drawn
    assert 'value="12.1250"' in drawn
    again = PriceForm({"price": "12.1250"}, initial={"price": Decimal("12.125000")})
    assert (again.is_valid(), again.cleaned_data, again.has_changed()) == (True, {"price": Decimal("12.125")}, False)


@pytest.mark.parametrize(
    ("text", "is_taken"), [("452.000,00", True), ("904.000", False), ("4.5m", False), ("", True), ("-1", False)]
)
def test_a_field_takes_or_refuses_what_was_typed_and_leaves_it_as_it_was(text: str, is_taken: bool):
    form = PriceForm({"price": text})
    assert form.is_valid() is is_taken
    assert f'value="{text}"' in str(form["price"]) or text == ""
