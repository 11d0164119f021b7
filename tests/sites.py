"""Real servers on loopback whose answers a test scripts, and a clock that only waiting moves."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def loopback(address: str) -> bool:
    return address.startswith("127.")


@contextmanager
def served(answer: Callable[[BaseHTTPRequestHandler], None], host: str = "127.0.0.1") -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer(self)

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer((host, 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield f"http://{host}:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def send(handler: BaseHTTPRequestHandler, status: int, body: bytes = b"", **headers: str) -> None:
    handler.send_response(status)
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    for name, value in {"Content-Type": "text/html", "Content-Length": str(len(body)), **given}.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


class Clock:
    """The time of a test: it stands still but when something waits."""

    def __init__(self) -> None:
        self.time = datetime(2026, 5, 4, 12, tzinfo=UTC)
        self.waits: list[float] = []
        self._lock = threading.Lock()

    def now(self) -> datetime:
        return self.time

    def wait(self, seconds: float) -> None:
        with self._lock:
            self.waits.append(seconds)
            self.time += timedelta(seconds=seconds)


Answer = tuple[int, bytes, dict[str, str]]


class Site:
    """Pages by their paths; what is asked for is noted with the headers and the time. Other paths are not there."""

    def __init__(self, clock: Clock) -> None:
        self.pages: dict[str, Answer | Callable[[dict[str, str]], Answer]] = {}
        self.asked: list[tuple[str, dict[str, str], datetime]] = []
        self.at = ""
        self._clock = clock

    def put(self, path: str, body: str | bytes = b"", status: int = 200, **headers: str) -> None:
        data = body.encode() if isinstance(body, str) else body
        self.pages[path] = (status, data, headers)

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        sent = {name.lower(): value for name, value in handler.headers.items()}
        self.asked.append((handler.path, sent, self._clock.now()))
        found = self.pages.get(handler.path, (404, b"", {}))
        status, body, headers = found(sent) if callable(found) else found
        send(handler, status, body, **headers)

    def count(self, path: str) -> int:
        return sum(asked == path for asked, _, _ in self.asked)


@contextmanager
def site(clock: Clock, host: str = "127.0.0.1") -> Iterator[Site]:
    made = Site(clock)
    with served(made.answer, host) as made.at:
        yield made
