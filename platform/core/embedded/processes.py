"""Running a server as a child of ours, also as root, and ending it."""

import contextlib
import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path

NOBODY = 65534
CAPABILITIES = "+dac_override,+dac_read_search"


def unprivileged(command: Sequence[str]) -> list[str]:
    """``command`` as PostgreSQL accepts it: it refuses to run as root.

    As root the process becomes "nobody" but keeps root's right to pass through folders, so that a checkout under a private
    folder works without changing the mode of anything that is not ours.
    """
    if os.geteuid() != 0:
        return list(command)
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        raise RuntimeError("PostgreSQL does not run as root, and setpriv (util-linux) is missing. Run as an ordinary user.")
    caps = [f"--inh-caps={CAPABILITIES}", f"--ambient-caps={CAPABILITIES}"]
    return [setpriv, f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", *caps, "--", *command]


def own(folder: Path) -> Path:
    """Make the private folder that the unprivileged server owns."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if os.geteuid() == 0:
        os.chown(folder, NOBODY, NOBODY)
    return folder


def stop(process: subprocess.Popen[bytes], how: signal.Signals = signal.SIGTERM, patience: float = 10) -> None:
    """End a server politely, after ``patience`` seconds for sure."""
    with contextlib.suppress(ProcessLookupError):
        process.send_signal(how)
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
