"""A brief, pasted or as a file, and what becomes of it."""

from typing import Any

from django import forms
from django.utils.functional import lazystr
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from documents.enums import Purpose
from documents.rules import allowed
from projects.briefs.models import LONGEST_BRIEF, SHORTEST_BRIEF
from projects.briefs.project_templates import TEMPLATES


class IntakeForm(forms.Form):
    """Either a text or a file."""

    text = forms.CharField(
        label=_("Your brief"),
        required=False,
        max_length=LONGEST_BRIEF + 2000,
        widget=forms.Textarea(attrs={"rows": 12, "maxlength": None}),
        help_text=format_lazy(
            _("Paste an e-mail, a request or notes, in English or Chinese: {least} to {most} characters."),
            least=SHORTEST_BRIEF,
            most=f"{LONGEST_BRIEF:,}",
        ),
    )
    file = forms.FileField(label=_("Or a file"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = lazystr(allowed(Purpose.BRIEF))


class CodenameForm(forms.Form):
    """What bidders will call the project."""

    codename = forms.CharField(
        label=_("Codename"), max_length=80, help_text=_("Bidders see it. It should not give away what the project is.")
    )


class TemplateForm(CodenameForm):
    """A project with the usual packages of its kind, or with none."""

    template = forms.ChoiceField(label=_("Begin with"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("No work packages yet")), *((one.code, one.label) for one in TEMPLATES.values())]
        self.fields["template"].choices = choices  # type: ignore[attr-defined]
