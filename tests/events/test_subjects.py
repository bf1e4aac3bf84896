"""What the trail says an event is about is read in the reader's language."""

import ast
import inspect
import re
import textwrap

import pytest
from django.apps import apps
from django.db import models, transaction
from django.utils.translation import override

from accounts.models import User
from documents.enums import Purpose
from documents.models import Document
from events.actions import emit
from events.phrases import SUBJECTS, subject_of
from projects.sourcing.models import Question
from tests.factories import actor
from tests.providers.house import signed_in

NO_EVENT_IS_ABOUT = {
    "providers.review", "services.catalogueentry", "sourcing.ask", "sourcing.opening", "sourcing.outcome",
}  # fmt: skip
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def says_words(model: type[models.Model]) -> bool:
    """Whether the label of such a row holds words of ours: a text to be translated, a choice, letters between the names."""
    choices = {field.name for field in model._meta.fields if field.choices}
    nodes = [*ast.walk(ast.parse(textwrap.dedent(inspect.getsource(model.__str__))).body[0].body[-1])]  # type: ignore[attr-defined]
    return any(
        (isinstance(node, ast.Constant) and isinstance(node.value, str) and re.search("[A-Za-z]{2}", node.value))
        or (isinstance(node, ast.Name) and node.id in {"_", "gettext"})
        or (isinstance(node, ast.Attribute) and (node.attr in choices or node.attr.endswith("_display")))
        for node in nodes
    )


def of_ours() -> list[type[models.Model]]:
    """Models of the product, not of what it is built with."""
    return [model for model in apps.get_models() if "site-packages" not in inspect.getfile(model)]


def test_every_subject_that_is_called_by_words_of_ours_is_called_so_in_the_readers_language():
    """A new one fails here: give it a line in ``events/phrases.py``."""
    assert {model._meta.label_lower for model in of_ours() if says_words(model)} - NO_EVENT_IS_ABOUT == set(SUBJECTS)


@pytest.mark.parametrize("subject_type", SUBJECTS)
def test_words_that_were_kept_in_one_language_are_read_in_the_other(subject_type: str):
    known = Document(purpose=Purpose.BRIEF, sha256=64 * "a") if subject_type == "documents.document" else None
    row = known or apps.get_model(subject_type)()
    with override("en"):
        in_english = str(row)
    with override("zh-hans"):
        in_chinese = str(row)
        read = subject_of(subject_type, in_english)
        assert CHINESE.search(read), read
        assert subject_of(subject_type, in_chinese) == read
    number = re.search("[0-9a-f]{8}", in_english)
    assert number is None or number.group() in read


def test_a_name_stays_as_it_is():
    assert subject_of("documents.document", "GMP certificate.pdf") == "GMP certificate.pdf"
    assert subject_of("sourcing.rfq", "RFQ-2026-0001 Question") == "RFQ-2026-0001 Question"


@pytest.mark.django_db
def test_the_trail_of_a_chinese_reader_says_it_in_chinese():
    reader = actor()
    User.objects.filter(pk=reader.require_person().pk).update(language="zh-hans")
    with override("en"), transaction.atomic():
        emit("rfq_question.asked", actor=reader, subject=Question())
    page = signed_in(reader).get("/trail/").content.decode()
    assert ">问题</td>" in page
    assert ">Question</td>" not in page
