"""Where files lie."""

from typing import Any

from config.env import Environment


def storages_of(environment: Environment) -> dict[str, dict[str, Any]]:
    """Of uploads, of what is attached to quotes, and of our own stylesheets and pictures."""
    return {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        # Confidential files: no address leads there, the application hands each out after asking who wants it.
        "private": _folder(environment, "documents"),
        # What is attached to quotes, as ciphertext only.
        "sealed": _folder(environment, "sealed"),
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }


def _folder(environment: Environment, name: str) -> dict[str, Any]:
    """In the data folder, or in the bucket where there is one: private, and never a name twice."""
    if environment.bucket:
        options = {**environment.bucket, "location": name, "file_overwrite": False, "default_acl": None}
        return {"BACKEND": "documents.bucket.BucketStorage", "OPTIONS": options}
    return {
        "BACKEND": "documents.storage.WholeFileStorage",
        "OPTIONS": {"location": environment.data_dir / name, "base_url": None, "file_permissions_mode": 0o600},
    }
