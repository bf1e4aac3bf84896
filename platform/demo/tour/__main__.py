"""``make tour``: drive a running instance through a whole sourcing. Run as ``python -m demo.tour``.

BASE_URL is where it runs; TOKENS the file with the demo's tokens, as the demo writes it into its data folder.
"""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

from demo.tour.course import take
from demo.tour.program import NotAsItShouldBe, Program, Send, over_http
from demo.tour.stage import Bidder, Stage, pause_by_the_clock

ROOT = Path(__file__).resolve().parents[3]
SPONSOR, APPROVER = "sponsor@bund.example", "approver@bund.example"
ADVICE = "Start the demo with: make demo. With a data folder of its own, name it in OPENCDMO_DATA here too."


def main() -> int:
    """The exit code: 0 when everything was as it should be."""
    try:
        take(stage := prepared(_tokens_file(), _tell))
    except NotAsItShouldBe as error:
        print(f"\nNot as it should be. {error}", file=sys.stderr)  # noqa: T201 - the terminal is its interface
        return 1
    _tell(f"\nAll {stage.number} steps were as they should be. The password of every account is: demo-demo-demo")
    return 0


def prepared(tokens: Path, tell: Callable[[str], None], send: Send = over_http) -> Stage:
    """Everybody who takes part, with the tokens of that file. Raises NotAsItShouldBe."""
    try:
        known = json.loads(tokens.read_text(encoding="utf-8"))
        secrets = {one["email"]: one["token"] for one in known["users"]}
        sellers = [one["email"] for one in known["users"] if one["kind"] == "provider"]
    except (OSError, ValueError, KeyError) as error:
        raise NotAsItShouldBe(f"{tokens} cannot be read: {error}. {ADVICE}") from error
    base_url = (os.environ.get("BASE_URL") or known["base_url"]).rstrip("/")
    if not {SPONSOR, APPROVER} <= set(secrets):
        raise NotAsItShouldBe(f"{tokens} knows no {SPONSOR}. Restart the demo, so that it adds the tour's accounts.")
    people = {email: Program(base_url, secret, email, send) for email, secret in secrets.items()}
    sponsor = people[SPONSOR]
    bidders = [Bidder(people[email], slug) for email in sellers if (slug := _profile_of(people[email]))]
    return Stage(base_url, sponsor, people[APPROVER], bidders, tell, pause_by_the_clock(sponsor))


def _profile_of(program: Program) -> str:
    """The profile that it answers for; empty when its claim was not approved."""
    try:
        return str(program.get("my/provider/")["slug"])
    except NotAsItShouldBe:
        return ""


def _tokens_file() -> Path:
    data = Path(os.environ.get("OPENCDMO_DATA") or ROOT / "var").expanduser()
    return Path(os.environ.get("TOKENS") or data / "demo.json")


def _tell(text: str) -> None:
    print(text, flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
