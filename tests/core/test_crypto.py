"""What is encrypted at rest opens only with the key, and only where it belongs."""

import pytest

from core.crypto import Undecryptable, decrypt, encrypt

OLD, NEW = b"o" * 32, b"n" * 32


def test_a_text_opens_again_in_its_own_context():
    assert decrypt(encrypt(b"secret", context="mfa"), context="mfa") == b"secret"


def test_a_text_moved_elsewhere_does_not_open():
    with pytest.raises(Undecryptable):
        decrypt(encrypt(b"secret", context="mfa"), context="quote")


def test_the_same_text_never_looks_the_same():
    assert encrypt(b"secret", context="mfa") != encrypt(b"secret", context="mfa")


def test_after_a_change_of_keys_old_texts_still_open():
    sealed = encrypt(b"secret", context="mfa", keys=[OLD])
    assert decrypt(sealed, context="mfa", keys=[NEW, OLD]) == b"secret"
    with pytest.raises(Undecryptable):
        decrypt(sealed, context="mfa", keys=[NEW])
