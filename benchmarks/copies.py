"""Copies side by side with datasketch and rensa: `python -m benchmarks.copies` (needs `pip install -e .[bench]`).

Time per article on the first articles of ../shared/data/corpus, each method from the same texts to pairs, one process, CPU
time; F1 of pairs on generated near-copies (`benchmarks.near_copies`), the two others at their usual threshold of 0.7 and
at the one of their best F1. Prints tables, then one JSON line.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable, Sequence
from itertools import combinations
from typing import Any

from datasketch import MinHash, MinHashLSH
from rensa import RMinHash, RMinHashLSH

from benchmarks.growth import readings
from benchmarks.near_copies import articles, copied_pairs
from consilience.model import Reading, Received, Report
from consilience.stories.copies import find_copies
from consilience.stories.words import bare_words

Pairs = set[tuple[int, int]]
SIZES = [2_500, 5_000, 10_000]
ORIGINALS = 1_000
PERMUTATIONS = 128
USUAL = 0.7
THRESHOLDS = [0.05, 0.1, 0.15, 0.2, 0.3, 0.5]
TIMED = 0.3  # the threshold at which the others are timed: about what news copies share


def ours(heap: Sequence[Reading]) -> Pairs:
    """Two reports that have a passage in common."""
    at = {r.report.id: n for n, r in enumerate(heap)}
    found: Pairs = set()
    for copy in find_copies(heap):
        found |= set(combinations(sorted({at[s.report] for s in copy.spans}), 2))
    return found


def shingles(reading: Reading) -> list[str]:
    """Runs of three words, as both peers are usually fed."""
    words = bare_words(reading)
    return [" ".join(three) for three in zip(words, words[1:], words[2:], strict=False)]


def rensa(heap: Sequence[Reading], threshold: float) -> Pairs:
    """R-MinHash and its LSH, candidates verified by their sketches."""
    index, sketches = RMinHashLSH(threshold, PERMUTATIONS, _bands(threshold)), []
    for n, reading in enumerate(heap):
        sketch = RMinHash(num_perm=PERMUTATIONS, seed=42)
        sketch.update(shingles(reading))
        index.insert(n, sketch)
        sketches.append(sketch)
    return _verified(index, sketches, threshold)


def datasketch(heap: Sequence[Reading], threshold: float) -> Pairs:
    """MinHash and its LSH, candidates verified by their sketches."""
    index, sketches = MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS), []
    for n, reading in enumerate(heap):
        sketch = MinHash(num_perm=PERMUTATIONS, seed=42)
        sketch.update_batch([s.encode() for s in shingles(reading)])
        index.insert(n, sketch)
        sketches.append(sketch)
    return _verified(index, sketches, threshold)


def _verified(index: Any, sketches: Sequence[Any], threshold: float) -> Pairs:
    """The candidates of an index whose sketches are alike enough."""
    return {
        (i, j)
        for j, sketch in enumerate(sketches)
        for i in index.query(sketch)
        if i < j and sketch.jaccard(sketches[i]) >= threshold
    }


def _bands(threshold: float) -> int:
    """The bands of PERMUTATIONS whose threshold lies nearest below the wanted one: (1 / bands) ** (1 / rows)."""
    fitting = [b for b in (1, 2, 4, 8, 16, 32, 64, 128) if (1 / b) ** (b / PERMUTATIONS) <= threshold]
    return min(fitting, default=128)


METHODS: dict[str, Callable[[Sequence[Reading], float], Pairs]] = {
    "consilience": lambda heap, _: ours(heap), "rensa": rensa, "datasketch": datasketch,
}  # fmt: skip


def scores(found: Pairs, true: Pairs) -> tuple[float, float, float]:
    """Precision, recall and F1."""
    right = len(found & true)
    precision, recall = right / max(1, len(found)), right / max(1, len(true))
    return precision, recall, 2 * right / max(1, len(found) + len(true))


def speed(sizes: Sequence[int]) -> dict[str, float]:
    """CPU milliseconds an article, for each method and size."""
    corpus, results = readings(max(sizes)), {}
    random.Random(3).shuffle(corpus)  # so that each size holds the same mix of years
    print(f"{'articles':>9} " + " ".join(f"{name + ', ms each':>22}" for name in METHODS))
    for size in sizes:
        for name, method in METHODS.items():
            began = time.process_time()
            method(corpus[:size], TIMED)
            results[f"{name}, {size}: ms an article"] = round((time.process_time() - began) / size * 1000, 3)
        row = [results[f"{name}, {size}: ms an article"] for name in METHODS]
        print(f"{size:9} " + " ".join(f"{ms:22.3f}" for ms in row))
    return results


def accuracy(originals: int) -> dict[str, float]:
    """F1 on generated near-copies; for the others at the usual threshold and at the best."""
    made = articles(originals)
    true = copied_pairs(made)
    heap = [
        Reading(Report(f"r{n}", f"r{n}", a.text, Received(f"r{n}", b"", "", ""))) for n, a in enumerate(made)
    ]
    grams = [set(shingles(r)) for r in heap]
    share = [len(grams[i] & grams[j]) / len(grams[i] | grams[j]) for i, j in sorted(true)]
    results = {
        "articles": float(len(made)),
        "pairs": float(len(true)),
        "mean share of 3-grams": round(sum(share) / len(share), 3),
    }
    runs = [("consilience", 0.0)] + [(n, t) for n in ("rensa", "datasketch") for t in [*THRESHOLDS, USUAL]]
    print(
        f"\n{len(made)} articles, {len(true)} pairs of copies, which share {results['mean share of 3-grams']:.0%} of their 3-grams"
    )
    print(f"{'method':26} {'P':>6} {'R':>6} {'F1':>6}")
    for name, threshold in runs:
        p, r, f = scores(METHODS[name](heap, threshold), true)
        title = f"{name}, threshold {threshold}" if threshold else name
        results[f"{title}: F1"] = round(f, 4)
        print(f"{title:26} {p:6.3f} {r:6.3f} {f:6.3f}")
    return results


def main() -> None:
    """Sizes as arguments; without any, 2,500, 5,000 and 10,000."""
    results = speed([int(a) for a in sys.argv[1:]] or SIZES) | accuracy(ORIGINALS)
    print(json.dumps(results))


if __name__ == "__main__":
    main()
