from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Audit trail")

    def ready(self) -> None:
        autodiscover_modules("handlers", "health", "pages")
