"""What every queue of decisions has: oldest first, evidence behind a reason, only the buttons that the state allows."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime

from core.admin_base import OperatorAdmin
from documents.models import Document
from providers.models import Review

NOTHING = "–"
LINE_BREAK = mark_safe("<br>")
LINK = "text-primary-600 underline dark:text-primary-500"
"""The theme draws links like text."""


class DecisionAdmin(OperatorAdmin):
    """Says which buttons make sense for a row."""

    list_per_page = 25

    def offers(self, row: Any) -> Iterable[str]:
        raise NotImplementedError


def evidence_links(documents: Iterable[Document]) -> SafeString:
    """Names that lead to where an operator says why they open the file."""
    return lines(format_html("{} ({})", anchor(opening_of(one), one), one.get_scan_display()) for one in documents)


def opening_of(document: Document) -> str:
    """Where an operator opens a file, with a reason."""
    return reverse("admin:documents_document_open", args=[document.pk])


def review_lines(reviews: Iterable[Review]) -> SafeString:
    """What was decided so far, latest first, in the reader's time zone like every other time. The reviews come with their reviewers."""
    return lines(
        f"{date_format(localtime(one.created_at), 'DATETIME_FORMAT')} · {one.get_decision_display()} · {one.reviewer or 'OpenCDMO'}: {one.reason}"
        for one in reviews
    )


def link_to(row: Model | None) -> str | SafeString:
    """A link to a row's page in the admin site."""
    if row is None:
        return NOTHING
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}_change"
    return anchor(reverse(name, args=[row.pk]), row)


def anchor(address: str, text: object) -> SafeString:
    """A link that looks like one."""
    return format_html('<a class="{}" href="{}">{}</a>', LINK, address, text)


def lines(texts: Iterable[str]) -> SafeString:
    """One below the other."""
    return format_html_join(LINE_BREAK, "{}", ((text,) for text in texts)) or format_html("{}", NOTHING)
