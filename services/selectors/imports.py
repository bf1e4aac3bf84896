"""What somebody handed in, and what became of it."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from organizations.actor import Actor
from organizations.roles import Permission
from providers.models import Provider
from services.enums import ImportStatus
from services.imports.columns import sheet_called
from services.imports.export import CSV, XLSX, template, text_of, workbook_of, write_text
from services.imports.pace import told
from services.imports.standing import standing_of
from services.models import ImportRun
from vocabulary.models.term import reads_chinese
from vocabulary.selectors.vocabulary import current_vocabulary


def own_imports(actor: Actor) -> QuerySet[ImportRun]:
    """One's own organisation's, newest first, without the files."""
    actor.require(Permission.PROVIDER_VIEW)
    return ImportRun.objects.visible_to(actor).select_related("membership__user").defer("content", "sheets")


def own_import(actor: Actor, pk: object) -> ImportRun:
    """One of them. Raises Http404."""
    return get_object_or_404(own_imports(actor), pk=pk)


def progress_of(run: ImportRun) -> float:
    """From 0 to 1: half of it is the file, the other half its rows."""
    if run.status == ImportStatus.READ:
        return 0.5 + told(run.pk) / 2
    return 1.0 if run.is_finished else 0.0


def report_as_text(run: ImportRun) -> bytes:
    """The report as comma-separated values: an error a line, or a row that was or would be written."""
    report: dict[str, Any] = run.report
    if report.get("errors"):
        rows = [[one["sheet"], one["row"] or "", one["column"], one["text"]] for one in report["errors"]]
        return write_text([["sheet", "row", "column", "error"], *rows])
    rows = [
        [one["sheet"], one["row"], "added" if one["is_new"] else "changed", "; ".join(one["fields"]), one["id"]]
        for one in report.get("rows", [])
    ]
    return write_text([["sheet", "row", "what", "fields", "id"], *rows])


def exported(provider: Provider, form: str, sheet_name: str) -> tuple[bytes, str, str] | None:
    """The bytes, the type and the name of an export; None when there is none such."""
    sheet = sheet_called(sheet_name) if sheet_name else None
    if form == "xlsx" and not sheet_name:
        return workbook_of(standing_of(provider)), XLSX, f"{provider.slug}.xlsx"
    if form == "csv" and sheet is not None:
        return text_of(sheet, standing_of(provider)), CSV, f"{provider.slug}-{sheet.key}.csv"
    if form == "template" and not sheet_name:
        return template(current_vocabulary()), XLSX, "template-zh.xlsx" if reads_chinese() else "template.xlsx"
    return None
