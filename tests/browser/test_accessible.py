"""Rules of WCAG 2.2 AA that axe-core knows, zoom to 400 % and pages that stand still, where people spend their time.

``make shots`` asks every page.
"""

import pytest

from tests.browser.conftest import PHONE, Visitor, an_operator
from tests.factories import MembershipFactory
from tests.shots.faults import OF_WIDTH, axe_faults, narrow_faults, shift_faults
from tests.sourcing.deal import drafted, open_deal, opened_deal, score_all


def faults(visitor: Visitor, *paths: str) -> dict[str, list[str]]:
    """By address, at two widths and at 400 %, with what moves while the page loads."""
    wide, found = visitor.page.viewport_size, {}
    for path in paths:
        visitor.goto(path)
        assert visitor.path == path, "somewhere else"
        found[path] = [*axe_faults(visitor.page), *shift_faults(visitor.page)]
        visitor.page.set_viewport_size(PHONE)
        visitor.goto(path)
        found[f"{path} on a phone"] = [
            *axe_faults(visitor.page, OF_WIDTH),
            *shift_faults(visitor.page),
            *narrow_faults(visitor.page),
        ]
        visitor.page.set_viewport_size(wide)  # type: ignore[arg-type]
    return {path: them for path, them in found.items() if them}


@pytest.mark.usefixtures("shipped")
def test_what_everybody_sees_keeps_the_rules(visitor: Visitor):
    visitor.goto("/offerings/?q=mRNA")
    offering = visitor.page.locator("article.card h2 a").first.get_attribute("href")
    public = ["/", "/offerings/?q=mRNA&stage=phase-3", "/providers/", "/providers/wacker-biotech/", str(offering), "/coverage/",
              "/match/", "/account/login/", "/account/signup/"]  # fmt: skip
    assert faults(visitor, *public) == {}


@pytest.mark.usefixtures("shipped")
def test_a_new_sponsors_empty_pages_keep_the_rules(visitor: Visitor):
    visitor.sign_in(MembershipFactory.create().user)
    assert faults(visitor, "/dashboard/", "/projects/", "/projects/new/", "/rfqs/", "/rfqs/new/", "/shortlists/") == {}


def test_a_sponsors_request_and_its_comparison_keep_the_rules(visitor: Visitor):
    deal, quotes = opened_deal()
    score_all(deal, quotes)
    visitor.becomes(deal.manager)
    page = f"/rfqs/{deal.rfq.pk}/"
    assert faults(visitor, "/dashboard/", page, f"{page}comparison/", f"{page}recommend/", f"{page}preview/") == {}


def test_a_providers_invitation_and_quote_keep_the_rules(visitor: Visitor):
    deal = open_deal()
    quote = drafted(deal, deal.bidder)
    visitor.becomes(deal.bidder.manager)
    invitation = deal.bidder.invitation
    assert invitation is not None
    pages = [f"/invitations-to-quote/{invitation.pk}/", f"/quotes/{quote.pk}/", f"/quotes/{quote.pk}/edit/"]
    assert (
        faults(visitor, "/dashboard/", "/my/provider/", "/my/offerings/", "/my/capacity/", "/my/performance/", *pages) == {}
    )


def test_an_operators_figures_keep_the_rules(visitor: Visitor):
    opened_deal()
    visitor.becomes(an_operator())
    assert faults(visitor, "/dashboard/", "/market/") == {}
