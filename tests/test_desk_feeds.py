"""A desk whose `feeds.toml` changes while it runs."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from desks import Served, serving
from sites import Clock, Site, loopback, site

from consilience.gathering import FeedsFile
from consilience.intake import Fetcher
from consilience.record import open_record

RSS = "<rss version='2.0'><channel><title>H</title><item><link>/1</link></item></channel></rss>"
PATIENCE = 60  # seconds


@dataclass(frozen=True, slots=True)
class Fed:
    """A desk that asks the feeds of a file, and a paper of which the file may name feeds."""

    served: Served
    file: Path
    paper: Site

    def named(self) -> list[str]:
        feeds = self.served.client("reader").get("/api/feeds").raise_for_status().json()
        return [one["name"] for one in feeds]

    def feed(self, name: str, path: str) -> str:
        return f'[[feed]]\nname = "{name}"\naddress = "{self.paper.at}{path}"\n'


@contextmanager
def fed(folder: Path, every: float) -> Iterator[Fed]:
    file = folder / "feeds.toml"
    with open_record(str(folder / "desk.sqlite")) as record, site(Clock()) as paper:
        paper.put("/quiet", "<rss version='2.0'><channel><title>Q</title></channel></rss>")
        paper.put("/feed", RSS)
        paper.put("/1", "<p>Three ferries sank near the harbour of Sousse on Monday.</p>")
        file.write_text(f'pause = 0\n[[feed]]\nname = "Quiet"\naddress = "{paper.at}/quiet"\n')
        feeds = FeedsFile(file, every=every)
        with serving(record, feeds=feeds, fetcher=Fetcher(allowed=loopback)) as served:
            yield Fed(served, file, paper)


@contextmanager
def live(desk: Fed) -> Iterator[Iterator[str]]:
    """What a browser is told, from now on."""
    with desk.served.program("reader").stream("GET", "/api/live", timeout=PATIENCE) as stream:
        yield stream.iter_lines()


def page(client: httpx.Client) -> str:
    return client.get("/feeds").raise_for_status().text


@pytest.mark.parametrize("asked", [True, False], ids=["asked by a person", "by itself"])
def test_a_feed_that_is_added_is_asked_without_a_restart(tmp_path: Path, asked: bool) -> None:
    with fed(tmp_path, every=3600 if asked else 0.05) as desk:
        assert desk.named() == ["Quiet"]
        admin = desk.served.client("admin")
        with live(desk) as lines:
            desk.file.write_text(desk.feed("Lake Herald", "/feed") + '[[folder]]\nname = "Drop"\n')
            if asked:
                admin.post("/api/feeds/ask").raise_for_status()
            assert next(line for line in lines if line == "event: read")
        assert desk.paper.count("/1") == 1
        assert desk.named() == ["Lake Herald"]
        shown = page(admin)
        assert "Lake Herald" in shown
        assert "Quiet" not in shown
        assert "[[folder]] 1, key “path”" in shown.replace("&#34;path&#34;", "“path”")


class Told(logging.Handler):
    """Notes what the desk logs."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.came = threading.Event()

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())
        self.came.set()


@pytest.fixture
def told() -> Iterator[Told]:
    handler, log = Told(), logging.getLogger("consilience.desk")
    log.addHandler(handler)
    yield handler
    log.removeHandler(handler)


def test_a_file_that_is_gone_is_said_and_what_it_named_stays(tmp_path: Path, told: Told) -> None:
    with fed(tmp_path, every=0.05) as desk:
        desk.file.unlink()
        assert told.came.wait(PATIENCE)
        said = f"{desk.file}: It cannot be read (No such file or directory). Until it is mended, what it named before is asked."
        assert told.said == [said]
        assert desk.named() == ["Quiet"]
        assert said in page(desk.served.client("reader"))
