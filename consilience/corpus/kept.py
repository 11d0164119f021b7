"""Readings kept between the stages: Arrow files, one a batch, of which any row is had without reading the others.

A reading is known by its `ref`: the number of its batch and its row there, in one integer.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from consilience.corpus.checkpoints import WORK, write_whole
from consilience.model import Reading
from consilience.model.packing import unpack

SCHEMA = pa.schema(
    [
        ("day", pa.date32()),  # null where nothing tells
        ("read", pa.bool_()),
        ("sketch", pa.list_(pa.uint64())),  # of its word runs, for copies
        ("reading", pa.binary()),
    ]
)
ROW_BITS = 24
OPEN = 64  # files mapped into memory at a time
Refs = npt.NDArray[np.int64]


def write_kept(out: Path, number: int, rows: Sequence[dict[str, Any]]) -> None:
    """Keeps the readings of a batch."""
    write_arrow(_path(out, number), pa.Table.from_pylist(list(rows), schema=SCHEMA))


def write_arrow(path: Path, table: pa.Table) -> None:
    """An Arrow file, whole, in one record batch, so that a row is found by its number."""

    def write(part: Path) -> None:
        with pa.OSFile(str(part), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
            writer.write_table(table.combine_chunks())

    write_whole(path, write)


@lru_cache(maxsize=OPEN)
def read_arrow(path: Path) -> pa.Table:
    """An Arrow file mapped into memory: only what is looked at is read."""
    return pa.ipc.open_file(pa.memory_map(str(path))).read_all()


def forget() -> None:
    """Lets go of the files that an earlier run in this process had open."""
    read_arrow.cache_clear()


def _path(out: Path, number: int) -> Path:
    return out / WORK / "readings" / f"{number:06d}.arrow"


def refs_of(number: int, rows: int) -> Refs:
    """The refs of the rows of a batch."""
    return (np.int64(number) << ROW_BITS) + np.arange(rows, dtype=np.int64)


def table_of(out: Path, number: int) -> pa.Table:
    """What is kept of a batch, in the columns of SCHEMA."""
    return read_arrow(_path(out, number))


def _cell(out: Path, ref: int, column: str) -> pa.Scalar:
    return table_of(out, ref >> ROW_BITS)[column][ref & ((1 << ROW_BITS) - 1)]


def reading_at(out: Path, ref: int) -> Reading:
    """One kept reading."""
    return unpack(Reading, _cell(out, ref, "reading").as_py())


def day_at(out: Path, ref: int) -> date | None:
    """The day of one kept reading, None where nothing tells."""
    day: date | None = _cell(out, ref, "day").as_py()
    return day


def sketch_at(out: Path, ref: int) -> npt.NDArray[np.uint64]:
    """The sketch of one kept reading."""
    sketch: npt.NDArray[np.uint64] = _cell(out, ref, "sketch").values.to_numpy()
    return sketch
