"""Which status may follow which."""

from core.workflow import Workflow, step
from webhooks.enums import DeliveryStatus, EndpointStatus

ENDPOINT = Workflow(
    step("pause", {EndpointStatus.ENABLED}, EndpointStatus.PAUSED, stamp="stopped_at"),
    step("pause_failing", {EndpointStatus.ENABLED}, EndpointStatus.PAUSED, stamp="stopped_at"),
    step("disable", {EndpointStatus.ENABLED, EndpointStatus.PAUSED}, EndpointStatus.DISABLED, stamp="stopped_at"),
    step("resume", {EndpointStatus.PAUSED, EndpointStatus.DISABLED}, EndpointStatus.ENABLED, clears="stopped_at"),
)
"""People pause and resume. The platform pauses what keeps failing, and disables what answers 410 Gone."""

DELIVERY = Workflow(
    step("deliver", {DeliveryStatus.WAITING, DeliveryStatus.FAILED}, DeliveryStatus.DELIVERED, stamp="finished_at"),
    step("give_up", {DeliveryStatus.WAITING}, DeliveryStatus.FAILED, stamp="finished_at"),
    step(
        "redeliver",
        {DeliveryStatus.WAITING, DeliveryStatus.DELIVERED, DeliveryStatus.FAILED},
        DeliveryStatus.WAITING,
        clears="finished_at",
    ),
)
"""An answer may come after the delivery was given up: what was taken is delivered."""
