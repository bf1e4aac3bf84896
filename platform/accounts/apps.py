from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules, import_string
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("People")

    def ready(self) -> None:
        import_string("accounts.receivers.signed_up")
        import_string("accounts.selectors.account_of")
        autodiscover_modules("personal")
