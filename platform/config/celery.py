"""The Celery application. Tasks are found in every app's ``tasks.py``, event handlers in its ``handlers.py``."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.prod")

app = Celery("opencdmo")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
