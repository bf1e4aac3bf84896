"""The OpenAPI document is made once for each language, and no visitor decides what the next one reads."""

from django.test import Client

from api.views import DOCUMENTS

PATH = "/api/v1/schema/"


def test_what_one_visitor_asks_for_is_in_nobody_elses_document(client: Client):
    DOCUMENTS.forget()
    asked = client.get(f"{PATH}?version=9-poisoned&lang=poisoned")
    assert (asked.status_code, b"poisoned" in asked.content) == (200, False)
    assert client.get(PATH).json() == asked.json()
    assert client.get(PATH).json()["info"]["version"] == "1"


def test_the_document_is_made_once_for_each_language(client: Client):
    DOCUMENTS.forget()
    english, chinese = client.get(PATH).json(), client.get(PATH, headers={"Accept-Language": "zh-hans"}).json()
    assert english != chinese
    kept = [DOCUMENTS.get(language) for language in ("en", "zh-hans")]
    assert None not in kept
    for address in (PATH, f"{PATH}?lang=de", f"{PATH}?version=2"):
        assert client.get(address).json() == english
    assert [DOCUMENTS.get(language) is one for language, one in zip(("en", "zh-hans"), kept, strict=True)] == [True, True]
