"""The engine under every status machine."""

from datetime import UTC, datetime

import pytest
import time_machine

from core.errors import WrongState
from core.workflow import Workflow, step
from organizations.enums import InvitationStatus
from tests.factories import InvitationFactory

ANSWERS = Workflow(
    step("accept", {InvitationStatus.OPEN}, InvitationStatus.ACCEPTED, stamp="answered_at"),
    step("decline", {InvitationStatus.OPEN}, InvitationStatus.DECLINED, stamp="answered_at"),
)


@pytest.mark.django_db
@time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False)
def test_a_step_moves_the_status_and_stamps_the_time():
    invitation = InvitationFactory.create()
    ANSWERS.apply(invitation, "accept")
    invitation.refresh_from_db()
    assert invitation.status == InvitationStatus.ACCEPTED
    assert invitation.answered_at == datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.django_db
def test_a_step_from_a_wrong_status_is_refused_and_changes_nothing():
    invitation = InvitationFactory.create()
    ANSWERS.apply(invitation, "decline")
    with pytest.raises(WrongState, match="“Declined”") as error:
        ANSWERS.apply(invitation, "accept")
    assert "accept" not in str(error.value.message)
    invitation.refresh_from_db()
    assert invitation.status == InvitationStatus.DECLINED


@pytest.mark.django_db
def test_a_row_that_is_saved_with_other_columns_is_moved_by_the_same_table_and_left_to_its_action():
    invitation, then = InvitationFactory.create(), datetime(2026, 3, 1, 12, tzinfo=UTC)
    assert ANSWERS.move(invitation, "accept", then) == ["status", "answered_at"]
    assert (invitation.status, invitation.answered_at) == (InvitationStatus.ACCEPTED, then)
    with pytest.raises(WrongState):
        ANSWERS.move(invitation, "decline")
    invitation.refresh_from_db()
    assert invitation.status == InvitationStatus.OPEN


@pytest.mark.django_db
def test_available_steps_follow_the_status():
    invitation = InvitationFactory.create()
    assert ANSWERS.available(invitation) == ["accept", "decline"]
    ANSWERS.apply(invitation, "accept")
    assert ANSWERS.available(invitation) == []
    assert not ANSWERS.allows(invitation, "decline")


def test_a_table_with_two_targets_for_one_step_and_source_is_refused():
    with pytest.raises(ValueError, match="two targets"):
        Workflow(
            step("answer", {InvitationStatus.OPEN}, InvitationStatus.ACCEPTED),
            step("answer", {InvitationStatus.OPEN}, InvitationStatus.DECLINED),
        )
