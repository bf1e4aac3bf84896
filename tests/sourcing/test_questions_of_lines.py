"""Questions about a line: answered in the quote, under its seal; what is left open is said before it is sent."""

import csv
import io
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from core.errors import Invalid
from projects.sourcing.actions.opening import open_envelopes
from projects.sourcing.actions.quote import save_quote
from projects.sourcing.actions.quote_course import confirm_quote, submit_quote
from projects.sourcing.actions.rfq_course import amend_rfq
from projects.sourcing.content import QuoteContent, Reply
from projects.sourcing.models import Quote, Rfq
from projects.sourcing.printed import printed_quote
from projects.sourcing.rules.quote import unanswered
from projects.sourcing.selectors.quote import own_content
from projects.sourcing.selectors.rfq import lines_of
from projects.sourcing.sheets import Unfit, quote_csv, with_lines_from
from tests.providers.house import Program, signed_in, vocabulary
from tests.sourcing.deal import Deal, as_facts, content_of, drafted, line_facts, open_deal, pass_deadline

pytestmark = pytest.mark.django_db
MUST, MAY = "Which host cell line?", "Who tests the bank?"


@pytest.fixture
def deal() -> Deal:
    vocabulary()
    first = line_facts(questions=(MAY,), required_questions=(MUST,))
    return open_deal(2, lines=(first, line_facts("Fill and finish", questions=())))


def answering(content: QuoteContent, **texts: str) -> QuoteContent:
    """The first line with answers."""
    replies = tuple(Reply({"must": MUST, "may": MAY}[name], text) for name, text in texts.items())
    return replace(content, lines=(replace(content.lines[0], replies=replies), *content.lines[1:]))


def written(deal: Deal, place: int = 0, **texts: str) -> Quote:
    one = deal.bidders[place]
    quote = drafted(deal, one)
    return save_quote(actor=one.manager, quote=quote, content=answering(content_of(deal.rfq), **texts))


def page_of(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def fields_of(page: str, prefix: str) -> list[str]:
    """Names of the textareas that begin so."""
    return [part.partition('"')[0] for part in page.split('<textarea name="') if part.startswith(prefix)]


def form_of(quote: Quote, rfq: Rfq, replies: dict[str, str]) -> dict[str, Any]:
    """What the editor's form sends: both lines priced, and these answers."""
    lines = lines_of(rfq)
    values: dict[str, Any] = {"kind": "binding", "currency": "EUR", "version": quote.version}
    for part, rows in (("line", len(lines)), ("milestone", 0), ("assumption", 0)):
        values |= {f"{part}-TOTAL_FORMS": rows, f"{part}-INITIAL_FORMS": rows}
    for place, line in enumerate(lines):
        values |= {
            f"line-{place}-line": str(line.pk), f"line-{place}-answer": "priced", f"line-{place}-price_model": "fixed",
            f"line-{place}-price": "1000",
        }  # fmt: skip
    return values | replies


def test_each_question_has_a_field_and_its_answer_is_sealed_with_the_quote(deal: Deal):
    quote = drafted(deal, deal.bidder)
    client, path = signed_in(deal.bidder.manager), f"/quotes/{quote.pk}/edit/"
    page = page_of(client, path)
    names = fields_of(page, "line-0-reply_")
    assert (len(names), fields_of(page, "line-1-reply_")) == (2, [])
    assert client.post(path, form_of(quote, deal.rfq, {names[0]: "CHO-K1", names[1]: ""})).status_code == 302
    content = own_content(deal.bidder.manager, Quote.objects.get(pk=quote.pk))
    assert content.lines[0].replies == (Reply(MUST, "CHO-K1"),)
    assert "CHO-K1" in page_of(client, path)
    stored = quote.versions.get()
    assert ("CHO-K1" in stored.sealed, stored.payload) == (False, None)


def test_what_must_be_answered_keeps_a_quote_from_being_sent_and_what_may_be_does_not(deal: Deal):
    quote = written(deal, may="The provider.")
    manager = deal.bidder.manager
    with pytest.raises(Invalid) as refused:
        submit_quote(actor=manager, quote=quote)
    assert refused.value.errors == {"lines": [f"1. Drug substance: answer “{MUST}”. The sponsor requires it."]}
    save_quote(actor=manager, quote=quote, content=answering(content_of(deal.rfq), must="CHO-K1"))
    client = signed_in(manager)
    assert "1 question of the sponsor has no answer" in page_of(client, f"/quotes/{quote.pk}/")
    step = page_of(client, reverse("quote_step", args=[quote.pk, "submit"]))
    assert ("It can be sent as it is." in step, MAY in step, MUST in step) == (True, True, False)
    assert submit_quote(actor=manager, quote=quote).status == "submitted"


def test_nobody_answers_for_a_line_that_they_leave_out(deal: Deal):
    content = content_of(deal.rfq)
    without = replace(content, lines=(replace(content.lines[0], answer="excluded", price=None), content.lines[1]))
    lines = lines_of(deal.rfq)
    assert [one.text for _line, one in unanswered(content, lines)] == [MUST, MAY]
    assert unanswered(without, lines) == []


def test_a_question_that_an_amendment_makes_required_keeps_the_quote_from_being_confirmed(deal: Deal):
    quote = submit_quote(actor=deal.bidder.manager, quote=written(deal, must="CHO-K1"))
    facts = as_facts(deal.rfq)
    lines = (replace(facts.lines[0], required_questions=(MUST, MAY), questions=()), facts.lines[1])
    amend_rfq(actor=deal.manager, rfq=deal.rfq, changes={"lines": lines}, reason="We need to know.")
    with pytest.raises(Invalid) as refused:
        confirm_quote(actor=deal.bidder.manager, quote=quote)
    assert refused.value.errors == {"lines": [f"1. Drug substance: answer “{MAY}”. The sponsor requires it."]}


def test_an_answer_to_a_question_that_was_reworded_is_shown_and_kept_as_it_was_written(deal: Deal):
    quote = written(deal, must="CHO-K1")
    facts = as_facts(deal.rfq)
    lines = (replace(facts.lines[0], required_questions=("Which cells?",)), facts.lines[1])
    amend_rfq(actor=deal.manager, rfq=deal.rfq, changes={"lines": lines}, reason="Reworded.")
    quote.refresh_from_db()
    client, path = signed_in(deal.bidder.manager), f"/quotes/{quote.pk}/edit/"
    page = page_of(client, path)
    assert ("Not asked any more:" in page, "CHO-K1" in page) == (True, True)
    name = fields_of(page, "line-0-reply_")[0]
    assert client.post(path, form_of(quote, deal.again(), {name: "CHO-K1 of ours"})).status_code == 302
    content = own_content(deal.bidder.manager, Quote.objects.get(pk=quote.pk))
    assert content.lines[0].replies == (Reply("Which cells?", "CHO-K1 of ours"), Reply(MUST, "CHO-K1"))


def test_answers_stand_side_by_side_on_the_page_in_its_files_and_for_programs(deal: Deal):
    for place, texts in enumerate(({"must": "CHO-K1\nours", "may": "A lab."}, {"must": "=HEK"})):
        submit_quote(actor=deal.bidders[place].manager, quote=written(deal, place, **texts))
    pass_deadline(deal.rfq)
    open_envelopes(actor=deal.manager, rfq=deal.rfq)
    client, path = signed_in(deal.manager), f"/rfqs/{deal.rfq.pk}/comparison/"
    page = page_of(client, path)
    row = page.partition(f'<tr class="question"><th scope="row">{MUST}')[2].partition("</tr>")[0]
    assert row == "</th><td>CHO-K1<br>ours</td><td>=HEK</td>"
    table = list(csv.reader(io.StringIO(client.get(f"{path}?as=csv").content.decode("utf-8-sig"))))
    assert [row for row in table if row[0] in {MUST, MAY}] == [
        [MUST, "CHO-K1\nours", "", "'=HEK", ""],
        [MAY, "A lab.", "", "Not answered", ""],
    ]
    assert client.get(f"{path}?as=pdf").content.startswith(b"%PDF")
    rows = Program(deal.manager).get(f"/api/v1/rfqs/{deal.rfq.pk}/comparison/").json()["rows"]
    assert rows[0]["questions"] == [
        {"text": MUST, "is_required": True, "replies": ["CHO-K1\nours", "=HEK"]},
        {"text": MAY, "is_required": False, "replies": ["A lab.", ""]},
    ]
    assert rows[1]["questions"] == []


def test_a_program_reads_what_is_open_and_is_refused_answers_to_what_is_not_asked(deal: Deal):
    quote = written(deal, may="A lab.")
    program, path = Program(deal.bidder.manager), f"/api/v1/quotes/{quote.pk}/"
    found = program.get(path).json()
    line = str(lines_of(deal.rfq)[0].pk)
    assert found["unanswered"] == [{"line": line, "question": MUST, "is_required": True}]
    assert found["content"]["lines"][0]["replies"] == [{"question": MAY, "text": "A lab."}]
    assert Program(deal.manager).get(f"/api/v1/rfqs/{deal.rfq.pk}/").json()["lines"][0]["required_questions"] == [MUST]
    content = found["content"]
    content["lines"][0]["replies"] = [{"question": "How are you?", "text": "Well."}]
    refused = program.send("PATCH", path, {"content": content})
    assert (refused.status_code, "is not asked of this line" in refused.content.decode()) == (400, True)


def test_a_quote_that_answers_nothing_has_the_digest_that_it_had_before_there_were_answers(deal: Deal):
    content = content_of(deal.rfq)
    assert "replies" not in content.as_json()["lines"][0]
    assert QuoteContent.from_json(content.as_json()).sha256 == content.sha256


def test_of_two_who_answer_the_same_question_each_is_shown_the_other_and_nothing_is_lost(deal: Deal):
    quote = written(deal, must="Mine of yesterday")
    client, path = signed_in(deal.bidder.manager), f"/quotes/{quote.pk}/edit/"
    names = fields_of(page_of(client, path), "line-0-reply_")
    typed = form_of(quote, deal.rfq, {names[0]: "Mine", names[1]: "Mine too"})
    theirs = answering(own_content(deal.bidder.manager, quote), must="Theirs", may="Mine too")
    save_quote(actor=deal.bidder.manager, quote=quote, content=theirs)
    answer = client.post(path, typed)
    page = answer.content.decode()
    assert (answer.status_code, "Theirs" in page, "Mine" in page) == (422, True, True)
    line, reply = lines_of(deal.rfq)[0].pk, names[0].removeprefix("line-0-")
    quote.refresh_from_db()
    typed |= {"version": quote.version, "take": [f"line-{line}-{reply}-text"]}
    assert client.post(path, typed).status_code == 302
    content = own_content(deal.bidder.manager, Quote.objects.get(pk=quote.pk))
    assert content.lines[0].replies == (Reply(MUST, "Theirs"), Reply(MAY, "Mine too"))


def test_the_paper_of_a_quote_has_its_answers_and_a_sheet_that_is_brought_in_leaves_them(deal: Deal):
    quote = written(deal, must="CHO-K1")
    lines, content = lines_of(deal.rfq), own_content(deal.bidder.manager, quote)
    rows = list(csv.reader(io.StringIO(quote_csv(content, lines).decode("utf-8-sig"))))
    only_lines = sheet(rows[:3])
    assert with_lines_from("a.csv", only_lines, content, lines).lines[0].replies == (Reply(MUST, "CHO-K1"),)
    submit_quote(actor=deal.bidder.manager, quote=quote)
    paper = PdfReader(io.BytesIO(printed_quote(deal.bidder.manager, Quote.objects.get(pk=quote.pk))))
    text = "".join(one.extract_text() for one in paper.pages)
    assert [part in text for part in (MUST, "CHO-K1", MAY, "Not answered")] == [True] * 4


def test_what_is_wrong_in_a_sheet_is_said_once(deal: Deal):
    quote = written(deal)
    client = signed_in(deal.bidder.manager)
    content = own_content(deal.bidder.manager, quote)
    broken = quote_csv(content, lines_of(deal.rfq)).decode("utf-8-sig").replace("1000", "much").encode()
    typed = form_of(quote, deal.rfq, {}) | {"sheet": SimpleUploadedFile("a.csv", broken)}
    answer = client.post(reverse("quote_sheet", args=[quote.pk]), typed)
    text = answer.content.decode()
    assert (answer.status_code, text.count("row 2, Price, or cap")) == (422, 1)


def sheet(rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def test_questions_stand_below_the_lines_of_the_sheet_and_are_answered_in_the_note(deal: Deal):
    quote = written(deal, must="CHO-K1")
    lines, content = lines_of(deal.rfq), own_content(deal.bidder.manager, quote)
    head, first, second, must, may = csv.reader(io.StringIO(quote_csv(content, lines).decode("utf-8-sig")))
    assert (must[0], must[5], may[5]) == (f"1. Drug substance: {MUST}", "CHO-K1", "")
    must[5], may[5] = "", "A lab."
    brought = with_lines_from("a.csv", sheet([head, first, second, must, may]), content, lines)
    assert brought.lines[0].replies == (Reply(MAY, "A lab."),)
    assert with_lines_from("a.csv", sheet([head, may]), content, lines).lines[0].price == content.lines[0].price
    may[3] = "100"
    with pytest.raises(Unfit) as refused:
        with_lines_from("a.csv", sheet([head, may, may]), content, lines)
    assert [(one.row, one.column) for one in refused.value.complaints] == [
        (2, "Price, or cap"), (3, "ID"), (3, "Price, or cap")
    ]  # fmt: skip
