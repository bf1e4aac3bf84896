"""Forms of people's accounts."""

from allauth.account.forms import SignupForm as AllauthSignupForm
from django import forms
from django.utils.translation import gettext_lazy as _


class SignupForm(AllauthSignupForm):
    """Asks for the name beside address and password."""

    name = forms.CharField(label=_("Name"), max_length=120)
