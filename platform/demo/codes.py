"""The demo operator's authenticator app."""

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from demo.cast import OPERATOR_TOTP_SECRET

STEP_SECONDS = 30


def current_code() -> str:
    """The six digits that an authenticator app would show now."""
    return str(format_hotp_value(hotp_value(OPERATOR_TOTP_SECRET, int(time.time()) // STEP_SECONDS)))
