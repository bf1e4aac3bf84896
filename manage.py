#!/usr/bin/env python
"""Run a management command. `platform/` is put on the path here because it is a plain folder, not a package."""

import os
import sys
from pathlib import Path


def main() -> None:
    sys.path.insert(0, str(Path(__file__).resolve().parent / "platform"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    if sys.argv[1:] == ["generate_keys"]:
        # A new installation has no settings yet with which anything else would start.
        from core.management.commands.generate_keys import Command

        Command().run_from_argv(sys.argv)
        return
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
