"""For ``make demo``: served as in production, on this machine's own address, with a story in it and mail in ``var/mail``."""

from config.env import read_environment
from config.settings.base import *  # noqa: F403
from config.settings.base import INSTALLED_APPS, from_environment
from core.embedded.defaults import development_defaults

globals().update(from_environment(read_environment(development_defaults())))

DEBUG = False
INSTALLED_APPS = [*INSTALLED_APPS, "demo"]
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = globals()["DATA_DIR"] / "mail"
