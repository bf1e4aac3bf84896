"""After the deadline: opening, comparison, award, and how it ended for everybody."""

from decimal import Decimal
from typing import Any

from demo.tour import words
from demo.tour.stage import Stage, expect


def open_quotes(stage: Stage) -> None:
    """One recorded act; no quote can come or change any more."""
    late = stage.bidders[4]
    late.program.refused(f"{stage.path}invitations/{late.invitation}/accept/", expected=409)
    rfq = stage.sponsor.post(f"{stage.path}open-envelopes/")
    expect(rfq["status"] == "evaluation", f"After the opening the request is {rfq['status']}.")
    stage.say("The deadline has passed; three quotes are opened in one recorded act", f"/rfqs/{stage.rfq}/", stage.sponsor)


def compare(stage: Stage) -> None:
    """A row a line, a column a quote; an excluded line is a gap that is filled and marked, never 0."""
    found = stage.sponsor.get(f"{stage.path}comparison/")
    totals = {one["quote"]: one for one in found["columns"]}
    for number, one in enumerate(stage.bidders[:3]):
        asked = sum(Decimal(price) for price in stage.story.prices[number] if price)
        column = totals[one.quote]
        expect(Decimal(column["total"]["amount"]) == asked, f"{one.slug} quoted {asked}, not {column['total']}.")
        gaps = sum(price is None for price in stage.story.prices[number])
        expect(column["filled"] == gaps, f"{one.slug} left {gaps} lines out, not {column['filled']}.")
        expect((Decimal(column["levelled"]["amount"]) > asked) == bool(gaps), f"The levelled total of {one.slug} is wrong.")
    stage.bidders[0].program.refused(f"{stage.path}comparison/", method="GET", expected=403)
    stage.say("Compared line by line, as quoted and levelled", f"/rfqs/{stage.rfq}/comparison/", stage.sponsor)


def judge(stage: Stage) -> None:
    """A declaration of no conflict, scores by the criteria that bidders knew, a recommendation."""
    stage.sponsor.post(f"{stage.path}declare-conflict/", {"has_conflict": False})
    for one, scores in zip(stage.bidders[:3], words.SCORES, strict=True):
        stage.sponsor.post(f"quotes/{one.quote}/score/", {"scores": scores})
    lines = stage.sponsor.get(stage.path)["lines"]
    outcomes = {
        one.quote: {"reason": reason, "feedback": words.FEEDBACK[reason]}
        for one, reason in zip(stage.bidders[:3], words.REASONS, strict=True)
    }
    body = {"lines": {one["id"]: stage.bidders[0].quote for one in lines}, "outcomes": outcomes, "reason": stage.story.why}
    rfq = stage.sponsor.post(f"{stage.path}recommend/", body)
    expect(rfq["status"] == "award-pending", f"After the recommendation the request is {rfq['status']}.")
    stage.say("Scored by three criteria, and an award recommended", f"/rfqs/{stage.rfq}/comparison/", stage.sponsor)


def award(stage: Stage) -> None:
    """Never by the one who recommended."""
    stage.sponsor.refused(f"{stage.path}award/", expected=403)
    rfq = stage.approver.post(f"{stage.path}award/")
    expect(rfq["status"] == "awarded", f"The request is {rfq['status']}, not awarded.")
    stage.say("Awarded by somebody else than who recommended it", f"/rfqs/{stage.rfq}/", stage.approver)


def outcomes(stage: Stage) -> None:
    """Every bidder that quoted knows how it ended, and why; the winner sees what was for after the award."""
    expected = {"best-offer": "awarded", "scope": "not-selected", "price": "not-selected"}
    for one, reason in zip(stage.bidders[:3], words.REASONS, strict=True):
        told = one.program.get(f"quotes/{one.quote}/")["outcome"]
        expect(told and told["result"] == expected[reason], f"{one.slug} is told {told}.")
        expect(told["feedback"] == words.FEEDBACK[reason], f"{one.slug} gets no feedback.")
        stage.say(f"{one.slug}: {told['result']}, with feedback", f"/quotes/{one.quote}/", one.program)
    expect(
        stage.bidders[0].program.get(stage.path)["tier"] == "award", "The winner does not see what is for after the award."
    )


def follow(stage: Stage) -> None:
    """The trail of it all, as a program without a public address follows it: by positions that neither skip nor repeat."""
    seen: list[dict[str, Any]] = []

    def told() -> bool:
        while page := stage.sponsor.get(f"events/?page_size=100&after={seen[-1]['position'] if seen else 0}")["results"]:
            seen.extend(page)
        return any(one["kind"] == "rfq.awarded" and one["subject_id"] == stage.rfq for one in seen)

    stage.until("award in the event feed", told)
    positions = [one["position"] for one in seen]
    expect(positions == sorted(set(positions)), "The event feed repeats itself, or is out of order.")
    stage.say("Every step stands in the sponsor's own trail", "/trail/", stage.sponsor)
