"""A drawing of who has it from whom: the reports, whom they copy and relay among themselves, and whom they name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from consilience.model import Account
from consilience.model.words import count_words, list_words
from consilience.presenting.citing import Citations

LETTER = 7.2  # units that a letter of a name takes
BOLD = 8.2  # units that a letter of a bold name takes
ARCS = 74  # units left of the reports, for what they have from each other
BETWEEN = 130  # units from the reports to whom they name
ROW = 30
MOST = 30  # names a side; more cannot be read in a drawing, and the lists beneath hold them
MOST_SOURCES = 14
LONGEST = 28  # letters of a name
TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
ARTICLE = re.compile(r"(?i)^the\s+")


@dataclass(frozen=True, slots=True)
class Node:
    """A name; `href` leads to a report, `kind` is "report", "media" or "source"."""

    name: str
    x: float
    y: float
    kind: str
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """A line with its arrow, if it has a direction; `kind` is "copy", "relay" or "names"."""

    path: str
    kind: str
    width: float
    title: str
    head: tuple[float, float, float] | None = None  # x, y and which way the arrow points, 1 to the right


@dataclass(frozen=True, slots=True)
class Band:
    """Behind the reports that rest on one origin."""

    y: float
    height: float


@dataclass(frozen=True, slots=True)
class RelayDrawing:
    """Nodes and edges in the order of the reports; `says` is the drawing in sentences."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    bands: tuple[Band, ...]
    left: float
    right: float
    width: float
    height: float
    says: str


def relay_drawing(account: Account, citations: Citations) -> RelayDrawing | None:
    """The drawing; None where nobody relays, copies or shares a source, or where there are too many to draw."""
    reports = [report for lineage in account.lineages for report in lineage.reports]
    reports += [r.report.id for r in account.story.readings if r.report.id not in reports]
    drawn = _Drawing(account, citations, reports)
    if not drawn.edges() or max(len(reports), len(drawn.others)) > MOST:
        return None
    return drawn.drawing()


class _Drawing:
    """Where each name of a story stands, and the lines between them."""

    def __init__(self, account: Account, citations: Citations, reports: list[str]) -> None:
        self._account, self._citations, self._reports = account, citations, reports
        self._label = {report: _short(citations.label(report)) for report in reports}
        outlets = {r.report.id: r.report.outlet for r in account.story.readings}
        named = ((outlets.get(r) or citations.label(r), r) for r in reversed(reports))
        self._by_outlet = {_outlet(name): report for name, report in named}
        relays = Counter((relay.report, relay.of) for relay in account.relays)
        self._inner = Counter(
            {(r, t): n for (r, of), n in relays.items() if (t := self._target(of)) and t != r}
        )
        self._outer = Counter({(r, of): n for (r, of), n in relays.items() if self._target(of) is None})
        self._named = _shared_sources(account, {of for _, of in relays}, self._by_outlet)
        self.others = [*dict.fromkeys(of for _, of in self._outer), *self._named]
        rows = max(len(reports), len(self.others), 1)
        self._at = _heights(reports, rows)
        self._other_at = _heights(self.others, rows)
        self._right = ARCS + LETTER * max((len(name) for name in self._label.values()), default=0) + 8
        self._height = rows * ROW

    def _target(self, name: str) -> str | None:
        """The report of an outlet that is relayed, if it is in the story."""
        return self._by_outlet.get(_outlet(name))

    def drawing(self) -> RelayDrawing:
        beyond = self._right + BETWEEN
        nodes = [Node(self._label[r], ARCS, self._at[r], "report", self._citations.anchor("report", r))
                 for r in self._reports]  # fmt: skip
        media = {of for _, of in self._outer}
        nodes += [Node(_short(name), beyond, self._other_at[name], "media" if name in media else "source")
                  for name in self.others]  # fmt: skip
        edges = self.edges()
        width = beyond + BOLD * max((len(_short(name)) for name in self.others), default=0) + 10
        return RelayDrawing(
            tuple(nodes), tuple(edges), tuple(self._bands()), ARCS, self._right, width, self._height,
            ". ".join(edge.title for edge in edges) + ".",
        )  # fmt: skip

    def edges(self) -> list[Edge]:
        return [*self._copies(), *self._relays(), *self._outside()]

    def _copies(self) -> Iterable[Edge]:
        """A dashed arc for passages that two reports share; it points to the one that probably had them first."""
        pairs = Counter(pair for copy in self._account.copies for pair in self._pairs(copy.origin_report, [
            e.report for e in copy.spans]))  # fmt: skip
        for (report, first, known), times in sorted(pairs.items(), key=lambda x: self._places(x[0])):
            what = "a passage" if times == 1 else f"{times} passages"
            mine, yours = (self._citations.label(r) for r in (report, first))
            says = f"{mine} has {what} in common with {yours}"
            yield self._arc(
                report, first, "copy", times, says + (", who probably had it first" if known else ""), known
            )

    def _pairs(self, origin: str | None, holders: list[str]) -> list[tuple[str, str, bool]]:
        held = sorted(set(holders), key=self._reports.index)
        first = origin if origin in held else held[0]
        return [(report, first, origin is not None) for report in held if report != first]

    def _relays(self) -> Iterable[Edge]:
        for (report, of), times in self._inner.items():
            says = (
                f"{self._citations.label(report)} says that it has something from {self._citations.label(of)}"
            )
            yield self._arc(report, of, "relay", times, says, True)

    def _arc(self, report: str, of: str, kind: str, times: int, says: str, pointed: bool) -> Edge:
        y1, y2 = self._at[report], self._at[of]
        reach = min(20 + 9 * abs(y2 - y1) / ROW, ARCS - 8) * (1.0 if kind == "copy" else 0.72)
        x = ARCS - 6
        path = f"M{x:g} {y1:g}C{x - reach:g} {y1:g} {x - reach:g} {y2:g} {x - 5:g} {y2:g}"
        return Edge(path, kind, _width(times), _still(says), (x, y2, 1.0) if pointed else None)

    def _outside(self) -> Iterable[Edge]:
        for (report, of), times in self._outer.items():
            says = f"{self._citations.label(report)} says that it has something from {of}"
            yield self._line(report, of, "relay", times, says)
        for name in self._named:
            for report in dict(self._account.origins)[name]:
                says = f"{self._citations.label(report)} has statements of {name}"
                yield self._line(report, name, "names", 1, says)

    def _line(self, report: str, of: str, kind: str, times: int, says: str) -> Edge:
        x1 = ARCS + LETTER * len(self._label[report]) + 8
        x2, y1, y2 = self._right + BETWEEN - 8, self._at[report], self._other_at[of]
        bend = (x2 - x1) * 0.45
        path = f"M{x1:g} {y1:g}C{x1 + bend:g} {y1:g} {x2 - bend:g} {y2:g} {x2 - 5:g} {y2:g}"
        return Edge(path, kind, _width(times), _still(says), (x2, y2, 1.0))

    def _bands(self) -> Iterable[Band]:
        for lineage in self._account.lineages:
            heights = [self._at[report] for report in lineage.reports]
            if len(heights) > 1:
                yield Band(min(heights) - ROW / 2 + 2, max(heights) - min(heights) + ROW - 4)

    def _places(self, pair: tuple[str, str, bool]) -> tuple[float, float]:
        return self._at[pair[0]], self._at[pair[1]]


def _shared_sources(account: Account, relayed: set[str], outlets: dict[str, str]) -> list[str]:
    """People and bodies whom several reports have statements from, the most widely carried."""
    shared = [
        name for name, reports in account.origins
        if len(reports) > 1 and name not in relayed and _outlet(name) not in outlets
    ]  # fmt: skip
    return shared[:MOST_SOURCES]


def lineage_words(account: Account, citations: Citations) -> list[str]:
    """On how many origins the reports rest, and which have most of what they tell from another."""
    reports, origins = len(account.story.readings), len(account.lineages)
    verb = "rests" if reports == 1 else "rest"
    said = [
        f"{count_words(reports, 'report').capitalize()} {verb} on {count_words(origins, 'independent origin')}."
    ]
    for lineage in account.lineages:
        pairs = zip(lineage.reports, lineage.taken, strict=True)
        shares = [f"{citations.label(r)} ({taken} of {told})" for r, (taken, told) in pairs if taken]
        if shares:
            said.append(f"Mostly from {lineage.origin}, by sentences used here: {list_words(shares)}.")
    return said


def _heights(names: list[str], rows: int) -> dict[str, float]:
    """The names one under the other, in the middle of the rows."""
    shift = (rows - len(names)) * ROW / 2
    return {name: ROW / 2 + shift + n * ROW for n, name in enumerate(names)}


def _width(times: int) -> float:
    return min(1.0 + times / 2, 4.0)


def _outlet(name: str) -> str:
    return ARTICLE.sub("", name).casefold()


def _short(name: str) -> str:
    plain = _still(name)
    return plain if len(plain) <= LONGEST else plain[: LONGEST - 1].rstrip() + "…"


def _still(name: str) -> str:
    """The name without signs that turn the direction of what stands round it; SVG has no element to hold them."""
    return TURNING.sub("", " ".join(name.split()))
