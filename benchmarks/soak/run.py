"""What was measured of a run."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from benchmarks.soak.ledger import STEPS, Ledger
from benchmarks.soak.watching import Noted, size_of, taken_by
from consilience.record import Record

EVERY = 5.0  # seconds between two samples
QUIET = 15.0  # seconds without anything received, after which nothing more is expected
PAGES = ("list", "story", "search")
LATENCIES = ("received", "read", "placed", "told", "live", *PAGES)


@dataclass(slots=True)
class Run:
    """A run that began at a moment (seconds since 1970). `samples` are names and numbers, every few seconds."""

    begun: float
    ledger: Ledger
    noted: Noted
    samples: list[dict[str, float]] = field(default_factory=list)
    published: int = 0

    def sample(self, pid: int, record: Record) -> None:
        """Adds a sample; `pid` is the desk's process."""
        self.ledger.look()
        desk, readers = taken_by(pid)
        sizes = {"desk": desk.memory, "readers": readers.memory, "database": size_of(record)}
        cpu = {"desk CPU": desk.cpu, "readers CPU": readers.cpu}
        past = {"seconds": time.time() - self.begun, "published": self.published}
        counts = {name: float(self.ledger.counts[name]) for name in (*STEPS, "changes")}
        self.samples.append({**past, **counts, **sizes, **cpu})

    def is_done(self) -> bool:
        """Whether all that was received was told, and no more comes: a page that was revised before it was fetched never does."""
        counts = self.ledger.counts
        return counts["told"] == counts["received"] and time.time() > self.ledger.last + QUIET

    def took(self, since: float, until: float) -> dict[str, list[float]]:
        """The seconds that each step took which ended between two moments, from the step before it; of `told`, from publishing."""
        found: dict[str, list[float]] = {name: [] for name in LATENCIES}
        for course in list(self.ledger.courses.values()):
            before = course.published
            for step in STEPS:
                at = course.at.get(step)
                if at is None:
                    break
                if since <= at < until:
                    found[step].append(at - (course.published if step == "told" else before))
                before = at
        for at, what, seconds in list(self.noted.rows):
            if since <= at < until:
                found[what].append(seconds)
        return {name: sorted(seconds) for name, seconds in found.items()}
