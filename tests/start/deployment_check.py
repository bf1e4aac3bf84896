"""``check --deploy`` with production settings: the settings of .env.example, with secrets made for this run."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def production_environment() -> dict[str, str]:
    """As .env.example says, but with real secrets."""
    made = subprocess.run(
        [sys.executable, "manage.py", "generate_keys"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    lines = [*(ROOT / ".env.example").read_text().splitlines(), *made.splitlines()]
    pairs = dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    pairs["DATABASE_URL"] = pairs["DATABASE_URL"].replace("change-me", "a-password-of-this-run")
    ours = {name: value for name, value in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"}
    return {**ours, **pairs, "DJANGO_SETTINGS_MODULE": "config.settings.prod", "OPENCDMO_DATA": str(ROOT / "var")}


def main() -> int:
    """The exit code of the check."""
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    return subprocess.run(command, cwd=ROOT, env=production_environment(), check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
