"""Rows of many ids, asked for in queries of a size that every database takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Row, Table, select

AT_ONCE = 500  # ids of one query


def rows_of(connection: Connection, table: Table, column: str, ids: Iterable[str]) -> dict[str, Row[Any]]:
    """The rows of a table that has one for each id of a column, by that id."""
    return {
        getattr(row, column): row
        for some in some_at_once(sorted(ids))
        for row in connection.execute(select(table).where(table.c[column].in_(some)))
    }


def some_at_once(ids: Iterable[str], most: int = AT_ONCE) -> Iterator[list[str]]:
    """The ids in lists, by default such as one query can take."""
    rest = iter(ids)
    while some := list(islice(rest, most)):
        yield some
