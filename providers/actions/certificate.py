"""What a provider does with its certificates."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from django.core.files.base import File
from django.db import transaction

from core.models import ensure_version, lock
from core.saving import save_sound
from documents.actions import store_document
from documents.enums import Purpose
from documents.models import Document
from events.actions import emit
from organizations.actor import Actor
from organizations.roles import Permission
from providers import rules, workflows
from providers.models import Certificate, Site
from vocabulary.models import Regulator, ServiceLine, Standard


@dataclass(frozen=True)
class CertificateFacts:
    """What a certificate says. ``operations`` are service lines at any level; one covers all below it."""

    site: Site
    standard: Standard
    number: str
    operations: tuple[ServiceLine, ...]
    valid_until: date
    authority: Regulator | None = None
    issuer: str = ""
    dosage_forms: str = ""
    inspected_on: date | None = None
    issued_on: date | None = None
    reference: str = ""


COLUMNS = tuple(one.name for one in fields(CertificateFacts) if one.name != "operations")


@transaction.atomic
def add_certificate(*, actor: Actor, facts: CertificateFacts, upload: "File[Any] | None" = None) -> Certificate:
    """Write a certificate down; nobody sees it before an operator has verified it."""
    actor.require(Permission.PROVIDER_EDIT)
    evidence = _stored(actor, upload)
    certificate = Certificate()
    _write(actor, certificate, facts, evidence)
    return _record(actor, certificate, "certificate.created")


@transaction.atomic
def edit_certificate(
    *,
    actor: Actor,
    certificate: Certificate,
    changes: Mapping[str, Any],
    upload: "File[Any] | None" = None,
    expected_version: int | None = None,
) -> Certificate:
    """Write ``changes``, by the fields of CertificateFacts; what they leave out stays as it is saved by then. One that is under review or verified goes back to its beginning: its badge ends at once.

    Nothing moves when nothing changed. Raises StaleVersion, or WrongState for one that was rejected or revoked.
    """
    actor.require(Permission.PROVIDER_EDIT)
    evidence = _stored(actor, upload)
    certificate = _own(actor, certificate)
    ensure_version(certificate, expected_version)
    rules.ensure_certificate_editable(certificate)
    facts = replace(_facts_of(certificate), **changes)
    changed = _changed(certificate, facts)
    if not changed and evidence is None:
        return certificate
    was_verified = certificate.is_in_force
    if workflows.CERTIFICATE.allows(certificate, "edit"):
        workflows.CERTIFICATE.apply(certificate, "edit")
        certificate.verified_at = certificate.notice_due_at = None
    _write(actor, certificate, facts, evidence)
    data = {"fields": [*changed, *(["evidence"] if evidence else [])], "lost_its_badge": was_verified}
    return _record(actor, certificate, "certificate.edited", data)


@transaction.atomic
def submit_certificate(*, actor: Actor, certificate: Certificate, expected_version: int | None = None) -> Certificate:
    """Ask an operator to verify it."""
    actor.require(Permission.PROVIDER_EDIT)
    certificate = _own(actor, certificate)
    ensure_version(certificate, expected_version)
    if workflows.CERTIFICATE.allows(certificate, "submit"):
        rules.ensure_ready_for_review(certificate)
    workflows.CERTIFICATE.apply(certificate, "submit")
    return _record(actor, certificate, "certificate.submitted")


@transaction.atomic
def remove_certificate(*, actor: Actor, certificate: Certificate, expected_version: int | None = None) -> None:
    """Delete one that nobody relies on. Its evidence file and its events stay."""
    actor.require(Permission.PROVIDER_EDIT)
    certificate = _own(actor, certificate)
    ensure_version(certificate, expected_version)
    rules.ensure_certificate_removable(certificate)
    _record(actor, certificate, "certificate.removed")
    certificate.delete()


def _stored(actor: Actor, upload: "File[Any] | None") -> Document | None:
    """Before anything is locked."""
    return None if upload is None else store_document(actor=actor, upload=upload, purpose=Purpose.EVIDENCE)


def _own(actor: Actor, certificate: Certificate) -> Certificate:
    rows = Certificate.objects.mine(actor).select_related("site__provider", "standard")
    return lock(rows, certificate.pk)


def _facts_of(certificate: Certificate) -> CertificateFacts:
    columns: dict[str, Any] = {name: getattr(certificate, name) for name in COLUMNS}
    return CertificateFacts(**columns, operations=tuple(certificate.operations.all()))


def _changed(certificate: Certificate, facts: CertificateFacts) -> list[str]:
    changed = [name for name in COLUMNS if getattr(certificate, name) != getattr(facts, name)]
    standing = set(certificate.operations.values_list("pk", flat=True))
    return changed + (["operations"] if standing != {line.pk for line in facts.operations} else [])


def _write(actor: Actor, certificate: Certificate, facts: CertificateFacts, evidence: Document | None) -> None:
    rules.ensure_own_site(actor, facts.site)
    for name in COLUMNS:
        setattr(certificate, name, getattr(facts, name))
    rules.ensure_past(certificate)
    if evidence is not None:
        certificate.evidence = evidence
    if actor.user_id and actor.user_id not in certificate.editor_ids:
        certificate.editor_ids = [*certificate.editor_ids, actor.user_id]
    save_sound(certificate)
    certificate.operations.set(facts.operations)


def _record(actor: Actor, certificate: Certificate, kind: str, data: dict[str, Any] | None = None) -> Certificate:
    provider = certificate.site.provider
    emit(kind, actor=actor, subject=certificate, data={"provider": str(provider.pk), **(data or {})})
    return certificate
