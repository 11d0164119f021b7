"""Rows to parts of tables, written whole: `TABLE/part-000000.parquet`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from consilience.corpus.checkpoints import write_whole
from consilience.corpus.schemas import SCHEMAS
from consilience.exporting.arrow import table_of

Row = Mapping[str, Any]
Rows = Mapping[str, Sequence[Row]]  # by table


def write_part(out: Path, table: str, part: str, rows: Sequence[Row]) -> None:
    """Writes one part of a table; the same bytes for the same rows."""
    made = table_of(SCHEMAS[table], rows)
    path = out / table / f"part-{part}.parquet"
    write_whole(path, lambda to: pq.write_table(made, to, compression="zstd"))


def complete(out: Path, tables: Iterable[str]) -> None:
    """Gives each table that got no rows at all one empty part, so that every reader finds it."""
    for table in tables:
        if not any((out / table).glob("part-*.parquet")):
            write_part(out, table, "000000", [])
