"""A command on servers of its own, with the reference data: ``python -m core.embedded.command bench_matching``.

With DATABASE_URL and REDIS_URL set it runs on that database as it is.
"""

import os
import sys
import tempfile
from pathlib import Path

import django
from django.core.management import call_command, execute_from_command_line

from core.embedded.services import Services


def main(arguments: list[str]) -> int:
    """The exit code."""
    is_own = not (os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    with tempfile.TemporaryDirectory(prefix="opencdmo-", ignore_cleanup_errors=True) as folder:
        os.environ.setdefault("OPENCDMO_DATA", folder)
        services = Services(Path(folder))
        try:
            services.start()
            if is_own:
                _prepare()
            execute_from_command_line(["manage.py", *arguments])
        finally:
            services.stop()
    return 0


def _prepare() -> None:
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("load_reference_data", verbosity=0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
