"""Everything that a person reads exists in both languages."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext, ngettext

CATALOGUE = Path(__file__).resolve().parents[2] / "platform/locale/zh_Hans/LC_MESSAGES/django.po"
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
