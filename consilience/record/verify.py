"""Whether the record is whole: every entry of the log, every receipt and every decision as it was written."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, func, select

from consilience.errors import RecordError
from consilience.record.arrivals import about_arrival, arrival_of
from consilience.record.database import FIRST, Record
from consilience.record.history import course_of
from consilience.record.log import canonical, chained, entries, entry_of
from consilience.record.schema import arrivals, contents, head, log
from consilience.record.verify_derived import wrong_with_derived


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry of a log. Who keeps it elsewhere can prove later that nothing before it was changed or cut off."""

    number: int
    hash: str

    @staticmethod
    def of(text: str) -> Head:
        """The head that `str` wrote. Raises RecordError for anything else."""
        if not re.fullmatch(r"\d{1,18}:[0-9a-f]{64}", text):
            raise RecordError(
                f"{text} is no end of a log. Give it as `consilience verify` printed it: NUMBER:HASH."
            )
        number, made = text.split(":")
        return Head(int(number), made)

    def __str__(self) -> str:
        return f"{self.number}:{self.hash}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What `verify` found: `problems` in plain sentences, none where the record is whole."""

    entries: int
    receipts: int
    head: Head
    problems: tuple[str, ...]


def verify(record: Record, known: Head | None = None) -> Verdict:
    """Reads the whole record and says what is not as it was written, and where.

    `known` is a head noted at some time before. Who can change the database can also write a new log with new hashes;
    that is found by it alone. Raises RecordError when the database cannot be read.
    """
    return record.read(lambda connection: _verdict(connection, known))


def _verdict(connection: Connection, known: Head | None) -> Verdict:
    count, last, problems = _chain(connection, known)
    problems += _receipts(connection)
    if not problems:  # a log that was changed says nothing of what was derived
        problems += wrong_with_derived(connection, course_of(entries(connection)))
    return Verdict(
        count,
        connection.execute(select(func.count()).select_from(arrivals)).scalar_one(),
        last,
        tuple(problems),
    )


def _chain(connection: Connection, known: Head | None) -> tuple[int, Head, list[str]]:
    """The number of entries, the head by what is there, and what is wrong with the log."""
    found: list[str] = []
    last, count = Head(0, FIRST), 0
    for row in connection.execute(select(log).order_by(log.c.number).execution_options(yield_per=500)):
        found += _wrong_with(row, last)
        last, count = Head(row.number, row.hash), count + 1
        if known is not None and known.number == row.number and known.hash != row.hash:
            found.append(
                f"Entry {row.number} of the log is not the one that was noted: the log was written anew."
            )
    end = connection.execute(select(head.c.number, head.c.hash)).first()
    if end is None or end.number != last.number:
        written = "missing" if end is None else f"entry {end.number}"
        found.append(
            f"The log ends with entry {last.number}, but its end was noted as {written}: entries were cut off."
        )
    elif end.hash != last.hash:
        found.append(f"Entry {last.number} of the log, the last, is not the one that was noted as its end.")
    if known is not None and known.number > last.number:
        found.append(
            f"The log ends with entry {last.number}, but you know of entry {known.number}: entries were cut off."
        )
    return count, last, found


def _wrong_with(row: Row[Any], last: Head) -> Iterator[str]:
    if row.number != last.number + 1:
        gone = (
            f"Entry {last.number + 1}"
            if row.number == last.number + 2
            else f"Entries {last.number + 1} to {row.number - 1}"
        )
        yield f"{gone} of the log {'is' if gone.startswith('Entry') else 'are'} missing."
    elif row.before != last.hash:
        yield f"Entry {row.number} of the log does not follow on the entry before it: one of them was replaced."
    if row.hash != chained(row.number, row.at, row.who, row.kind, row.about, row.step, row.before):
        yield f"Entry {row.number} of the log ({row.kind}, {row.at}) was changed after it was written."


def _receipts(connection: Connection) -> list[str]:
    """Each receipt as the log has it, with its bytes, and none beside these."""
    found = _contents(connection)
    rows = {row.number: row for row in connection.execute(select(arrivals))}
    held = set(connection.execute(select(contents.c.sha256)).scalars())
    for entry_row in connection.execute(select(log).where(log.c.kind == "received").order_by(log.c.number)):
        row = rows.pop(entry_row.number, None)
        found += _wrong_with_receipt(entry_row, row, held)
    found += [f"The receipt of {row.name} ({row.at}) stands in no entry of the log." for row in rows.values()]
    return found


def _wrong_with_receipt(entry_row: Row[Any], row: Row[Any] | None, held: set[str]) -> Iterator[str]:
    try:
        entry = entry_of(entry_row)
        name, sha256 = entry.about["name"], entry.about["sha256"]
    except (ValueError, KeyError, TypeError):
        return  # the chain has said that this entry was changed
    if sha256 not in held:
        yield f"The bytes of {name}, received {entry.at} (entry {entry.number}), are missing."
    if row is None:
        yield f"The receipt of {name}, received {entry.at} (entry {entry.number}), is missing."
    elif not _as_logged(row, entry_row.about):
        yield f"The receipt of {name}, received {entry.at} (entry {entry.number}), was changed after it was written."


def _as_logged(row: Row[Any], about: str) -> bool:
    try:
        return canonical(about_arrival(arrival_of(row))) == about
    except (ValueError, TypeError):
        return False


def _contents(connection: Connection) -> list[str]:
    found = []
    brought: dict[str, str] = {
        row.sha256: row.name for row in connection.execute(select(arrivals.c.sha256, arrivals.c.name))
    }
    for row in connection.execute(
        select(contents).order_by(contents.c.sha256).execution_options(yield_per=50)
    ):
        if hashlib.sha256(row.data).hexdigest() != row.sha256:
            found.append(
                f"The bytes of {brought.get(row.sha256, row.sha256)} were changed after they were received."
            )
        if row.sha256 not in brought:
            found.append(f"There are bytes (SHA-256 {row.sha256}) that no receipt speaks of.")
    return found
