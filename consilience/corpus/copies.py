"""The stage of copies: windows -> pairs of passages that agree word for word; these joined -> the table of copies."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from consilience.corpus.checkpoints import WORK, Done, mark_done
from consilience.corpus.job import Job
from consilience.corpus.kept import day_at, read_arrow, reading_at, sketch_at, write_arrow
from consilience.corpus.order import TimeOrder, Window
from consilience.corpus.tables import write_part
from consilience.model import Evidence, Reading
from consilience.stories.copies import copy_of, find_copies
from consilience.stories.likeness import WINDOW
from consilience.stories.passages import Passages, Stretch
from consilience.stories.sketches import likely_copies

ALIGNING, WRITING = "aligning", "copies"
SIZE = 2_000  # reports of a window
REACH = 10_000  # reports before it with which those of a window are compared
HELD = 1_000  # reports that are in memory at a time; their pairs come in order of time
LOT = 500  # passages that are written together
SCHEMA = pa.schema([(name, pa.int64()) for name in ("report_a", "start_a", "end_a", "report_b", "start_b", "end_b")])  # fmt: skip


def windows(order: TimeOrder) -> Iterator[Window]:
    """The windows in which copies are looked for: news is copied within days."""
    return order.windows(SIZE, REACH, WINDOW)


def align_window(job: Job, window: Window) -> Done:
    """Finds which reports of a window may copy, from each other or from those before it, and aligns these."""

    @lru_cache(maxsize=HELD)
    def bare(place: int) -> Reading:
        reading = reading_at(job.out, int(window.refs[place]))
        return Reading(reading.report, boilerplate=reading.boilerplate)  # all that copies need

    sketches = [sketch_at(job.out, int(ref)) for ref in window.refs]
    pairs = likely_copies(sketches, window.days, window.new)
    begin = window.number * SIZE - window.new
    rows = [row for a, b in pairs for row in _passages(bare(a), bare(b), begin + a, begin + b)]
    columns = [pa.array(column, pa.int64()) for column in np.array(rows, np.int64).reshape(-1, 6).T]
    write_arrow(_path(job.out, window.number), pa.Table.from_arrays(columns, schema=SCHEMA))
    done = Done(window.number, {"reports": len(window.refs) - window.new, "compared": len(pairs)})
    mark_done(job.out, ALIGNING, done)
    return done


def _path(out: Path, number: int) -> Path:
    return out / WORK / "aligned" / f"{number:06d}.arrow"


def _passages(a: Reading, b: Reading, at: int, bt: int) -> Iterator[tuple[int, ...]]:
    """Pairs of spans with the same words, each with the number of its report."""
    numbers = {a.report.id: at, b.report.id: bt}
    for copy in find_copies([a, b]):
        first, *others = [(numbers[e.report], e.start, e.end) for e in copy.spans]
        for other in others:
            yield *first, *other


@dataclass(frozen=True, slots=True)
class Lot:
    """Passages that are written together: the ref and span of each report that has one."""

    number: int
    passages: tuple[tuple[tuple[int, int, int], ...], ...]


def lots(out: Path, order: TimeOrder) -> Iterator[Lot]:
    """All passages, in lots, each when no later report can have it any more."""
    held: list[tuple[tuple[int, int, int], ...]] = []
    number = 0
    for passage in _joined(out, order):
        held.append(tuple((int(order.refs[s.report]), s.start, s.end) for s in passage))
        if len(held) == LOT:
            yield Lot(number, tuple(held))
            number, held = number + 1, []
    if held:
        yield Lot(number, tuple(held))


def _joined(out: Path, order: TimeOrder) -> Iterator[list[Stretch]]:
    passages = Passages()
    for window in windows(order):
        yield from passages.complete(window.number * SIZE - window.new)
        for pair in zip(
            *(column.to_pylist() for column in read_arrow(_path(out, window.number)).columns), strict=True
        ):
            passages.add(Stretch(*pair[:3]), Stretch(*pair[3:]))  # fmt: skip
    yield from passages.complete(len(order.refs))


def write_copies(job: Job, lot: Lot) -> Done:
    """Writes passages with the report that probably had each first."""
    rows = [row for passage in lot.passages for row in _rows(job.out, passage)]
    write_part(job.out, "copies", f"{lot.number:06d}", rows)
    done = Done(lot.number, {"passages": len(lot.passages)})
    mark_done(job.out, WRITING, done)
    return done


def _rows(out: Path, passage: tuple[tuple[int, int, int], ...]) -> Iterator[dict[str, Any]]:
    readings = {ref: reading_at(out, ref) for ref, _, _ in passage}
    days = {readings[ref].report.id: day_at(out, ref) for ref in readings}
    spans = [Evidence(readings[ref].report.id, start, end) for ref, start, end in passage]
    copy = copy_of(spans, {reading.report.id: reading for reading in readings.values()})
    name = (
        "c" + hashlib.sha256(repr([(e.report, e.start, e.end) for e in copy.spans]).encode()).hexdigest()[:15]
    )
    for e in copy.spans:
        yield {
            "copy": name, "report": e.report, "start": e.start, "end": e.end, "day": days[e.report],
            "first": None if copy.origin_report is None else e.report == copy.origin_report,
            "public": copy.public, "reason": copy.reason,
        }  # fmt: skip
