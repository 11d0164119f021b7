"""What is worth checking, with what rests on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import log2
from textwrap import shorten
from typing import Literal

from sqlalchemy import Connection, delete, insert

from consilience.model import Evidence
from consilience.record.log import canonical
from consilience.record.schema import items

IN_NO_STORY = ""  # stands for the story of what is in none
HALF_LIFE = 7  # days: so much newer weighs as much as twice the reports and origins
UNDATED = "0001-01-01"  # stands for a day that is not known, after all others
LONGEST = 500  # characters of what an item says
MOST_EVIDENCE = 20  # spans of one item; the account has all
ItemKind = Literal["conflict", "single", "correction", "unreadable", "join", "merge"]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to check: what it says, why it stands here, and how many reports and origins lean on it.

    `id` is that of the contradiction, figure, quote or event in the account, else one of its own; `day` the ISO date of the
    latest report that leans on it.
    """

    id: str
    kind: ItemKind
    says: str
    why: str
    reports: int
    origins: int
    day: str
    evidence: tuple[Evidence, ...] = ()

    @property
    def weight(self) -> int:
        """How early it stands: the reports and origins halve every HALF_LIFE days, against each other and for ever."""
        age = date.fromisoformat(self.day).toordinal() / HALF_LIFE
        return round(1_000 * (log2(1 + self.reports + self.origins) + age))


def file_items(connection: Connection, story: str, found: Iterable[Item]) -> None:
    """Keeps what is to be checked in a story; of two with one id the first."""
    rows = [
        {
            "story": story, "item": one.id, "kind": one.kind, "says": _short(one.says), "why": one.why,
            "reports": one.reports, "origins": one.origins, "day": one.day, "weight": one.weight, "evidence": _written(one.evidence),
        }
        for one in {one.id: one for one in reversed(list(found))}.values()
    ]  # fmt: skip
    if rows:
        connection.execute(insert(items), rows)


def unfile_items(connection: Connection, story: str) -> None:
    """Takes away what was to be checked in a story."""
    connection.execute(delete(items).where(items.c.story == story))


def unfile_item(connection: Connection, story: str, item: str) -> None:
    """Takes one thing away."""
    connection.execute(delete(items).where(items.c.story == story, items.c.item == item))


def _written(evidence: Sequence[Evidence]) -> str:
    return canonical([[e.report, e.start, e.end, e.speaker, e.origin] for e in evidence[:MOST_EVIDENCE]])


def _short(says: str) -> str:
    return shorten(says[: 2 * LONGEST], LONGEST, placeholder=" …")
