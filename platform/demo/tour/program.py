"""A program of one organisation: HTTP, JSON and a token. It knows nothing of how the platform is made."""

import json
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

PATIENCE_SECONDS = 30
TOO_MANY, MOST_TRIES = 429, 3


class NotAsItShouldBe(Exception):
    """The platform answered something else than the tour expects; the message says what."""


@dataclass(frozen=True)
class Answer:
    """Header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


Send = Callable[[str, str, Mapping[str, str], bytes | None], Answer]
"""Method, address, headers, body."""


def over_http(method: str, address: str, headers: Mapping[str, str], body: bytes | None) -> Answer:
    """Raises NotAsItShouldBe when nobody answers."""
    asked = Request(address, body, dict(headers), method=method)  # noqa: S310 - the address is what its user names
    try:
        with urlopen(asked, timeout=PATIENCE_SECONDS) as found:  # noqa: S310
            return Answer(found.status, {name.lower(): value for name, value in found.headers.items()}, found.read())
    except HTTPError as error:
        return Answer(error.code, {name.lower(): value for name, value in error.headers.items()}, error.read())
    except (URLError, OSError) as error:
        raise NotAsItShouldBe(
            f"{address} does not answer: {error}. Is it running? Start the demo with: make demo"
        ) from error


@dataclass
class Program:
    """Asks as the member whom the token belongs to."""

    base_url: str
    token: str
    email: str = ""
    send: Send = over_http
    ahead: timedelta = field(default=timedelta(0))
    """How far the platform's clock is ahead of ours, by the last answer."""

    def get(self, path: str) -> Any:
        """The answer's body."""
        return self.ask("GET", path)

    def post(self, path: str, body: Any = None, expected: int = 200) -> Any:
        """Do something, once, however often the connection fails."""
        return self.ask("POST", path, {} if body is None else body, expected)

    def patch(self, path: str, body: Any) -> Any:
        """Change something; what was left out stays."""
        return self.ask("PATCH", path, body)

    def refused(self, path: str, body: Any = None, *, method: str = "POST", expected: int) -> str:
        """Ask for what must not be: the sentence of the refusal. Raises NotAsItShouldBe when it is done."""
        found = self.ask(method, path, ({} if body is None else body) if method == "POST" else None, expected)
        return str(found["detail"])

    def ask(self, method: str, path: str, body: Any = None, expected: int = 200) -> Any:
        """The answer's body. Raises NotAsItShouldBe for another status."""
        headers = {"Authorization": f"Bearer {self.token}", "Accept": "application/json"}
        if method == "POST":
            headers["Idempotency-Key"] = str(uuid.uuid4())
        content = None if body is None else json.dumps(body).encode()
        if content is not None:
            headers["Content-Type"] = "application/json"
        answer = self._patiently(method, f"{self.base_url}/api/v1/{path}", headers, content)
        self._keep_time(answer)
        if answer.status != expected:
            text = answer.body.decode(errors="replace")[:2000]
            raise NotAsItShouldBe(f"{method} /api/v1/{path} answered {answer.status}, not {expected}: {text}")
        return json.loads(answer.body) if answer.body else None

    def _patiently(self, method: str, address: str, headers: Mapping[str, str], content: bytes | None) -> Answer:
        for _try in range(MOST_TRIES):
            answer = self.send(method, address, headers, content)
            if answer.status != TOO_MANY:
                break
            time.sleep(min(PATIENCE_SECONDS, int(answer.headers.get("retry-after", "1"))))
        return answer

    @property
    def now(self) -> datetime:
        """The platform's time."""
        return datetime.now(UTC) + self.ahead

    def _keep_time(self, answer: Answer) -> None:
        if "date" in answer.headers:
            self.ahead = parsedate_to_datetime(answer.headers["date"]).astimezone(UTC) - datetime.now(UTC)
