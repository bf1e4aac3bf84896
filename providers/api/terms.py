"""Terms as callers send them."""

from typing import Any

from rest_framework import serializers


class CodesIn(serializers.ListField):
    """Codes of a vocabulary; the action says which may be chosen."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(child=serializers.CharField(max_length=60), max_length=300, **kwargs)


class CodeIn(serializers.CharField):
    """One code of a vocabulary, or null."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 60, **kwargs})
