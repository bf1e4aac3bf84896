"""For building the image: static files are collected without a secret, a database or a network."""

import os

os.environ.setdefault("SECRET_KEY", "only-for-collecting-static-files")

from config.settings.base import *  # noqa: F403

STATIC_ROOT = "/app/static-collected"
