"""Which reports are worth grouping together: each with the nearest of those that stand before it.

What a report is linked to depends on the reports alone, never on the order of their arrival: "before" is by date and id,
nearness is by features weighed in each report by itself.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    String,
    delete,
    func,
    insert,
    or_,
    select,
    type_coerce,
    update,
)

from consilience.errors import RecordError
from consilience.record.rows import some_at_once
from consilience.record.schema import links, reports, traits, versions
from consilience.record.signs import UNIT, traits_in

NEAREST = 3  # earlier reports that one is linked to
ALIKE = UNIT * UNIT * 7 // 100  # nearness that a link needs; less than grouping asks, as not all is seen
AHEAD = 12  # reports whose links are asked for with those of one: the nearest, which are likely to be asked for next
WINDOW = 21  # days between reports that are linked, where both are dated
PLACE = type_coerce(reports.c.place, String)  # as it is kept, for comparing alone
LINKS = select(links.c.later, links.c.earlier, links.c.weight)
Links = Mapping[
    str, Mapping[str, int]
]  # of each report those before it that it is linked to, with how near they are
TIED = UNIT * UNIT * 2  # more than any two reports are near


def file_version(connection: Connection, report: str, version: str) -> None:
    """Puts a report where others find it by what it tells of, in the version that joins."""
    row = connection.execute(select(versions).where(versions.c.id == version)).one()
    if row.traits is None:
        raise RecordError(
            f"The version {version} was read by another Consilience. Run `consilience rebuild`."
        )
    now = {"joined": version, "place": row.place, "day": row.day}
    connection.execute(update(reports).where(reports.c.id == report).values(**now))
    rows = [
        {"report": report, "trait": trait, "day": row.day, "weight": weight}
        for trait, weight in traits_in(row.traits)
    ]
    if rows:
        connection.execute(insert(traits), rows)


def unlinked(connection: Connection, report: str) -> set[str]:
    """Takes a report out, and links those that were linked to it anew; gives the ends of all links that changed."""
    earlier = set(connection.execute(select(links.c.earlier).where(links.c.later == report)).scalars())
    later = set(connection.execute(select(links.c.later).where(links.c.earlier == report)).scalars())
    connection.execute(delete(traits).where(traits.c.report == report))
    connection.execute(delete(links).where(links.c.later == report))
    return {report} | earlier | {end for one in sorted(later) for end in link_again(connection, one)}


def link_again(connection: Connection, report: str) -> set[str]:
    """Finds again what a report is linked to, of all that were filed; gives the ends of the links that changed."""
    before, _ = _near(connection, report)
    return _set_links(connection, _links_of(connection, [report]), {report: before})


def linked(connection: Connection, report: str) -> set[str]:
    """Links a report that was filed; gives the ends of all links that changed by that."""
    before, after = _near(connection, report)
    held = _links_of(connection, [report, *after])
    near = {later: {**held[later], report: weight} for later, weight in after.items()} | {report: before}
    return {report} | _set_links(connection, held, near)


def _links_of(connection: Connection, some: Iterable[str]) -> Links:
    """What each of some reports is linked to, of those before it."""
    found: dict[str, dict[str, int]] = {later: {} for later in some}
    for ids in some_at_once(found):
        for later, earlier, weight in connection.execute(LINKS.where(links.c.later.in_(ids))).all():
            found[later][earlier] = weight
    return found


def _set_links(connection: Connection, held: Links, near: Links) -> set[str]:
    """Links reports to the nearest of some, instead of those they were linked to; gives the ends of the links that changed."""
    best = {later: _nearest(others) for later, others in near.items()}
    other = sorted(later for later in best if best[later] != held[later])
    for some in some_at_once(other):
        connection.execute(delete(links).where(links.c.later.in_(some)))
    rows = [
        {"later": later, "earlier": one, "weight": best[later][one]}
        for later in other
        for one in sorted(best[later])
    ]
    if rows:
        connection.execute(insert(links), rows)
    return {end for later in other for end in (later, *held[later], *best[later])}


def _nearest(near: Mapping[str, int]) -> dict[str, int]:
    return dict(heapq.nsmallest(NEAREST, near.items(), key=lambda item: (-item[1], item[0])))


def _near(connection: Connection, report: str) -> tuple[dict[str, int], dict[str, int]]:
    """The reports that are near one, with how near: those before it, and those after it."""
    place, day = connection.execute(select(PLACE, reports.c.day).where(reports.c.id == report)).one()
    found = _nearness(report, None if day is None else traits.c.day.between(day - WINDOW, day + WINDOW))
    rows = list(connection.execute(found).all())  # all at once: one by one they take as long as to find them
    if day is not None:
        rows += connection.execute(_nearness(report, traits.c.day.is_(None))).all()
    before: dict[str, int] = {}
    after: dict[str, int] = {}
    for other, weight, there in rows:
        (before if there < place else after)[other] = int(weight)
    return before, after


def _nearness(report: str, within: ColumnElement[bool] | None) -> Select[Any]:
    """The reports that are near one, of all or of some days: found in the index alone, which has the day in it."""
    own = traits.alias()
    nearness = func.sum(traits.c.weight * own.c.weight)
    query = select(traits.c.report, nearness.label("nearness")).join(own, own.c.trait == traits.c.trait)
    query = query.where(own.c.report == report, traits.c.report != report)
    if within is not None:
        query = query.where(within)
    near = query.group_by(traits.c.report).having(nearness >= ALIKE).subquery()
    return select(near.c.report, near.c.nearness, PLACE).join(reports, reports.c.id == near.c.report)


class Net:
    """The links of reports as far as they were asked for, in both directions.

    `ties` join reports that people have put together, and weigh more than any link.
    """

    def __init__(self, connection: Connection, ties: Mapping[str, Iterable[str]]) -> None:
        self._connection, self._ties = connection, ties
        self._beside: dict[str, dict[str, int]] = {}
        self._next: dict[str, int] = {}  # seen and not asked for yet, with how near it was to what was

    def ask(self, some: Iterable[str]) -> None:
        """Asks for the links of reports that will be wanted."""
        for ids in some_at_once(one for one in some if one not in self._beside):
            self._load(ids)

    def beside(self, report: str) -> Mapping[str, int]:
        """What a report is linked to, with how near it is."""
        if report not in self._beside:
            self._next.pop(report, None)
            self._load([report, *heapq.nlargest(AHEAD, self._next, key=lambda one: self._next[one])])
        return self._beside[report]

    def _load(self, some: Sequence[str]) -> None:
        self._beside |= {one: {} for one in some}
        for one in some:
            self._next.pop(one, None)
        query = LINKS.where(or_(links.c.later.in_(some), links.c.earlier.in_(some)))
        for later, earlier, weight in self._connection.execute(query).all():
            for one, other in ((later, earlier), (earlier, later)):
                if one in self._beside:
                    self._beside[one][other] = weight
        for one in some:
            self._beside[one] |= dict.fromkeys(self._ties.get(one, ()), TIED)
            for other, weight in self._beside[one].items():
                if other not in self._beside:
                    self._next[other] = max(weight, self._next.get(other, 0))
