"""The quote editor: what is typed is saved once and for all, and nobody overwrites a price without seeing it."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import DecimalField, Form

from core.forms import FigureField
from projects.briefs.forms.project import PackageForm, ProjectForm
from projects.sourcing.actions.quote import save_quote
from projects.sourcing.content import Assumption, MilestoneOffer, QuoteContent
from projects.sourcing.forms.quote import LineAnswerForm, MilestoneForm
from projects.sourcing.forms.rfq import LineForm
from projects.sourcing.forms.steps import PolicyForm
from projects.sourcing.models import Quote
from projects.sourcing.selectors.quote import own_content
from providers.forms.capability import CapabilityForm
from providers.forms.capacity import SuiteForm
from providers.forms.site import SiteForm
from services.forms.offering import OfferingForm
from tests.providers.house import signed_in
from tests.sourcing.deal import Bidder, Deal, content_of, drafted, open_deal
from tests.sourcing.test_pages import filled

pytestmark = pytest.mark.django_db
FRAGMENT = {"HX-Request": "true"}
PRICE = "1. Drug substance, Price, or cap"


class Editor:
    """A provider's tab with the editor open."""

    def __init__(self, one: Bidder, quote: Quote) -> None:
        self.client, self.actor, self.quote = signed_in(one.manager), one.manager, quote
        self.address = f"/quotes/{quote.pk}/edit/"
        page = self.client.get(self.address)
        self.typed = filled(page, version=str(page.context["version"]))

    def types(self, **values: Any) -> Any:
        """And waits until it is saved; the version that the answer brings is sent with the next."""
        self.typed |= {name.replace("__", "-"): value for name, value in values.items()}
        answer = self.client.post(self.address, self.typed, headers=FRAGMENT)
        self.shown = answer.content.decode()
        (self.typed["version"],) = re.findall(r'name="version" value="(\d+)"', self.shown)
        return answer

    @property
    def conflict(self) -> list[tuple[str, str, str]]:
        """What differs, what was typed, what stands."""
        rows = re.findall(r"<tr>(.*?)</tr>", self.shown.partition("<tbody>")[2].partition("</tbody>")[0], re.DOTALL)
        return [tuple(re.findall(r'<td data-label="[^"]+">([^<]*)</td>', row)) for row in rows]

    def chooses(self, *labels: str) -> Any:
        """What the others say for these, by the button below the two columns."""
        names = re.findall(r'name="take" value="([^"]+)"[^>]*aria-label="Take theirs: ([^"]+)"', self.shown)
        (over,) = re.findall(r'name="over" value="(\d+)"', self.shown)
        taken = [name for name, label in names if label in labels]
        return self.client.post(self.address, self.typed | {"take": taken, "over": over})

    @property
    def stands(self) -> QuoteContent:
        return own_content(self.actor, Quote.objects.get(pk=self.quote.pk))


@pytest.fixture
def deal() -> Deal:
    return open_deal(1)


def test_new_rows_stay_however_often_what_was_typed_is_saved(deal: Deal):
    quote = drafted(deal, deal.bidder, milestones=(), assumptions=())
    editor = Editor(deal.bidder, quote)
    rows = {"milestone__0__title": "Delivery", "milestone__0__week": "30", "milestone__0__amount": "2000"}
    for _time in range(3):
        assert editor.types(**rows, assumption__0__text="Cells arrive in week 1.").status_code == 200
        assert editor.stands.milestones == (MilestoneOffer("Delivery", Decimal(2000), 30),)
        assert editor.stands.assumptions == (Assumption("A1", "Cells arrive in week 1."),)


def test_a_row_that_is_emptied_is_gone_and_the_others_stay(deal: Deal):
    quote = drafted(deal, deal.bidder, milestones=(MilestoneOffer("First", Decimal(1), 1), MilestoneOffer("Second")))
    editor = Editor(deal.bidder, quote)
    editor.types(milestone__0__title="", milestone__0__week="", milestone__0__amount="")
    assert editor.stands.milestones == (MilestoneOffer("Second"),)


def two_tabs(deal: Deal) -> tuple[Editor, Editor]:
    """Of which the second has saved another price for the first line."""
    quote = drafted(deal, deal.bidder)
    first, second = Editor(deal.bidder, quote), Editor(deal.bidder, quote)
    second.types(line__0__price="500000")
    return first, second


def test_of_two_tabs_the_slower_is_shown_both_prices_and_saves_nothing_until_it_has_chosen(deal: Deal):
    first, _second = two_tabs(deal)
    for _time in range(2):  # whatever else is typed, or the button pressed
        assert first.types(line__0__note="With a note.").status_code == 422
        assert first.conflict == [(PRICE, "1000", "500000"), ("1. Drug substance, Note", "With a note.", "–")]
        assert 'id="conflict" hx-swap-oob="true"' in first.shown
        assert first.stands.lines[0].price == 500_000
    pressed = first.client.post(first.address, first.typed)
    assert (pressed.status_code, "Take theirs" in pressed.content.decode()) == (422, True)
    assert first.stands.lines[0].price == 500_000


@pytest.mark.parametrize(("taken", "price"), [([], 1000), ([PRICE], 500_000)])
def test_what_is_chosen_of_the_two_is_saved_and_the_rest_stays_as_it_was_typed(deal: Deal, taken: list[str], price: int):
    first, _second = two_tabs(deal)
    first.types(line__0__note="With a note.")
    assert first.chooses(*taken).status_code == 302
    line = first.stands.lines[0]
    assert (line.price, line.note) == (price, "With a note.")
    assert first.stands.milestones == content_of(deal.rfq).milestones


def test_a_row_that_only_the_other_has_can_be_taken_over(deal: Deal):
    quote = drafted(deal, deal.bidder, milestones=(), assumptions=())
    editor = Editor(deal.bidder, quote)
    theirs = content_of(deal.rfq, assumptions=(Assumption("A1", "Cells."), Assumption("A2", "Media.")))
    save_quote(actor=deal.bidder.manager, quote=Quote.objects.get(pk=quote.pk), content=theirs)
    editor.types(summary="Ours.")
    editor.chooses(*(label for label, _mine, _theirs in editor.conflict if label != "Summary"))
    stands = editor.stands
    assert (stands.summary, stands.milestones, stands.assumptions) == ("Ours.", theirs.milestones, theirs.assumptions)


def test_two_who_typed_the_same_are_not_asked(deal: Deal):
    first, second = two_tabs(deal)
    assert first.types(line__0__price="500000.00").status_code == 200
    assert first.types(summary="On we go.").status_code == 200
    assert second.stands.summary == "On we go."


def test_what_is_handed_in_with_an_outdated_quote_is_held_back_and_both_are_shown(deal: Deal):
    first, _second = two_tabs(deal)
    address = f"/quotes/{first.quote.pk}/files/"
    upload = SimpleUploadedFile("plan.txt", b"A plan.", "text/plain")
    refused = first.client.post(address, first.typed | {"attach-upload": upload, "attach-envelope": "commercial"})
    assert (refused.status_code, "Take theirs: 1. Drug substance, Price, or cap" in refused.content.decode()) == (422, True)
    assert first.stands.attachments == ()


@pytest.mark.parametrize(
    ("typed", "price"), [("452.000,00", 452_000), ("1,250,000.00", 1_250_000), ("12,50", Decimal("12.5"))]
)
def test_a_pasted_price_of_another_country_is_what_it_says(deal: Deal, typed: str, price: Decimal):
    editor = Editor(deal.bidder, drafted(deal, deal.bidder))
    assert editor.types(line__0__price=typed).status_code == 200
    assert editor.stands.lines[0].price == price


@pytest.mark.parametrize("typed", ["904.000", "12,500", "4.5m"])
def test_a_price_that_could_be_another_is_not_saved_and_the_page_says_how_to_write_it(deal: Deal, typed: str):
    editor = Editor(deal.bidder, drafted(deal, deal.bidder))
    assert editor.types(line__0__price=typed).status_code == 422
    assert f"“{typed}”" in editor.shown
    assert editor.stands.lines[0].price == 1000


FORMS = (
    LineAnswerForm, MilestoneForm, LineForm, PolicyForm, ProjectForm, PackageForm, OfferingForm, SiteForm, SuiteForm,
    CapabilityForm,
)  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_every_figure_that_people_type_is_read_by_the_same_rule(form: type[Form]):
    figures = [field for field in form.base_fields.values() if isinstance(field, DecimalField)]
    assert figures
    assert [field.label for field in figures if not isinstance(field, FigureField)] == []
