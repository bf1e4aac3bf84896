"""Forms about members and invitations."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from organizations.enums import Role

ROLE_HINTS = {
    Role.OWNER: _("Owner: everything, and who has which role"),
    Role.MANAGER: _("Manager: edits everything of the organisation and invites people"),
    Role.APPROVER: _("Approver: approves what others have prepared"),
    Role.SIGNATORY: _("Signatory: signs contracts; needs a second factor"),
    Role.EVALUATOR: _("Evaluator: scores quotes"),
    Role.VIEWER: _("Viewer: reads"),
}
ROLE_CHOICES = [(role.value, hint) for role, hint in ROLE_HINTS.items()]


class RolesForm(forms.Form):
    """A member's roles, with the version that was on the screen."""

    roles = forms.MultipleChoiceField(label=_("Roles"), choices=ROLE_CHOICES, widget=forms.CheckboxSelectMultiple)
    version = forms.IntegerField(widget=forms.HiddenInput)


class InviteForm(forms.Form):
    """Several addresses at once, all in the same roles."""

    emails = forms.CharField(
        label=_("E-mail addresses"),
        help_text=_("One a line, or separated by commas."),
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        max_length=6000,
    )
    roles = forms.MultipleChoiceField(
        label=_("Roles"), choices=ROLE_CHOICES, widget=forms.CheckboxSelectMultiple, initial=[Role.VIEWER.value]
    )
    language = forms.ChoiceField(label=_("Language of the mail"), choices=settings.LANGUAGES)

    def clean_emails(self) -> list[str]:
        """The addresses as a list; whether they are any is the action's question."""
        text: str = self.cleaned_data["emails"]
        return text.replace(",", "\n").replace(";", "\n").split()
