"""docker-compose.yml, Dockerfile and .env.example are held to the code, since no engine may be at hand."""

import importlib
import itertools
import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.exceptions import ImproperlyConfigured
from django.core.management import get_commands

from config.env import ensure_fit_for_production, read_environment
from documents import scanner

ROOT = Path(__file__).resolve().parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
EXAMPLE = dict(
    line.split("=", 1) for line in (ROOT / ".env.example").read_text().splitlines() if "=" in line and line[0] != "#"
)
OURS = {name: one for name, one in COMPOSE["services"].items() if one.get("image") == "opencdmo:latest"}
OF_OTHERS = {"POSTGRES_PASSWORD", "HTTP_PORT"}
"""Read by docker-compose.yml itself."""


def source() -> str:
    return "".join(path.read_text() for path in (ROOT / "platform" / "config").rglob("*.py"))


def test_every_variable_of_the_example_is_read_by_something():
    read = set(re.findall(r"""(?:env\.\w+|environ\.get|environ\[)\(?["']([A-Z0-9_]+)["']""", source())) | OF_OTHERS
    assert set(EXAMPLE) - read == set()


def test_every_variable_that_is_read_stands_in_the_example():
    read = set(re.findall(r"""env\.\w+\(["']([A-Z0-9_]+)["']""", source()))
    assert read - set(EXAMPLE) == set()
    assert len(read) >= len(fields(read_environment())) - 1


def test_the_operations_guide_has_every_variable_with_its_default():
    guide = (ROOT / "docs" / "operations.md").read_text()
    table = dict(re.findall(r"^\| `([A-Z0-9_]+)` \| (.*?) \|", guide, re.MULTILINE))
    assert set(table) == set(EXAMPLE)
    read = re.findall(r"""(?:env\.\w+|environ\.get)\(["']([A-Z0-9_]+)["'], (?:"([^"]*)"|([\w.]+))\)""", source())
    written = {name: text or number for name, text, number in read}
    assert len(written) > 20
    for name, default in written.items():
        assert table[name] == {"": "–", "False": "`false`"}.get(default, f"`{default}`"), name


def test_every_variable_is_explained():
    lines = (ROOT / ".env.example").read_text().splitlines()
    unexplained = [
        line for before, line in itertools.pairwise(lines) if "=" in line and line[0] != "#" and not before.startswith("#")
    ]
    assert unexplained == []


def test_the_example_as_it_is_does_not_start(monkeypatch: pytest.MonkeyPatch):
    for name, value in EXAMPLE.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=r"SECRET_KEY.*ENCRYPTION_KEYS"):
        ensure_fit_for_production(read_environment())


def test_variables_in_the_compose_file_stand_in_the_example():
    used = set(re.findall(r"\$\{([A-Z_]+)", (ROOT / "docker-compose.yml").read_text()))
    assert used <= set(EXAMPLE)


def test_the_example_points_to_the_services_by_name():
    assert "@db:5432/opencdmo" in EXAMPLE["DATABASE_URL"]
    assert EXAMPLE["REDIS_URL"].startswith("redis://redis:")
    assert COMPOSE["services"]["db"]["environment"]["POSTGRES_DB"] == "opencdmo"
    assert COMPOSE["services"]["db"]["environment"]["POSTGRES_USER"] == "opencdmo"


def test_every_process_of_the_design_is_there():
    assert set(COMPOSE["services"]) == {"db", "redis", "migrate", "reference", "web", "worker", "beat", "relay", "proxy"}


@pytest.mark.parametrize("name", sorted(OURS))
def test_a_command_exists(name: str):
    command = OURS[name].get("command") or _default_command()
    if command[:2] == ["python", "manage.py"]:
        assert command[2] in get_commands()
    elif command[0] == "celery":
        assert command[1:3] == ["--app", "config"]
        assert importlib.import_module("config").celery_app is not None
        assert command[3] in {"worker", "beat"}
    else:
        assert command[0] == "gunicorn"
        assert importlib.import_module("config.wsgi").application is not None
        assert importlib.import_module(command[2].removeprefix("python:")) is not None


@pytest.mark.parametrize("name", sorted(OURS))
def test_a_process_of_ours_has_no_more_rights_than_it_needs(name: str):
    service = OURS[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


def test_the_image_runs_as_an_ordinary_user_and_checks_its_health():
    text = (ROOT / "Dockerfile").read_text()
    assert re.search(r"^USER opencdmo$", text, re.MULTILINE)
    assert "--require-hashes" in text
    assert "127.0.0.1:8000/healthz" in text
    assert "DJANGO_SETTINGS_MODULE=config.settings.prod" in text
    for path in re.findall(r"^COPY (?!--from)(\S+) ", text, re.MULTILINE):
        for extra in ("production", "s3"):
            assert path == "." or (ROOT / path.replace("${EXTRA}", extra)).exists()


def test_proxy_and_web_agree_on_the_port():
    assert "0.0.0.0:8000" in " ".join(_default_command())
    proxy = (ROOT / "deploy" / "Caddyfile").read_text()
    assert "reverse_proxy web:8000" in proxy
    assert re.search(r"^:8080 \{", proxy, re.MULTILINE)
    assert COMPOSE["services"]["proxy"]["ports"] == ["${HTTP_PORT:-8080}:8080"]


def test_the_proxy_hands_on_the_visitors_address_alone():
    """The web server believes one address: with a balancer's beside it, all visitors would be one."""
    proxy = (ROOT / "deploy" / "Caddyfile").read_text()
    assert re.search(r"^\t\theader_up X-Forwarded-For \{client_ip\}$", proxy, re.MULTILINE)
    assert re.search(r"^\t\ttrusted_proxies_strict$", proxy, re.MULTILINE)


def test_the_proxy_takes_in_whatever_it_lets_through_before_a_web_worker_sees_it():
    proxy = (ROOT / "deploy" / "Caddyfile").read_text()
    let_through, taken_in = (
        re.search(rf"^\t\t{name} (\d+MB)$", proxy, re.MULTILINE) for name in ("max_size", "request_buffers")
    )
    assert let_through[1] == taken_in[1]


def test_a_scanner_is_silent_before_a_web_worker_is_ended():
    assert importlib.import_module("config.gunicorn").timeout - 5 > scanner.PATIENCE_SECONDS


def test_the_proxy_compresses_pages():
    assert re.search(r"^\tencode .*gzip", (ROOT / "deploy" / "Caddyfile").read_text(), re.MULTILINE)


def test_every_volume_is_named():
    used = {volume.split(":")[0] for one in COMPOSE["services"].values() for volume in one.get("volumes", [])}
    assert {volume for volume in used if not volume.startswith(".")} == set(COMPOSE["volumes"])


def test_the_locked_requirements_carry_hashes_and_name_no_host():
    for path in (ROOT / "requirements").glob("*.txt"):
        text = path.read_text()
        assert "://" not in text
        pins = re.findall(r"^[a-z0-9][a-z0-9._-]*==", text, re.MULTILINE | re.IGNORECASE)
        assert len(pins) > 20
        assert text.count("--hash=sha256:") >= len(pins)


def test_the_production_settings_pass_the_deployment_check():
    done = subprocess.run(
        [sys.executable, "tests/start/deployment_check.py"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def _default_command() -> list[str]:
    found = re.search(r"^CMD (\[.*\])$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    assert found is not None
    command: list[str] = yaml.safe_load(found[1])
    return command


def test_keys_are_made_before_there_is_anything_to_start_with():
    """The first command of the operations guide, in the image's own environment."""
    bare = {"DJANGO_SETTINGS_MODULE": "config.settings.prod", "SECRET_KEY": "change-me", "ENCRYPTION_KEYS": "not a key"}
    made = subprocess.run(
        [sys.executable, "manage.py", "generate_keys"], cwd=ROOT, check=True, capture_output=True, text=True, env=bare
    ).stdout
    assert [line.split("=")[0] for line in made.splitlines()] == ["SECRET_KEY", "ENCRYPTION_KEYS"]
