"""For working on the code: debug pages, mail into ``var/mail``, the embedded PostgreSQL and Redis unless told otherwise."""

from core.embedded.defaults import use_development_defaults

use_development_defaults()

from config.settings.base import *  # noqa: E402, F403
from config.settings.base import DATA_DIR, INSTALLED_APPS  # noqa: E402

DEBUG = True
INSTALLED_APPS = [*INSTALLED_APPS, "demo"]
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "mail"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
