"""Making two profiles one, for operators: find both, see what moves, say why. Here, since offerings move with their sites."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import action, display

from core.admin_base import READ_BY_MEMBERS, READ_BY_OPERATORS, ReasonForm, reasoned
from core.errors import DomainError
from providers.admin.base import DecisionAdmin, lines, link_to
from providers.models import Merge, Provider
from providers.selectors.similar import Likely, similar_providers
from services.actions.merge import merge_providers, undo_merge
from services.selectors.merge import merge_plan

MOST_FOUND = 12
MOVED = {
    "joints": gettext_lazy("Sites that both have"),
    "twins": gettext_lazy("Offerings that both have"),
    "sites": gettext_lazy("Sites"),
    "offerings": gettext_lazy("Offerings"),
    "sources": gettext_lazy("Sources"),
    "claims": gettext_lazy("Open claims"),
    "names": gettext_lazy("Other names"),
    "unverified": gettext_lazy("From general knowledge"),
    "terms": gettext_lazy("Terms of the vocabulary"),
}
"""By its key in ``Merge.moved``."""


@admin.register(Merge)
class MergeAdmin(DecisionAdmin):
    """Which profiles were made one, when and why; to undo, and to make others one."""

    list_display = ("merged", "kept", "reason", "created_at", "undone_at")
    list_select_related = ("merged", "kept")
    search_fields = ("merged__name", "kept__name")
    fields = ("gone", "stays", "reason", "what", "created_at", "undone_at")
    readonly_fields = fields
    actions_list = ("start",)
    actions_detail = ("undo",)

    def offers(self, row: Merge) -> Iterable[str]:
        return [] if row.undone_at else ["undo"]

    @display(description=gettext_lazy("merged profile"))
    def gone(self, merge: Merge) -> Any:
        return link_to(merge.merged)

    @display(description=gettext_lazy("kept profile"))
    def stays(self, merge: Merge) -> Any:
        return link_to(merge.kept)

    @display(description=gettext_lazy("what moved"))
    def what(self, merge: Merge) -> SafeString:
        return lines(f"{MOVED.get(name, name)}: {_count(found)}" for name, found in merge.moved.items() if found)

    undo = reasoned(
        gettext_lazy("Undo"),
        "undo",
        lambda actor, row, reason: undo_merge(actor=actor, merge=row, reason=reason),
        READ_BY_MEMBERS,
    )

    @action(description=gettext_lazy("Merge two profiles"), url_path="start")
    def start(self, request: HttpRequest) -> HttpResponse:
        """``?merged=`` and ``?kept=`` are keys; what is missing is searched for with ``?q=``."""
        merged, kept = _profile(request, "merged"), _profile(request, "kept")
        form = ReasonForm(request.POST or None, readers=READ_BY_OPERATORS)
        if request.method == "POST" and merged and kept and form.is_valid():
            actor = request.actor  # type: ignore[attr-defined]  # the middleware's
            try:
                merge = merge_providers(actor=actor, kept=kept, merged=merged, reason=form.cleaned_data["reason"])
            except DomainError as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _("%(merged)s is part of %(kept)s now.") % {"merged": merged, "kept": kept})
                return HttpResponseRedirect(self.page_of(merge))
        words = request.GET.get("q", "").strip()[:100]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Merge two profiles"),
            "merged": merged,
            "kept": kept,
            "plan": merge_plan(kept, merged) if merged and kept else None,
            "found": _search(words, without=merged),
            "likely": _likely(merged) if merged and not kept else [],
            "q": words,
            "form": form,
        }
        return render(request, "admin/merge.html", context, status=422 if form.errors else 200)


def _count(found: list[Any] | dict[str, Any]) -> int:
    """Terms are kept by vocabulary, sites each with its place."""
    parts = found.values() if isinstance(found, dict) else found
    return sum(len(one) if isinstance(one, list) else 1 for one in parts)


def _profile(request: HttpRequest, name: str) -> Provider | None:
    try:
        key = uuid.UUID(request.GET.get(name, ""))
    except ValueError:
        return None
    return Provider.objects.select_related("country", "organization").filter(pk=key).first()


def _search(words: str, without: Provider | None) -> list[Provider]:
    """By name, other names, address or website; merged ones are not offered."""
    if not words:
        return []
    named = Q(name__icontains=words) | Q(legal_name__icontains=words) | Q(slug__icontains=words)
    rows = Provider.objects.filter(named | Q(domain__icontains=words) | Q(other_names__icontains=words), merged_into=None)
    if without is not None:
        rows = rows.exclude(pk=without.pk)
    return list(rows.select_related("country")[:MOST_FOUND])


def _likely(merged: Provider) -> list[Likely]:
    names = [merged.name, merged.legal_name, *merged.other_names]
    return [one for one in similar_providers(names, merged.domain, limit=MOST_FOUND) if one.provider.pk != merged.pk]
