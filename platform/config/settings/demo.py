"""For ``make demo``: served as in production, on this machine's own address, with a story in it and mail in ``var/mail``."""

from core.embedded.defaults import use_development_defaults

use_development_defaults()

from config.settings.base import *  # noqa: E402, F403
from config.settings.base import INSTALLED_APPS, TEMPLATES  # noqa: E402

DEBUG = False
INSTALLED_APPS = [*INSTALLED_APPS, "demo"]
TEMPLATES[0]["OPTIONS"]["context_processors"].append("demo.context_processors.demo")
DELIVERY_EMAIL_BACKEND = "notifications.mailbox.FolderBackend"
