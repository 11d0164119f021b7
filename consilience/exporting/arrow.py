"""Rows to Arrow tables and Parquet. The one module of exporting that knows pyarrow."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from consilience.exporting.columns import Columns
from consilience.intake.text import whole

_SPAN = [("start", pa.int32()), ("end", pa.int32())]
TYPES: dict[str, pa.DataType] = {
    "string": pa.string(), "int64": pa.int64(), "int32": pa.int32(), "double": pa.float64(), "bool": pa.bool_(),
    "date32": pa.date32(), "list<string>": pa.list_(pa.string()), "list<span>": pa.list_(pa.struct(_SPAN)),
    "list<evidence>": pa.list_(
        pa.struct([("report", pa.string()), *_SPAN, ("speaker", pa.string()), ("origin", pa.string())])
    ),
}  # fmt: skip


def schema_of(columns: Columns) -> pa.Schema:
    """The Arrow schema of a table; what each column holds stands in its metadata as `about`."""
    return pa.schema(
        [pa.field(name, TYPES[kind], metadata={"about": about}) for name, (kind, about) in columns.items()]
    )


def table_of(schema: pa.Schema, rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """The rows as a table; each half of a character pair is shown as U+FFFD, so that offsets stay."""
    try:
        return pa.Table.from_pylist(list(rows), schema=schema)
    except UnicodeEncodeError:
        return pa.Table.from_pylist([_whole(row) for row in rows], schema=schema)


def parquet_of(columns: Columns, rows: Sequence[Mapping[str, Any]]) -> bytes:
    """The rows as a Parquet file; the same bytes for the same rows."""
    held = io.BytesIO()
    pq.write_table(table_of(schema_of(columns), rows), held, compression="zstd")
    return held.getvalue()


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        return whole(value)
    if isinstance(value, Mapping):
        return {key: _whole(held) for key, held in value.items()}
    return [_whole(held) for held in value] if isinstance(value, list | tuple) else value
