"""How a run of matching moves."""

from core.workflow import Workflow, step
from projects.matching.enums import RunStatus

MATCH_RUN = Workflow(
    step("begin", {RunStatus.REQUESTED}, RunStatus.RUNNING),
    step("finish", {RunStatus.RUNNING}, RunStatus.FINISHED, stamp="finished_at"),
    step("fail", {RunStatus.REQUESTED, RunStatus.RUNNING}, RunStatus.FAILED),
)
