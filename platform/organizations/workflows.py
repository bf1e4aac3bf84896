"""Which status may follow which."""

from core.workflow import Workflow, step
from organizations.enums import InvitationStatus

INVITATION = Workflow(
    step("accept", {InvitationStatus.OPEN}, InvitationStatus.ACCEPTED, stamp="answered_at"),
    step("decline", {InvitationStatus.OPEN}, InvitationStatus.DECLINED, stamp="answered_at"),
    step("withdraw", {InvitationStatus.OPEN}, InvitationStatus.WITHDRAWN, stamp="answered_at"),
)
