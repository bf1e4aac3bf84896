"""Inviting, joining, changing roles, keys for programs: as people do it."""

from collections.abc import Callable

from django.test import Client

from organizations.enums import Role
from organizations.links import invitation_path
from organizations.models import ApiToken, Invitation, Membership
from tests.browser.conftest import Visitor
from tests.factories import PASSWORD, MembershipFactory, UserFactory


def test_an_owner_invites_a_colleague_who_joins_and_gets_another_role(visitor: Visitor, deliver_events: Callable[[], None]):
    owner = MembershipFactory.create()
    visitor.sign_in(owner.user)
    visitor.goto("/organization/members/")
    visitor.page.get_by_role("link", name="Invite people").first.click()
    visitor.page.fill("textarea[name=emails]", "new@example.org")
    visitor.press("Send the invitations")
    visitor.sees("1 invitation is on its way.")
    invitation = Invitation.objects.get()

    colleague = UserFactory.create(email="new@example.org")
    visitor.page.context.clear_cookies()
    visitor.goto(invitation_path(invitation))
    visitor.page.get_by_role("link", name="I have an account").click()
    assert visitor.page.input_value("input[name=login]") == "new@example.org"
    visitor.page.fill("input[name=password]", PASSWORD)
    visitor.press("Sign In")
    visitor.press("Join")
    visitor.sees("Welcome to")

    visitor.page.context.clear_cookies()
    visitor.sign_in(owner.user)
    visitor.goto("/organization/members/")
    visitor.page.get_by_role("link", name=f"Change the roles of {colleague.name}").click()
    visitor.page.get_by_label("Evaluator: scores quotes").check()
    visitor.press("Save")
    visitor.sees("are changed")
    assert Membership.objects.get(user=colleague).roles == [Role.EVALUATOR, Role.VIEWER]


def test_a_stale_edit_keeps_what_was_typed_and_says_what_stands_there_now(visitor: Visitor):
    owner = MembershipFactory.create()
    visitor.sign_in(owner.user)
    visitor.goto("/organization/")
    owner.organization.legal_name = "Renamed by somebody else"
    owner.organization.save()
    visitor.page.fill("input[name=legal_name]", "My new name")
    visitor.press("Save")
    visitor.sees("Somebody changed this in the meantime")
    visitor.sees("Renamed by somebody else")
    assert visitor.page.input_value("input[name=legal_name]") == "My new name"


def test_a_token_is_made_used_and_revoked(visitor: Visitor):
    owner = MembershipFactory.create()
    visitor.sign_in(owner.user)
    visitor.goto("/organization/tokens/")
    visitor.page.get_by_role("link", name="Make a token").click()
    visitor.confirm_access()
    visitor.page.fill("input[name=name]", "LIMS")
    visitor.page.locator("input[value='organization:read']").check()
    visitor.press("Make the token")
    secret = visitor.page.inner_text("#secret").strip()
    headers = {"Authorization": f"Bearer {secret}"}
    assert Client().get("/api/v1/me/", headers=headers).status_code == 200
    visitor.page.get_by_role("link", name="I have copied it").click()
    assert secret not in visitor.page.content()
    visitor.press("Revoke")
    visitor.sees("no longer works")
    assert Client().get("/api/v1/me/", headers=headers).status_code == 401
    assert ApiToken.objects.get().state == "revoked"


def test_a_person_in_two_organisations_switches_between_them(visitor: Visitor):
    first = MembershipFactory.create()
    second = MembershipFactory.create(user=first.user)
    visitor.sign_in(first.user)
    visitor.page.locator("summary:has-text('Organisation')").first.click()
    visitor.press(second.organization.legal_name)
    visitor.sees(f"You now act for {second.organization}")
    visitor.goto("/organization/")
    assert visitor.page.inner_text("h1") == second.organization.legal_name


def test_no_page_overflows_a_phone(visitor: Visitor):
    owner = MembershipFactory.create()
    visitor.sign_in(owner.user)
    paths = ["/", "/ui/", "/dashboard/", "/organization/", "/organization/members/", "/organization/tokens/", "/trail/",
             "/organization/roles/", "/notifications/", "/account/profile/", "/account/2fa/", "/vocabulary/"]  # fmt: skip
    for path in paths:
        visitor.goto(path)
        visitor.fits_a_phone()
