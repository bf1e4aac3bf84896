from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from organizations.actor import Actor
from vocabulary.actions.term import retire_term
from vocabulary.models import VOCABULARIES, Modality

HTMX = {"HX-Request": "true"}


@pytest.mark.usefixtures("shipped")
class TestGlossary:
    def test_index_leads_to_every_vocabulary(self, client: Client) -> None:
        body = client.get("/vocabulary/").content.decode()
        assert [kind for kind in VOCABULARIES if f'href="/vocabulary/{kind}/"' not in body] == []
        assert "Service lines <span" in body

    @pytest.mark.parametrize("text", ["灌装", "fill/finish", "aseptic filling"])
    def test_search_finds_the_same_by_every_name(self, client: Client, text: str) -> None:
        body = client.get("/vocabulary/", {"q": text}).content.decode()
        assert 'href="/vocabulary/service-lines/dp-manufacture/"' in body
        assert body.count("exactly this") == 1

    def test_search_in_a_region_is_part_of_the_page(self, client: Client) -> None:
        page = client.get("/vocabulary/", {"q": "CHO"})
        region = client.get("/vocabulary/", {"q": "CHO"}, headers=HTMX)
        assert "<html" not in region.content.decode()
        assert region.content.decode().strip() in page.content.decode()
        assert "HX-Request" in region.headers["Vary"]

    def test_search_for_what_is_not_there_offers_a_next_step(self, client: Client) -> None:
        body = client.get("/vocabulary/", {"q": "<b>zzz"}).content.decode()
        assert "No term is called “&lt;b&gt;zzz”" in body
        assert "Browse the vocabularies" in body

    @pytest.mark.parametrize("text", ["x" * 201, "a\0b", "%", "_", "'", "\\", "(", "🧬", "e" * 200])
    def test_search_takes_any_text(self, client: Client, text: str) -> None:
        assert client.get("/vocabulary/", {"q": text}).status_code == 200

    def test_common_letter_is_cut_and_says_so(self, client: Client) -> None:
        body = client.get("/vocabulary/", {"q": "e"}).content.decode()
        assert "Write more of the name" in body
        assert body.count("<li>") == 100

    def test_every_vocabulary_has_a_list_and_pages_in_both_languages(self, client: Client) -> None:
        for kind, model in VOCABULARIES.items():
            term = model.objects.last()
            for language, label in (("en", term.label_en), ("zh-CN", term.label_zh)):
                headers = {"Accept-Language": language}
                for url in (f"/vocabulary/{kind}/", term.get_absolute_url()):
                    assert label in unescape(client.get(url, headers=headers).content.decode())

    def test_tree_nests_its_levels(self, client: Client) -> None:
        body = client.get("/vocabulary/service-lines/").content.decode()
        assert body.count("<details") - body.count("details class") == 18 + 39

    def test_retired_term_is_not_listed_but_its_page_says_so(self, client: Client, operator: Actor) -> None:
        retire_term(actor=operator, term=Modality.objects.get(pk="degrader"), reason="x")
        assert "/vocabulary/modalities/degrader/" not in client.get("/vocabulary/modalities/").content.decode()
        assert "no longer chosen" in client.get("/vocabulary/modalities/degrader/").content.decode()

    @pytest.mark.parametrize("path", ["colours/", "stages/phase-9/", "colours/red/"])
    def test_what_is_not_there_is_not_found(self, client: Client, path: str) -> None:
        assert client.get(f"/vocabulary/{path}").status_code == 404

    def test_list_of_three_takes_as_many_queries_as_of_one(self, client: Client) -> None:
        counts = []
        for model, size in ((VOCABULARIES["regulators"], 1), (VOCABULARIES["regulators"], 3)):
            model.objects.exclude(pk__in=list(model.objects.values_list("pk", flat=True)[:size])).update(
                retired_at="2026-01-01T00:00Z"
            )
            with CaptureQueriesContext(connection) as queries:
                client.get(f"/vocabulary/{model.KIND}/")
            counts.append(len(queries))
            model.objects.update(retired_at=None)
        assert counts[0] == counts[1]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["", "stages/", "service-lines/"])
def test_empty_vocabulary_says_what_to_do(client: Client, path: str) -> None:
    assert "load_reference_data" in client.get(f"/vocabulary/{path}").content.decode()
