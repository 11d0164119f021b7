"""Rows to parts of tables, written whole: `TABLE/part-000000.parquet`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from consilience.corpus.checkpoints import write_whole
from consilience.corpus.schemas import SCHEMAS

Row = Mapping[str, Any]
Rows = Mapping[str, Sequence[Row]]  # by table
HALVES = re.compile("[\ud800-\udfff]")  # of character pairs, which Arrow cannot hold


def write_part(out: Path, table: str, part: str, rows: Sequence[Row]) -> None:
    """Writes one part of a table; the same bytes for the same rows."""
    made = _table(SCHEMAS[table], rows)
    path = out / table / f"part-{part}.parquet"
    write_whole(path, lambda to: pq.write_table(made, to, compression="zstd"))


def _table(schema: pa.Schema, rows: Sequence[Row]) -> pa.Table:
    try:
        return pa.Table.from_pylist(list(rows), schema=schema)
    except UnicodeEncodeError:
        return pa.Table.from_pylist([_whole(row) for row in rows], schema=schema)


def _whole(value: Any) -> Any:
    """The value with each half of a character pair shown as U+FFFD, so that offsets stay."""
    if isinstance(value, str):
        return HALVES.sub("\ufffd", value)
    if isinstance(value, Mapping):
        return {key: _whole(held) for key, held in value.items()}
    return [_whole(held) for held in value] if isinstance(value, list | tuple) else value


def complete(out: Path, tables: Iterable[str]) -> None:
    """Gives each table that got no rows at all one empty part, so that every reader finds it."""
    for table in tables:
        if not any((out / table).glob("part-*.parquet")):
            write_part(out, table, "000000", [])
