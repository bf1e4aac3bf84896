"""Choosing terms: what may be chosen, and how a form offers it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.utils import ErrorDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vocabulary.models import Country, Jurisdiction, Regulator, Term, TreeTerm
from vocabulary.selectors.vocabulary import Vocabulary, current_vocabulary

FINDABLE = 20
"""From so many terms on a form offers to find one by its name."""

CHECKED, OPEN = mark_safe(" checked"), mark_safe(" open")


def is_choosable(term: Term | None) -> bool:
    """In use, and at the lowest level where the vocabulary has levels."""
    return term is not None and not term.is_retired and (not isinstance(term, TreeTerm) or term.is_leaf)


def code_problems(
    model: type[models.Model], before: Mapping[str, Any], after: Mapping[str, Any], vocabulary: Vocabulary
) -> dict[str, list[Any]]:
    """What cannot be chosen, by field. What stood there before may stay, though it be retired by now."""
    problems: dict[str, list[Any]] = {}
    for name, value in after.items():
        terms = getattr(model._meta.get_field(name), "related_model", None)
        if not isinstance(terms, type) or not issubclass(terms, Term):
            continue
        known = vocabulary.terms[terms]
        wrong = [one for one in _many(value) if one not in _many(before.get(name)) and not is_choosable(known.get(one))]
        if wrong:
            text = _("“%(code)s” cannot be chosen here: it is not there, not in use, or a group.")
            problems[name] = [text % {"code": str(code)[:60]} for code in wrong[:5]]
    return problems


def _many(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple | set) else [] if value in (None, "") else [value]


class TermsField(forms.MultipleChoiceField):
    """Several terms of a vocabulary, by code."""

    picker: type["TermPicker"]

    def __init__(self, model: type[Term], **kwargs: Any) -> None:
        super().__init__(widget=self.picker(model), **kwargs)
        self.model = model

    def validate(self, value: Any) -> None:
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")
        known = current_vocabulary().terms[self.model]
        for code in value:
            if code not in known:
                raise ValidationError(self.error_messages["invalid_choice"], "invalid_choice", {"value": code[:60]})


class TermField(forms.ChoiceField):
    """One term, by code, in a drop-down with a group for each family."""

    def __init__(self, model: type[Term], **kwargs: Any) -> None:
        super().__init__(choices=lambda: [("", "–"), *_grouped_choices(model)], **kwargs)

    def clean(self, value: Any) -> Any:
        return super().clean(value) or None


def _grouped_choices(model: type[Term]) -> list[tuple[str, Any]]:
    vocabulary = current_vocabulary()
    groups = groups_of(model, vocabulary)
    if all(not heading for heading, _terms in groups):
        choices = [(term.code, term.label) for _heading, terms in groups for term in terms]
        return sorted(choices, key=lambda choice: choice[1]) if model is Country else choices
    return [(heading, [(term.code, term.label) for term in terms]) for heading, terms in groups]


def groups_of(model: type[Term], vocabulary: Vocabulary) -> list[tuple[str, list[Term]]]:
    """What may be chosen, under the headings of its families, in order; one group without a heading where there are none."""
    groups: dict[str, list[Term]] = {}
    for term in vocabulary.in_use(model):
        if is_choosable(term):
            groups.setdefault(_heading(term, vocabulary), []).append(term)
    return list(groups.items())


def _heading(term: Term, vocabulary: Vocabulary) -> str:
    if isinstance(term, TreeTerm):
        return " › ".join(vocabulary.terms[type(term)][code].label for code in term.path[:-1])
    if isinstance(term, Regulator):
        return vocabulary.terms[Jurisdiction][term.jurisdiction_id].label
    return term.group_label if hasattr(type(term), "family") else ""


class TermPicker(forms.CheckboxSelectMultiple):
    """Check boxes, folded away by family, with a box to find terms by any of their names.

    Finding needs no script: its button sends the form, which comes back as it was with what was found unfolded.
    """

    use_fieldset = True

    def __init__(self, model: type[Term]) -> None:
        super().__init__()
        self.model = model
        self.wanted = ""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        self.wanted = str(data.get(f"find-{name}", "")).strip()[:100]
        return super().value_from_datadict(data, files, name)

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        vocabulary = current_vocabulary()
        chosen = {str(one) for one in value or []}
        found = set(self._found(vocabulary))
        groups = self.groups(vocabulary)
        kept = [vocabulary.terms[self.model][code] for code in chosen if code in vocabulary.terms[self.model]]
        offered = {term.code for _heading, terms in groups for term in terms}
        stale = [term for term in kept if term.code not in offered]
        groups += [(_("No longer in use"), stale)] if stale else []
        parts = [self._group(name, heading, terms, chosen, found) for heading, terms in groups]
        box = self._find_box(name, found) if sum(len(terms) for _heading, terms in groups) >= FINDABLE else ""
        return format_html('{}<div class="picker">{}</div>', box, mark_safe("".join(parts)))  # noqa: S308 - drawn here

    def groups(self, vocabulary: Vocabulary) -> list[tuple[str, list[Term]]]:
        """What is offered, under the headings of its families."""
        return groups_of(self.model, vocabulary)

    def label_of(self, term: Term) -> str:
        """What stands beside a box."""
        return term.label

    def class_of(self, term: Term) -> str:
        """How far it stands in."""
        return ""

    def _found(self, vocabulary: Vocabulary) -> Iterator[str]:
        for one in vocabulary.search(self.wanted, self.model) if self.wanted else []:
            yield from _leaves_below(one.term, vocabulary)

    def _find_box(self, name: str, found: set[str]) -> SafeString:
        said = ""
        if self.wanted:
            said = ngettext("%(count)s found.", "%(count)s found.", len(found)) % {"count": len(found)}
        return format_html(
            '<div class="search"><input type="search" name="find-{0}" id="find-{0}" value="{1}" aria-label="{2}" placeholder="{2}">'
            '<input type="hidden" name="found-{0}" value="{1}">'
            '<button type="submit" class="button small" name="find" value="{0}" formaction="#id_{0}" formnovalidate>{3}</button></div>'
            '<p class="hint" role="status">{4}</p>',
            name,
            self.wanted,
            _("Find by any name"),
            _("Find"),
            said,
        )

    def _group(self, name: str, heading: str, terms: Iterable[Term], chosen: set[str], found: set[str]) -> SafeString:
        rows = format_html_join(
            "",
            '<label class="tick{}"><input type="checkbox" name="{}" value="{}"{}> <span>{}</span></label>',
            (
                (
                    self.class_of(term) + (" found" if term.code in found else ""),
                    name,
                    term.code,
                    CHECKED if term.code in chosen else "",
                    self.label_of(term),
                )
                for term in terms
            ),
        )
        if not heading:
            return rows
        count = sum(term.code in chosen for term in terms)
        is_open = any(term.code in found for term in terms)
        note = ngettext("%(count)s chosen", "%(count)s chosen", count) % {"count": count} if count else ""
        return format_html(
            '<details{}><summary>{} <span class="muted">{}</span></summary><div class="ticks">{}</div></details>',
            OPEN if is_open else "",
            heading,
            note,
            rows,
        )


TermsField.picker = TermPicker


class BranchPicker(TermPicker):
    """Broader terms as well: each stands before what is below it, and includes it."""

    def groups(self, vocabulary: Vocabulary) -> list[tuple[str, list[Term]]]:
        groups: dict[str, list[Term]] = {}
        for term in vocabulary.in_use(self.model):
            top = term.path[0] if isinstance(term, TreeTerm) else term.code
            groups.setdefault(vocabulary.terms[self.model][top].label, []).append(term)
        return list(groups.items())

    def class_of(self, term: Term) -> str:
        return f" level-{term.level}" if isinstance(term, TreeTerm) else ""

    def label_of(self, term: Term) -> str:
        is_group = isinstance(term, TreeTerm) and not term.is_leaf
        return _("%(term)s: everything below it") % {"term": term.label} if is_group else term.label


def _leaves_below(term: Term, vocabulary: Vocabulary) -> Iterator[str]:
    if is_choosable(term):
        yield term.code
    for code in vocabulary.children_of(type(term)).get(term.code, []):
        yield from _leaves_below(vocabulary.terms[type(term)][code], vocabulary)


class PickerForm(forms.Form):
    """A form with pickers. Asking one to find something sends nothing: the form comes back without complaints.

    A name that was typed and not looked for yet is looked for first, whatever button was pressed: Enter presses the first.
    """

    @property
    def is_finding(self) -> bool:
        """Whether somebody looks for a term rather than sends the form. What is saved as they type asks for nothing."""
        if not self.is_bound or self.data.get("autosave"):
            return False
        typed = [name for name in self.fields if self.data.get(f"find-{name}", "").strip()]
        return bool(self.data.get("find")) or any(
            self.data.get(f"find-{name}", "").strip()[:100] != self.data.get(f"found-{name}", "") for name in typed
        )

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_finding:
            self._errors = ErrorDict()

    def is_valid(self) -> bool:
        return not self.is_finding and super().is_valid()
