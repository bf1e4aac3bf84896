"""A score is for the version that was open when it was given; a newer one asks to look again."""

import re

import pytest
from django.db import transaction

from core.errors import Invalid
from events.models import Event
from projects.sourcing.actions.award import approve_award, recommend_award
from projects.sourcing.actions.evaluation import declare_conflict, score_quote
from projects.sourcing.exports import as_csv
from projects.sourcing.models import Evaluation, Quote
from projects.sourcing.selectors.comparison import comparison_of
from tests.providers.house import Program, signed_in
from tests.sourcing.deal import Deal, opened_deal, outcomes_for, score_all
from tests.sourcing.test_asking import answered, negotiated

pytestmark = pytest.mark.django_db

LOOK_AGAIN = "Given for version 1; version 2 was opened since. Look again and save your scores."
SAME = {"price": 7, "quality": 8}


def scored_before_the_answer() -> tuple[Deal, list[Quote]]:
    """Both quotes scored, then the first answered with a second version."""
    deal, quote = negotiated()
    quotes = list(Quote.objects.filter(invitation__rfq=deal.rfq).order_by("created_at"))
    score_all(deal, quotes)
    answered(deal, quote)
    return deal, [Quote.objects.get(pk=one.pk) for one in quotes]


def recommend(deal: Deal, quotes: list[Quote], **more: bool) -> None:
    lines = {str(line.pk): str(quotes[1].pk) for line in deal.rfq.lines.all()}
    recommend_award(
        actor=deal.manager, rfq=deal.rfq, lines=lines, outcomes=outcomes_for(quotes), reason="Best value.", **more
    )


def test_scores_of_an_earlier_version_say_so_until_the_same_ones_are_saved_again():
    deal, quotes = scored_before_the_answer()
    assert [one.is_outdated for one in quotes[0].evaluations.all()] == [True, True]
    assert [one.is_outdated for one in quotes[1].evaluations.all()] == [False, False]
    assert [one.score_note for one in comparison_of(deal.manager, deal.rfq).columns] == [LOOK_AGAIN, ""]
    assert LOOK_AGAIN in as_csv(comparison_of(deal.manager, deal.rfq)).decode()
    page = f"/rfqs/{deal.rfq.pk}/comparison/"
    assert signed_in(deal.evaluator).get(page).content.decode().count(LOOK_AGAIN) == 2
    assert signed_in(deal.manager).get(page).content.decode().count(LOOK_AGAIN) == 1
    score_quote(actor=deal.evaluator, quote=quotes[0], scores=SAME)
    assert [one.version.number for one in quotes[0].evaluations.all()] == [2, 2]
    assert LOOK_AGAIN not in signed_in(deal.evaluator).get(page).content.decode()


def test_a_score_from_before_versions_were_kept_is_neither_current_nor_outdated():
    deal, quotes = scored_before_the_answer()
    Evaluation.objects.update(version=None)
    assert [one.score_note for one in comparison_of(deal.manager, deal.rfq).columns] == ["Version not recorded."] * 2
    recommend(deal, quotes)
    assert deal.again().status == "award-pending"


def test_programs_read_for_which_version_a_score_was_given():
    deal, quotes = scored_before_the_answer()
    Evaluation.objects.filter(quote=quotes[1]).update(version=None)
    rows = Program(deal.evaluator).get(f"/api/v1/rfqs/{deal.rfq.pk}/evaluations/").json()["results"]
    assert {(one["quote"], one["version"], one["is_outdated"]) for one in rows} == {
        (str(quotes[0].pk), 1, True),
        (str(quotes[1].pk), None, False),
    }


def test_an_award_rests_on_outdated_scores_only_where_somebody_confirms_it_and_that_is_recorded():
    deal, quotes = scored_before_the_answer()
    with pytest.raises(Invalid) as refused, transaction.atomic():
        recommend(deal, quotes)
    assert list(refused.value.errors) == ["confirm_outdated_scores"]
    recommend(deal, quotes, confirm_outdated_scores=True)
    approve_award(actor=deal.approver, rfq=deal.rfq)
    for kind in ("rfq.award_recommended", "rfq.awarded"):
        assert Event.objects.get(kind=kind).data["outdated_scores"] == [str(quotes[0].pk)]


def test_who_decides_upon_the_award_reads_what_is_recommended_and_that_scores_are_of_earlier_versions():
    deal, quotes = scored_before_the_answer()
    recommend(deal, quotes, confirm_outdated_scores=True)
    names = [str(one.invitation.provider) for one in quotes]
    warning = (
        f"A newer version was opened since these quotes were scored: {names[0]}. {deal.manager.user.name} has recommended the"
        " award all the same. Approve it, or return it so that they are scored again."
    )
    lines = [str(line) for line in deal.rfq.lines.all()]
    for step in ("award", "return-award"):
        page = signed_in(deal.approver).get(f"/rfqs/{deal.rfq.pk}/steps/{step}/").content.decode()
        for text in (warning, "Best value.", *names, *lines, *(f"Words for {one.pk}" for one in quotes)):
            assert text in page
        assert page.count("Scores of an earlier version") == 1
    answer = Program(deal.approver).get(f"/api/v1/rfqs/{deal.rfq.pk}/comparison/").json()
    assert answer["recommendation"]["warning"] == warning
    assert {one["quote"]: (len(one["lines"]), one["is_outdated"]) for one in answer["recommendation"]["decisions"]} == {
        str(quotes[0].pk): (0, True),
        str(quotes[1].pk): (len(lines), False),
    }
    assert [one["score_note"] for one in answer["columns"]] == [LOOK_AGAIN, ""]


def test_of_an_award_on_current_scores_nobody_is_warned():
    deal, quotes = scored_before_the_answer()
    score_quote(actor=deal.evaluator, quote=quotes[0], scores=SAME)
    recommend(deal, quotes)
    page = signed_in(deal.approver).get(f"/rfqs/{deal.rfq.pk}/steps/award/").content.decode()
    assert ("The recommended award" in page, "scored again" in page) == (True, False)
    answer = Program(deal.approver).get(f"/api/v1/rfqs/{deal.rfq.pk}/comparison/").json()
    assert answer["recommendation"]["warning"] == ""


def test_an_award_on_current_scores_needs_no_confirmation():
    deal, quotes = scored_before_the_answer()
    score_quote(actor=deal.evaluator, quote=quotes[0], scores=SAME)
    assert "confirm_outdated_scores" not in signed_in(deal.manager).get(f"/rfqs/{deal.rfq.pk}/recommend/").content.decode()
    recommend(deal, quotes)
    assert Event.objects.get(kind="rfq.award_recommended").data["outdated_scores"] == []


def test_page_and_api_ask_for_the_confirmation():
    deal, quotes = scored_before_the_answer()
    words = {f"{name}-{one.pk}": value for one in quotes for name, value in (("reason", "price"), ("feedback", "Words."))}
    lines = [line.pk for line in deal.rfq.lines.all()]
    form = {"reason": "Best.", **words, **{f"line-{line}": str(quotes[1].pk) for line in lines}}
    refused = signed_in(deal.manager).post(f"/rfqs/{deal.rfq.pk}/recommend/", form)
    assert (refused.status_code, "Score again, or confirm." in refused.content.decode()) == (422, True)
    body = {
        "reason": "Best.",
        "lines": {str(line): str(quotes[1].pk) for line in lines},
        "outcomes": outcomes_for(quotes),
    }
    program = Program(deal.manager)
    path = f"/api/v1/rfqs/{deal.rfq.pk}/recommend/"
    answer = program.send("post", path, body)
    assert (answer.status_code, "confirm_outdated_scores" in answer.content.decode()) == (400, True)
    assert deal.again().status == "evaluation"
    kept = signed_in(deal.manager).post(f"/rfqs/{deal.rfq.pk}/recommend/", {**form, "confirm_outdated_scores": "on"})
    assert (kept.status_code, deal.again().status) == (302, "award-pending")


def test_nobody_scores_a_version_that_they_have_not_seen():
    deal, quotes = scored_before_the_answer()
    name = str(quotes[0].pk)
    address = f"/rfqs/{deal.rfq.pk}/quotes/{name}/score/"
    on_the_screen = {f"{name}-price": "3", f"{name}-quality": "4", f"{name}-version.read": "1"}
    refused = signed_in(deal.evaluator).post(address, on_the_screen, follow=True)
    assert "Version 2 of this quote was opened meanwhile." in refused.content.decode()
    answer = Program(deal.evaluator).send("post", f"/api/v1/quotes/{name}/score/", {"scores": {"price": 3}, "version": 1})
    assert answer.status_code == 409
    assert {one.score for one in quotes[0].evaluations.all()} == {7, 8}
    assert (
        f'name="{name}-version.read" value="2"'
        in signed_in(deal.evaluator).get(f"/rfqs/{deal.rfq.pk}/comparison/").content.decode()
    )
    signed_in(deal.evaluator).post(address, {**on_the_screen, f"{name}-version.read": "2"})
    assert {(one.score, one.version.number) for one in quotes[0].evaluations.all()} == {(3, 2), (4, 2)}


def test_whichever_button_is_pressed_what_was_typed_for_every_bidder_is_kept():
    deal, quotes = opened_deal()
    declare_conflict(actor=deal.evaluator, rfq=deal.rfq, has_conflict=False)
    client = signed_in(deal.evaluator)
    page = client.get(f"/rfqs/{deal.rfq.pk}/comparison/").content.decode()
    fields = re.findall(r'<input type="number" name="([^"]+)"[^>]* form="scores"', page)
    assert sorted(fields) == sorted(f"{one.pk}-{name}" for one in quotes for name in ("price", "quality"))
    assert "from 0 to 10, and 10 is the best" in page
    typed = dict.fromkeys(fields, "6") | {f"{one.pk}-version.read": "1" for one in quotes}
    kept = client.post(f"/rfqs/{deal.rfq.pk}/quotes/{quotes[0].pk}/score/", typed)
    assert kept.headers["Location"].endswith(f"#judge-{quotes[0].pk}")
    assert {one.pk: one.evaluations.count() for one in quotes} == {one.pk: 2 for one in quotes}
    # Enter presses the first button of all: one goes on where one typed.
    again = client.post(f"/rfqs/{deal.rfq.pk}/quotes/{quotes[0].pk}/score/", {**typed, f"{quotes[1].pk}-price": "9"})
    assert again.headers["Location"].endswith(f"#judge-{quotes[1].pk}")
    assert quotes[1].evaluations.get(criterion="price").score == 9


def test_old_scores_sent_along_are_not_taken_for_new_ones_and_a_refused_quote_keeps_none_from_another():
    deal, quotes = scored_before_the_answer()
    old, other = quotes
    address = f"/rfqs/{deal.rfq.pk}/quotes/{other.pk}/score/"
    stood = {f"{old.pk}-{one.criterion}": str(one.score) for one in old.evaluations.filter(person=deal.evaluator.user)}
    typed = {**stood, f"{old.pk}-version.read": "2", f"{other.pk}-price": "5", f"{other.pk}-version.read": "1"}
    signed_in(deal.evaluator).post(address, typed)
    assert {one.version.number for one in old.evaluations.all()} == {1}
    changed = {**typed, f"{old.pk}-price": "1", f"{old.pk}-version.read": "1", f"{other.pk}-price": "4"}
    told = signed_in(deal.evaluator).post(address, changed, follow=True).content.decode()
    assert (f"{old.invitation.provider}: Version 2 of this quote" in told, "Your scores are kept." in told) == (True, True)
    assert other.evaluations.get(criterion="price").score == 4
