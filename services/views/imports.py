"""Spreadsheets in and out."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.downloads import download
from core.errors import NotFound
from core.forms import refusals_on
from core.htmx import redirect, render
from organizations.requests import Request
from organizations.roles import Permission
from providers.selectors.own import own_provider, own_provider_or_refuse
from services.actions.imports import request_import
from services.forms.imports import ImportForm
from services.imports.columns import SHEETS
from services.imports.export import CSV
from services.selectors.imports import exported, own_import, own_imports, progress_of, report_as_text

LATEST, SHOWN = 20, 200


@require_http_methods(["GET", "HEAD", "POST"])
def my_import(request: Request) -> HttpResponse:
    """Hand in a spreadsheet, to be checked or to be brought in; take one out."""
    request.actor.require(Permission.PROVIDER_EDIT if request.method == "POST" else Permission.PROVIDER_VIEW)
    provider = own_provider(request.actor)
    if provider is None:
        return render(request, "providers/my_provider_none.html")
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        is_trial = request.POST.get("do") != "import"
        with refusals_on(form):
            run = request_import(
                actor=request.actor, provider=provider, file_name=file.name, content=file.read(), is_trial=is_trial
            )
            return redirect(request, run.get_absolute_url())
    context = {"form": form, "provider": provider, "runs": own_imports(request.actor)[:LATEST], "sheets": SHEETS}
    return render(request, "services/my_import.html", context, status=422 if form.is_bound else 200)


@require_safe
def my_import_run(request: Request, pk: UUID) -> HttpResponse:
    """How far it is; then what was or would be written, or every error with its place."""
    run = own_import(request.actor, pk)
    titles = {sheet.key: sheet.title for sheet in SHEETS}
    heads = {(sheet.key, column.field): column.head for sheet in SHEETS for column in sheet.columns}
    rows = [
        {**one, "title": titles[one["sheet"]], "heads": [heads.get((one["sheet"], name), name) for name in one["fields"]]}
        for one in run.report.get("rows", [])[:SHOWN]
    ]
    counts = [{**one, "title": titles[one["sheet"]]} for one in run.report.get("sheets", [])]
    blank = [{**one, "title": titles[one["sheet"]]} for one in run.report.get("blank", [])]
    context = {
        "run": run,
        "progress": progress_of(run),
        "counts": counts,
        "blank": blank,
        "rows": rows,
        "shown": run.report.get("errors", [])[:SHOWN],
    }
    return render(request, "services/my_import_run.html", context, region="state")


@require_safe
def my_import_report(request: Request, pk: UUID) -> HttpResponse:
    """The report as a file."""
    return download(report_as_text(own_import(request.actor, pk)), CSV, "import-report.csv")


@require_safe
def my_export(request: Request) -> HttpResponse:
    """What stands as a workbook, a sheet of it as text, or an empty template."""
    request.actor.require(Permission.PROVIDER_VIEW)
    provider = own_provider_or_refuse(request.actor)
    found = exported(provider, request.GET.get("format", "xlsx"), request.GET.get("sheet", ""))
    if found is None:
        raise NotFound(_("There is no such export."))
    return download(*found)
