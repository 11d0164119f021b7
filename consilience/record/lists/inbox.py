"""What there is to check in all stories, that on which most rests first; what a person has judged is left out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from consilience.model import Evidence
from consilience.record.database import Record
from consilience.record.growing.whereabouts import heir, heirs
from consilience.record.lists.items import IN_NO_STORY, ItemKind
from consilience.record.lists.paging import Key, page_of, page_size
from consilience.record.schema import items, log, story_rows

SETTLED = frozenset({"confirmed", "rejected", "corrected"})  # verdicts after which nothing is left to check
TAKEN_BACK = "open"  # the verdict by which an item is to be checked again; any other says nothing of it


@dataclass(frozen=True, slots=True)
class ToCheck:
    """One thing to check. `story` and `title` are none where it stands in no story; `why` is the sentence of why it stands here,
    `reports` and `origins` how many lean on it, `day` the ISO date of the latest of them, `evidence` the first spans."""

    story: str | None
    title: str | None
    item: str
    kind: ItemKind
    says: str
    why: str
    reports: int
    origins: int
    day: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class CheckPage:
    """Things to check, that on which most rests first; `next` gives the page after it, none at the end."""

    items: tuple[ToCheck, ...]
    next: str | None


def to_check(
    record: Record, *, kinds: Sequence[ItemKind] = (), story: str | None = None, after: str | None = None, limit: int = 50
) -> CheckPage:  # fmt: skip
    """A page of what nobody has judged yet, of some kinds or of one story where these are given.

    Weight is the reports and origins that lean on an item, halved for each week that the latest of them is older
    (`Item.weight`). `after` is the `next` of the page before. Raises RecordError for a story, a page size or a place in the list
    that is none.
    """
    return record.read(lambda connection: _page(connection, kinds, story, after, page_size(limit)))


def _page(
    connection: Connection, kinds: Sequence[ItemKind], story: str | None, after: str | None, limit: int
) -> CheckPage:
    query = select(items, story_rows.c.title).outerjoin(story_rows, story_rows.c.id == items.c.story)
    if kinds:
        query = query.where(items.c.kind.in_(kinds))
    if story is not None:
        query = query.where(items.c.story == heir(connection, story))
    keys: list[Key] = [(items.c.weight, True), (items.c.story, False), (items.c.item, False)]
    rows, end = page_of(connection, query, "weight", keys, after, limit, _judged(connection))
    return CheckPage(tuple(_to_check(row) for row in rows), end)


def _judged(connection: Connection) -> set[tuple[str, str]]:
    """(story, item) of what a person has judged and not taken back, the story that a merged one went into in its place."""
    into = heirs(connection)
    found: set[tuple[str, str]] = set()
    query = select(log.c.about).where(log.c.kind == "judged").order_by(log.c.number)
    for about in map(json.loads, connection.execute(query).scalars()):
        if about["verdict"] == "noted" or about.get("part"):
            continue  # a remark decides nothing, and a part is not all of it
        story = about["story"] or IN_NO_STORY
        judged = (into.get(story, story), about["item"])
        if about["verdict"] in SETTLED:
            found.add(judged)
        elif about["verdict"] == TAKEN_BACK:
            found.discard(judged)
    return found


def _to_check(row: Row[Any]) -> ToCheck:
    evidence = tuple(Evidence(*one) for one in json.loads(row.evidence))
    return ToCheck(
        row.story or None, row.title, row.item, row.kind, row.says, row.why, row.reports, row.origins, row.day, evidence
    )  # fmt: skip
