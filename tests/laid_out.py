"""The empty database of a run, laid out once: what needs one of its own gets a copy, since migrating takes a quarter of a minute."""

import os
import subprocess
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.db import connection

from core.embedded.postgres import binary

NAME, DUMP = "OPENCDMO_TEST_LAID_OUT", "OPENCDMO_TEST_TABLES"
"""Variables, so that programs which tests start find it too: the database's name, and a file that makes the same elsewhere."""


def keep() -> None:
    """Copy the test database while no test has touched it. Those that commit empty it, and with it what migrations wrote."""
    fresh: str = connection.settings_dict["NAME"]
    name = f"{fresh}_laid_out"
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{fresh}"')
    os.environ[NAME] = name


def remove() -> None:
    """At the end of a run, for servers that outlive it."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{os.environ.pop(NAME)}" WITH (FORCE)')


def dump(path: Path) -> Path:
    """Write what makes the same database on another server."""
    source = urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{os.environ[NAME]}"))
    subprocess.run([binary("pg_dump"), "--no-owner", "--file", path, source], check=True)
    return path


def load(path: Path, database_url: str) -> None:
    """Make it."""
    command = [binary("psql"), "--quiet", "--no-psqlrc", "--set", "ON_ERROR_STOP=1", "--single-transaction"]
    subprocess.run([*command, "--file", path, database_url], check=True, stdout=subprocess.DEVNULL)
