"""Who belongs, in which roles: the organisation never stands without an owner."""

import threading
from collections.abc import Callable

import pytest
from django.db import connections, transaction

from accounts.models import User
from core.errors import Forbidden, Invalid, NotFound, StaleVersion, WrongState
from events.models import Event
from organizations.actions.membership import change_roles, end_membership
from organizations.actor import Actor
from organizations.enums import Kind, Role
from organizations.models import Membership, Organization
from tests.factories import MembershipFactory, OrganizationFactory, actor

pytestmark = pytest.mark.django_db


def test_an_owner_gives_a_colleague_other_roles_and_the_trail_says_so():
    owner = actor()
    colleague = MembershipFactory.create(organization=owner.organization, roles=[Role.VIEWER])
    change_roles(actor=owner, membership=colleague, roles=[Role.MANAGER, Role.EVALUATOR])
    colleague.refresh_from_db()
    assert colleague.roles == [Role.MANAGER, Role.EVALUATOR]
    event = Event.objects.get(kind="membership.roles_changed")
    assert (event.data["before"], event.data["after"]) == (["viewer"], ["manager", "evaluator"])


def test_a_manager_may_not_change_roles():
    manager = actor(Role.MANAGER)
    colleague = MembershipFactory.create(organization=manager.organization)
    with pytest.raises(Forbidden, match="Owner"):
        change_roles(actor=manager, membership=colleague, roles=[Role.VIEWER])


def test_a_member_of_another_organisation_is_not_there():
    with pytest.raises(NotFound):
        change_roles(actor=actor(), membership=MembershipFactory.create(), roles=[Role.VIEWER])


def test_the_last_owner_can_neither_step_down_nor_leave():
    owner = actor()
    with pytest.raises(WrongState, match="needs an owner"):
        change_roles(actor=owner, membership=owner.membership, roles=[Role.VIEWER])
    with pytest.raises(WrongState, match="needs an owner"):
        end_membership(actor=owner, membership=owner.membership)


def test_an_owner_who_may_not_sign_in_does_not_count():
    owner = actor()
    other = MembershipFactory.create(organization=owner.organization)
    User.objects.filter(pk=other.user_id).update(is_active=False)
    with pytest.raises(WrongState, match="needs an owner"):
        end_membership(actor=owner, membership=owner.membership)


def test_no_role_at_all_is_refused_beside_the_field():
    owner = actor()
    with pytest.raises(Invalid) as refusal:
        change_roles(actor=owner, membership=owner.membership, roles=[])
    assert list(refusal.value.errors) == ["roles"]


def test_a_stale_version_changes_nothing():
    owner = actor()
    colleague = MembershipFactory.create(organization=owner.organization, roles=[Role.VIEWER])
    change_roles(actor=owner, membership=colleague, roles=[Role.MANAGER], expected_version=1)
    with pytest.raises(StaleVersion):
        change_roles(actor=owner, membership=colleague, roles=[Role.EVALUATOR], expected_version=1)
    colleague.refresh_from_db()
    assert colleague.roles == [Role.MANAGER]


def test_a_signatory_needs_a_second_factor_and_an_operator_the_admin_site():
    owner = actor()
    change_roles(actor=owner, membership=owner.membership, roles=[Role.OWNER, Role.SIGNATORY])
    owner.user.refresh_from_db()
    assert (owner.user.second_factor_required, owner.user.is_staff) == (True, False)
    change_roles(actor=owner, membership=owner.membership, roles=[Role.OWNER])
    owner.user.refresh_from_db()
    assert owner.user.second_factor_required is False

    chief = actor(kind=Kind.OPERATOR)
    helper = MembershipFactory.create(organization=chief.organization, roles=[Role.VIEWER])
    change_roles(actor=chief, membership=helper, roles=[Role.MANAGER])
    helper.user.refresh_from_db()
    assert (helper.user.second_factor_required, helper.user.is_staff) == (True, True)
    end_membership(actor=chief, membership=helper)
    helper.user.refresh_from_db()
    assert (helper.user.second_factor_required, helper.user.is_staff) == (False, False)


def test_somebody_who_left_is_kept_for_the_trail_and_may_come_back():
    owner = actor()
    colleague = MembershipFactory.create(organization=owner.organization, roles=[Role.VIEWER])
    end_membership(actor=Actor.of(colleague), membership=colleague)
    assert Membership.objects.current().filter(pk=colleague.pk).exists() is False
    MembershipFactory.create(organization=owner.organization, user=colleague.user)
    assert Membership.objects.filter(user=colleague.user).count() == 2


def at_once(*works: Callable[[], object]) -> list[object]:
    """Run in parallel, each on a connection of its own; a refusal is an outcome too."""
    outcomes: list[object] = []
    barrier = threading.Barrier(len(works))

    def run(work: Callable[[], object]) -> None:
        barrier.wait()
        try:
            outcomes.append(work())
        except WrongState as refusal:
            outcomes.append(refusal)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@pytest.mark.django_db(transaction=True)
def test_two_owners_who_leave_at_once_leave_one_behind():
    organization = OrganizationFactory.create()
    first, second = (MembershipFactory.create(organization=organization) for _ in range(2))
    outcomes = at_once(*(lambda one=one: end_membership(actor=Actor.of(one), membership=one) for one in (first, second)))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Membership", "WrongState"]
    assert Membership.objects.current().filter(organization=organization, roles__contains=["owner"]).count() == 1


def test_the_database_refuses_an_unknown_role_and_a_second_membership():
    membership = MembershipFactory.create()
    for values in ({"roles": ["king"]}, {"roles": []}):
        with pytest.raises(Exception, match="membership_roles_known"), transaction.atomic():
            Membership.objects.filter(pk=membership.pk).update(**values)
    with pytest.raises(Exception, match="membership_once_at_a_time"), transaction.atomic():
        MembershipFactory.create(user=membership.user, organization=membership.organization)


def test_the_database_refuses_an_operator_that_is_also_a_sponsor():
    organization = OrganizationFactory.create()
    with pytest.raises(Exception, match="organization_operator_alone"), transaction.atomic():
        Organization.objects.filter(pk=organization.pk).update(kinds=["operator", "sponsor"])
