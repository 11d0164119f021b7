"""What became of each arrival, by the log of the record itself."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, select

from consilience.record import Entry, Record
from consilience.record.log import entry_of
from consilience.record.schema import accounts, log

AT_ONCE = 5_000  # entries of the log
PLACED = frozenset({"started", "joined", "divided", "moved", "merged"})
STEPS = ("received", "read", "placed", "told")


@dataclass(slots=True)
class Course:
    """When a thing that was published came through each step, in seconds since 1970."""

    published: float
    at: dict[str, float] = field(default_factory=dict)


class Ledger:
    """Follows the log of a record; `published` says when each page was, by its hash."""

    def __init__(self, record: Record, published: Mapping[str, float]) -> None:
        self._record, self._published = record, published
        self._number = 0
        self.courses: dict[str, Course] = {}  # by arrival
        self.counts: Counter[str] = Counter()  # how many came through each step, and the changes told
        self.last = 0.0  # when something was received last
        self._report: dict[str, str] = {}  # of each version that was read
        self._untold: dict[
            str, dict[str, Course]
        ] = {}  # of each report, the versions that were read and not told of yet
        self._placed: set[str] = set()  # reports that stand in a story
        self._waiting: dict[str, list[Course]] = {}  # reports whose first version is read, but stands in none

    def look(self) -> None:
        """Takes up what was written since."""
        while self._record.read(self._step) == AT_ONCE:
            pass

    def _note(self, course: Course, step: str, at: float) -> None:
        if step not in course.at:
            course.at[step] = at
            self.counts[step] += 1

    def _step(self, connection: Connection) -> int:
        query = select(log).where(log.c.number > self._number).order_by(log.c.number).limit(AT_ONCE)
        entries = [entry_of(row) for row in connection.execute(query)]
        told: dict[str, float] = {}
        for entry in entries:
            self._take(entry, told)
            self._number = entry.number
        for story, versions in _told_of(connection, told):
            for version in versions:
                self._tell(version, told[story])
        return len(entries)

    def _take(self, entry: Entry, told: dict[str, float]) -> None:
        at = datetime.fromisoformat(entry.at).timestamp()
        if entry.kind == "received":
            course = Course(self._published.get(entry.about["sha256"], at))
            self.courses[entry.about["arrival"]] = course
            self._note(course, "received", at)
            self.last = at
        elif entry.kind == "read":
            self._read(entry, at)
        elif entry.kind in PLACED:
            for report in entry.about["reports"]:
                self._placed.add(report)
                for course in self._waiting.pop(report, ()):
                    self._note(course, "placed", at)
        elif entry.kind == "told":
            told[entry.about["story"]] = at
        self.counts["changes"] += entry.kind == "changed"

    def _tell(self, version: str, at: float) -> None:
        """Versions that were overtaken by the one that is told stand in no account of their own."""
        pending = self._untold.get(self._report.get(version, ""), {})
        for one in list(pending) if version in pending else ():
            course = pending.pop(one)
            self._note(course, "placed", course.at["read"])
            self._note(course, "told", at)
            if one == version:
                return

    def _read(self, entry: Entry, at: float) -> None:
        """A revision stands in the story of its report, once that is told anew."""
        course = self.courses[entry.about["arrival"]]
        self._note(course, "read", at)
        for one in entry.about["versions"]:
            self._report[one["version"]] = one["report"]
            self._untold.setdefault(one["report"], {})[one["version"]] = course
            if one["report"] not in self._placed:
                self._waiting.setdefault(one["report"], []).append(course)


def _told_of(connection: Connection, stories: Iterable[str]) -> list[tuple[str, list[str]]]:
    """The versions that the accounts of some stories tell of, as they are now."""
    query = select(accounts.c.story, accounts.c.order).where(accounts.c.story.in_(list(stories)))
    return [(row.story, json.loads(row.order)) for row in connection.execute(query)]
