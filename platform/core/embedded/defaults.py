"""What stands in for the environment on a developer's machine. Never read in production."""

import os


def use_development_defaults() -> None:
    """Fill in unset variables, here and for the processes started from here."""
    defaults = {
        "SECRET_KEY": "insecure-development-key",
        "ENCRYPTION_KEYS": "A" * 43 + "=",
        "ALLOWED_HOSTS": "localhost,127.0.0.1,[::1]",
        "BASE_URL": f"http://127.0.0.1:{os.environ.get('PORT', '8000')}",
        "DATABASE_URL": "postgresql://postgres@localhost/opencdmo",
        "REDIS_URL": "redis://127.0.0.1:6379/0",
        "DEFAULT_FROM_EMAIL": "OpenCDMO <demo@opencdmo.example>",
    }
    for name, value in defaults.items():
        os.environ.setdefault(name, value)
