"""Several people at the same moment."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections, models


def at_once(*works: Callable[[], object]) -> list[BaseException | None]:
    """Each work in a thread and connection of its own, started together; what each raised."""
    ready, outcomes = threading.Barrier(len(works)), [None] * len(works)

    def run(index: int) -> None:
        ready.wait()
        try:
            works[index]()
        except BaseException as error:
            outcomes[index] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(index,)) for index in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def save_between(monkeypatch: pytest.MonkeyPatch, view: type[Any], rows: "models.QuerySet[Any]", **values: Any) -> None:
    """Somebody else saves ``values`` once, right after the view has read its row, and before it calls its action."""
    read, left = view.get_object, [values]

    def read_then_overtaken(self: Any) -> Any:
        row = read(self)
        if left:
            rows.filter(pk=row.pk).update(**left.pop())
        return row

    monkeypatch.setattr(view, "get_object", read_then_overtaken)
