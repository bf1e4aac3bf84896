"""Makes the virtual environment that ``make`` runs in. Itself understood by any Python since 3.6, so that an old one gets a sentence.

    python bootstrap.py demo|dev

installs ``requirements/<name>.txt``, checked against its hashes, unless that very file was installed already.
"""

import hashlib
import os
import shutil
import subprocess
import sys

NEEDED = (3, 11)
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
NEWER = ("python3.14", "python3.13", "python3.12", "python3.11")


def main(name: str) -> int:
    """The exit code."""
    if sys.version_info < NEEDED:
        return with_newer_python(name)
    stamp = os.path.join(VENV, "installed-" + fingerprint(name))
    if os.path.exists(stamp) and works():
        return 0
    print(f"Installing into .venv what requirements/{name}.txt lists; the first time takes a minute.", flush=True)  # noqa: T201
    make_venv()
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    wanted = ["--require-hashes", "--requirement", os.path.join(ROOT, "requirements", name + ".txt")]
    if subprocess.call(pip + wanted):
        return say("pip could not install the requirements; its lines above say why. Mend that and start again.")
    open(stamp, "w").close()
    return 0


def with_newer_python(name: str) -> int:
    """Hand over to a newer Python, if the machine has one."""
    for candidate in NEWER:
        found = shutil.which(candidate)
        if found:
            return subprocess.call([found, os.path.abspath(__file__), name])
    version = ".".join(map(str, sys.version_info[:2]))
    return say(
        f"OpenCDMO needs Python 3.11 or later; this is {version}. Install one, then: make PYTHON=/path/to/python3.11"
    )


def fingerprint(name: str) -> str:
    """Changes with the requirements and the Python."""
    with open(os.path.join(ROOT, "requirements", name + ".txt"), "rb") as file:
        return name + "-" + hashlib.sha256(file.read() + sys.version.encode()).hexdigest()[:16]


def works() -> bool:
    """Whether the environment's Python still starts: an upgrade of the machine may have taken it away."""
    return os.path.exists(PYTHON) and subprocess.call([PYTHON, "-c", "import django, pip"]) == 0


def make_venv() -> None:
    """A fresh environment where there is none, or a broken one."""
    if os.path.isdir(VENV) and not works_at_all():
        shutil.rmtree(VENV)
    if not os.path.isdir(VENV):
        subprocess.check_call([sys.executable, "-m", "venv", VENV])


def works_at_all() -> bool:
    """Whether there is a Python with pip in it."""
    return os.path.exists(PYTHON) and subprocess.call([PYTHON, "-m", "pip", "--version"], stdout=subprocess.DEVNULL) == 0


def say(sentence: str) -> int:
    """One sentence, and a failure."""
    sys.stderr.write(f"\n{sentence}\n")
    return 1


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1]))
    except subprocess.CalledProcessError:
        sys.exit(say("The virtual environment could not be made. On Debian and Ubuntu: apt install python3-venv."))
    except OSError as error:
        sys.exit(
            say(
                f"The virtual environment could not be made: {error.strerror}. Free some space or change the folder's owner."
            )
        )
