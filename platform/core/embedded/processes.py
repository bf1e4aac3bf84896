"""Running a server as a child of ours, also as root, and ending it."""

import contextlib
import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path

NOBODY = 65534
KEEPING = ["--securebits=+no_setuid_fixup", "--inh-caps=+dac_override", "--ambient-caps=+dac_override"]
"""The right to pass through folders survives the change of user. Without the secure bit the kernel takes it away again where a
program only asks, by access(), whether it may: initdb looks so for its sibling."""
DAC_OVERRIDE, SETPCAP = 1 << 1, 1 << 8
"""Bits of capabilities(7)."""


def unprivileged(command: Sequence[str]) -> list[str]:
    """``command`` as PostgreSQL accepts it: it refuses to run as root.

    As root the process becomes "nobody" but keeps root's right to pass through folders, so that a checkout under a private
    folder works without changing the mode of anything that is not ours. A container's root that lacks this right goes without:
    then the checkout must lie where everybody may read.
    """
    if os.geteuid() != 0:
        return list(command)
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        raise RuntimeError("PostgreSQL does not run as root, and setpriv (util-linux) is missing. Run as an ordinary user.")
    keeping = KEEPING if _holds(DAC_OVERRIDE | SETPCAP) else []
    return [setpriv, f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", *keeping, "--", *command]


def _holds(capabilities: int) -> bool:
    status = Path("/proc/self/status").read_text().split()
    return int(status[status.index("CapEff:") + 1], 16) & capabilities == capabilities


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
