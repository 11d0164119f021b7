"""What a database's errors mean: whether they pass by themselves, and what to tell the user."""

from __future__ import annotations

import sqlite3

import psycopg
from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError

from consilience.errors import RecordError

PASSING = {
    "40001",
    "40P01",
    "53300",
    "55P03",
    "57P01",
    "57P02",
    "57P03",
}  # PostgreSQL's codes; and all of class 08
FULL = "The disk is full, so that nothing of this step was kept; what was kept before is whole. Make room and do it again."


def is_passing(error: DBAPIError) -> bool:
    """Whether the same step may succeed a little later: the server is away or restarting, or another writer was first."""
    cause = error.orig
    if isinstance(cause, sqlite3.Error):
        return getattr(cause, "sqlite_errorname", "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))
    if isinstance(cause, psycopg.Error) and cause.sqlstate is not None:
        return cause.sqlstate in PASSING or cause.sqlstate.startswith("08")
    return error.connection_invalidated or isinstance(cause, psycopg.OperationalError)


def explained(error: DBAPIError, url: URL) -> RecordError:
    """The error for the user, with what to do."""
    where = url.database if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)
    return RecordError(f"{where}: {_meaning(error)}")


def _meaning(error: DBAPIError) -> str:
    cause = error.orig
    if isinstance(cause, sqlite3.Error):
        return _of_sqlite(cause)
    if isinstance(cause, psycopg.Error):
        return _of_postgresql(cause)
    return f"The database refused ({cause})."


def _of_sqlite(cause: sqlite3.Error) -> str:
    name = getattr(cause, "sqlite_errorname", "")
    if name == "SQLITE_FULL":
        return FULL
    if name == "SQLITE_NOTADB":
        return "The file is no record of Consilience. Give another with --database."
    if name == "SQLITE_CANTOPEN":
        return "The file cannot be opened. Check that its folder exists and that you may write there."
    if name.startswith("SQLITE_READONLY"):
        return "The file may only be read. Check its permissions."
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return "Another program holds the record. Close it and do it again."
    if name.startswith("SQLITE_CORRUPT"):
        return "The file is damaged. Bring it back from a copy; `consilience verify` tells whether that is whole."
    if name.startswith("SQLITE_IOERR"):
        return f"The disk could not be read or written ({cause}). Check it and do it again; what was kept before is whole."
    return f"The database refused ({cause})."


def _of_postgresql(cause: psycopg.Error) -> str:
    said = " ".join(str(cause).split())
    if cause.sqlstate == "53100":
        return FULL
    if cause.sqlstate in {"28000", "28P01"} or "authentication failed" in said:
        return f"The server does not let you in ({said}). Check the user and the password of the address."
    if cause.sqlstate == "3D000" or (cause.sqlstate is None and "does not exist" in said):
        return "There is no such database. Make it with `createdb` and do it again."
    if cause.sqlstate == "42501":
        return f"You may not do this in that database ({said}). Ask its owner for the right to create tables."
    if cause.sqlstate is None or cause.sqlstate in PASSING or cause.sqlstate.startswith("08"):
        return f"The server cannot be reached ({said}). Check that it runs and that the address is right."
    return f"The database refused ({said})."
