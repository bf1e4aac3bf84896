"""An impatient operator: a second click on a button that has not been answered yet."""

from playwright.sync_api import Route

from providers.models import Review
from tests.browser.conftest import Visitor, an_operator
from tests.factories.providers import claim, provider, provider_side


def test_two_clicks_are_one_decision_and_no_refusal_of_it(visitor: Visitor):
    page, made = visitor.page, claim(provider(), provider_side())
    sent: list[str] = []

    def slowly(route: Route) -> None:
        if route.request.method == "POST":
            sent.append(route.request.url)
            page.wait_for_timeout(400)
        route.continue_()

    visitor.becomes(an_operator())
    visitor.goto(f"/admin/providers/claim/{made.pk}/reject/")
    page.get_by_label("Reason").fill("Another company")
    page.route("**/reject/", slowly)
    button = page.get_by_role("button", name="Reject")
    place = button.bounding_box()
    assert place is not None
    for _click in range(2):
        page.mouse.click(place["x"] + 4, place["y"] + 4)
        page.wait_for_timeout(150)
    page.get_by_text("Done: Reject.").wait_for()
    assert (len(sent), Review.objects.count()) == (1, 1)
    assert page.get_by_role("alert").filter(has_text="Somebody changed").count() == 0
