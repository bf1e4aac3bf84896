"""Forms of shortlists. Shape only: the rules stand with the actions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from services.models import Shortlist
from services.rules.shortlist import LONGEST_NAME, LONGEST_NOTE


class NameForm(forms.Form):
    """What a list is called."""

    name = forms.CharField(label=_("Name of the list"), max_length=LONGEST_NAME)


class NoteForm(forms.Form):
    """What somebody notes beside an offering."""

    note = forms.CharField(label=_("Note"), max_length=LONGEST_NOTE, required=False, strip=False)


class ListField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable at run time
    """A list by the name that its people gave it."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class SaveForm(forms.Form):
    """Into which list, and why. A name makes a new one."""

    shortlist = ListField(label=_("Into the list"), queryset=Shortlist.objects.none(), required=False, empty_label=None)
    name = forms.CharField(
        label=_("Name of a new list"),
        max_length=LONGEST_NAME,
        required=False,
        help_text=_("Leave it empty to use the list chosen above."),
    )
    note = forms.CharField(
        label=_("Note"), max_length=LONGEST_NOTE, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, shortlists: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["shortlist"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the types
        field.queryset = shortlists
        if not shortlists:
            self.fields["name"].help_text = _("Without a name it is called “Shortlist”; you can rename it later.")
