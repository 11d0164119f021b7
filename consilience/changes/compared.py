"""Two accounts of one story side by side: whose reports are new, which lines are the same, what words say."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from consilience.model import Account, Contradiction, Event, Evidence, Figure, Quote, Reading
from consilience.model.lines import evidence_of

Line = TypeVar("Line", Figure, Quote, Event, Contradiction)
Where = tuple[str, int, int]  # a version of a report and a span of its text


@dataclass(frozen=True, slots=True)
class Compared:
    """An account and the one before it; `report_of` gives the report that a version is of, itself unless given."""

    before: Account
    after: Account
    report_of: Mapping[str, str]
    then: Mapping[str, Reading] = field(init=False)  # the readings of the account before, by report
    now: Mapping[str, Reading] = field(init=False)
    by_version: Mapping[str, Reading] = field(init=False)

    def __post_init__(self) -> None:
        then, now = self.before.story.readings, self.after.story.readings
        object.__setattr__(self, "then", {self.report(r.report.id): r for r in then})
        object.__setattr__(self, "now", {self.report(r.report.id): r for r in now})
        object.__setattr__(self, "by_version", {r.report.id: r for r in (*then, *now)})

    def report(self, version: str) -> str:
        """The report that a version is of."""
        return self.report_of.get(version, version)

    @property
    def fresh(self) -> list[Reading]:
        """The reports that were not in the account before, in the order of the story."""
        return [reading for report, reading in self.now.items() if report not in self.then]

    @property
    def gone(self) -> list[Reading]:
        """The reports that are no longer in the account."""
        return [reading for report, reading in self.then.items() if report not in self.now]

    @property
    def corrected(self) -> list[tuple[Reading, Reading]]:
        """The reports that stand there in another version, with that before."""
        pairs = ((self.then[report], reading) for report, reading in self.now.items() if report in self.then)
        return [(old, new) for old, new in pairs if old.report.id != new.report.id]

    def is_fresh(self, evidence: Evidence) -> bool:
        """Whether evidence stands in a report that was not in the account before."""
        return self.report(evidence.report) not in self.then

    def is_new(self, evidence: Evidence) -> bool:
        """Whether evidence stands in a report, or a version of one, that was not in the account before."""
        reading = self.then.get(self.report(evidence.report))
        return reading is None or reading.report.id != evidence.report

    def words(self, evidence: Evidence) -> str:
        """The words of evidence, on one line."""
        text = self.by_version[evidence.report].report.text
        return " ".join(text[evidence.start : evidence.end].split())


def outlet(reading: Reading) -> str:
    """Who published it: the outlet's name, else the file's."""
    return reading.report.outlet or reading.report.file.rsplit("/", 1)[-1]


def where(evidence: Iterable[Evidence]) -> set[Where]:
    """Where evidence stands, whoever says it there."""
    return {(e.report, e.start, e.end) for e in evidence}


@dataclass(frozen=True, slots=True)
class Pairs(Generic[Line]):
    """The lines of an account with those that they were before, none for new ones; and the lines that went."""

    now: list[tuple[Line | None, Line]]
    gone: list[Line]


def pair_up(before: Sequence[Line], after: Sequence[Line]) -> Pairs[Line]:
    """Sets beside each line the one before that shares most of its evidence, else the one that has its id.

    Each line before stands beside one line at most. The order of neither matters.
    """
    then, now = _ordered(before), _ordered(after)
    taken: dict[int, int] = {}
    kept: set[int] = set()
    shares = _shares(then, now)
    for i, j in sorted(shares, key=lambda pair: (-shares[pair], then[pair[0]].id != now[pair[1]].id, pair)):
        if i not in kept and j not in taken:
            taken[j] = i
            kept.add(i)
    return Pairs(
        [(then[taken[j]] if j in taken else None, line) for j, line in enumerate(now)],
        [line for i, line in enumerate(then) if i not in kept],
    )


def _ordered(lines: Sequence[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: sorted(where(evidence_of(line))))


def _shares(before: Sequence[Line], after: Sequence[Line]) -> Counter[tuple[int, int]]:
    """How many places two lines share, for each pair that shares one or has one id."""
    holders: dict[Where, list[int]] = defaultdict(list)
    for i, old in enumerate(before):
        for place in where(evidence_of(old)):
            holders[place].append(i)
    named = {old.id: i for i, old in enumerate(before)}
    shares: Counter[tuple[int, int]] = Counter()
    for j, new in enumerate(after):
        shares.update((i, j) for place in where(evidence_of(new)) for i in holders.get(place, ()))
        if new.id in named:
            shares[named[new.id], j] += 0
    return shares
