"""Arrivals to readings: what texts a receipt holds, and which versions of which reports they are."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import Connection, delete, insert, select, update

from consilience.errors import NotThereError, RecordError
from consilience.model import Failure, Reading, Report
from consilience.model.packing import packed, to_text, unpack
from consilience.record.arrivals import Arrival, received_of
from consilience.record.database import Record
from consilience.record.lists.report_rows import (
    Listed,
    count_versions,
    file_failures,
    file_report,
    listed,
    row_is_of,
)
from consilience.record.log import PROGRAM, append, canonical, digest, done
from consilience.record.rows import some_at_once
from consilience.record.schema import appearances, arrivals, contents, outcomes, reports, versions
from consilience.record.signs import Filed, filed
from consilience.record.stages import LOST, Lost, Stages

KNOWN = 300  # readings that were unpacked last; the same ones are wanted again as their story grows
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Found:
    """One text of a receipt, read: the key and id of its report; the id of the version, whether it could be read, the
    reading as it is kept with the hash of its text, what it is filed under, and what lists show of it."""

    key: str
    report: str
    version: str
    readable: bool
    reading: bytes
    sha256: str
    filed: Filed | None
    listed: Listed


def read_arrival(record: Record, arrival: Arrival, stages: Stages, *, again: bool = False) -> None:
    """Reads what arrived and keeps what came of it; does nothing where that was done, unless `again`."""
    keep_texts(record, arrival, texts_of(record, arrival, stages), again=again)


def texts_of(record: Record, arrival: Arrival, stages: Stages) -> list[Found | Failure]:
    """The texts of what arrived, read by the process that the stages have for it."""
    try:
        return stages.do(record, _texts_of, arrival)
    except Lost:
        return [Failure(arrival.name, "fault", LOST.format("read it"))]


def _texts_of(record: Record, stages: Stages, arrival: Arrival) -> list[Found | Failure]:
    received = record.read(lambda connection: received_of(connection, arrival))
    items = list(stages.open(received, arrival.charset))
    return [_read(item, arrival, len(items) > 1, stages) for item in items]


def keep_texts(
    record: Record, arrival: Arrival, found: Sequence[Found | Failure], *, again: bool = False
) -> None:
    """Keeps what came of reading an arrival; does nothing where that was done, unless `again`."""
    record.write(lambda connection: _keep(connection, record, arrival, found, again))


def _read(item: Report | Failure, arrival: Arrival, several: bool, stages: Stages) -> Found | Failure:
    if isinstance(item, Failure):
        return item
    key = (item.url or f"{arrival.key}#{item.file}") if several else arrival.key
    version = digest(canonical([key, item.received.sha256, arrival.media_type, arrival.charset]))[:16]
    reading = stages.read(replace(item, id=version))
    if isinstance(reading, Failure):
        return reading
    return _found(key, reading, arrival, stages)


def _found(key: str, reading: Reading, arrival: Arrival, stages: Stages) -> Found:
    report, kept = report_id(key), _without_bytes(reading, arrival)
    text = to_text(kept)
    under = filed(reading, report, stages.sign(reading)) if reading.read else None
    return Found(
        key, report, reading.report.id, reading.read, packed(text), digest(text), under, listed(reading)
    )


def report_id(key: str) -> str:
    """The id of the report that has a key, in all its versions."""
    return "r" + digest(key)[:15]


def _keep(
    connection: Connection, record: Record, arrival: Arrival, found: Sequence[Found | Failure], again: bool
) -> None:
    before = connection.execute(select(outcomes.c.about).where(outcomes.c.arrival == arrival.id)).scalar()
    if before is not None and not again:
        return
    about = about_outcome(arrival, found)
    if before is not None or again:  # of what was lost some may be left
        connection.execute(delete(appearances).where(appearances.c.arrival == arrival.id))
        connection.execute(delete(outcomes).where(outcomes.c.arrival == arrival.id))
    connection.execute(insert(outcomes).values(arrival=arrival.id, about=canonical(about)))
    for item, one in enumerate(one for one in found if isinstance(one, Found)):
        _keep_version(connection, arrival, item, one)
    file_failures(connection, arrival, [one for one in found if isinstance(one, Failure)])
    _log(connection, record, arrival, about)


def _log(connection: Connection, record: Record, arrival: Arrival, about: dict[str, Any]) -> None:
    """Logs what came of an arrival, if that is not what came of it before."""
    count, last = 0, None
    while (entry := done(connection, f"read:{arrival.id}:{count}")) is not None:
        count, last = count + 1, entry
    if last is not None and canonical(last.about) == canonical(about):
        return
    append(connection, record, "read", about, who=PROGRAM, step=f"read:{arrival.id}:{count}")


def about_outcome(arrival: Arrival, found: Iterable[Found | Failure]) -> dict[str, Any]:
    """What the log says of a reading."""
    found = list(found)
    return {
        "arrival": arrival.id,
        "versions": [
            {"report": one.report, "version": one.version, "readable": one.readable, "sha256": one.sha256}
            for one in found
            if isinstance(one, Found)
        ],
        "failures": [
            {"file": one.file, "code": one.code, "message": one.message}
            for one in found
            if isinstance(one, Failure)
        ],
    }


def _keep_version(connection: Connection, arrival: Arrival, item: int, found: Found) -> None:
    if connection.execute(select(reports.c.id).where(reports.c.id == found.report)).first() is None:
        connection.execute(insert(reports).values(id=found.report, key=found.key))
    under = asdict(found.filed) if found.filed is not None else {}
    row = {
        "report": found.report, "readable": int(found.readable), "sha256": found.sha256, "reading": found.reading,
        **dict.fromkeys(("place", "day", "traits", "features")), **under,
    }  # fmt: skip
    changed = connection.execute(update(versions).where(versions.c.id == found.version).values(**row))
    if not changed.rowcount:
        connection.execute(insert(versions).values(id=found.version, **row))
    connection.execute(insert(appearances).values(arrival=arrival.id, item=item, version=found.version))
    came = connection.execute(appeared(found.report)).all()
    current = [row.id for row in came if row.readable]
    connection.execute(
        update(reports).where(reports.c.id == found.report).values(current=current[-1] if current else None)
    )
    _list(connection, found, came, current[-1] if current else came[-1].id)


def _list(connection: Connection, found: Found, came: Sequence[Any], shown: str) -> None:
    """Keeps the row that lists show of a report; it is made of the version that stands in a story, or else of the last."""
    if found.version == shown:
        file_report(connection, found.report, found.listed, came)
    elif row_is_of(connection, found.report, shown):
        count_versions(connection, found.report, came)
    else:
        file_report(connection, found.report, listed(next(readings_of(connection, [shown]))), came)


def appeared(report: str) -> Any:
    """The versions of a report as they came, a version that came again standing once for each time."""
    query = select(
        versions.c.id, arrivals.c.at, arrivals.c.number, arrivals.c.id.label("arrival"), versions.c.readable
    )
    query = query.join(appearances, appearances.c.version == versions.c.id)
    query = query.join(arrivals, arrivals.c.id == appearances.c.arrival)
    return query.where(versions.c.report == report).order_by(
        arrivals.c.at, arrivals.c.number, appearances.c.item
    )


def _without_bytes(reading: Reading, arrival: Arrival) -> Reading:
    """The reading as it is kept: bytes that are those of the receipt stand there and not here again."""
    received = reading.report.received
    if received.sha256 != arrival.sha256:
        return reading
    return replace(reading, report=replace(reading.report, received=replace(received, data=b"")))


@dataclass(frozen=True, slots=True)
class Version:
    """One of the forms that a report came in: `at` when, by which arrival, and whether it could be read."""

    id: str
    report: str
    at: str
    arrival: str
    readable: bool


def versions_of(record: Record, report: str) -> tuple[Version, ...]:
    """The versions of a report in the order of their receipt, by its id; one that came again unchanged stands once."""
    found: list[Version] = []
    for row in record.read(lambda connection: connection.execute(appeared(report)).all()):
        if not found or found[-1].id != row.id:
            found.append(Version(row.id, report, row.at, row.arrival, bool(row.readable)))
    return tuple(found)


def readings_of(connection: Connection, ids: Iterable[str]) -> Iterator[Reading]:
    """The readings of versions, in the order of their ids as given, with the bytes they were made from."""
    for version in ids:
        (reading,) = kept_readings(connection, [version]).values()
        received = reading.report.received
        if not received.data:
            kept = connection.execute(
                select(contents.c.data).where(contents.c.sha256 == received.sha256)
            ).scalar()
            received = replace(received, data=bytes(kept or b""))
        yield replace(reading, report=replace(reading.report, received=received))


def kept_readings(connection: Connection, ids: Iterable[str]) -> dict[str, Reading]:
    """The readings of versions by their ids, in the order of these, without the bytes that stand in the receipts."""
    wanted = list(ids)
    query = select(versions.c.id, versions.c.reading)
    held: dict[str, bytes] = {
        version: bytes(data)
        for some in some_at_once(wanted)
        for version, data in connection.execute(query.where(versions.c.id.in_(some)))
    }
    for version in wanted:
        if version not in held:
            raise NotThereError(f"There is no version {version} of a report.")
    return {version: _reading(held[version]) for version in wanted}


@lru_cache(maxsize=KNOWN)
def _reading(data: bytes) -> Reading:
    return unpacked(Reading, data)


def unpacked(kind: type[Value], data: bytes) -> Value:
    """What is kept packed. Raises RecordError where another version of the program packed it otherwise."""
    try:
        return unpack(kind, data)
    except (ValueError, TypeError, zlib.error) as fault:
        raise RecordError(
            "The record holds readings or accounts of another version of Consilience, or changed ones. Run `consilience rebuild`."
        ) from fault


def reading_of(record: Record, version: str) -> Reading:
    """The reading of one version of a report. Raises NotThereError where there is none."""
    return record.read(lambda connection: next(readings_of(connection, [version])))
