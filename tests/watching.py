"""What the tests of alerts stand on: people, a story with changes, a clock, and receivers of webhooks and mail on this machine."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from reports_arriving import arrive
from sqlalchemy import insert, select

from consilience.alerting import Alerting, deliver
from consilience.record import Entry, Record, Stages, account_of
from consilience.record.log import append
from consilience.record.schema import deliveries, stories, users

BASE = "https://desk.example.org"
LOCAL = Alerting(BASE, local_webhooks=True, webhook_seconds=2.0)
DOCS = Path(__file__).parent.parent / "docs" / "alerts.md"


class Clock:
    """A time that passes only when it is told to."""

    def __init__(self) -> None:
        self.time = datetime(2026, 5, 4, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def passes(self, **by: float) -> None:
        self.time += timedelta(**by)


def with_users(record: Record, *names: str) -> None:
    rows = [{"name": name, "role": "analyst", "active": 1} for name in names]
    record.write(lambda connection: connection.execute(insert(users), rows))


@dataclass(frozen=True)
class Story:
    """A story of two reports that changes when it is told to."""

    record: Record
    id: str

    def change(
        self, kind: str = "conflict", says: str = "The count of the dead is now in conflict.", **about: Any
    ) -> Entry:
        """Logs a change as the record does."""
        given = {"kind": kind, "item": None, "says": says, "evidence": [], "names": []} | about
        given |= {"story": self.id, "account": "0" * 64}
        return self.record.write(lambda connection: append(connection, self.record, "changed", given))

    def evidence(self, words: str) -> list[dict[str, Any]]:
        """Where words stand in the story's reports."""
        account: Any = account_of(self.record, self.id)
        found = [
            {
                "report": one.report.id,
                "start": at.start(),
                "end": at.end(),
                "speaker": None,
                "origin": "Reuters",
            }
            for one in account.story.readings
            for at in re.finditer(re.escape(words), one.report.text)
        ]
        assert found, words
        return found


def with_story(record: Record, stages: Stages) -> Story:
    arrive(record, stages, ["quake-lunde-0.txt", "quake-lunde-1.txt"])

    query = select(stories.c.id).where(stories.c.into.is_(None))
    return Story(record, record.read(lambda connection: connection.execute(query).scalar_one()))


def round_of(record: Record, settings: Alerting = LOCAL) -> None:
    """What the desk's worker does once."""
    deliver(record, settings, threading.Event())


def delivered(record: Record, channel: str) -> list[tuple[str, int, str | None]]:
    """State, tries and error of what went out by a channel, in the order of the log."""
    query = deliveries.select().where(deliveries.c.channel == channel).order_by(deliveries.c.number)
    rows = record.read(lambda connection: connection.execute(query).all())
    return [(row.state, row.tries, row.error) for row in rows]


@dataclass
class Receiver:
    """A server that takes webhooks: answers with the next status of a script, its last one for ever."""

    script: Sequence[int | Callable[[BaseHTTPRequestHandler], None]]
    url: str = ""
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        body = handler.rfile.read(int(handler.headers["Content-Length"]))
        turn = self.script[min(len(self.got), len(self.script) - 1)]
        self.got.append(({name.lower(): value for name, value in handler.headers.items()}, body))
        if callable(turn):
            turn(handler)
            return
        handler.send_response(turn)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    def messages(self, secret: str, now: datetime) -> list[dict[str, Any]]:
        """What the messages say, each checked as docs/alerts.md tells receivers to."""
        received = documented_receiver()
        return [received(secret, headers, body, now.timestamp()) for headers, body in self.got]


@contextmanager
def receiving(*script: int | Callable[[BaseHTTPRequestHandler], None]) -> Iterator[Receiver]:
    receiver = Receiver(script or (200,))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            receiver.answer(self)

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    receiver.url = f"http://127.0.0.1:{server.server_address[1]}/hook"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()


def documented_receiver() -> Callable[..., dict[str, Any]]:
    """The function that docs/alerts.md shows."""
    code = re.search(r"```python\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert code is not None
    space: dict[str, Any] = {}
    exec(code[1], space)
    return space["received"]  # type: ignore[no-any-return]


def at_clock(record: Record, clock: Clock) -> Record:
    return replace(record, now=clock)
