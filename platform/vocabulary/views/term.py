"""The glossary: open to everybody."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from core.htmx import render
from vocabulary.forms import GlossaryForm
from vocabulary.models import VOCABULARIES, Term, TreeTerm
from vocabulary.models.term import other_language_name
from vocabulary.selectors.glossary import chain_of, grouped, hits_of, sections_of, tree_of
from vocabulary.selectors.vocabulary import current_vocabulary


@require_safe
def term_index(request: HttpRequest) -> HttpResponse:
    """Every vocabulary, or what a search finds in all of them."""
    form = GlossaryForm(request.GET or None)
    vocabulary = current_vocabulary()
    text = form.cleaned_data["q"] if form.is_valid() else ""
    context = {
        "form": form,
        "text": text,
        "hits": hits_of(vocabulary, text) if text else None,
        "sections": sections_of(vocabulary),
        "chain": chain_of(vocabulary),
    }
    return render(request, "vocabulary/term_index.html", context, region="results")


@require_safe
def term_list(request: HttpRequest, kind: str) -> HttpResponse:
    """One vocabulary: a tree, or its terms under their headings."""
    model = _vocabulary(kind)
    context = {"model": model, "form": GlossaryForm(), "other_language": other_language_name()}
    if issubclass(model, TreeTerm):
        return render(
            request, "vocabulary/term_tree.html", {**context, "branches": tree_of(current_vocabulary().in_use(model))}
        )
    groups = grouped(model.objects.in_use().with_references())
    return render(request, "vocabulary/term_list.html", {**context, "groups": groups})


@require_safe
def term_detail(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """A term with its names in both languages and what it is connected with. A retired one says so."""
    model = _vocabulary(kind)
    term = get_object_or_404(model.objects.with_relations(), pk=code)
    return render(request, "vocabulary/term_detail.html", {"term": term})


def _vocabulary(kind: str) -> type[Term]:
    if kind not in VOCABULARIES:
        raise Http404
    return VOCABULARIES[kind]
