"""The environment is read with types, and a production server refuses to start half configured."""

import base64
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.env import (
    SHIPPED_KEYS,
    SHIPPED_SECRETS,
    celery_broker_url,
    ensure_fit_for_production,
    parse_keys,
    read_environment,
    with_redis_database,
)
from config.settings.storage import storages_of
from core.embedded.defaults import use_development_defaults

ROOT = Path(__file__).resolve().parents[2]
KEY = base64.urlsafe_b64encode(b"k" * 32).decode()
GOOD = {
    "SECRET_KEY": "s" * 50,
    "ENCRYPTION_KEYS": KEY,
    "ALLOWED_HOSTS": "cdmo.example.org",
    "BASE_URL": "https://cdmo.example.org",
    "DATABASE_URL": "postgresql://u:p@db:5432/opencdmo",
    "REDIS_URL": "redis://redis:6379/0",
    "DEFAULT_FROM_EMAIL": "no-reply@cdmo.example.org",
}


@pytest.fixture
def environ(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name, value in GOOD.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


def test_a_complete_environment_is_fit_for_production(environ):
    ensure_fit_for_production(read_environment())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "insecure-development-key"),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "change-me"),
        ("ENCRYPTION_KEYS", ""),
        ("ALLOWED_HOSTS", "*"),
        ("ALLOWED_HOSTS", "*.example.org"),
        ("ALLOWED_HOSTS", ""),
        ("BASE_URL", "http://cdmo.example.org"),
        ("DATABASE_URL", ""),
        ("REDIS_URL", ""),
        ("DEFAULT_FROM_EMAIL", ""),
    ],
)
def test_a_production_server_refuses_and_names_the_variable(environ, name: str, value: str):
    environ.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=name):
        ensure_fit_for_production(read_environment())


def test_the_production_settings_themselves_refuse(tmp_path: Path):
    environment = {**os.environ, **GOOD, "SECRET_KEY": "change-me", "DJANGO_SETTINGS_MODULE": "config.settings.prod"}
    done = subprocess.run(
        [sys.executable, "manage.py", "check"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "Not starting: SECRET_KEY must be" in done.stderr


def test_an_unreadable_value_is_named(environ):
    environ.setenv("BEHIND_PROXY", "perhaps")
    with pytest.raises(ImproperlyConfigured, match="BEHIND_PROXY"):
        read_environment()


def test_another_database_than_postgresql_is_refused(environ):
    environ.setenv("DATABASE_URL", "sqlite:///x.db")
    with pytest.raises(ImproperlyConfigured, match="postgresql"):
        read_environment()


@pytest.mark.parametrize("key", ["abc", base64.urlsafe_b64encode(b"k" * 16).decode(), "ä" * 44])
def test_a_key_of_another_length_is_refused(key: str):
    with pytest.raises(ImproperlyConfigured, match="generate_keys"):
        parse_keys([key])


@pytest.mark.parametrize(
    ("url", "cache", "broker"),
    [
        ("redis://host:6379/0", "redis://host:6379/1", "redis://host:6379/0"),
        ("unix:///run/r.sock?db=0", "unix:///run/r.sock?db=1", "redis+socket:///run/r.sock?virtual_host=0"),
    ],
)
def test_cache_and_broker_use_different_databases(url: str, cache: str, broker: str):
    assert with_redis_database(url, 1) == cache
    assert celery_broker_url(url) == broker


def test_a_bucket_that_cannot_be_used_stops_the_start(environ):
    environ.setenv("S3_ENDPOINT", "https://minio.example.org")
    with pytest.raises(ImproperlyConfigured, match="S3_BUCKET is empty"):
        read_environment()
    environ.setenv("S3_BUCKET", "files")
    environ.setattr("config.env.find_spec", lambda name: None)
    with pytest.raises(ImproperlyConfigured, match="EXTRA=s3"):
        read_environment()


def test_files_lie_in_the_data_folder_or_in_a_bucket(environ, tmp_path: Path):
    environ.setattr("config.env.find_spec", lambda name: name)
    environ.setenv("OPENCDMO_DATA", str(tmp_path))
    private = storages_of(read_environment())["private"]
    assert (private["BACKEND"], private["OPTIONS"]["location"]) == (
        "documents.storage.WholeFileStorage",
        tmp_path / "documents",
    )
    environ.setenv("S3_BUCKET", "files")
    environ.setenv("S3_ENDPOINT", "https://minio.example.org")
    stored = storages_of(read_environment())
    assert {stored[one]["BACKEND"] for one in ("private", "sealed")} == {"documents.bucket.BucketStorage"}
    assert stored["sealed"]["OPTIONS"] == {
        "bucket_name": "files",
        "endpoint_url": "https://minio.example.org",
        "location": "sealed",
        "file_overwrite": False,
        "default_acl": None,
    }


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ENCRYPTION_KEYS", "A" * 43 + "="),
        ("ENCRYPTION_KEYS", f"{KEY},{'A' * 43}="),
        ("DATABASE_URL", "postgresql://opencdmo:change-me@db:5432/opencdmo"),
    ],
)
def test_a_secret_that_is_shipped_stops_the_start(environ, name: str, value: str):
    environ.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=name):
        ensure_fit_for_production(read_environment())


def test_a_database_that_trusts_its_socket_needs_no_password(environ):
    environ.setenv("DATABASE_URL", "postgresql://opencdmo@/opencdmo?host=/run/postgresql")
    ensure_fit_for_production(read_environment())


def test_the_demos_secrets_are_among_those_that_are_refused(environ):
    for name in ("SECRET_KEY", "ENCRYPTION_KEYS"):
        environ.delenv(name)
    use_development_defaults()
    demo = read_environment()
    assert demo.secret_key in SHIPPED_SECRETS
    assert set(demo.encryption_keys) <= SHIPPED_KEYS
