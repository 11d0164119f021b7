"""The append-only log: everything that the program and people decide, each entry with the hash of the one before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from consilience.errors import RecordError
from consilience.record.database import Record
from consilience.record.schema import concerned, head, log

LAST = select(head.c.number, head.c.hash, log.c.at).outerjoin(log, log.c.number == head.c.number)
PROGRAM = "program"  # who decides, where no person does
About = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing decided: `at` in UTC to the microsecond, `who` "program" or a person, `about` as JSON has it.

    `step` names what is done only once however often it is tried; `hash` is that of all the rest in canonical JSON.
    """

    number: int
    at: str
    who: str
    kind: str
    about: About
    step: str | None
    before: str
    hash: str


def canonical(value: object) -> str:
    """JSON in ASCII with sorted keys and no spaces: the same text for the same value."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest(text: str) -> str:
    """SHA-256 of a text, in hex."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def chained(number: int, at: str, who: str, kind: str, about: str, step: str | None, before: str) -> str:
    """The hash that an entry must carry; `about` as the text that is kept."""
    return digest(canonical([number, at, who, kind, about, step, before]))


def stamp(moment: datetime) -> str:
    """A moment as the log writes it, so that texts compare as times do. Raises RecordError for one without a time zone."""
    if moment.tzinfo is None:
        raise RecordError("The moment has no time zone. Give one, as 2026-05-04T12:00+00:00.")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def append(
    connection: Connection,
    record: Record,
    kind: str,
    about: About,
    *,
    who: str = PROGRAM,
    step: str | None = None,
) -> Entry:
    """Adds an entry to the log, within a step of `Record.write`. Time never goes back in the log, whatever the clock does."""
    return append_all(connection, record, [(kind, about)], who=who, step=step)[0]


def append_all(
    connection: Connection,
    record: Record,
    told: Iterable[tuple[str, About]],
    *,
    who: str = PROGRAM,
    step: str | None = None,
) -> list[Entry]:
    """Adds entries of kinds and what they are about, as `append` adds one; a `step` is for one alone."""
    number, before, last = connection.execute(LAST).one()
    at = max(stamp(record.now()), last or "")
    made: list[Entry] = []
    for kind, about in told:
        number, text = number + 1, canonical(about)
        entry = chained(number, at, who, kind, text, step, before)
        made.append(Entry(number, at, who, kind, json.loads(text), step, before, entry))
        before = entry
    if made:
        connection.execute(insert(log), [_row(entry) for entry in made])
        connection.execute(update(head).values(number=number, hash=before))
        file_entries(connection, made)
    return made


def _row(entry: Entry) -> dict[str, Any]:
    return asdict(entry) | {"about": canonical(entry.about)}


def file_entries(connection: Connection, some: Iterable[Entry]) -> None:
    """Files entries under the stories that they name."""
    rows = [{"story": story, "number": entry.number} for entry in some for story in _named(entry.about)]
    if rows:
        connection.execute(insert(concerned), rows)


def _named(about: About) -> list[str]:
    return sorted({about.get("story"), about.get("from"), *about.get("stories", ())} - {None})


def entry_of(row: Row[Any]) -> Entry:
    """The entry that a row of the log holds."""
    return Entry(row.number, row.at, row.who, row.kind, json.loads(row.about), row.step, row.before, row.hash)


def done(connection: Connection, step: str) -> Entry | None:
    """The entry of a step that was done before."""
    row = connection.execute(select(log).where(log.c.step == step)).first()
    return None if row is None else entry_of(row)


def entries_after(record: Record, number: int, limit: int) -> list[Entry]:
    """The entries after a number, in order, at most so many."""
    query = select(log).where(log.c.number > number).order_by(log.c.number).limit(limit)
    return record.read(lambda connection: [entry_of(row) for row in connection.execute(query)])


def last_number(record: Record) -> int:
    """The number of the last entry."""
    return int(record.read(lambda connection: connection.execute(select(head.c.number)).scalar_one()))


def entries_about(
    record: Record, story: str, kinds: Collection[str], *, before: int | None = None, limit: int = 100
) -> list[Entry]:
    """The last entries of some kinds that name a story, the newest first; those before a number, where one is given."""
    query = select(log).join(concerned, concerned.c.number == log.c.number)
    query = query.where(concerned.c.story == story, log.c.kind.in_(sorted(kinds)))
    if before is not None:
        query = query.where(log.c.number < before)
    query = query.order_by(log.c.number.desc()).limit(limit)
    return record.read(lambda connection: [entry_of(row) for row in connection.execute(query)])


def entries_of(connection: Connection, kinds: Collection[str]) -> list[Entry]:
    """All entries of some kinds, in the order of the log."""
    query = select(log).where(log.c.kind.in_(sorted(kinds))).order_by(log.c.number)
    return [entry_of(row) for row in connection.execute(query)]


def entries(connection: Connection, until: datetime | None = None) -> Iterator[Entry]:
    """The log in its order, as it stood at a moment."""
    query = select(log).order_by(log.c.number)
    if until is not None:
        query = query.where(log.c.at <= stamp(until))
    for row in connection.execute(query.execution_options(yield_per=500)):
        yield entry_of(row)
