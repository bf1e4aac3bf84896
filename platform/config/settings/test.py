"""For the suite: real PostgreSQL and Redis, handed over by ``tests/conftest.py``; fast hashing, no throttling by accident."""

from config.env import read_environment
from config.settings.base import *  # noqa: F403
from config.settings.base import INSTALLED_APPS, from_environment
from core.embedded.defaults import development_defaults

globals().update(from_environment(read_environment({**development_defaults(), "THROTTLE_SCALE": "1000"})))

DEBUG = False
INSTALLED_APPS = [*INSTALLED_APPS, "demo"]
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
