"""The engine under every status machine."""

import pytest

from core.workflow import Workflow, step
from organizations.enums import InvitationStatus


def test_a_table_with_two_targets_for_one_step_and_source_is_refused():
    with pytest.raises(ValueError, match="two targets"):
        Workflow(
            step("answer", {InvitationStatus.OPEN}, InvitationStatus.ACCEPTED),
            step("answer", {InvitationStatus.OPEN}, InvitationStatus.DECLINED),
        )
