"""What an alert says: the change, its story, and the words that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from consilience.model import Account, Evidence, Reading, Report
from consilience.record import Entry
from consilience.record.readings import unpacked
from consilience.record.schema import accounts, versions

MOST_PASSAGES, MOST_WORDS = 10, 1000  # of one alert; characters of one passage
SAYS = {
    "started": "A new story began.",
    "divided": "A story was divided: a part of its reports is a story of its own now.",
    "merged": "Another story was merged into this one.",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that a change rests on, with the report that holds them; `outlet` is the report's file where it names none."""

    evidence: Evidence
    outlet: str
    words: str


@dataclass(frozen=True, slots=True)
class Told:
    """An entry of the log in words; `kind` as a watch names it, `title` that of its story, empty where it has none (yet)."""

    entry: Entry
    kind: str
    says: str
    story: str
    title: str
    passages: tuple[Passage, ...]

    def address(self, base: str) -> str:
        """Where the change stands on the page of its story."""
        return f"{story_address(base, self.story)}#change-{self.entry.number}"


def story_address(base: str, story: str) -> str:
    """The page of a story at a desk."""
    return f"{base}/stories/{story}"


def told_of(connection: Connection, entries: Iterable[Entry]) -> list[Told]:
    """What entries say that alert, in their order."""
    titles: dict[str, str] = {}
    reports: dict[str, Report | None] = {}
    told = []
    for entry in entries:
        story: str = entry.about["story"]
        if story not in titles:
            titles[story] = _title(connection, story)
        passages = tuple(_passages(connection, entry, reports))
        kind, says = entry.about.get("kind", entry.kind), said_by(entry)
        told.append(Told(entry, kind, says, story, titles[story], passages))
    return told


def said_by(entry: Entry) -> str:
    """What an entry that alerts says."""
    return str(entry.about.get("says") or SAYS[entry.kind])


def outlets_of(connection: Connection, entry: Entry) -> list[str]:
    """The outlets of the reports that a change rests on."""
    found = {evidence.report for evidence in _evidence(entry)}
    reports = [_report(connection, version) for version in sorted(found)]
    return [report.outlet for report in reports if report is not None and report.outlet]


def _title(connection: Connection, story: str) -> str:
    packed = connection.execute(select(accounts.c.account).where(accounts.c.story == story)).scalar()
    return "" if packed is None else unpacked(Account, packed).story.title


def _evidence(entry: Entry) -> list[Evidence]:
    return [Evidence(**one) for one in entry.about.get("evidence", ())]


def _passages(connection: Connection, entry: Entry, reports: dict[str, Report | None]) -> Iterator[Passage]:
    for evidence in _evidence(entry)[:MOST_PASSAGES]:
        if evidence.report not in reports:
            reports[evidence.report] = _report(connection, evidence.report)
        if (report := reports[evidence.report]) is not None:
            words = report.text[evidence.start : evidence.end][:MOST_WORDS]
            yield Passage(evidence, report.outlet or report.file, words)


def _report(connection: Connection, version: str) -> Report | None:
    """The report as one version of it has it; none where the record knows no such version."""
    packed = connection.execute(select(versions.c.reading).where(versions.c.id == version)).scalar()
    return None if packed is None else unpacked(Reading, packed).report
