"""Where allauth asks us."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter

from core.crypto import decrypt, encrypt


class AccountAdapter(DefaultAccountAdapter):
    """Account pages in our words."""


class MfaAdapter(DefaultMFAAdapter):
    """Second factors: their secrets are encrypted at rest."""

    def encrypt(self, text: str) -> str:
        return encrypt(text.encode(), context="mfa")

    def decrypt(self, encrypted_text: str) -> str:
        return decrypt(encrypted_text, context="mfa").decode()
