"""The record as it stood at any moment, told by its log."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from consilience.record.database import Record
from consilience.record.log import Entry, entries

DECISIONS = frozenset({"merge", "split", "apart"})  # what people decide
PLACING = frozenset({"started", "joined", "moved", "merged", "divided"})  # what puts reports into a story


@dataclass(frozen=True, slots=True)
class Known:
    """What was known: the current version of each report, the reports of each story, the stories that were merged
    into others, and what people had decided. All by ids, sorted."""

    reports: tuple[tuple[str, str], ...]
    stories: tuple[tuple[str, tuple[str, ...]], ...]
    merged: tuple[tuple[str, str], ...]
    decisions: tuple[Entry, ...]


@dataclass(slots=True)
class Course:
    """The log, told entry by entry."""

    versions: dict[str, dict[tuple[str, int, int], str]] = field(default_factory=lambda: defaultdict(dict))
    home: dict[str, str] = field(default_factory=dict)  # report to story
    started: dict[str, int] = field(default_factory=dict)
    into: dict[str, str] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)  # story to the hash of its last account
    decisions: list[Entry] = field(default_factory=list)
    _arrived: dict[str, tuple[str, int]] = field(default_factory=dict)
    _brought: dict[str, list[tuple[str, tuple[str, int, int]]]] = field(default_factory=dict)

    def take(self, entry: Entry) -> None:
        """Takes the next entry."""
        about = entry.about
        if entry.kind == "received":
            self._arrived[about["arrival"]] = (about["at"], entry.number)
        elif entry.kind == "read":
            self._read(entry)
        elif entry.kind in PLACING:
            self.home |= dict.fromkeys(about["reports"], about["story"])
            if entry.kind in {"started", "divided"}:
                self.started[about["story"]] = entry.number
            elif entry.kind == "merged":
                self.into[about["from"]] = about["story"]
        elif entry.kind == "left":
            for report in about["reports"]:
                del self.home[report]
        elif entry.kind == "told":
            self.told[about["story"]] = about["sha256"]
        elif entry.kind in DECISIONS:
            self.decisions.append(entry)

    def _read(self, entry: Entry) -> None:
        """A later reading of one arrival takes the place of an earlier one."""
        arrival = entry.about["arrival"]
        for report, place in self._brought.get(arrival, ()):
            del self.versions[report][place]
        brought = self._brought[arrival] = []
        for item, one in enumerate(entry.about["versions"]):
            if one["readable"]:
                place = (*self._arrived[arrival], item)
                self.versions[one["report"]][place] = one["version"]
                brought.append((one["report"], place))


def course_of(log: Iterable[Entry]) -> Course:
    """What a log comes to."""
    course = Course()
    for entry in log:
        course.take(entry)
    return course


def known_as_of(record: Record, moment: datetime) -> Known:
    """The reports, stories and decisions as they stood at a moment. Raises RecordError for one without a time zone."""
    course = record.read(lambda connection: course_of(entries(connection, moment)))
    stories: dict[str, list[str]] = defaultdict(list)
    for report, story in course.home.items():
        stories[story].append(report)
    return Known(
        tuple(sorted((r, v[max(v)]) for r, v in course.versions.items() if v)),
        tuple(sorted((story, tuple(sorted(held))) for story, held in stories.items())),
        tuple(sorted(course.into.items())),
        tuple(course.decisions),
    )
