"""How a sourcing goes, in both roles: the steps of ``make tour``, with the pictures of ``make pictures``."""

from dataclasses import dataclass
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe


class Words(NamedTuple):
    """A heading, what happens, and what the picture shows for those who do not see it."""

    title: str | Promise
    text: str | Promise
    seen: str | Promise


PICTURED = {"en": "", "zh-hans": "zh-hans/"}
"""Languages that have a set of pictures, with its folder; readers of others see the English one."""


@dataclass(frozen=True)
class Step:
    """``picture`` is a static file in the reader's language, made by ``make pictures``."""

    name: str
    side: str | Promise
    words: Words

    @property
    def picture(self) -> str:
        return f"img/tour/{PICTURED.get(get_language() or '', '')}{self.name}.jpg"


SPONSOR, PROVIDER = _("The sponsor"), _("The provider")
STEPS = (
    Step("brief", SPONSOR, Words(
        _("Paste a brief"),
        _("The text becomes requirements, each with the words it was read from. What is unclear is said. You confirm, remove or weigh them, and they become a project with work packages."),
        _("A brief beside the requirements that were read from it."),
    )),
    Step("matches", SPONSOR, Words(
        _("See who can do it, and why"),
        _("Every provider is ranked by the same criteria, with a reason for each. What is a must and missing is named. Nobody can buy a place."),
        _("A ranked list of providers with their reasons."),
    )),
    Step("invitation", PROVIDER, Words(
        _("Answer an invitation"),
        _("You see a teaser, how serious the request is and how long there is time. You accept the confidentiality agreement and read the rest, ask in private, or decline with a reason that never lowers your rank."),
        _("An invitation to quote with its deadline and its teaser."),
    )),
    Step("quote", PROVIDER, Words(
        _("Quote line by line, sealed"),
        _("Each line is included, optional, excluded or assumed from the sponsor; milestones add up to the quote exactly. Nobody can read an amount before the recorded opening, operators included."),
        _("A quote with its lines, milestones and outcome."),
    )),
    Step("comparison", SPONSOR, Words(
        _("Open and compare"),
        _("After the deadline one recorded act opens all quotes. They stand side by side, as quoted and levelled: a gap is filled with the median of the others and marked, and never counts as nothing."),
        _("Three quotes side by side, with their totals and scores."),
    )),
    Step("request", SPONSOR, Words(
        _("Award, and tell everybody"),
        _("One person recommends, another approves. Every bidder gets an outcome with a reason and feedback in the same moment."),
        _("An awarded request with its bidders, its questions and its editions."),
    )),
)  # fmt: skip


@require_safe
def how_it_works(request: HttpRequest) -> HttpResponse:
    """For visitors who want to see it before they sign up."""
    return render(request, "core/how.html", {"steps": STEPS, "api_docs": reverse("api_docs")})
