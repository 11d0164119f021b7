"""A run as a picture (SVG): memory, what waits, and how long people wait, over time."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from html import escape

from benchmarks.soak.run import Run
from benchmarks.soak.summary import shares, waiting_of

WIDE, HIGH, LEFT, TOP, BETWEEN = 720, 150, 64, 46, 46  # of a panel and its edges
COLOURS = ["#1b5e7d", "#b5482a", "#5b7f2b", "#7a4d8f"]
SPAN = 30.0  # seconds whose median and 95th of 100 make one point
Points = list[tuple[float, float]]


def plot(run: Run, given: argparse.Namespace) -> str:
    """The picture."""
    panels = [
        ("memory and database, MiB", {
            "desk": _sampled(run, lambda one: one["desk"]), "readers": _sampled(run, lambda one: one["readers"]),
            "database": _sampled(run, lambda one: one["database"]),
        }),
        ("waiting", {
            "to be fetched": _sampled(run, lambda one: waiting_of(one)[0]), "to be read": _sampled(run, lambda one: waiting_of(one)[1]),
            "to be told": _sampled(run, lambda one: waiting_of(one)[2]),
        }),
        ("from publishing to its story's account, seconds", {"median": _latency(run, "told", 0), "95 of 100": _latency(run, "told", 1)}),
        ("pages, seconds, 95 of 100", {name: _latency(run, name, 1) for name in ("list", "story", "search")}),
        ("an event, from writing to a listener, seconds", {"median": _latency(run, "live", 0), "95 of 100": _latency(run, "live", 1)}),
    ]  # fmt: skip
    longest = run.samples[-1]["seconds"]
    title = f"{run.published} articles at {given.rate:g} a second, {given.readers} reading processes"
    drawn = [f'<text x="{LEFT}" y="20" class="title">{escape(title)}</text>']
    for number, (name, lines) in enumerate(panels):
        drawn += _panel(TOP + number * (HIGH + BETWEEN), name, lines, longest)
    high = TOP + len(panels) * (HIGH + BETWEEN)
    style = "text{font:12px sans-serif;fill:#222}.title{font-weight:bold}path{fill:none;stroke-width:1.6}.grid{stroke:#ddd;stroke-width:1}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LEFT + WIDE + 20} {high}" role="img" aria-label="{escape(title)}">'
        f'<style>{style}</style><rect width="100%" height="100%" fill="#fff"/>{"".join(drawn)}</svg>\n'
    )


def _sampled(run: Run, value: Callable[[dict[str, float]], float]) -> Points:
    return [(sample["seconds"], value(sample)) for sample in run.samples]


def _latency(run: Run, what: str, share: int) -> Points:
    """A point for each half minute in which there was anything."""
    points, since = [], 0.0
    while since < run.samples[-1]["seconds"]:
        took = run.took(run.begun + since, run.begun + since + SPAN)[what]
        if took:
            points.append((since + SPAN / 2, shares(took)[share]))
        since += SPAN
    return points


def _panel(top: float, name: str, lines: dict[str, Points], longest: float) -> list[str]:
    most = _round(max((y for points in lines.values() for _, y in points), default=1.0))
    drawn = [f'<text x="{LEFT}" y="{top}">{escape(name)}</text>']
    for part in (0, 0.5, 1):
        y = top + 8 + HIGH * (1 - part)
        drawn.append(
            f'<path class="grid" d="M{LEFT} {y}h{WIDE}"/><text x="{LEFT - 6}" y="{y + 4}" text-anchor="end">{most * part:g}</text>'
        )
    for part in (0, 0.25, 0.5, 0.75, 1):
        drawn.append(
            f'<text x="{LEFT + WIDE * part}" y="{top + HIGH + 22}" text-anchor="middle">{longest * part / 60:.1f} min</text>'
        )
    for number, (label, points) in enumerate(lines.items()):
        drawn.append(_line(points, COLOURS[number], longest, top, most))
        drawn.append(
            f'<text x="{LEFT + WIDE - 330 + 110 * number}" y="{top}" style="fill:{COLOURS[number]}">— {escape(label)}</text>'
        )
    return drawn  # fmt: skip


def _line(points: Sequence[tuple[float, float]], colour: str, longest: float, top: float, most: float) -> str:
    at = [f"{LEFT + WIDE * min(x / longest, 1):.1f} {top + 8 + HIGH * (1 - y / most):.1f}" for x, y in points]
    return f'<path stroke="{colour}" d="M{"L".join(at)}"/>' if at else ""


def _round(value: float) -> float:
    """The next of 1, 2 and 5 times a power of ten."""
    step = 1e-3
    while True:
        for factor in (1, 2, 5):
            if value <= factor * step:
                return factor * step
        step *= 10
