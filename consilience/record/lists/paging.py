"""Pages of long lists: where one ends, as a text that the next begins after."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Collection, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, or_

from consilience.errors import RecordError

Key = tuple[ColumnElement[Any], bool]  # what a list is ordered by, and whether the largest comes first
LARGEST_PAGE = 500


def page_of(
    connection: Connection, query: Select[Any], order: str, keys: Sequence[Key], after: str | None, limit: int,
    without: Collection[tuple[Any, ...]] = (),
) -> tuple[Sequence[Row[Any]], str | None]:  # fmt: skip
    """The rows of a query that stand after a place in the list, so many at most, and the place where they end.

    The last of the keys must be different for each row; `without` holds the keys, but for the first, of rows to leave out.
    Raises RecordError for what is no place in this list.
    """
    names = [f"key{number}" for number in range(len(keys))]
    query = query.add_columns(*(key.label(name) for name, (key, _) in zip(names, keys, strict=True)))
    query = query.where(*_beyond(after, order, keys))
    query = query.order_by(*(key.desc() if falls else key.asc() for key, falls in keys))
    query = query.limit(limit + 1 + len(without))
    if without:  # most of which will not be met
        query = query.execution_options(yield_per=limit + 1)
    with connection.execute(query) as found:
        values = (([row._mapping[name] for name in names], row) for row in found)
        page = list(islice(((at, row) for at, row in values if tuple(at[1:]) not in without), limit + 1))
    end = _cursor(order, page[limit - 1][0]) if len(page) > limit else None
    return [row for _, row in page[:limit]], end


def _cursor(order: str, values: Sequence[object]) -> str:
    """The place in a list after the row with these values of its keys."""
    return (
        urlsafe_b64encode(json.dumps([order, *values], separators=(",", ":")).encode()).decode().rstrip("=")
    )


def _beyond(after: str | None, order: str, keys: Sequence[Key]) -> list[ColumnElement[bool]]:
    if after is None:
        return []
    values = _values(after, order, keys)
    conditions = []
    for number, (column, falls) in enumerate(keys):
        same = [key == value for (key, _), value in zip(keys[:number], values, strict=False)]
        further = column < values[number] if falls else column > values[number]
        conditions.append(and_(*same, further))
    return [or_(*conditions)]


def _values(after: str, order: str, keys: Sequence[Key]) -> list[Any]:
    try:
        values: list[Any]
        told, *values = json.loads(urlsafe_b64decode(after + "=" * (-len(after) % 4)))
        kinds = [key.type.python_type for key, _ in keys]
        if told == order and [type(value) for value in values] == kinds and all(map(_storable, values)):
            return values
    except (ValueError, TypeError, RecursionError):
        pass
    raise RecordError(
        f"{after[:80]} is no place in this list. Begin again without it, or give the one that came with a page."
    )


def _storable(value: int | str) -> bool:
    """Whether every database can compare with it."""
    return abs(value) < 2**62 if isinstance(value, int) else value.isascii() and "\0" not in value


def page_size(limit: int) -> int:
    """A number of rows that can be asked for at once. Raises RecordError for any other."""
    if not 1 <= limit <= LARGEST_PAGE:
        raise RecordError(f"A page has 1 to {LARGEST_PAGE} entries, not {limit}.")
    return limit
