"""How grouping grows with the heap: `python -m benchmarks.growth [1000 2000 ...]`.

Groups the first N reports of ../shared/data/corpus by their words and dates alone (nothing is read, so that the language
pipeline is not measured) and prints, for each N, the pairs compared, the pairs there are, the stories and the seconds.
"""

from __future__ import annotations

import gzip
import json
import sys
import time
from itertools import islice
from pathlib import Path

from consilience.model import Reading, Received, Report
from consilience.stories.features import features_of
from consilience.stories.grouping import group
from consilience.stories.likeness import candidates

CORPUS = Path(__file__).resolve().parents[2] / "shared/data/corpus/reports-10k.jsonl.gz"
SIZES = [1_000, 2_000, 5_000, 10_000]


def readings(count: int) -> list[Reading]:
    """The first reports of the corpus, spread evenly over its years, with nothing marked on them."""
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in islice(lines, 10_000)]
    return [
        Reading(Report(r["file"], r["file"], r["text"], Received(r["file"], b"", "", ""), r.get("title"), published=r.get("published")))
        for r in rows[:: max(1, len(rows) // count)][:count]
    ]  # fmt: skip


def main() -> None:
    """A line for each size."""
    print(
        f"{'reports':>8} {'compared':>10} {'of all pairs':>13} {'stories':>8} {'largest':>8} {'seconds':>8}"
    )
    for count in [int(a) for a in sys.argv[1:]] or SIZES:
        heap = readings(count)
        started = time.perf_counter()
        groups, profiles = group([features_of(reading) for reading in heap])
        seconds = time.perf_counter() - started
        compared = len(candidates(profiles))
        share = compared / (count * (count - 1) / 2)
        print(
            f"{count:8} {compared:10} {share:13.4%} {len(groups):8} {max(map(len, groups)):8} {seconds:8.1f}"
        )


if __name__ == "__main__":
    main()
