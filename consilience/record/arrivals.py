"""What is received: kept as it came before anything is made of it, and for ever."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from consilience.errors import NotThereError
from consilience.model import Received
from consilience.record.database import Record
from consilience.record.log import append, canonical, digest, done, stamp
from consilience.record.schema import arrivals, contents, outcomes

Headers = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Arrival:
    """One receipt. `key` is what revisions of one report have in common: a feed item's id, an address, a file's name.

    `via` says by what way it came ("feed https://…", "hand"), `headers` are the response's as they came, `at` the
    moment in UTC; `media_type` is empty where nobody said what it is.
    """

    id: str
    key: str
    name: str
    url: str | None
    via: str
    media_type: str
    charset: str | None
    headers: tuple[tuple[str, ...], ...]  # name and value of each
    at: str
    sha256: str


def receive(
    record: Record,
    data: bytes,
    *,
    name: str,
    key: str | None = None,
    url: str | None = None,
    via: str = "hand",
    media_type: str = "",
    charset: str | None = None,
    headers: Headers = (),
    when: datetime | None = None,
) -> Arrival:
    """Keeps what was received; once this returns, it is on disk. Nothing is read of it yet: `work` does that.

    The same bytes under the same key at the same moment are one arrival, so that a sender who got no answer may send
    again with the same `when`. Raises RecordError when it cannot be kept.
    """
    sha256, at = hashlib.sha256(data).hexdigest(), stamp(when or record.now())
    key = key or url or name
    arrival = Arrival(
        digest(canonical([key, sha256, at]))[:32], key, name, url, via, media_type, charset,
        tuple((field, value) for field, value in headers), at, sha256,
    )  # fmt: skip
    record.write(lambda connection: _keep(connection, record, arrival, data))
    return arrival


def _keep(connection: Connection, record: Record, arrival: Arrival, data: bytes) -> None:
    step = f"received:{arrival.id}"
    if done(connection, step) is not None:
        return
    if (
        connection.execute(select(contents.c.sha256).where(contents.c.sha256 == arrival.sha256)).first()
        is None
    ):
        connection.execute(insert(contents).values(sha256=arrival.sha256, data=data))
    entry = append(connection, record, "received", about_arrival(arrival), step=step)
    row = {**about_arrival(arrival), "id": arrival.id, "headers": canonical(arrival.headers)}
    del row["arrival"]
    connection.execute(insert(arrivals).values(number=entry.number, **row))


def about_arrival(arrival: Arrival) -> dict[str, Any]:
    """What the log says of an arrival."""
    return {
        "arrival": arrival.id, "key": arrival.key, "name": arrival.name, "url": arrival.url, "via": arrival.via,
        "media_type": arrival.media_type, "charset": arrival.charset,
        "headers": [list(header) for header in arrival.headers], "at": arrival.at, "sha256": arrival.sha256,
    }  # fmt: skip


def arrival_of(row: Row[Any]) -> Arrival:
    """The arrival that a row holds."""
    headers = tuple((field, value) for field, value in json.loads(row.headers))
    return Arrival(
        row.id, row.key, row.name, row.url, row.via, row.media_type, row.charset, headers, row.at, row.sha256
    )


def arrival_with(record: Record, arrival: str) -> Arrival:
    """An arrival by its id. Raises NotThereError where there is none."""
    row = record.read(
        lambda connection: connection.execute(select(arrivals).where(arrivals.c.id == arrival)).first()
    )
    if row is None:
        raise NotThereError(f"There is no arrival {arrival}.")
    return arrival_of(row)


def original_of(record: Record, arrival: Arrival) -> Received:
    """What was received, byte for byte."""
    return record.read(lambda connection: received_of(connection, arrival))


def received_of(connection: Connection, arrival: Arrival) -> Received:
    """An arrival's bytes, as intake takes them."""
    data = connection.execute(select(contents.c.data).where(contents.c.sha256 == arrival.sha256)).scalar_one()
    return Received(arrival.name, bytes(data), arrival.media_type, arrival.sha256, arrival.url)


def all_arrivals(connection: Connection) -> list[Arrival]:
    """Every arrival, the first first."""
    return [arrival_of(row) for row in connection.execute(select(arrivals).order_by(arrivals.c.number))]


def waiting(connection: Connection, most: int) -> list[Arrival]:
    """The first of the arrivals that are not read yet, at most so many; all before one that is read are read."""
    read = select(arrivals.c.number).join(outcomes, outcomes.c.arrival == arrivals.c.id)
    last = connection.execute(read.order_by(arrivals.c.number.desc()).limit(1)).scalar() or 0
    query = select(arrivals).where(arrivals.c.number > last).order_by(arrivals.c.number).limit(most)
    return [arrival_of(row) for row in connection.execute(query)]
