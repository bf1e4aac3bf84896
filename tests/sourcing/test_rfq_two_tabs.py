"""A draft of a request in two tabs: the slower is shown both, chooses, and goes on."""

from typing import Any

import pytest

from drafts.actions import keep_draft
from drafts.models import Draft
from projects.sourcing.models import Rfq
from tests.providers.house import signed_in
from tests.sourcing.deal import Deal, draft_deal
from tests.sourcing.test_pages import filled, post

pytestmark = pytest.mark.django_db


def two_tabs(**typed: str) -> tuple[Deal, Any, str, dict[str, Any]]:
    """The first has typed; meanwhile the second has saved another codename and another title for the first line."""
    deal = draft_deal(1)
    client, path = signed_in(deal.manager), f"/rfqs/{deal.rfq.pk}/edit/"
    page = client.get(path)
    first = filled(page, **typed)
    post(client, path, filled(page, codename="Egret", **{"line-0-title": "Drug substance, GMP"}))
    kept = {name: value if isinstance(value, list) else [str(value)] for name, value in first.items()}
    keep_draft(actor=deal.manager, key=f"rfq:{deal.rfq.pk}", values=kept, is_refused=True)
    return deal, client, path, first


def test_the_slower_tab_is_shown_both_and_nothing_is_saved_yet():
    deal, client, path, first = two_tabs(teaser="Another teaser.")
    refused = client.post(path, first)
    told = [(one.label, one.mine, one.theirs) for one in refused.context["forms"].conflict.differences]
    assert refused.status_code == 422
    assert told == [
        ("Public name", "Heron", "Egret"),
        ("Teaser", "Another teaser.", "An antibody for phase 1."),
        ("1. Line", "Drug substance", "Drug substance, GMP"),
    ]
    assert deal.again().codename == "Egret"


def test_what_is_chosen_is_saved_even_after_a_reload_and_the_draft_is_done_with():
    deal, client, path, _first = two_tabs(teaser="Another teaser.")
    reloaded = filled(client.get(path))  # with what was kept, and the version it was typed over
    refused = client.post(path, reloaded)
    over = str(refused.context["forms"].conflict.version)
    post(client, path, reloaded | {"over": over, "take": ["line-0-title"]})
    rfq = deal.again()
    assert (rfq.codename, rfq.teaser) == ("Heron", "Another teaser.")
    assert [line.title for line in rfq.lines.all()] == ["Drug substance, GMP", "Fill and finish"]
    assert not Draft.objects.filter(key=f"rfq:{rfq.pk}").exclude(values={}).exists()
    assert client.post(path, filled(client.get(path), codename="Kite")).status_code == 302


def test_a_line_that_only_the_other_has_can_be_taken_whole():
    deal = draft_deal(1)
    client, path = signed_in(deal.manager), f"/rfqs/{deal.rfq.pk}/edit/"
    page = client.get(path)
    first = filled(page, teaser="Another teaser.")
    post(client, path, filled(page, **{"line-2-title": "Release testing", "line-2-batches": "3"}))
    over = str(Rfq.objects.get(pk=deal.rfq.pk).version)
    post(client, path, first | {"over": over, "take": ["line-2-title"]})
    assert [(line.title, line.batches) for line in deal.again().lines.all()][2] == ("Release testing", 3)


def test_a_row_that_both_tabs_added_is_saved():
    deal = draft_deal(1)
    client, path = signed_in(deal.manager), f"/rfqs/{deal.rfq.pk}/edit/"
    page = client.get(path)
    added = {"line-2-title": "Release testing"}
    post(client, path, filled(page, **added))
    over = str(Rfq.objects.get(pk=deal.rfq.pk).version)
    post(client, path, filled(page, **added) | {"over": over})
    assert [line.title for line in deal.again().lines.all()] == ["Drug substance", "Fill and finish", "Release testing"]
