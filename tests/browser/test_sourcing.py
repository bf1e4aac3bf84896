"""A whole sourcing, from a project to an outcome for every bidder: as the sponsor's people, three providers and the operator do
it, each before a browser."""

from dataclasses import dataclass, field
from datetime import timedelta

from core.clock import database_now
from events.models import Event
from organizations.actor import Actor
from organizations.enums import Kind, Role
from projects.briefs.actions.package import PackageFacts, add_package
from projects.briefs.actions.project import ProjectFacts, create_project
from projects.briefs.models import Project
from projects.sourcing.models import Outcome, Rfq
from tests.browser.conftest import Visitor, an_operator
from tests.factories import OrganizationFactory
from tests.providers.house import vocabulary
from tests.sourcing.deal import bidder, member, pass_deadline
from vocabulary.models import ServiceLine

SECRET_BRIEF, QUESTION, ANSWER = "The cell line drifts after forty generations.", "Which buffer do you use?", "Histidine."
PRICES = {"alder": "1234.50", "birch": "1180.00", "cedar": "1410.25"}


@dataclass
class Cast:
    """Who takes part. A provider's owner writes, signs and sends."""

    manager: Actor
    owner: Actor
    approver: Actor
    evaluator: Actor
    project: Project
    providers: dict[str, Actor] = field(default_factory=dict)

    @property
    def rfq(self) -> Rfq:
        """The request, once there is one."""
        return Rfq.objects.get(project=self.project)


def cast() -> Cast:
    vocabulary()
    sponsor = OrganizationFactory.create(kinds=[Kind.SPONSOR], legal_name="Heron Bio AG")
    roles = (Role.MANAGER, Role.OWNER, Role.APPROVER, Role.EVALUATOR)
    manager, owner, approver, evaluator = (member(role, sponsor) for role in roles)
    project = create_project(actor=manager, facts=ProjectFacts(codename="Ibis"))
    add_package(
        actor=manager, project=project, facts=PackageFacts(service_line=ServiceLine.objects.get(pk="mab-gmp"), batches=3)
    )
    return Cast(manager, owner, approver, evaluator, project, {name: bidder(name).owner for name in PRICES})


def test_a_sourcing_goes_from_a_project_to_an_outcome_for_every_bidder(visitor: Visitor):
    people = cast()
    the_manager_asks_three_providers(visitor, people)
    alder, birch, cedar = people.providers.values()
    each_accepts_the_agreement(visitor, people)
    visitor.becomes(birch)
    one_asks(visitor, people)
    visitor.becomes(cedar)
    one_declines_and_thinks_better_of_it(visitor, people)
    visitor.becomes(alder)
    one_quotes(visitor, people, "alder")
    visitor.becomes(people.manager)
    the_answer_is_published_and_the_request_amended(visitor, people)
    visitor.becomes(alder)
    the_sent_quote_is_confirmed(visitor, people)
    for name in ("birch", "cedar"):
        visitor.becomes(people.providers[name])
        one_quotes(visitor, people, name)
    visitor.becomes(an_operator())
    the_operator_sees_states_and_reads_for_a_reason_alone(visitor, people)
    pass_deadline(people.rfq)
    visitor.becomes(people.manager)
    the_quotes_are_opened_and_compared(visitor, people)
    for who in (people.manager, people.evaluator):
        visitor.becomes(who)
        nobody_scores_before_a_declaration(visitor, people)
    the_evaluator_scores(visitor, people)
    visitor.becomes(people.manager)
    the_manager_recommends(visitor, people, "birch")
    visitor.becomes(people.approver)
    somebody_else_approves(visitor, people, "birch")
    for name, who in people.providers.items():
        visitor.becomes(who)
        its_own_outcome_is_read(visitor, people, name)
    assert Outcome.objects.count() == 3


def the_manager_asks_three_providers(visitor: Visitor, people: Cast) -> None:
    page = visitor.page
    visitor.becomes(people.manager)
    visitor.goto(people.project.get_absolute_url())
    page.locator(f"a[href='/rfqs/new/?project={people.project.pk}']").first.click()
    assert page.input_value("[name=codename]") == "Ibis"
    closes = (database_now() + timedelta(days=30)).strftime("%Y-%m-%dT%H:%M")
    decides = (database_now() + timedelta(days=60)).strftime("%Y-%m-%d")
    for name, value in {
        "teaser": "An antibody for phase 1.", "brief": SECRET_BRIEF, "deadline": closes, "decision_on": decides,
        "criterion-0-label": "Price", "criterion-0-weight": "40", "criterion-1-label": "Quality", "criterion-1-weight": "60",
    }.items():  # fmt: skip
        page.fill(f"[name={name}]", value)
    for box in page.locator("[name^=criterion-]:is([name$=-label], [name$=-weight])").all()[4:]:
        box.fill("")
    visitor.press("Save the draft")
    visitor.sees("The draft is there.")
    for name in people.providers:
        page.fill("[name=provider]", name)
        visitor.press("Invite")
        visitor.sees(f"{name} is invited.")
    visitor.becomes(people.owner)
    take(visitor, people, "Offer the confidentiality agreement", name="Olga Owner")
    visitor.becomes(people.manager)
    take(visitor, people, "Publish", override="The rest follows with the answers.")


def take(visitor: Visitor, people: Cast, step: str, **values: str) -> None:
    """A step of the request by its button, what its page asks for typed in where it does."""
    visitor.goto(f"/rfqs/{people.rfq.pk}/")
    visitor.page.get_by_role("link", name=step, exact=True).first.click()
    for name, value in values.items():
        visitor.page.fill(f"[name={name}]", value)
    visitor.press(step)
    visitor.sees("Done.")


def reads_the_invitation(visitor: Visitor, people: Cast) -> None:
    visitor.goto("/invitations-to-quote/")
    visitor.page.get_by_role("link", name=people.rfq.codename, exact=True).click()


def each_accepts_the_agreement(visitor: Visitor, people: Cast) -> None:
    for name, who in people.providers.items():
        visitor.becomes(who)
        reads_the_invitation(visitor, people)
        assert SECRET_BRIEF not in visitor.page.content()
        visitor.page.fill("[name=name]", f"Owner of {name}")
        visitor.press("Accept for our organisation")
        visitor.sees(SECRET_BRIEF)
        visitor.press("We intend to quote")


def one_asks(visitor: Visitor, people: Cast) -> None:
    reads_the_invitation(visitor, people)
    visitor.page.fill("form[action$='/ask/'] [name=text]", QUESTION)
    visitor.press("Ask")
    visitor.sees("waits for an answer")


def one_declines_and_thinks_better_of_it(visitor: Visitor, people: Cast) -> None:
    page = visitor.page
    reads_the_invitation(visitor, people)
    page.locator("summary", has_text="Decline").click()
    page.locator("form[action$='/decline/'] select").select_option(index=1)
    visitor.press("Decline")
    page.get_by_text("Declined").first.wait_for()
    visitor.press("We intend to quote")


def one_quotes(visitor: Visitor, people: Cast, name: str) -> None:
    page, price = visitor.page, PRICES[name]
    reads_the_invitation(visitor, people)
    assert "bidder" not in page.content()
    visitor.press("Write the quote")
    page.select_option("[name=line-0-answer]", "priced")
    for field_name, value in {
        "line-0-price": price, "milestone-0-title": "Delivery", "milestone-0-amount": price, "milestone-0-week": "30",
        "currency": "EUR", "weeks": "30", "valid_until": (database_now() + timedelta(days=120)).strftime("%Y-%m-%d"),
        "assumption-0-text": "Cells arrive in week 1.",
    }.items():  # fmt: skip
        page.fill(f"[name={field_name}]", value)
    visitor.press("Save")
    page.get_by_role("link", name="Send the quote", exact=True).click()
    visitor.press("Send the quote")
    visitor.sees("Done.")


def the_answer_is_published_and_the_request_amended(visitor: Visitor, people: Cast) -> None:
    page = visitor.page
    visitor.goto(f"/rfqs/{people.rfq.pk}/")
    visitor.sees("Submitted")
    assert not [price for price in PRICES.values() if price in page.content().replace(",", "")]
    page.fill("[name=answer]", ANSWER)
    visitor.press("Publish the answer")
    visitor.sees("Published to every invited provider at once.")
    page.get_by_role("link", name="Amend", exact=True).first.click()
    page.fill("[name=line-0-batches]", "4")
    page.fill("[name=reason]", "One batch more.")
    visitor.press("Amend")
    visitor.sees("Everybody concerned is told at once.")


def the_sent_quote_is_confirmed(visitor: Visitor, people: Cast) -> None:
    page = visitor.page
    reads_the_invitation(visitor, people)
    visitor.sees(ANSWER)
    assert "One batch more." in page.content()
    page.get_by_role("link", name="Your quote").click()
    visitor.sees("The request was amended.")
    page.get_by_role("link", name="Confirm after the amendment").click()
    visitor.press("Confirm after the amendment")
    visitor.sees("Done.")


def the_operator_sees_states_and_reads_for_a_reason_alone(visitor: Visitor, people: Cast) -> None:
    page, rfq = visitor.page, people.rfq
    seen = ""
    for path in ("quote/", "invitation/", f"rfq/{rfq.pk}/change/"):
        visitor.goto(f"/admin/sourcing/{path}")
        seen += page.content().replace(",", "")
    assert "Submitted" in seen
    assert [text for text in (*PRICES.values(), SECRET_BRIEF, QUESTION) if text in seen] == []
    page.get_by_role("link", name="Read the confidential part").first.click()
    page.fill("[name=reason]", "The sponsor asked for help.")
    page.locator("form:has([name=reason]) button[type=submit]").click()
    visitor.sees(SECRET_BRIEF)
    assert not [price for price in PRICES.values() if price in page.content().replace(",", "")]
    assert Event.objects.filter(subject_id=str(rfq.pk), data__reason="The sponsor asked for help.").count() == 1


def the_quotes_are_opened_and_compared(visitor: Visitor, people: Cast) -> None:
    page = visitor.page
    take(visitor, people, "Open the quotes")
    page.get_by_role("link", name="Compare the quotes").click()
    table = page.locator("table.compare").first.inner_text().replace("\xa0", " ").replace(",", "")
    assert [price for price in PRICES.values() if f"EUR {price}" not in table] == []
    visitor.fits_a_phone()


def nobody_scores_before_a_declaration(visitor: Visitor, people: Cast) -> None:
    page = visitor.page
    visitor.goto(f"/rfqs/{people.rfq.pk}/comparison/")
    assert page.get_by_role("button", name="Keep my scores").count() == 0
    page.get_by_role("link", name="Declare", exact=True).click()
    page.check("[name=has_conflict][value=no]")
    page.locator("#form button.primary").click()
    visitor.sees("Done.")


def the_evaluator_scores(visitor: Visitor, people: Cast) -> None:
    page = visitor.page
    visitor.goto(f"/rfqs/{people.rfq.pk}/comparison/")
    for number in range(len(PRICES)):
        card = page.locator("section.card", has=page.get_by_role("button", name="Keep my scores")).nth(number)
        card.get_by_label("Price (40 %)").fill(str(7 + number))
        card.get_by_label("Quality (60 %)").fill(str(9 - number))
        card.get_by_role("button", name="Keep my scores").click()
        visitor.sees("Your scores are kept.")


def the_manager_recommends(visitor: Visitor, people: Cast, winner: str) -> None:
    page = visitor.page
    visitor.goto(f"/rfqs/{people.rfq.pk}/comparison/")
    visitor.sees("How much hangs on the weights")
    page.get_by_role("link", name="Recommend an award").click()
    page.fill("[name=reason]", "The best plan at a fair price.")
    line = page.get_by_label("1. ", exact=False).first
    offer = line.locator("option", has_text=winner)
    assert "EUR" in offer.inner_text()
    line.select_option(offer.get_attribute("value"))
    for name in PRICES:
        page.get_by_label(f"Reason for {name}").select_option("best-offer" if name == winner else "price")
        page.get_by_label(f"Feedback to {name}").fill(f"Words for {name}.")
    visitor.press("Recommend an award")
    visitor.sees("Somebody else has to approve it.")
    assert page.get_by_role("link", name="Approve the award").count() == 0


def somebody_else_approves(visitor: Visitor, people: Cast, winner: str) -> None:
    page = visitor.page
    visitor.goto(f"/rfqs/{people.rfq.pk}/")
    page.get_by_role("link", name="Approve the award").click()
    visitor.sees("The best plan at a fair price.")
    allotted, told = page.locator("#recommended ~ table").first, page.locator("#recommended ~ table", has_text="Feedback")
    row = allotted.locator("tbody tr", has_text=winner)
    assert row.locator("td").first.inner_text().startswith("1. ")
    assert "EUR" in row.locator("td").nth(2).inner_text()
    assert told.locator("tbody tr", has_text=winner).locator("td").nth(1).inner_text().startswith("1. ")
    visitor.fits_a_phone()
    visitor.press("Approve the award")
    visitor.sees("Done.")


def its_own_outcome_is_read(visitor: Visitor, people: Cast, name: str) -> None:
    reads_the_invitation(visitor, people)
    visitor.sees(f"Words for {name}.")
    others = [f"Words for {other}" for other in PRICES if other != name]
    assert [text for text in others if text in visitor.page.content()] == []
