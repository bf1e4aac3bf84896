"""Bringing a spreadsheet in: handed in by a person, read and settled after that in steps of their own."""

import logging
import uuid
from typing import Any

from django.db import OperationalError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from core.errors import DomainError, Forbidden, Invalid
from core.models import lock
from events.actions import emit
from organizations.actor import Actor
from organizations.models import Membership
from organizations.roles import Permission
from providers.models import Provider
from services.actions.offering import answer_withholdings
from services.enums import ImportStatus
from services.imports.cells import Complaint, Reader
from services.imports.checks import Judge, is_open
from services.imports.columns import OFFERINGS, SHEETS, SITES
from services.imports.files import RawSheet, ensure_readable, read_file
from services.imports.pace import Pace, Tell
from services.imports.plan import CHANGED, Plan, Planner
from services.imports.standing import standing_of
from services.imports.writing import confirmed_marks, write_plan
from services.models import ImportRun
from services.selectors.own import lines_with_modalities
from services.workflows import IMPORT
from vocabulary.selectors.vocabulary import current_vocabulary

MOST_COMPLAINTS, MOST_SHOWN = 1000, 200
logger = logging.getLogger(__name__)


@transaction.atomic
def request_import(*, actor: Actor, provider: Provider, file_name: str, content: bytes, is_trial: bool) -> ImportRun:
    """Hand a file in. ``is_trial`` only says what it would do. Raises Invalid for what is no spreadsheet."""
    actor.require(Permission.PROVIDER_EDIT)
    ensure_readable(file_name, content)
    run = ImportRun.objects.create(
        provider=provider,
        membership=actor.require_membership(),
        file_name=file_name.replace("\0", "")[-160:] or "file",
        is_trial=is_trial,
        content=content,
    )
    emit("import.requested", actor=actor, subject=run, data={"provider": str(provider.pk)})
    return run


@transaction.atomic
def read_import(run_id: uuid.UUID) -> None:
    """From the file to rows of texts. The file itself goes."""
    run = ImportRun.objects.select_for_update().get(pk=run_id)
    if run.status != ImportStatus.WAITING or run.content is None:
        return
    with translation.override(run.membership.user.language):
        try:
            sheets = read_file(bytes(run.content))
        except Invalid as error:
            _refuse(run, [Complaint("", 0, "", str(text)) for text in error.errors.get("file", [str(error)])])
            return
    run.sheets, run.content = [sheet.as_json() for sheet in sheets], None
    run.save()
    IMPORT.apply(run, "take_in")
    emit("import.read", actor=Actor.of(run.membership), subject=run, data={"provider": str(run.provider_id)})


@transaction.atomic
def settle_import(run_id: uuid.UUID, tell: Tell = lambda share: None) -> None:
    """Compare the rows with what stands, and write them unless any is wrong or it is a trial: all or nothing.

    ``tell`` is told now and then which share of it is done.
    """
    run = ImportRun.objects.select_for_update().get(pk=run_id)
    if run.status != ImportStatus.READ:
        return
    with translation.override(run.membership.user.language):
        try:
            with transaction.atomic():
                _settle(run, tell)
        except OperationalError:
            raise
        except Exception as error:  # whatever it is, the person is told, and nothing of the file stays
            logger.warning("Import %s was refused: %s", run.pk, type(error).__name__, exc_info=True)
            text = (
                str(error)
                if isinstance(error, DomainError)
                else _("It could not be written. Check the file, and try again.")
            )
            _refuse(run, [Complaint("", 0, "", text)])


def _settle(run: ImportRun, tell: Tell) -> None:
    actor = _actor_of(run)
    actor.require(Permission.PROVIDER_EDIT)
    provider = lock(
        Provider.objects.visible_to(actor).filter(organization_id=actor.require_membership().organization_id),
        run.provider_id,
    )
    standing = standing_of(provider, for_update=not run.is_trial)
    vocabulary = current_vocabulary()
    opened = {pk for pk, values in standing.values[SITES.key].items() if is_open(values)}
    planner = Planner(standing, Judge(provider, vocabulary, lines_with_modalities(), opened))
    sheets = {raw["key"]: RawSheet(**raw) for raw in run.sheets or []}
    pace = Pace(sum(len(raw.rows) for raw in sheets.values()), 2 if run.is_trial else 3, tell)
    reader = Reader(vocabulary, pace.step)
    for sheet in SHEETS:
        if sheet.key in sheets:
            planner.settle(sheet, pace.over(reader.lines(sheet, sheets[sheet.key], planner.complaints)))
    blank = [{"sheet": raw.key, "rows": raw.blank[:50]} for raw in sheets.values() if raw.blank]
    if planner.complaints:
        _refuse(run, planner.complaints, blank)
        return
    report = _report(planner.plan) | {"blank": blank, "errors": [], "error_count": 0}
    if not run.is_trial and write_plan(planner.plan, standing, pace.step):
        _sign(provider, actor, planner.plan)
        answer_withholdings(entry.pk for entry in planner.plan.entries.get(OFFERINGS.key, []))
        data = {"provider": str(provider.pk), "counts": _numbers(planner.plan)}
        emit("offering.imported", actor=actor, subject=run, data=data)
    _finish(run, "finish", report)


def _actor_of(run: ImportRun) -> Actor:
    """Whoever handed it in, if they are still there. Raises Forbidden."""
    rows = Membership.objects.current().select_related("user", "organization")
    membership = rows.filter(pk=run.membership_id).first()
    if membership is None:
        raise Forbidden(_("Whoever handed it in no longer acts for the organisation."))
    return Actor.of(membership)


def _sign(provider: Provider, actor: Actor, plan: Plan) -> None:
    provider.unverified_fields = confirmed_marks(plan, provider)
    if actor.user_id and actor.user_id not in provider.editor_ids:
        provider.editor_ids = [*provider.editor_ids, actor.user_id]
    provider.save()


def _refuse(run: ImportRun, complaints: list[Complaint], blank: list[dict[str, Any]] | None = None) -> None:
    found = sorted(complaints, key=lambda one: (one.sheet, one.row))
    errors = [one.as_json() for one in found[:MOST_COMPLAINTS]]
    _finish(run, "refuse", {"errors": errors, "error_count": len(found), "blank": blank or [], "sheets": [], "rows": []})


def _finish(run: ImportRun, step: str, report: dict[str, Any]) -> None:
    """Status, time and what is kept are one change: the table holds that no file outlives its run."""
    IMPORT.move(run, step)
    run.report, run.sheets, run.content = report, None, None
    run.save()


def _numbers(plan: Plan) -> dict[str, list[int]]:
    return {one["sheet"]: [one["added"], one[CHANGED]] for one in plan.counts()}


def _report(plan: Plan) -> dict[str, Any]:
    entries = [(key, entry) for key, found in plan.entries.items() for entry in found][:MOST_SHOWN]
    rows = [
        {"sheet": key, "row": entry.line, "id": str(entry.pk), "is_new": entry.is_new, "fields": entry.changed}
        for key, entry in entries
    ]
    return {"sheets": plan.counts(), "rows": [{**row, "fields": [] if row["is_new"] else row["fields"]} for row in rows]}
