"""For working on the code: debug pages, mail into ``var/mail``, the embedded PostgreSQL and Redis unless told otherwise."""

from config.env import read_environment
from config.settings.base import *  # noqa: F403
from config.settings.base import INSTALLED_APPS, from_environment
from core.embedded.defaults import development_defaults

globals().update(from_environment(read_environment(development_defaults())))

DEBUG = True
INSTALLED_APPS = [*INSTALLED_APPS, "demo"]
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = globals()["DATA_DIR"] / "mail"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
