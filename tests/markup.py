"""The product's templates, and what its content security policy would refuse in them."""

import gzip
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TEMPLATES = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "platform").rglob("templates/**/*.html")]
INLINE = re.compile(r"""\sstyle=["']|\son[a-z]+=["']|<script(?![^>]*\bsrc=)(?![^>]*application/json)|javascript:""")

MOST_BYTES = 60_000
"""Of a page, compressed."""
ELSEWHERE = re.compile(
    rb"""<(?:link|script|img|source|iframe|object|use)\b[^>]*\b(?:href|src|srcset|data)=["'](?:https?:)?//""", re.IGNORECASE
)
"""What a browser would ask of another site while it draws the page."""


def weight_of(body: bytes) -> int:
    """In bytes, compressed as a proxy does it."""
    return len(gzip.compress(body, 6))
