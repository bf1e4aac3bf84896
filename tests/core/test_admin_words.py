"""Nothing that the admin site says is left as the theme or the code calls it."""

import re
from pathlib import Path

import pytest
import unfold
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.test import RequestFactory
from django.utils.translation import gettext, override

from core.admin_base import OperatorAdmin
from core.admin_words import LABELS, OF_THE_THEME, is_unnamed
from organizations.models import Membership
from tests.factories import UserFactory

THEME = Path(unfold.__file__).parent / "templates"
SAID = re.compile(r"""{% trans(?:late)? ["']([^"']+)["']""")


def test_what_the_theme_says_is_collected_for_translation():
    """Parts of the theme that belong to apps which are not installed lie outside this folder, but for crispy's; nobody adds people."""
    pages = [one for one in THEME.rglob("*.html") if "crispy" not in str(one) and one.name != "add_form.html"]
    with override("zh-hans"):
        said = {word for page in pages for word in SAID.findall(page.read_text()) if gettext(word) == word}
    assert said - {*OF_THE_THEME} == set()


@pytest.mark.django_db
def test_every_column_that_an_operator_sees_has_a_name_that_can_be_translated():
    request = RequestFactory().get("/admin/")
    request.user = UserFactory.create(is_superuser=True)
    unnamed = {
        f"{model.__name__}.{field.name}"
        for model, page in admin.site._registry.items()
        if isinstance(page, OperatorAdmin)
        for field in model._meta.fields
        if field.name in {*flatten_fieldsets(page.get_fieldsets(request)), *page.get_list_display(request)}
        and is_unnamed(field)
        and field.name not in LABELS
    }
    assert unnamed == set()
    assert str(Membership._meta.get_field("user").verbose_name) == "Person"
