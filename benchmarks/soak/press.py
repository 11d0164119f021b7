"""The sites of outlets on this machine, each with an Atom feed of what it published last, and a host of its own."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice
from xml.sax.saxutils import escape

from benchmarks.soak.articles import OUTLETS, Article

LISTED = 60  # entries of a feed


class Outlet:
    """A site with a feed, at an address of the loopback network of its own, so that it counts as one host."""

    def __init__(self, number: int) -> None:
        self.name = OUTLETS[number]
        self._pages: OrderedDict[str, tuple[bytes, str]] = OrderedDict()  # by path: page, feed entry
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer((f"127.0.0.{2 + number}", 0), self._handler())
        self.at = f"http://127.0.0.{2 + number}:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def publish(self, article: Article, now: datetime) -> str:
        """Puts a page in place and lists it; gives the hash of the page."""
        page, at = article.page(now).encode(), self.at + article.path
        entry = (
            f"<entry><id>{at}</id><link href='{at}'/><title>{escape(article.title)}</title>"
            f"<published>{now.isoformat()}</published><updated>{now.isoformat()}</updated></entry>"
        )
        with self._lock:
            self._pages[article.path] = page, entry
            self._pages.move_to_end(article.path)
        return hashlib.sha256(page).hexdigest()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _answer(self, path: str) -> tuple[int, str, bytes]:
        with self._lock:
            if path == "/feed.atom":
                last = [self._pages[path][1] for path in islice(reversed(self._pages), LISTED)]
                head = (
                    f"<feed xmlns='http://www.w3.org/2005/Atom'><id>{self.at}/</id><title>{self.name}</title>"
                )
                return 200, "application/atom+xml", (head + "".join(last) + "</feed>").encode()
            if path in self._pages:
                return 200, "text/html; charset=utf-8", self._pages[path][0]
        return 404, "text/plain", b""

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        answer = self._answer

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                status, kind, body = answer(self.path)
                tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
                if status == 200 and self.headers.get("If-None-Match") == tag:
                    status, body = 304, b""
                self.send_response(status)
                for name, value in (
                    ("Content-Type", kind),
                    ("Content-Length", str(len(body))),
                    ("ETag", tag),
                ):
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                return

        return Handler


class Press:
    """All outlets. `published` holds the moment (seconds since 1970) of each page by its hash."""

    def __init__(self) -> None:
        self._outlets = [Outlet(number) for number in range(len(OUTLETS))]
        self.published: dict[str, float] = {}

    def publish(self, article: Article) -> None:
        """Publishes an article at the site of its outlet."""
        now = datetime.now(UTC)
        self.published[self._outlets[article.outlet].publish(article, now)] = now.timestamp()

    def feeds(self) -> str:
        """A feeds.toml of all outlets, each asked every second."""
        tables = [
            f'[[feed]]\nname = "{one.name}"\naddress = "{one.at}/feed.atom"\nevery = "1s"\n'
            for one in self._outlets
        ]
        return "\n".join(["pause = 0", *tables])

    def close(self) -> None:
        for outlet in self._outlets:
            outlet.close()
