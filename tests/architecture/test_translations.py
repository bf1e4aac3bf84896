"""Everything that a person reads exists in both languages."""

import ast
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext, ngettext, templatize

from core.errors import DomainError

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "platform/locale/zh_Hans/LC_MESSAGES/django.po"
KEYWORDS = {**DEFAULT_KEYWORDS, "gettext_lazy": None, "ngettext_lazy": (1, 2), "gettext_noop": None}
PLACEHOLDER = re.compile(r"%\(\w+\)s")


def messages() -> list[tuple[str, str]]:
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file)
    pairs = []
    for message in catalogue:
        if message.id:
            source = message.id if isinstance(message.id, str) else message.id[0]
            target = message.string if isinstance(message.string, str) else message.string[0]
            pairs.append((source, "" if message.fuzzy else target))
    return pairs


def written() -> Iterator[tuple[str, str]]:
    """Each message in the code and the templates, with its file. The demo's own words stay as they are."""
    for folder in ("platform", "providers", "services", "projects", "templates"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix not in {".py", ".html", ".txt"} or "demo" in path.relative_to(ROOT).parts:
                continue
            text, name = path.read_text(), str(path.relative_to(ROOT))
            if path.suffix == ".py":
                yield from ((message, name) for message in _in_formatted_texts(text))
            else:
                text = "\n".join(line.lstrip() for line in templatize(text).split("\n"))
            for _line, message, _comments, _context in extract("python", BytesIO(text.encode()), KEYWORDS):
                yield (message[0] if isinstance(message, tuple) else message), name


def _in_formatted_texts(source: str) -> Iterator[str]:
    """What the collector passes over: it does not look into an f-string."""
    for formatted in ast.walk(ast.parse(source)):
        for node in ast.walk(formatted) if isinstance(formatted, ast.JoinedStr) else ():
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"_", *KEYWORDS}:
                yield ast.literal_eval(node.args[0])


REFUSALS = {"DomainError", "ValidationError", *(one.__name__ for one in DomainError.__subclasses__())}
TRANSLATED = {"_", *KEYWORDS}


FROM_A_SHELL = re.compile(r"/management/|shipped\.py$|benchmark\.py$")
"""What whoever installs, loads or measures reads in a terminal."""


def spoken_in(node: ast.AST) -> Iterator[str]:
    """Sentences below a node that are handed to no translation."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TRANSLATED:
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value.strip():
        yield node.value
    for child in ast.iter_child_nodes(node):
        yield from spoken_in(child)


def test_every_refusal_is_translated():
    found = []
    for folder in ("platform", "providers", "services", "projects"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in () if FROM_A_SHELL.search(str(path)) else ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in REFUSALS:
                    found += [f"{path.relative_to(ROOT)}: {one}" for one in spoken_in(node)]
    assert found == []


def test_every_message_of_the_code_is_collected():
    known = {source for source, _target in messages()}
    assert sorted({one for one in written() if one[0] not in known}) == []


def test_every_message_is_translated():
    assert [source for source, target in messages() if not target.strip()] == []


def test_every_translation_keeps_its_placeholders():
    assert [one for one in messages() if sorted(PLACEHOLDER.findall(one[0])) != sorted(PLACEHOLDER.findall(one[1]))] == []


def test_the_compiled_catalogue_is_in_use_and_counts_in_chinese():
    with translation.override("zh-hans"):
        assert gettext("Save") == "保存"
        for count in (1, 5):
            words = ngettext("%(count)s mail is sent again.", "%(count)s mails are sent again.", count)
            assert words % {"count": count} == f"已重新发送 {count} 封邮件。"


@pytest.mark.django_db
def test_a_page_in_chinese_leaves_no_english_heading():
    client = Client(headers={"Accept-Language": "zh-CN"})
    page = client.get("/").content.decode()
    assert 'lang="zh-hans"' in page
    headings = re.findall(r"<h[12][^>]*>([^<]+)</h[12]>", page)
    assert headings
    assert [heading for heading in headings if re.search("[A-Za-z]{4,}", heading)] == []
