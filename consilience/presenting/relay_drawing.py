"""A drawing of who has it from whom: reports on the left, whom they relay on the right, copies as arcs."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from consilience.model import Account
from consilience.presenting.citing import Citations

LETTER = 8  # units of the drawing that a letter takes
BETWEEN = 150  # units from the reports to whom they have it from
ROW = 30
MOST = 30  # names a side; more cannot be read in a drawing, and the lists below it hold them
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f]")
LONGEST = 26  # letters of a name


@dataclass(frozen=True, slots=True)
class Node:
    """A name at a height; `href` leads to a report."""

    name: str
    y: int
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """A line between two heights; `times` how often, `copy` for a passage that two reports share."""

    y1: int
    y2: int
    times: int
    copy: bool
    title: str


@dataclass(frozen=True, slots=True)
class RelayDrawing:
    """Nodes and edges, in the order of the reports; `says` is the drawing in a sentence."""

    reports: tuple[Node, ...]
    origins: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left: int  # where the lines begin
    right: int  # and where they end
    width: int
    height: int
    says: str


def relay_drawing(account: Account, citations: Citations) -> RelayDrawing | None:
    """The drawing; None where nobody relays or copies anybody, or where there are too many to draw."""
    ids = [r.report.id for r in account.story.readings]
    relays = Counter((r.report, r.of) for r in account.relays)
    names = list(dict.fromkeys(of for _, of in relays))
    copies = Counter(
        pair for copy in account.copies for pair in _neighbours([e.report for e in copy.spans], ids)
    )
    if not (relays or copies) or max(len(ids), len(names)) > MOST:
        return None
    at = {report: ROW // 2 + n * ROW for n, report in enumerate(ids)}
    shift = max(0, len(ids) - len(names)) * ROW // 2
    origin_at = {name: ROW // 2 + shift + n * ROW for n, name in enumerate(names)}
    edges = [
        Edge(
            at[report],
            origin_at[of],
            times,
            False,
            _still(f"{citations.label(report)} has it from {of}, {_times(times)}"),
        )
        for (report, of), times in relays.items()
    ]
    edges += [
        Edge(
            at[a],
            at[b],
            times,
            True,
            _still(f"{citations.label(a)} and {citations.label(b)} share {_passages(times)}"),
        )
        for (a, b), times in sorted(copies.items(), key=lambda x: (at[x[0][0]], at[x[0][1]]))
    ]
    left = LETTER * max(len(_short(citations.label(r))) for r in ids) + 10
    right = left + BETWEEN
    return RelayDrawing(
        tuple(Node(_short(citations.label(r)), at[r], citations.anchor("report", r)) for r in ids),
        tuple(Node(_short(name), origin_at[name]) for name in names),
        tuple(edges), left, right, right + LETTER * max((len(_short(n)) for n in names), default=0) + 16,
        max(len(ids), len(names)) * ROW, ". ".join(e.title for e in edges) + ".",
    )  # fmt: skip


def _neighbours(reports: list[str], order: list[str]) -> list[tuple[str, str]]:
    """The reports of one passage, each with the next."""
    held = sorted(set(reports), key=order.index)
    return list(pairwise(held))


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"


def _passages(number: int) -> str:
    return "a passage" if number == 1 else f"{number} passages"


def _short(name: str) -> str:
    plain = _still(name)
    return plain if len(plain) <= LONGEST else plain[: LONGEST - 1].rstrip() + "…"


def _still(name: str) -> str:
    """The name without signs that turn the direction of what stands round it; SVG has no element to hold them."""
    return TURNING.sub("", " ".join(name.split()))
