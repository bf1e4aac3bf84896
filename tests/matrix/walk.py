"""How twenty thousand requests are asked for no more than they cost themselves."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from django.db import connection, transaction
from django.http import HttpRequest
from django.test import Client
from django.test.client import ClientHandler
from django.urls import ResolverMatch, get_resolver


class Walker(ClientHandler):
    """The site. An address is looked up once for all who ask for it one after the other: who they are makes no difference."""

    def resolve_request(self, request: HttpRequest) -> ResolverMatch:
        request.resolver_match = _found(request.path_info)
        return request.resolver_match


@lru_cache(maxsize=1)
def _found(path: str) -> ResolverMatch:
    return get_resolver().resolve(path)


HANDLER = Walker(enforce_csrf_checks=False)
"""One for all: each client's own would put the middleware together anew."""


class Plain(Client):
    """A client that gives the answer alone: a response that also tells which templates it was made from takes twice as long."""

    def __init__(self, **defaults: Any) -> None:
        super().__init__(**defaults)
        self.handler = HANDLER

    def request(self, **request: Any) -> Any:
        return self.handler(self._base_environ(**request))


Asker = Callable[[], Plain]
"""Makes a client that has asked nothing yet."""


class Touched:
    """Notes whether anything but reading was asked of the database."""

    def __init__(self) -> None:
        self.is_so = False

    def __call__(self, execute: Any, sql: str, *arguments: Any) -> Any:
        self.is_so = self.is_so or not sql.startswith("SELECT ")
        try:
            return execute(sql, *arguments)
        except Exception:
            self.is_so = True
            raise


@contextmanager
def as_it_was() -> Iterator[Callable[[], None]]:
    """Gives what brings the database, and what waits for a commit, back to how they are now, as often as one likes: nothing
    after a request that has only read, as nineteen of twenty do, and else one statement, where a block of its own would take
    three. Inside a transaction; at the end all is as it was."""
    touched = Touched()
    with transaction.atomic(), connection.execute_wrapper(touched):
        here, waiting = connection.savepoint_ids[-1], len(connection.run_on_commit)

        def undo() -> None:
            if touched.is_so or connection.needs_rollback or len(connection.run_on_commit) != waiting:
                transaction.savepoint_rollback(here)
                transaction.set_rollback(False)
                touched.is_so = False

        yield undo
        transaction.set_rollback(True)


@contextmanager
def silence() -> Iterator[None]:
    """Half of the requests are refused, each with a line in the log that nobody reads, and that keeps its request in memory."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)
