"""The product's templates, and what its content security policy would refuse in them."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TEMPLATES = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "platform").rglob("templates/**/*.html")]
INLINE = re.compile(r"""\sstyle=["']|\son[a-z]+=["']|<script(?![^>]*\bsrc=)(?![^>]*application/json)|javascript:""")
