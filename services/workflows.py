"""Which status may follow which."""

from core.workflow import Workflow, step
from services.enums import ImportStatus, OfferingStatus, UploadStatus

OFFERING = Workflow(
    step("publish", {OfferingStatus.DRAFT}, OfferingStatus.PUBLISHED, stamp="published_at"),
    step("pause", {OfferingStatus.PUBLISHED}, OfferingStatus.PAUSED),
    step("resume", {OfferingStatus.PAUSED}, OfferingStatus.PUBLISHED),
    step(
        "retire",
        {OfferingStatus.DRAFT, OfferingStatus.PUBLISHED, OfferingStatus.PAUSED},
        OfferingStatus.RETIRED,
        stamp="retired_at",
    ),
    step("bring_back", {OfferingStatus.RETIRED}, OfferingStatus.DRAFT, clears="retired_at"),
)
"""A paused offering keeps its place; a retired one comes back as a draft, and is looked through before it is published."""

MODERATION = Workflow(
    step("withhold", {OfferingStatus.PUBLISHED}, OfferingStatus.WITHHELD),
    step("put_back", {OfferingStatus.WITHHELD}, OfferingStatus.PUBLISHED),
)
"""An operator's steps, in a table of their own: what an operator took off the catalogue, its provider changes and does not move."""

IMPORT = Workflow(
    step("take_in", {ImportStatus.WAITING}, ImportStatus.READ),
    step("finish", {ImportStatus.READ}, ImportStatus.DONE, stamp="finished_at"),
    step("refuse", {ImportStatus.WAITING, ImportStatus.READ}, ImportStatus.REFUSED, stamp="finished_at"),
)
"""A spreadsheet is read first, then compared and written in one transaction."""

UPLOAD = Workflow(
    step("check", {UploadStatus.WAITING}, UploadStatus.CHECKED),
    step("confirm", {UploadStatus.CHECKED}, UploadStatus.CONFIRMED),
    step("drop", {UploadStatus.CHECKED}, UploadStatus.DROPPED, stamp="finished_at"),
    step("finish", {UploadStatus.CONFIRMED}, UploadStatus.DONE, stamp="finished_at"),
    step("refuse", {UploadStatus.WAITING, UploadStatus.CONFIRMED}, UploadStatus.REFUSED, stamp="finished_at"),
)
"""What a data file would change is shown first, and written when an operator confirms it."""
