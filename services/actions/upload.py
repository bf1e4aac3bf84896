"""Data files that operators hand in: checked by a worker, shown, confirmed, written by a worker. All rows or none."""

import logging
import uuid
from typing import Any

from django.db import OperationalError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from core.errors import DomainError, Forbidden, Invalid, WrongState
from core.models import lock
from events.actions import emit
from organizations.actor import Actor
from organizations.models import Membership
from organizations.roles import Permission
from providers.actions.load import load_providers
from services.actions.load import load_offerings
from services.enums import UploadStatus
from services.imports.uploads import Fault, faults_of, read_providers
from services.models import Upload
from services.models.upload import PROVIDERS, upload_kinds
from services.workflows import UPLOAD
from vocabulary.actions.bring_in import bring_in_terms
from vocabulary.actions.load import Line

LARGEST = 20 * 1024 * 1024
MOST_REFUSED = 5000
CHANGES = ("added", "updated")
logger = logging.getLogger(__name__)


@transaction.atomic
def hand_in_upload(*, actor: Actor, kind: str, file_name: str, content: bytes) -> Upload:
    """A worker looks at it next. Raises Invalid for one that is empty or too large."""
    actor.require(Permission.PLATFORM_OPERATE)
    if kind not in dict(upload_kinds()):
        raise Invalid(errors={"kind": [_("Choose what the file has.")]})
    if not content or len(content) > LARGEST:
        text = _("The file is empty or larger than %(most)s MB.") % {"most": LARGEST // 1024**2}
        raise Invalid(errors={"file": [text]})
    upload = Upload.objects.create(
        kind=kind,
        membership=actor.require_membership(),
        file_name=file_name.replace("\0", "")[-160:] or "file",
        content=content,
    )
    emit("upload.handed_in", actor=actor, subject=upload, data={"kind": kind})
    return upload


@transaction.atomic
def confirm_upload(*, actor: Actor, upload: Upload) -> Upload:
    """What was shown is written next. Raises WrongState unless it waits for that."""
    upload = _locked(actor, upload)
    UPLOAD.apply(upload, "confirm")
    emit("upload.confirmed", actor=actor, subject=upload, data={"kind": upload.kind})
    return upload


@transaction.atomic
def drop_upload(*, actor: Actor, upload: Upload) -> Upload:
    """Nothing of it is written."""
    upload = _locked(actor, upload)
    _finish(upload, "drop", upload.report)
    emit("upload.dropped", actor=actor, subject=upload, data={"kind": upload.kind})
    return upload


@transaction.atomic
def check_upload(upload_id: uuid.UUID) -> None:
    """Say what it would change, and change nothing. Done twice it says the same."""
    _work(upload_id, UploadStatus.WAITING, is_trial=True)


@transaction.atomic
def write_upload(upload_id: uuid.UUID) -> None:
    """Write it, if that still changes what was shown: nothing else was confirmed."""
    _work(upload_id, UploadStatus.CONFIRMED, is_trial=False)


def _locked(actor: Actor, upload: Upload) -> Upload:
    actor.require(Permission.PLATFORM_OPERATE)
    return lock(Upload.objects.visible_to(actor), upload.pk)


def _work(upload_id: uuid.UUID, status: UploadStatus, *, is_trial: bool) -> None:
    upload = Upload.objects.select_for_update(of=("self",)).select_related("membership__user").get(pk=upload_id)
    if upload.status != status or upload.content is None:
        return
    with translation.override(upload.membership.user.language):
        try:
            with transaction.atomic():
                _settle(upload, is_trial=is_trial)
        except OperationalError:
            raise
        except Exception as error:  # whatever it is, the operator is told, and nothing of the file stays
            logger.warning("Data file %s was refused: %s", upload.pk, type(error).__name__, exc_info=True)
            told = _("It could not be written. Check the file, and try again.")
            text = str(error) if isinstance(error, DomainError) else told
            _finish(upload, "refuse", {"refused": [{"row": 0, "name": "", "field": "", "text": text}]})


def _settle(upload: Upload, *, is_trial: bool) -> None:
    actor = _actor_of(upload)
    report, faults = _load(actor, upload.kind, bytes(upload.content or b""), is_trial=is_trial)
    if faults:
        _finish(upload, "refuse", {"refused": faults[:MOST_REFUSED]})
    elif is_trial:
        upload.report = report
        upload.save(update_fields=["report", *Upload.AUTOMATIC_FIELDS])
        UPLOAD.apply(upload, "check")
    elif any(report[name] != upload.report[name] for name in CHANGES):
        raise WrongState(_("What it changes is no longer what was shown. Hand it in again, and look at it anew."))
    else:
        if upload.kind == PROVIDERS:
            load_offerings(actor=actor)
        _finish(upload, "finish", report)
        counts = {name: len(report[name]) for name in CHANGES}
        emit("upload.written", actor=actor, subject=upload, data={"kind": upload.kind, "counts": counts})


def _load(actor: Actor, kind: str, content: bytes, *, is_trial: bool) -> tuple[dict[str, Any], list[Fault]]:
    """The report, and what is wrong with single rows; nothing is written when anything is."""
    if kind == PROVIDERS:
        shipment, faults = read_providers(content)
        if faults or shipment is None:
            return {}, faults
        loaded = load_providers(actor=actor, shipment=shipment, dry_run=is_trial)
        report = {name: [[slug, []] for slug in getattr(loaded, name)] for name in (*CHANGES, "kept")}
        count = len(shipment.rows)
    else:
        terms = bring_in_terms(actor=actor, kind=kind, content=content, dry_run=is_trial)
        if terms.problems:
            return {}, faults_of(kind, terms.codes, terms.problems)
        report = {name: _lines(getattr(terms, name)) for name in CHANGES}
        count = len(terms.codes)
    return {**report, "unchanged": count - sum(map(len, report.values()))}, []


def _lines(found: list[Line]) -> list[list[Any]]:
    return [[line.code, list(line.fields)] for line in found]


def _actor_of(upload: Upload) -> Actor:
    """Whoever handed it in, if they are still there. Raises Forbidden."""
    rows = Membership.objects.current().select_related("user", "organization")
    membership = rows.filter(pk=upload.membership_id).first()
    if membership is None:
        raise Forbidden(_("Whoever handed it in no longer acts for the organisation."))
    return Actor.of(membership)


def _finish(upload: Upload, step: str, report: dict[str, Any]) -> None:
    """Status, time and what is kept are one change: the table holds that no file outlives its run."""
    UPLOAD.move(upload, step)
    upload.report, upload.content = report, None
    upload.save()
