"""All pictures side by side."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

from tests.shots.walk import Seen

STYLE = """body{font:14px system-ui;margin:2em}section{display:flex;flex-wrap:wrap;gap:16px}
figure{margin:0;width:300px}img{width:300px;max-height:420px;object-fit:cover;object-position:top;border:1px solid #ccc}
.fault{color:#a00}"""


def contact_sheet(folder: Path, pages: Sequence[Seen]) -> Path:
    """``index.html`` in the folder: a row for each look, faults in red below their page."""
    rows = []
    for look in dict.fromkeys(page.look for page in pages):
        figures = "".join(_figure(folder, page) for page in pages if page.look == look)
        rows.append(f"<h2>{escape(look.name)}</h2><section>{figures}</section>")
    sheet = folder / "index.html"
    folder.mkdir(parents=True, exist_ok=True)
    sheet.write_text(f"<!doctype html><meta charset=utf-8><title>Pages</title><style>{STYLE}</style>{''.join(rows)}")
    return sheet


def _figure(folder: Path, page: Seen) -> str:
    source = escape(str(page.picture.relative_to(folder)))
    faults = "".join(f'<div class="fault">{escape(fault)}</div>' for fault in page.faults)
    return f'<figure><a href="{source}"><img src="{source}" alt="" loading="lazy"></a>{escape(page.path)}{faults}</figure>'
