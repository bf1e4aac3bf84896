"""For working on the code: debug pages, mail into ``var/mail``, the embedded PostgreSQL and Redis unless told otherwise."""

from core.embedded.defaults import use_development_defaults

use_development_defaults()

from config.settings.base import *  # noqa: E402, F403
from config.settings.base import INSTALLED_APPS, STORAGES, TEMPLATES  # noqa: E402

DEBUG = True
INSTALLED_APPS = [*INSTALLED_APPS, "demo"]
TEMPLATES[0]["OPTIONS"]["context_processors"].append("demo.context_processors.demo")
DELIVERY_EMAIL_BACKEND = "notifications.mailbox.FolderBackend"
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
