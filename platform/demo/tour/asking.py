"""The sponsor's part before the deadline: from a pasted brief to a request that five providers have."""

from datetime import timedelta
from typing import Any

from demo.tour import words
from demo.tour.stage import Bidder, Stage, expect


def introduce(stage: Stage) -> None:
    """Who is who, as the platform knows them; and how the sponsor wants its sourcing done."""
    me = stage.sponsor.get("me/")
    expect("sponsor" in me["acts_for"]["kinds"], f"{me['email']} belongs to no sponsor.")
    stage.say(f"{me['name']} asks for {me['acts_for']['legal_name']}", "/", stage.sponsor)
    policy = stage.sponsor.patch("sourcing-policy/", {"quiet_days": 0, "approves_rfqs": False})
    expect(policy["quiet_days"] == 0, "The sourcing policy was not kept.")
    stage.say(
        "The sponsor lets itself amend until the deadline: the tour has no week to wait", "/sourcing-policy/", stage.sponsor
    )


def read(stage: Stage, codename: str) -> str:
    """A pasted brief becomes requirements, and a project with work packages. Returns the project's id."""
    brief = stage.story.pasted
    intake = stage.sponsor.post("intake/", {"text": brief}, 201)
    understood = intake["requirements"]
    expect(len(understood) >= 10, f"Only {len(understood)} requirements were read from the brief.")
    expect(
        all(one["words"] == brief[one["start"] : one["end"]] for one in understood),
        "A requirement is not where its words are.",
    )
    stage.say(f"{codename}: {len(understood)} requirements read from the brief", f"/intake/{intake['id']}/", stage.sponsor)
    project = stage.sponsor.post("projects/", {"codename": codename, "intake": intake["id"]}, 201)
    packages = stage.sponsor.get(f"projects/{project['id']}/work-packages/")
    expect(packages["count"] >= 3, "The brief became too few work packages.")
    text = f"{codename}: a project with {packages['count']} work packages"
    stage.say(text, f"/projects/{project['id']}/", stage.sponsor)
    return str(project["id"])


def match(stage: Stage, project: str) -> list[dict[str, Any]]:
    """Who fits, best first, with reasons; the best that the story knows is among the first three."""
    run = stage.sponsor.post(f"projects/{project}/match/", {}, 202)

    def finished() -> Any:
        found = stage.sponsor.get(f"match-runs/{run['id']}/")
        expect(found["status"] != "failed", f"Matching failed: {found['failure']}")
        return found if found["status"] == "finished" else None

    done = stage.until("end of matching", finished)
    ranked = list(stage.sponsor.get(f"projects/{project}/matches/?page_size=100")["results"])
    first = [one["provider"]["slug"] for one in ranked[:3]]
    best = stage.story.best
    expect(best in first, f"{best} should be among the first three matches, which are {', '.join(first)}.")
    expect(any(one["reason"] for one in ranked[0]["criteria"]), "The first match has no reasons.")
    text = f"{done['count']} providers ranked, {done['count_eligible']} can take it: first {ranked[0]['provider']['name']}"
    stage.say(text, f"/projects/{project}/matches/", stage.sponsor)
    return ranked


def write_request(stage: Stage, project: str) -> None:
    """A request from the project: the packages that are wanted, criteria, and a deadline in seconds, since this is a tour."""
    deadline = stage.sponsor.now + stage.open_for
    asked = {
        "project": project,
        "deadline": deadline.isoformat(),
        "teaser": stage.story.teaser,
        "brief": stage.story.brief,
        "criteria": words.CRITERIA,
        "decision_on": "2027-02-01",
        "min_validity_days": 30,
        "currency": "EUR",
    }
    rfq = stage.sponsor.post("rfqs/", asked, 201)
    stage.rfq = rfq["id"]
    chosen = [_completed(one, stage.story) for one in rfq["lines"] if one["service_line"] in stage.story.wanted]
    expect(len(chosen) == len(stage.story.wanted), "The request does not have the project's work packages as lines.")
    rfq = stage.sponsor.patch(stage.path, {"lines": chosen})
    expect(rfq["status"] == "draft", "The request should be a draft.")
    stage.say(f"{rfq['number']}: a request with {len(rfq['lines'])} lines", f"/rfqs/{stage.rfq}/", stage.sponsor)


def _completed(line: dict[str, Any], story: words.Story) -> dict[str, Any]:
    """What was not read from the brief, the sponsor says now."""
    return line | {
        "batches": line["batches"] or 4,
        "quantity": story.quantities.get(line["service_line"], line["quantity"]),
        "starts_on": story.starts_on,
        "standards": line["standards"] or story.standards,
    }


def invite_and_publish(stage: Stage, ranked: list[dict[str, Any]]) -> None:
    """The five best matches that can answer here."""
    by_slug = {one.slug: one for one in stage.providers}
    stage.bidders = [by_slug[one["provider"]["slug"]] for one in ranked if one["provider"]["slug"] in by_slug][:5]
    expect(len(stage.bidders) == 5, f"Five matched providers with an account are needed, not {len(stage.bidders)}.")
    stage.sponsor.post(f"{stage.path}offer-cda/", {"name": "The tour's signatory"})
    for one in stage.bidders:
        one.invitation = stage.sponsor.post(f"{stage.path}invitations/", {"provider": one.slug}, 201)["id"]
    rfq = stage.sponsor.post(f"{stage.path}publish/", {"confirm_short_deadline": True})
    expect(rfq["status"] == "open", f"The request should be open, it is {rfq['status']}.")
    names = ", ".join(one.slug for one in stage.bidders)
    stage.say(f"Published to five providers: {names}", f"/rfqs/{stage.rfq}/", stage.sponsor)


def keep_open(stage: Stage) -> None:
    """A slow machine gets more time, as a real sponsor would give it."""
    deadline = stage.sponsor.now + timedelta(seconds=20)
    if _deadline(stage) < stage.sponsor.now + timedelta(seconds=10):
        body = {"deadline": deadline.isoformat(), "reason": "The tour takes a few seconds longer here."}
        stage.sponsor.post(f"{stage.path}extend/", body)
        stage.say("The deadline is extended: this machine takes its time", f"/rfqs/{stage.rfq}/", stage.sponsor)


def amend(stage: Stage) -> None:
    """One batch more, visibly: what was quoted has to be confirmed."""
    changed = stage.sponsor.get(stage.path)["lines"]
    changed[0]["batches"] += 1
    rfq = stage.sponsor.post(f"{stage.path}amend/", {"reason": stage.story.amendment, "changes": {"lines": changed}})
    expect(rfq["edition"] == 2, f"The amended request should be edition 2, it is {rfq['edition']}.")
    stage.say("Amended: one batch more, told to everybody at once", f"/rfqs/{stage.rfq}/", stage.sponsor)


def wait_for_the_deadline(stage: Stage) -> None:
    """Nobody opens before it, whoever asks."""
    words_of_refusal = stage.sponsor.refused(f"{stage.path}open-envelopes/", expected=409)
    stage.say(f"Too early to open: {words_of_refusal}")
    stage.pause(_deadline(stage))


def answer(stage: Stage, asker: Bidder) -> None:
    """To everybody, in the sponsor's wording, with no trace of who asked."""
    (question,) = stage.sponsor.get(f"{stage.path}questions/")["results"]
    published = {"published_text": stage.story.published, "answer": stage.story.answer}
    stage.sponsor.post(f"{stage.path}questions/{question['id']}/answer/", published)
    for one in stage.bidders[:2]:
        (seen,) = one.program.get(stage.path)["answers"]
        expect(set(seen) == {"question", "answer", "published_at"}, "An answer says more than question and answer.")
        expect(seen["answer"] == stage.story.answer, f"{one.slug} does not see the answer.")
    stage.say(f"A question of {asker.slug}, answered to all", f"/rfqs/{stage.rfq}/", stage.sponsor)


def _deadline(stage: Stage) -> Any:
    found = stage.sponsor.get(stage.path)["deadline"]
    return type(stage.sponsor.now).fromisoformat(found.replace("Z", "+00:00"))
