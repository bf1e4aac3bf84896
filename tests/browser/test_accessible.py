"""Rules of WCAG 2.2 AA that axe-core knows, in both languages, zoom to 400 % and pages that stand still, where people spend
their time.

``make shots`` asks every page.
"""

from typing import Any

import pytest

from organizations.enums import Role
from services.models import Offering
from tests.browser.conftest import PHONE, Visitor, an_operator
from tests.factories import MembershipFactory
from tests.selling import seller
from tests.shots.faults import axe_faults, narrow_faults, shift_faults
from tests.sourcing.deal import drafted, open_deal, opened_deal, score_all


def faults(visitor: Visitor, *paths: str) -> dict[str, list[str]]:
    """By address, wide and in English, then on a phone and in Chinese, where at 400 % as well; with what moves while it loads."""
    found = {path: _looked_at(visitor, path, "en") for path in paths}
    visitor.reads("zh-hans")
    wide: Any = visitor.page.viewport_size
    visitor.page.set_viewport_size(PHONE)
    for path in paths:
        found[f"{path} on a phone"] = [*_looked_at(visitor, path, "zh-hans"), *narrow_faults(visitor.page)]
    visitor.page.set_viewport_size(wide)
    return {path: them for path, them in found.items() if them}


def _looked_at(visitor: Visitor, path: str, language: str) -> list[str]:
    visitor.goto(path)
    assert (visitor.path, visitor.page.get_attribute("html", "lang")) == (path, language)
    return [*axe_faults(visitor.page), *shift_faults(visitor.page)]


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


@pytest.mark.usefixtures("shipped")
def test_how_a_provider_is_matched_keeps_the_rules(visitor: Visitor):
    person = seller(Role.MANAGER)
    own = Offering.objects.published().filter(provider__slug="wacker-biotech", service_line="plasmid-gmp").get()
    visitor.becomes(person)
    assert faults(visitor, "/my/matching/", f"/my/matching/?offering={own.pk}") == {}


def test_an_operators_figures_keep_the_rules(visitor: Visitor):
    opened_deal()
    visitor.becomes(an_operator())
    assert faults(visitor, "/dashboard/", "/market/") == {}
