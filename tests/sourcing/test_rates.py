"""Exchange rates come in as an operator has them: a spreadsheet, a text file, rows that are pasted; all of them, or none."""

import io
from datetime import date, timedelta
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.clock import database_now
from core.errors import Invalid
from events.models import Event
from organizations.actor import Actor
from projects.briefs.models import ExchangeRate
from projects.sourcing.actions.rate import Imported, import_rates, keep_rate
from projects.sourcing.rules.rate import RateFacts
from tests.sourcing.test_entering import administration

pytestmark = pytest.mark.django_db
HEAD = "base,counter,rate,on,source\n"
PATH = "/admin/sourcing/exchangerate/import-rates/"


def come_in(text: str | bytes) -> Imported:
    return import_rates(actor=Actor.system(), content=text if isinstance(text, bytes) else text.encode())


def refusals(text: str | bytes) -> list[str]:
    with pytest.raises(Invalid) as refused:
        come_in(text)
    assert not ExchangeRate.objects.exists()
    return [str(one) for texts in refused.value.errors.values() for one in texts]


def workbook() -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in [HEAD.strip().split(","), ["EUR", "CNY", 8.24, date(2026, 11, 27), "ECB"]]:
        book.worksheets[0].append(row)
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "table",
    [
        HEAD + "EUR,CNY,8.24,2026-11-27,ECB\n",
        ("\ufeff" + HEAD + "EUR,CNY,8.24,2026-11-27,ECB\r\n").encode(),
        "base\tcounter\trate\ton\tsource\nEUR\tCNY\t8.24\t2026/11/27\tECB",
        "Source;On;Base;Counter;Rate\n\nECB;2026-11-27;eur;cny;8.24;\n",
        (HEAD + "EUR,CNY,8.24,2026-11-27,ECB\n").encode("utf-16"),
        workbook(),
    ],
    ids=["text", "with a mark", "pasted", "semicolons", "utf-16", "workbook"],
)
def test_a_table_comes_in_as_spreadsheets_save_and_paste_it(table: str | bytes):
    assert come_in(table) == Imported(1, 0)
    assert str(ExchangeRate.objects.get()) == "1 EUR = 8.24 CNY (2026-11-27, ECB)"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("EUR,CNY,8.24,2999-11-27,ECB", "Row 2, column on: This day has not come yet."),
        ("EUR,CNY,82400000000,2026-11-27,ECB", "Row 2, column rate: A rate has at most 10 digits before the point"),
        ("EUR,CNY,1.00000000001,2026-11-27,ECB", "Row 2, column rate: A rate has at most 10 digits before the point"),
        ("EUR,CNY,-1,2026-11-27,ECB", "Row 2, column rate: “-1” is no rate."),
        ('EUR,CNY,"8,24",2026-11-27,ECB', "Row 2, column rate: “8,24” is no rate. Write a number above 0 with a point"),
        ("EUR,CNY,8.24,27.11.2026,ECB", "Row 2, column on: “27.11.2026” is no day. Write it as 2026-11-30."),
        ("EUR,CNY,8.24,2026-02-30,ECB", "Row 2, column on: “2026-02-30” is no day."),
        ("EUR,XXQ,8.24,2026-11-27,ECB", "Row 2, column counter: “XXQ” is not an ISO 4217 currency code."),
        ("EUR,EUR,1,2026-11-27,ECB", "Row 2, column counter: A rate is between two currencies."),
        ("EUR,CNY,8.24,2026-11-27,", "Row 2, column source: Say where the rate comes from"),
        ("", "There is no rate below the first row."),
    ],
)
def test_what_is_wrong_is_told_with_its_place_and_what_to_write(row: str, told: str):
    (text,) = refusals(HEAD + row)
    assert text.startswith(told)


def test_a_pair_that_stands_twice_is_told_rather_than_settled_by_the_last():
    (text,) = refusals(HEAD + "EUR,CNY,8.24,2026-11-27,ECB\nEUR,CNY,8.25,2026-11-27,ECB\n")
    assert text == "Row 3, column on: Row 2 has a rate of this pair and day already."


def test_a_first_row_that_names_other_columns_is_told_as_it_was_read():
    (text,) = refusals("from,to,rate\nEUR,CNY,8")
    assert text.endswith("It says: from, to, rate")


def test_of_many_errors_the_first_are_told_and_how_many_more_there_are():
    told = refusals(HEAD + "EUR,CNY,x,2026-11-27,ECB\n" * 30)
    assert (len(told), told[-1]) == (21, "And 10 more.")


def test_a_rate_of_a_day_that_has_not_come_is_not_kept_by_hand_either():
    day = database_now().date() + timedelta(days=2)
    with pytest.raises(Invalid):
        keep_rate(actor=Actor.system(), facts=RateFacts("EUR", "CNY", Decimal("8.24"), day, "ECB"))


def test_ten_thousand_rates_come_in_by_as_many_statements_as_a_hundred():
    def table(days: int) -> str:
        start, others = date(2020, 1, 1), ("CNY", "USD", "GBP", "CHF", "JPY", "SEK", "DKK", "NOK", "AUD", "CAD")
        rows = [f"EUR,{one},1.{day + 10},{start + timedelta(days=day)},ECB" for day in range(days) for one in others]
        return HEAD + "\n".join(rows)

    with CaptureQueriesContext(connection) as few:
        assert come_in(table(10)) == Imported(100, 0)
    with CaptureQueriesContext(connection) as many:
        assert come_in(table(1000)) == Imported(10_000, 0)
    assert ExchangeRate.objects.count() == 10_000
    assert len(many) - len(few) == 4  # five batches in the place of one


def test_an_operator_reads_how_many_were_replaced_and_the_trail_says_it():
    operator = administration()
    assert operator.post(PATH, {"rows": HEAD + "EUR,CNY,8.24,2026-11-27,ECB\n"}).status_code == 302
    file = SimpleUploadedFile("rates.csv", (HEAD + "EUR,CNY,8.25,2026-11-27,PBoC\nEUR,USD,1.16,2026-11-27,ECB\n").encode())
    page = operator.post(PATH, {"file": file, "rows": ""}, follow=True).content.decode()
    assert "2 rates are kept. 1 took the place of another of the same day." in page
    assert Event.objects.filter(kind="exchange_rate.imported").latest("id").data == {"rows": 2, "replaced": 1}
    assert ExchangeRate.objects.get(counter="CNY").source == "PBoC"


@pytest.mark.parametrize("given", ["neither", "both"])
def test_an_operator_chooses_between_a_file_and_pasted_rows(given: str):
    file = SimpleUploadedFile("rates.csv", HEAD.encode())
    data = {"file": file, "rows": HEAD} if given == "both" else {"rows": " "}
    answer = administration().post(PATH, data)
    assert (answer.status_code, "one of the two" in answer.content.decode()) == (422, True)


def test_a_file_that_is_none_is_refused_beside_the_field_and_the_page_stays():
    answer = administration().post(PATH, {"file": SimpleUploadedFile("rates.xlsx", b"PK\x03\x04nonsense")})
    assert (answer.status_code, "The file is damaged" in answer.content.decode()) == (422, True)
