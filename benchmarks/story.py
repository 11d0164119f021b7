"""How well and how fast stories are reconciled: `python -m benchmarks.story [--only accuracy|growth]`.

Accuracy: score_story.py of ../shared/eval over the development stories, with the mean of each measure beside what is
aimed at. Growth: stories of 5 to 200 generated reports; seconds and MiB for reconciling (readings made before) and the
exponent of each doubling. Prints tables, then one JSON line.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
import tempfile
import time
import tracemalloc
from pathlib import Path

from benchmarks.generated import reports

SHARED = Path(__file__).resolve().parents[2] / "shared"
COMMAND = [sys.executable, "-m", "consilience.cli"]
MEASURES = [  # name, path in the scores, reach, aim
    ("figures: recall", "figures.recall", None, None),
    ("figures: pair F1", "figures.pairs.f1", 0.65, 0.85),
    ("figures: value accuracy", "figures.value_accuracy", 0.95, 0.99),
    ("figures: conflicts, recall", "figures.conflicts.r", 0.8, 0.9),
    ("figures: conflicts, precision", "figures.conflicts.p", 0.7, 0.85),
    ("quotes: recall", "quotes.recall", 0.90, 0.98),
    ("quotes: pair F1", "quotes.pairs.f1", 0.85, 0.92),
    ("quotes: speaker accuracy", "quotes.speaker_accuracy", 0.85, 0.95),
    ("events: trigger recall", "events.recall", None, None),
    ("events: pair F1", "events.pairs.f1", None, None),
    ("events: date accuracy", "events.date_accuracy", 0.60, 0.85),
    ("actors: pair F1", "actors.pairs.f1", 0.75, 0.90),
    ("places: pair F1", "places.pairs.f1", 0.75, 0.95),
    ("copies: character F1", "copies.f1", 0.80, 0.90),
    ("relays: F1", "relays.f1", 0.75, 0.90),
    ("contradictions: recall", "contradictions.recall", 0.4, 0.75),
]
SIZES = [5, 10, 20, 50, 100, 200]


def scores_of(folder: Path) -> dict[str, object]:
    """The scores of one story."""
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "story.json"
        build = [*COMMAND, "build", str(folder / "reports"), "--format", "json", "--out", str(out), "--quiet"]
        subprocess.run(build, check=False)
        score = [sys.executable, str(SHARED / "eval/score_story.py"), str(folder / "gold.json"), str(out)]
        printed = subprocess.run(score, capture_output=True, text=True, check=True).stdout
    return dict(json.loads(printed.strip().splitlines()[-1]))


def accuracy() -> dict[str, object]:
    """The table of measures; returns the scores by story."""
    scores = {f.parent.name: scores_of(f.parent) for f in sorted((SHARED / "stories").glob("*/gold.json"))}
    print(
        f"{'measure':32}"
        + "".join(f"{name[:16]:>18}" for name in scores)
        + f"{'mean':>8}{'reach':>8}{'aim':>8}"
    )
    for name, path, reach, aim in MEASURES:
        values = [_at(s, path) for s in scores.values()]
        known = [v for v in values if v is not None]
        mean = sum(known) / len(known) if known else None
        print(
            f"{name:32}"
            + "".join(f"{_shown(v):>18}" for v in values)
            + f"{_shown(mean):>8}{_shown(reach):>8}{_shown(aim):>8}"
        )
    return dict(scores)


def _at(scores: object, path: str) -> float | None:
    for key in path.split("."):
        scores = scores.get(key) if isinstance(scores, dict) else None
    return float(scores) if isinstance(scores, (int, float)) else None


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def growth() -> list[dict[str, float]]:
    """Seconds and MiB of reconciling generated stories; the exponent is that of the step from the size before."""
    from consilience.model import Reading, Story
    from consilience.pipeline import read
    from consilience.reconciling import reconcile
    from consilience.stories.copies import find_copies

    with tempfile.TemporaryDirectory() as scratch:
        for name, text in reports(max(SIZES)):
            (Path(scratch) / name).write_text(text)
        readings = [r for r in read([scratch]) if isinstance(r, Reading)]
    found: list[dict[str, float]] = []
    print(f"\n{'reports':>8}{'seconds':>10}{'MiB':>8}{'exponent':>10}{'n log n':>10}")
    for size in SIZES:
        held = tuple(readings[:size])
        start = time.process_time()
        reconcile(Story("s", "ferry", held, find_copies(held)))
        seconds = time.process_time() - start
        tracemalloc.start()
        reconcile(Story("s", "ferry", held, find_copies(held)))
        peak = tracemalloc.get_traced_memory()[1] / 2**20
        tracemalloc.stop()
        row = {"reports": size, "seconds": round(seconds, 2), "mib": round(peak, 1)}
        if found:
            step = math.log(size / found[-1]["reports"])
            row["exponent"] = round(math.log(seconds / found[-1]["seconds"]) / step, 2)
            row["n_log_n"] = round(1 + math.log(math.log(size) / math.log(found[-1]["reports"])) / step, 2)
        found.append(row)
        print(f"{size:8}{seconds:10.2f}{peak:8.1f}{row.get('exponent', ''):>10}{row.get('n_log_n', ''):>10}")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=["accuracy", "growth"])
    only = parser.parse_args().only
    results: dict[str, object] = {}
    if only != "growth":
        results["stories"] = accuracy()
    if only != "accuracy":
        results["growth"] = growth()
    print(json.dumps(results))


if __name__ == "__main__":
    main()
