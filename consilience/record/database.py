"""Opening a record in SQLite or PostgreSQL, and transactions that outlast a database that goes away for a while."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event, insert, inspect, make_url, select
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import QueuePool

from consilience.errors import RecordError
from consilience.record.faults import explained, is_passing
from consilience.record.migrating import brought_up_to_date
from consilience.record.schema import head

FIRST = "0" * 64  # stands for the hash before the first entry of the log
BUSY = 30  # seconds that one writer of SQLite waits for another
PAUSES = (
    0.1,
    0.2,
    0.5,
    1,
    2,
    5,
    5,
    10,
    10,
    15,
    15,
    15,
    15,
    15,
    15,
)  # seconds between attempts, two minutes in all
KEPT, MOST = (
    16,
    48,
)  # connections: those that stay open, and those that there may be; each of them waits for the one that writes
POOL: dict[str, Any] = {  # the one used last is used next: each keeps pages in memory
    "pool_size": KEPT, "max_overflow": MOST - KEPT, "pool_use_lifo": True,
}  # fmt: skip
Value = TypeVar("Value")


def utc_now() -> datetime:
    """The time now."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Record:
    """An open record. `now` gives the time of what is written, `wait` waits so many seconds before another attempt,
    `written` is called after each step that was written."""

    engine: Engine
    now: Callable[[], datetime]
    wait: Callable[[float], None]
    written: Callable[[], None] = lambda: None

    def write(self, step: Callable[[Connection], Value]) -> Value:
        """Runs a step in one transaction, alone; what it did is on disk when this returns, or none of it is.

        Where the database has gone away it is tried again for two minutes, so a step must find out by itself whether it
        was done before. Raises RecordError when the database cannot keep it.
        """

        def alone(connection: Connection) -> Value:
            connection.execute(select(head.c.number).with_for_update())
            return step(connection)

        given = self._run(alone, {"writes": True})
        self.written()
        return given

    def read(self, step: Callable[[Connection], Value]) -> Value:
        """What a step gives that sees the record as it is at one moment; tried again as `write` does."""
        return self._run(step, {} if _is_sqlite(self.engine.url) else {"isolation_level": "REPEATABLE READ"})

    def _run(self, step: Callable[[Connection], Value], options: dict[str, Any]) -> Value:
        for pause in (*PAUSES, None):
            try:
                with self.engine.connect().execution_options(**options) as connection, connection.begin():
                    return step(connection)
            except DBAPIError as error:
                if pause is None or not is_passing(error):
                    raise explained(error, self.engine.url) from error
                self.wait(pause)
        raise AssertionError("unreachable")

    def close(self) -> None:
        """Lets the database go."""
        self.engine.dispose()

    def __enter__(self) -> Record:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_record(
    address: str,
    *,
    create: bool = True,
    now: Callable[[], datetime] = utc_now,
    wait: Callable[[float], None] = time.sleep,
) -> Record:
    """Opens the record at a database URL, or in the SQLite file at a path; makes or migrates it where needed.

    Raises RecordError where it cannot be opened, is something else, is newer than this program, or is missing and
    `create` is not set.
    """
    url = _url_of(address)
    if _is_sqlite(url) and not create and not Path(url.database or "").is_file():
        raise RecordError(f"There is no record at {url.database}. Give the one you mean with --database.")
    record = Record(_engine(url), now, wait)
    try:
        with record.engine.connect().execution_options(writes=True) as connection, connection.begin():
            _prepare(connection, url, create)
    except DBAPIError as error:
        record.close()
        raise explained(error, url) from error
    except RecordError:
        record.close()
        raise
    return record


def _prepare(connection: Connection, url: URL, create: bool) -> None:
    if (
        connection.dialect.name == "postgresql"
    ):  # of several that open a new database at once, one makes the tables
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(718281828)")
    if not create and not inspect(connection).get_table_names():
        raise RecordError(
            f"There is no record in {url.render_as_string()}. Give the one you mean with --database."
        )
    brought_up_to_date(connection, url)
    if connection.execute(select(head.c.id)).first() is None:
        connection.execute(insert(head).values(id=1, number=0, hash=FIRST))


def _url_of(address: str) -> URL:
    if "://" not in address:
        return URL.create("sqlite", database=address)
    try:
        url = make_url(address)
        url.get_dialect()
    except (ArgumentError, NoSuchModuleError, ImportError):
        url = URL.create("unknown")
    if url.drivername not in {"sqlite", "sqlite+pysqlite", "postgresql+psycopg"} or not url.database:
        raise RecordError(
            f"{address} is no address of a record. Give the path of a file, sqlite:///PATH or postgresql+psycopg://USER@HOST/NAME."
        )
    return url


def _is_sqlite(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


def _engine(url: URL) -> Engine:
    if not _is_sqlite(url):
        return create_engine(url, pool_pre_ping=True, **POOL)
    engine = create_engine(url, connect_args={"timeout": BUSY}, poolclass=QueuePool, **POOL)
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None  # transactions begin where we say
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql(
        "BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN"
    )
