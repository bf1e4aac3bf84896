"""Answers that are put together as text are the JSON that a renderer would write."""

import json

import pytest
from django.core.cache import caches
from django.test import Client

from api.rendering import Renderer, Written
from core.cache import ForgivingRedisCache


@pytest.mark.usefixtures("shipped")
@pytest.mark.django_db
def test_rows_and_facets_read_as_json_in_one_line_or_in_many():
    for address in ("/api/v1/offerings/?q=mRNA&page_size=2&page=2", "/api/v1/offerings/facets/?stage=phase-1&q=慢病毒"):
        compact = Client().get(address)
        assert compact.status_code == 200
        assert compact.content == json.dumps(compact.json(), ensure_ascii=False, separators=(",", ":")).encode()
        indented = Client().get(address, headers={"Accept": "application/json; indent=2"})
        assert indented.content.startswith(b'{\n  "count"')
        assert indented.json() == compact.json()
    assert list(Client().get("/api/v1/offerings/?page_size=1").json()) == ["count", "next", "previous", "results"]


def test_what_is_not_written_yet_is_rendered_as_before():
    assert Renderer().render({"a": "é"}) == '{"a":"é"}'.encode()
    assert Renderer().render(Written('{"a":1}')) == b'{"a":1}'


def test_a_request_is_counted_up_to_the_limit_with_what_is_left_of_the_minute_before():
    counted = caches["default"]
    assert isinstance(counted, ForgivingRedisCache)
    counted.delete_many(["t:this", "t:before"])
    assert [counted.count("t:this", "t:before", 0.5, 3, 60) for _turn in range(5)] == [0, 1, 2, 3, 3]
    counted.set("t:before", 4)
    assert counted.count("t:this", "t:before", 0.5, 10, 60) == 5
