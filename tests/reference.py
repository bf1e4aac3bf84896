"""The shipped reference data in a database of its own: loaded once in a run, for every test that asks for ``shipped``."""

from typing import Any

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from core.kept import BODIES
from events.models import Dispatch
from services.api.row import ROWS
from services.models import CatalogueState
from services.selectors.catalogue import DOCUMENTS
from services.templatetags.catalogue import CARDS

FIRST_REVISION = 1_000_000
"""Far above the revisions of other tests, so that an index never takes one database for the other."""

KEPT_BY_REVISION = (BODIES, CARDS, DOCUMENTS, ROWS)
"""Memories of a worker whose keys hold revisions: a copied database gives the same ones out again, for something else."""


class ReferenceDatabase:
    """Two copies of the empty test database: one is loaded and then left alone, the other is what tests use.

    A test's transaction is rolled back as ever. After a test that commits it is copied anew.
    """

    revision = FIRST_REVISION
    """The revision that was loaded: an index that has it holds nothing that a test wrote."""

    is_entered, is_spoilt = False, False
    """Whether queries go to the loaded database; whether a test has committed to it."""

    def __init__(self) -> None:
        self.open: dict[str, Any] = {}
        self.empty: str = connection.settings_dict["NAME"]
        self.loaded, self.used = f"{self.empty}_loaded", f"{self.empty}_shipped"
        self._copy(self.empty, self.loaded)
        self._switch(self.loaded)
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER SEQUENCE services_catalogue_revision RESTART WITH {FIRST_REVISION}")
        call_command("load_reference_data", verbosity=0)
        # The load has made the search documents itself; no test that delivers events need wait for them to be made again.
        Dispatch.objects.update(confirmed_at=timezone.now())
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        ReferenceDatabase.revision = self._revision()
        self._copy(self.loaded, self.used)
        self._switch(self.empty)

    def enter(self) -> None:
        """From here on queries go to the loaded database."""
        self._switch(self.used)
        ReferenceDatabase.is_entered, ReferenceDatabase.is_spoilt = True, False

    def leave(self) -> None:
        """From here on queries go to the empty one again."""
        ReferenceDatabase.is_entered = False
        if self.is_spoilt or self._revision() != self.revision:
            self._copy(self.loaded, self.used)
            for kept in KEPT_BY_REVISION:
                kept.forget()
        self._switch(self.empty)

    def remove(self) -> None:
        """Both copies."""
        self._switch(self.empty)
        self._close(self.loaded, self.used)
        with connection._nodb_cursor() as cursor:
            for name in (self.loaded, self.used):
                cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')

    def _revision(self) -> int:
        return CatalogueState.objects.values_list("revision", flat=True).first() or 0

    def _copy(self, source: str, name: str) -> None:
        connection.close()
        self._close(source, name)
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            # A browser that stays connected keeps a thread of the live server, and with it a connection.
            cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [source])
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')

    def _close(self, *names: str) -> None:
        for name in names:
            if (one := self.open.pop(name, None)) is not None:
                one.close()

    def _switch(self, name: str) -> None:
        """Both connections stay open: a new one learns every table and index of the catalogue anew, a fifth of a second."""
        if name == connection.settings_dict["NAME"]:
            return
        self.open[connection.settings_dict["NAME"]], connection.connection = connection.connection, None
        connection.settings_dict["NAME"] = name
        connection.connection = self.open.pop(name, None)
