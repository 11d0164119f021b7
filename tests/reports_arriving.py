"""Reports that arrive in a record, read by the stages themselves; a text is read once for all tests."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from heap import HEAP
from sqlalchemy import Connection

from consilience.model import Failure, Reading, Report
from consilience.record import Record, Stages, receive, work

WHEN = datetime(2026, 5, 4, 12, tzinfo=UTC)
TEXTS = {f"{event}-{number}.txt": text for event, told in HEAP.items() for number, text in enumerate(told)}


def read_once(stages: Stages) -> Stages:
    """The same stages; a report that was read before is not read again."""
    known: dict[Report, Reading | Failure] = {}

    def read(report: Report) -> Reading | Failure:
        if report not in known:
            known[report] = stages.read(report)
        return known[report]

    return replace(stages, read=read)


def arrive(record: Record, stages: Stages, names: Iterable[str], *, one_by_one: bool = True) -> None:
    for name in names:
        receive(record, TEXTS[name].encode(), name=name, when=WHEN)
        if one_by_one:
            work(record, stages)
    work(record, stages)


def dump(record: Record, tables: Iterable[str]) -> dict[str, list[tuple[object, ...]]]:
    """All rows of tables, in an order of their own."""

    def rows(connection: Connection) -> dict[str, list[tuple[object, ...]]]:
        found = {table: connection.exec_driver_sql(f"SELECT * FROM {table}").all() for table in tables}
        return {table: sorted((tuple(row) for row in held), key=repr) for table, held in found.items()}

    return record.read(rows)
