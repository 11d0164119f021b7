"""In what order the reports of a story came, and in which versions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, select

from consilience.record.growing.lasting import Coming
from consilience.record.readings import kept_readings
from consilience.record.rows import some_at_once
from consilience.record.schema import appearances, arrivals, versions


def comings_of(connection: Connection, current: Sequence[str]) -> dict[str, Coming]:
    """How the report of each version came, by the version's id."""
    report = reports_of(connection, current)
    appeared: dict[str, list[Row[Any]]] = defaultdict(list)
    for some in some_at_once(sorted(set(report.values()))):
        for row in connection.execute(_appearances(some)):
            appeared[row.report].append(row)
    return {version: _coming(connection, version, appeared[report[version]]) for version in current}


def reports_of(connection: Connection, some: Sequence[str]) -> dict[str, str]:
    """The report of each version."""
    query = select(versions.c.id, versions.c.report)
    return {
        row.id: row.report
        for ids in some_at_once(sorted(some))
        for row in connection.execute(query.where(versions.c.id.in_(ids)))
    }


def _appearances(reports: Sequence[str]) -> Any:
    query = select(
        versions.c.report, versions.c.id, versions.c.readable, arrivals.c.number, appearances.c.item
    )
    query = query.join(appearances, appearances.c.version == versions.c.id)
    query = query.join(arrivals, arrivals.c.id == appearances.c.arrival)
    return query.where(versions.c.report.in_(reports)).order_by(arrivals.c.number, appearances.c.item)


def _coming(connection: Connection, version: str, appeared: Sequence[Row[Any]]) -> Coming:
    """The versions before this one are those that were received before it was received first."""
    first = appeared[0]
    order = list(dict.fromkeys(row.id for row in appeared if row.readable))
    earlier = order[: order.index(version)] if version in order else []
    return Coming(
        first.report, (first.number, first.item), tuple(kept_readings(connection, earlier).values())
    )
