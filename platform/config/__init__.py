"""The one place that knows every app: settings, URLs, Celery and the server entry points."""
