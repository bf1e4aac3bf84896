"""Reads settings from the environment, with types, and says in one sentence what is wrong with a value.

Every variable the product understands is declared here, once; ``.env.example`` is held to this list by a test.
"""

import base64
import binascii
import ipaddress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError

BASE_DIR = Path(__file__).resolve().parents[2]

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

SHIPPED_SECRETS = frozenset({"", "change-me", "changeme", "secret", "insecure-development-key"})
SHIPPED_KEYS = frozenset({bytes(32)})
"""Of the demo, and so known to everybody."""


@dataclass(frozen=True)
class Environment:
    """What the environment says. Unset values are empty; which of them may be empty is the settings module's decision."""

    secret_key: str
    encryption_keys: list[bytes]
    allowed_hosts: list[str]
    base_url: str
    database: dict[str, Any]
    database_pooled: bool
    redis_url: str
    email: dict[str, Any]
    default_from_email: str
    data_dir: Path
    static_root: Path
    bucket: dict[str, str]
    log_level: str
    behind_proxy: bool
    hsts_whole_domain: bool
    throttle_scale: float
    pages_per_minute: int
    outgoing_paused: bool
    outgoing_private_networks: list[Network]
    webhook_log_days: int
    mail_log_days: int
    match_runs_kept: int
    clamd_url: str
    ocds_prefix: str

    def cache_url(self) -> str:
        """The cache lives in the next Redis database, so that flushing it never touches the broker."""
        return with_redis_database(self.redis_url, 1)


def read_environment() -> Environment:
    """Read every variable. Raises ImproperlyConfigured with a sentence that names the one that cannot be read."""
    env = Env()
    data_dir = Path(env.str("OPENCDMO_DATA", str(BASE_DIR / "var"))).resolve()
    try:
        return Environment(
            secret_key=env.str("SECRET_KEY", ""),
            encryption_keys=parse_keys(env.list("ENCRYPTION_KEYS", [])),
            allowed_hosts=list(filter(None, env.list("ALLOWED_HOSTS", []))),
            base_url=env.str("BASE_URL", "").rstrip("/"),
            database=_database(env),
            database_pooled=env.bool("DATABASE_POOLED", False),
            redis_url=env.str("REDIS_URL", ""),
            email=dict(env.dj_email_url("EMAIL_URL", "smtp://localhost:25")),
            default_from_email=env.str("DEFAULT_FROM_EMAIL", ""),
            data_dir=data_dir,
            static_root=Path(env.str("STATIC_ROOT", "") or data_dir / "static"),
            bucket=_bucket(env),
            log_level=env.str("LOG_LEVEL", "INFO").upper(),
            behind_proxy=env.bool("BEHIND_PROXY", False),
            hsts_whole_domain=env.bool("HSTS_WHOLE_DOMAIN", False),
            throttle_scale=env.float("THROTTLE_SCALE", 1.0),
            pages_per_minute=env.int("PAGES_PER_MINUTE", 240),
            outgoing_paused=env.bool("OUTGOING_PAUSED", False),
            ocds_prefix=env.str("OCDS_PREFIX", "ocds-unregistered"),
            outgoing_private_networks=parse_networks(env.list("OUTGOING_PRIVATE_NETWORKS", [])),
            webhook_log_days=env.int("WEBHOOK_LOG_DAYS", 30),
            mail_log_days=env.int("MAIL_LOG_DAYS", 30),
            match_runs_kept=env.int("MATCH_RUNS_KEPT", 20),
            clamd_url=parse_clamd_url(env.str("CLAMD_URL", "")),
        )
    except (EnvError, ValueError) as error:
        raise ImproperlyConfigured(f"A setting in the environment cannot be read: {error}") from error


def parse_keys(values: list[str]) -> list[bytes]:
    """Decode 32-byte keys given in URL-safe base64. The first encrypts, all of them decrypt.

    Raises ImproperlyConfigured for a key of another length.
    """
    keys = []
    for value in filter(None, (value.strip() for value in values)):
        try:
            key = base64.urlsafe_b64decode(value)
        except (binascii.Error, ValueError):
            key = b""
        if len(key) != 32:
            raise ImproperlyConfigured(
                "ENCRYPTION_KEYS holds a key that is not 32 bytes in URL-safe base64. "
                "Make one with: python manage.py generate_keys"
            )
        keys.append(key)
    return keys


def parse_clamd_url(url: str) -> str:
    """``tcp://host:3310``, ``unix:///run/clamav/clamd.sock`` or nothing. Raises ImproperlyConfigured."""
    parts = urlsplit(url)
    if url and not (parts.scheme == "tcp" and parts.hostname) and not (parts.scheme == "unix" and parts.path):
        raise ImproperlyConfigured("CLAMD_URL must be tcp://host:3310 or unix:///path/to/socket, or empty for no scanner.")
    return url


def parse_networks(values: list[str]) -> list[Network]:
    """Ranges such as ``10.20.0.0/16`` or ``fd00:20::/32``. Raises ImproperlyConfigured for one that is none."""
    try:
        return [ipaddress.ip_network(value) for value in filter(None, (value.strip() for value in values))]
    except ValueError as error:
        raise ImproperlyConfigured(f"OUTGOING_PRIVATE_NETWORKS holds what is no network: {error}.") from error


def with_redis_database(url: str, number: int) -> str:
    """``redis://host:6379/0`` with another database number; also for ``unix://`` addresses, where it is ``?db=``."""
    if not url:
        return ""
    parts = urlsplit(url)
    if parts.scheme == "unix":
        return f"unix://{parts.path}?db={number}"
    return parts._replace(path=f"/{number}").geturl()


def celery_broker_url(url: str) -> str:
    """Celery spells a Unix socket ``redis+socket:///path?virtual_host=0`` where redis-py says ``unix:///path?db=0``."""
    parts = urlsplit(url)
    if parts.scheme == "unix":
        return f"redis+socket://{parts.path}?virtual_host=0"
    return url


def ensure_fit_for_production(environment: Environment) -> None:
    """Refuse to start a public server that could be broken into or lose data.

    Raises ImproperlyConfigured, naming every variable that has to change.
    """
    secret = environment.secret_key
    checks = {
        "SECRET_KEY must be a random text of at least 50 characters": secret not in SHIPPED_SECRETS and len(secret) >= 50,
        "ENCRYPTION_KEYS must hold at least one key, and none that is shipped": bool(environment.encryption_keys)
        and SHIPPED_KEYS.isdisjoint(environment.encryption_keys),
        "ALLOWED_HOSTS must list the host names served, without a wildcard": bool(environment.allowed_hosts)
        and not any("*" in host for host in environment.allowed_hosts),
        "BASE_URL must be the public https:// address": urlsplit(environment.base_url).scheme == "https",
        "DATABASE_URL must point to PostgreSQL": bool(environment.database.get("NAME")),
        "DATABASE_URL must hold another password than the one of .env.example": environment.database.get("PASSWORD")
        not in SHIPPED_SECRETS - {""},
        "REDIS_URL must point to Redis": bool(environment.redis_url),
        "DEFAULT_FROM_EMAIL must be the sender of the platform's mail": bool(environment.default_from_email),
    }
    problems = [sentence for sentence, is_met in checks.items() if not is_met]
    if problems:
        raise ImproperlyConfigured("Not starting: " + "; ".join(problems) + ". See .env.example.")


def _database(env: Env) -> dict[str, Any]:
    if not env.str("DATABASE_URL", ""):
        return {"ENGINE": "django.db.backends.postgresql"}
    database: dict[str, Any] = dict(env.dj_db_url("DATABASE_URL"))
    if database["ENGINE"] != "django.db.backends.postgresql":
        raise ValueError("DATABASE_URL must start with postgresql://")
    return database


def _bucket(env: Env) -> dict[str, str]:
    """Options of django-storages; empty for files in the data folder. Unset ones are left to the S3 client.

    Raises ImproperlyConfigured rather than keep files elsewhere than was meant, or fail at the first one.
    """
    options = {
        "bucket_name": env.str("S3_BUCKET", ""),
        "endpoint_url": env.str("S3_ENDPOINT", ""),
        "region_name": env.str("S3_REGION", ""),
        "access_key": env.str("S3_ACCESS_KEY", ""),
        "secret_key": env.str("S3_SECRET_KEY", ""),
    }
    given = {name: value for name, value in options.items() if value}
    if given and not options["bucket_name"]:
        raise ImproperlyConfigured(
            "S3_BUCKET is empty, but other S3_ settings are not: name the bucket, or clear them all."
        )
    if given and find_spec("storages") is None:
        raise ImproperlyConfigured("S3_BUCKET needs django-storages: build the image with --build-arg EXTRA=s3.")
    return given
