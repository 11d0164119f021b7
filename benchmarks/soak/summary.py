"""A run in figures: a line for each minute, and all of it."""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from typing import Any

from benchmarks.soak.run import LATENCIES, Run

HEAD = (
    "minute  received a second  waiting to be fetched, read, told  MiB: desk, readers, database  "
    f"seconds, median/95 of 100/most: {', '.join(LATENCIES)} (told: since it was published)"
)


def line(run: Run) -> str:
    """The minute until now."""
    now, last = time.time(), run.samples[-1] if run.samples else None
    if last is None:
        return ""
    before = next((one for one in reversed(run.samples) if one["seconds"] <= last["seconds"] - 60), None)
    received = last["received"] - (before["received"] if before else 0)
    rate = received / (last["seconds"] - (before["seconds"] if before else 0))
    took = run.took(now - 60, now)
    times = "  ".join(f"{name} {'/'.join(f'{s:.2f}' for s in shares(took[name]))}" for name in LATENCIES)
    waits = ", ".join(f"{waiting:.0f}" for waiting in waiting_of(last))
    sizes = ", ".join(f"{last[name]:.0f}" for name in ("desk", "readers", "database"))
    return f"{last['seconds'] / 60:6.1f}  {rate:5.1f}  {waits}  {sizes}  {times}"


def waiting_of(sample: dict[str, float]) -> tuple[float, float, float]:
    """How much waits to be fetched, to be read, and to be told."""
    return tuple(
        sample[a] - sample[b] for a, b in (("published", "received"), ("received", "read"), ("read", "told"))
    )  # type: ignore[return-value]


def shares(seconds: Sequence[float]) -> list[float]:
    """Median, what 95 of 100 stay below, and the longest, of sorted seconds."""
    return [seconds[int((len(seconds) - 1) * share)] for share in (0.5, 0.95, 1.0)] if seconds else []


def summary(run: Run, given: argparse.Namespace) -> dict[str, Any]:
    """All of a run."""
    last, steady = run.samples[-1], _sample_at(run, run.samples[-1]["seconds"] / 3)
    took = run.took(0.0, float("inf"))
    return {
        "asked": {"rate": given.rate, "readers": given.readers, "minutes": given.minutes, "arrivals": given.arrivals},
        "seconds": round(last["seconds"], 1),
        "published": run.published,
        **{name: int(last[name]) for name in ("received", "read", "told", "changes")},
        "most waiting to be fetched, read, told": [max(column) for column in zip(*map(waiting_of, run.samples), strict=True)],
        "MiB after a third and at the end": {name: [round(steady[name]), round(last[name])] for name in ("desk", "readers", "database")},
        "seconds, median, 95 of 100 and most": {name: [round(s, 3) for s in shares(took[name])] for name in LATENCIES},
        "CPU seconds": {name: round(last[f"{name} CPU"], 1) for name in ("desk", "readers")},
        "faults": len(run.noted.faults),
        "first faults": run.noted.faults[:5],
    }  # fmt: skip


def _sample_at(run: Run, seconds: float) -> dict[str, float]:
    return next(sample for sample in run.samples if sample["seconds"] >= seconds)
