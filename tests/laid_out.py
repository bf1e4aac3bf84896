"""The empty database of a run, laid out once: what needs one of its own gets a copy, since migrating takes a quarter of a minute.

What migrations made is also kept in pytest's own folder (``.pytest_cache``), for as long as they stay as they are: the next run
begins with it. ``pytest --cache-clear`` throws it away.
"""

import hashlib
import os
import subprocess
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import django
from django.apps import apps
from django.db import connection

from core.embedded.postgres import binary
from tests.services import OURS

NAME, DUMP = "OPENCDMO_TEST_LAID_OUT", "OPENCDMO_TEST_TABLES"
"""Variables, so that programs which tests start find it too: the database's name, and a file that makes the same elsewhere."""

MADE_OF = ("migrations/*.py", "models.py", "models/*.py", "clock.py")
"""The files of an app that say what its tables are: migrations, and what these import."""


def kept_in(folder: Path) -> Path:
    """Where what these migrations make is kept. Another Django, another app, another line in one of them is another file."""
    digest = hashlib.sha256(django.__version__.encode())
    for app in sorted(apps.get_app_configs(), key=lambda app: app.name):
        for path in sorted(path for pattern in MADE_OF for path in Path(app.path).glob(pattern)):
            digest.update(f"{app.name} {path.relative_to(app.path)} ".encode() + path.read_bytes())
    return folder / f"{digest.hexdigest()[:32]}.sql"


def begin_with(kept: Path) -> None:
    """Have the test database made as a copy of what an earlier run kept. ``migrate`` then finds that nothing is left to do."""
    if not (kept.exists() and _is_our_server()):
        return
    name = f"{connection.creation._get_test_db_name()}_laid_out"
    _create(name)
    load(kept, _url_of(name))
    connection.settings_dict["TEST"]["TEMPLATE"] = name


def keep(kept: Path) -> None:
    """Copy the test database while no test has touched it. Those that commit empty it, and with it what migrations wrote."""
    fresh: str = connection.settings_dict["NAME"]
    os.environ[NAME] = f"{fresh}_laid_out"
    connection.close()
    _create(os.environ[NAME], template=fresh)
    if _is_our_server() and not kept.exists():
        for earlier in kept.parent.glob("*.sql"):
            earlier.unlink(missing_ok=True)
        dump(kept.with_suffix(f".{os.getpid()}")).rename(kept)


def remove() -> None:
    """At the end of a run, for servers that outlive it."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{os.environ.pop(NAME)}" WITH (FORCE)')


def dump(path: Path) -> Path:
    """Write what makes the same database on another server."""
    command = [binary("pg_dump"), "--no-owner", "--file", path, _url_of(os.environ[NAME])]
    subprocess.run(command, check=True)
    return path


def load(path: Path, database_url: str) -> None:
    """Make it."""
    command = [binary("psql"), "--quiet", "--no-psqlrc", "--set", "ON_ERROR_STOP=1", "--single-transaction"]
    subprocess.run([*command, "--file", path, database_url], check=True, stdout=subprocess.DEVNULL)


def _is_our_server() -> bool:
    """Of the version that these programs belong to, and gone after the run."""
    return "DATABASE_URL" in os.environ[OURS].split(",")


def _url_of(name: str) -> str:
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


def _create(name: str, template: str = "template1") -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
