"""The providers' part: the agreement, a question, three quotes, a decline, and one who says nothing."""

from datetime import timedelta

from demo.tour import words
from demo.tour.asking import keep_open
from demo.tour.stage import Bidder, Stage, expect


def look(stage: Stage) -> None:
    """Before the agreement there is a teaser and nothing confidential; a stranger finds nothing at all."""
    for one in stage.bidders:
        seen = one.program.get(stage.path)
        expect(seen["teaser"] == stage.story.teaser, f"{one.slug} does not see the teaser.")
        # An agreement of an earlier tour is still in force: it holds for all requests of this sponsor.
        if not one.program.get(f"{stage.path}invitations/{one.invitation}/cda/")["sha256"]:
            expect(seen["tier"] == "teaser" and "brief" not in seen, f"{one.slug} sees the brief before the agreement.")
    strangers = [one for one in stage.providers if one not in stage.bidders]
    for stranger in strangers[:1]:
        stranger.program.refused(stage.path, method="GET", expected=404)
    stage.say("Invited providers see the teaser; others find nothing", "/invitations-to-quote/", stage.bidders[0].program)


def agree(stage: Stage) -> None:
    """Three accept the confidentiality agreement, and see the brief from that moment."""
    keep_open(stage)
    for one in stage.bidders[:3]:
        at = f"{stage.path}invitations/{one.invitation}/"
        one.program.post(f"{at}view/")
        one.program.post(f"{at}accept-cda/", {"name": f"Signatory of {one.slug}"})
        one.program.post(f"{at}accept/")
        expect(one.program.get(stage.path).get("brief") == stage.story.brief, f"{one.slug} has agreed and sees no brief.")
        expect(one.program.get(f"{at}cda/")["sha256"], "The agreement in force has no fingerprint.")
    first = stage.bidders[0]
    page = f"/invitations-to-quote/{first.invitation}/"
    stage.say("Three providers accept the confidentiality agreement and see the brief", page, first.program)


def ask(stage: Stage) -> Bidder:
    """One asks in private."""
    keep_open(stage)
    asker = stage.bidders[1]
    asker.program.post(f"{stage.path}questions/", {"text": stage.story.question}, 201)
    other = stage.bidders[0].program.get(f"{stage.path}questions/")
    expect(other["count"] == 0, "A competitor sees a question that was asked in private.")
    return asker


def quote(stage: Stage, number: int) -> None:
    """Written as a whole, then sent; the sponsor learns that it came, and no amount."""
    keep_open(stage)
    bidder = stage.bidders[number]
    lines = bidder.program.get(stage.path)["lines"]
    bidder.quote = bidder.program.post("quotes/", {"invitation": bidder.invitation}, 201)["id"]
    valid_until = (bidder.program.now + timedelta(days=90)).date().isoformat()
    written = bidder.program.patch(
        f"quotes/{bidder.quote}/", {"content": words.content(stage.story, lines, number, valid_until)}
    )
    expect(written["gaps"] == [], f"The quote of {bidder.slug} lacks: {written['gaps']}")
    sent = bidder.program.post(f"quotes/{bidder.quote}/submit/")
    expect(sent["status"] == "submitted", f"The quote of {bidder.slug} is {sent['status']}, not submitted.")
    seen = stage.sponsor.get(f"quotes/{bidder.quote}/")
    expect(seen["content"] is None and seen["total"] is None, "The sponsor sees what a sealed quote says.")
    text = f"{bidder.slug} quotes, sealed"
    stage.say(text, f"/quotes/{bidder.quote}/", bidder.program)


def confirm(stage: Stage) -> None:
    """After an amendment: what was quoted still holds."""
    keep_open(stage)
    first = stage.bidders[0]
    standing = first.program.get(f"quotes/{first.quote}/")["status"]
    expect(standing == "needs-reconfirmation", f"The amended request's quote is {standing}.")
    moved = first.program.post(f"quotes/{first.quote}/confirm/")
    expect(moved["status"] == "submitted", "The confirmed quote is not in force.")
    stage.say(f"{first.slug} confirms its quote after the amendment", f"/quotes/{first.quote}/", first.program)


def decline(stage: Stage) -> None:
    """One says no, with a reason; one says nothing."""
    keep_open(stage)
    one = stage.bidders[3]
    reason, text = stage.story.decline
    body = {"reason": reason, "text": text}
    declined = one.program.post(f"{stage.path}invitations/{one.invitation}/decline/", body)
    expect(declined["status"] == "declined", f"{one.slug} has declined and is {declined['status']}.")
    page = f"/invitations-to-quote/{one.invitation}/"
    stage.say(f"{one.slug} declines with a reason; {stage.bidders[4].slug} says nothing", page, one.program)
