"""What is watched while a desk is under load: its event stream, its pages, its memory."""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import httpx
from sqlalchemy import text

from consilience.record import Record, StoryQuery, find_stories

PATIENCE = 60.0  # seconds that a page may take
SEARCHES = ["fire", "ferry captain", "workers union", "people killed", '"on Monday"', "hospital -police", "verdict", "river"]  # fmt: skip


@dataclass(slots=True)
class Noted:
    """Measurements: the moment (seconds since 1970), what was measured, and how many seconds it took."""

    rows: list[tuple[float, str, float]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def add(self, what: str, seconds: float) -> None:
        self.rows.append((time.time(), what, seconds))


def again_and_again(do: Callable[[], None], every: float, stop: threading.Event) -> threading.Thread:
    """A thread that does a thing every so many seconds, and no sooner than it is done."""

    def run() -> None:
        while not stop.is_set():
            begun = time.monotonic()
            do()
            stop.wait(max(0.0, every - (time.monotonic() - begun)))

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return thread


class Listener:
    """A program that follows /api/live; notes how long after its writing each event comes."""

    def __init__(self, origin: str, token: str, noted: Noted, stop: threading.Event) -> None:
        self._origin, self._noted, self._stop = origin, noted, stop
        self._headers = {"Authorization": f"Bearer {token}"}
        self.last = 0  # the number of the last event
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while not self._stop.is_set():
            try:
                with httpx.stream(
                    "GET", f"{self._origin}/api/live?after={self.last}", headers=self._headers, timeout=PATIENCE
                ) as stream:  # fmt: skip
                    self._follow(stream)
            except httpx.HTTPError as error:
                if not self._stop.wait(1):
                    self._noted.faults.append(f"live: {type(error).__name__} {error}")

    def _follow(self, stream: httpx.Response) -> None:
        for line in stream.iter_lines():
            if line.startswith("id:"):
                self.last = int(line[3:])
            elif line.startswith("data:"):
                at = datetime.fromisoformat(json.loads(line[5:])["at"]).timestamp()
                self._noted.add("live", time.time() - at)


class Browser:
    """Somebody who looks at the list of stories, opens one of the last, and searches."""

    def __init__(self, origin: str, name: str, password: str, noted: Noted) -> None:
        headers = {"Origin": origin, "Sec-Fetch-Site": "same-origin"}
        self._client = httpx.Client(base_url=origin, headers=headers, timeout=PATIENCE)
        self._client.post("/api/session", json={"name": name, "password": password}).raise_for_status()
        self._noted, self._looks = noted, 0

    def look(self, record: Record) -> None:
        """Asks one page of each kind."""
        self._looks += 1
        stories = find_stories(record, StoryQuery(), limit=20).stories
        self._ask("list", "/")
        if stories:
            self._ask("story", f"/stories/{stories[self._looks % len(stories)].id}")
        self._ask("search", "/", {"words": SEARCHES[self._looks % len(SEARCHES)]})

    def _ask(self, what: str, path: str, asked: dict[str, str] | None = None) -> None:
        begun = time.monotonic()
        try:
            answer = self._client.get(path, params=asked)
        except httpx.HTTPError as error:
            self._noted.faults.append(f"{what}: {type(error).__name__} {error}")
            return
        self._noted.add(what, time.monotonic() - begun)
        if answer.status_code not in {200, 303}:
            self._noted.faults.append(f"{what}: {answer.status_code} {answer.text[:200]}")


@dataclass(frozen=True, slots=True)
class Taken:
    """What processes take of the machine: MiB that they keep in memory, and seconds of CPU until now (Linux)."""

    memory: float
    cpu: float


def taken_by(pid: int) -> tuple[Taken, Taken]:
    """What a process takes, and what the processes take that it started."""
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    children = [_taken(int(child)) for task in tasks for child in task.read_text().split()]
    return _taken(pid), Taken(sum(one.memory for one in children), sum(one.cpu for one in children))


def _taken(pid: int) -> Taken:
    try:
        fields = (
            Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        )  # proc(5); the state comes first
    except OSError:
        return Taken(0.0, 0.0)
    user, system, pages = int(fields[11]), int(fields[12]), int(fields[21])
    return Taken(pages * os.sysconf("SC_PAGE_SIZE") / 2**20, (user + system) / os.sysconf("SC_CLK_TCK"))


def size_of(record: Record) -> float:
    """MiB of the database, with what SQLite has not moved from its journal yet."""
    if record.engine.url.get_backend_name() == "sqlite":
        file = record.engine.url.database or ""
        return (
            sum(Path(file + end).stat().st_size for end in ("", "-wal") if Path(file + end).exists()) / 2**20
        )
    size = text("SELECT pg_database_size(current_database())")
    return int(record.read(lambda connection: connection.execute(size).scalar_one())) / 2**20
