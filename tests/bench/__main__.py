"""``python -m tests.bench``: SIZE=10000,100000 (or 1000000), SECONDS=5 a measurement, results in var/bench.json."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.bench.stack import ROOT, Stack


def main() -> int:
    """Each size in a process of its own, since Django reads once where its servers are; then one table after another."""
    folder = Path(os.environ.get("OPENCDMO_BENCH") or ROOT / "var").resolve()
    sizes = os.environ.get("SIZE", "10000,100000").split(",")
    if len(sizes) > 1:
        results = []
        for size in sizes:
            subprocess.run([sys.executable, "-m", "tests.bench"], env={**os.environ, "SIZE": size}, cwd=ROOT, check=True)
            results += json.loads((folder / "bench.json").read_text())
        (folder / "bench.json").write_text(json.dumps(results, indent=1))
        return 0
    shutil.rmtree(folder / "bench", ignore_errors=True)
    stack = Stack(folder / "bench")
    try:
        stack.start()
        from tests.bench.measure import measured, table

        result = measured(stack, int(sizes[0]), float(os.environ.get("SECONDS", "5")))
    finally:
        stack.stop()
    print(table(result), flush=True)  # noqa: T201 - the terminal is its interface
    (folder / "bench.json").write_text(json.dumps([result.as_dict()], indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
