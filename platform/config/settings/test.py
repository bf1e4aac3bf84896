"""For the suite: real PostgreSQL and Redis, handed over by ``tests/conftest.py``; fast hashing, no throttling by accident."""

from core.embedded.defaults import use_development_defaults

use_development_defaults()

from config.settings.base import *  # noqa: E402, F403
from config.settings.base import INSTALLED_APPS  # noqa: E402

DEBUG = False
THROTTLE_SCALE = 1000.0
ACCOUNT_RATE_LIMITS = {"login": "1000/m/ip"}  # every browser of the suite sits at one address
INSTALLED_APPS = [*INSTALLED_APPS, "demo"]
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
DELIVERY_EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    **STORAGES,
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
