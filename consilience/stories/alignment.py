"""The passages that two texts share: runs of agreeing words, joined over small gaps."""

from __future__ import annotations

from dataclasses import dataclass

from consilience.stories.seeds import LARGEST_GAP, SEED, SHORTEST, Seeded

LEAST_ALIKE = 0.7  # share of a passage's words that agree
OFTEN = 8  # a seed that stands more often in a text is matched in order only, not each with each


@dataclass(frozen=True, slots=True)
class Passage:
    """Words `a0` to `a1` of one report that stand as `b0` to `b1` in another."""

    a0: int
    a1: int
    b0: int
    b1: int
    same: int  # words that agree


def align(a: Seeded, b: Seeded) -> list[Passage]:
    """Passages that two texts of one index share: runs of agreeing seeds, joined over small gaps."""
    return [
        p
        for p in _chained(_runs(a, b))
        if p.a1 - p.a0 >= SHORTEST and p.same >= LEAST_ALIKE * max(p.a1 - p.a0, p.b1 - p.b0)
    ]


def _runs(a: Seeded, b: Seeded) -> list[Passage]:
    """Longest agreeing runs, each pair of positions in one run only."""
    covered: dict[int, int] = {}  # diagonal -> end in a
    runs = []
    common = a.places.keys() & b.places.keys()
    begins = sorted((i, before, seed) for seed in common for before, i in enumerate(a.places[seed]))
    for i, before, seed in begins:
        for j in _partners(b.places[seed], before):
            if covered.get(i - j, -1) > i:
                continue
            length = _agreeing(a.words, b.words, i, j)
            covered[i - j] = i + length
            runs.append(Passage(i, i + length, j, j + length, length))
    return runs


def _agreeing(a: list[int], b: list[int], i: int, j: int) -> int:
    """How many words agree from two places on where a seed stands."""
    length, most = SEED, min(len(a) - i, len(b) - j)
    while length < most and a[i + length] == b[j + length]:
        length += 1
    return length


def _partners(places: list[int], before: int) -> list[int]:
    """Where a seed that stood `before` times already may go on in the other text."""
    return places if len(places) <= OFTEN and before < OFTEN else places[before : before + 1]


def _chained(runs: list[Passage]) -> list[Passage]:
    """Runs that follow each other closely in both texts, as one passage."""
    chained: list[Passage] = []
    near: list[int] = []  # those that a run may still follow: no later run begins before this one
    for run in sorted(runs, key=lambda r: (r.a0, r.b0)):
        near = [at for at in near if chained[at].a1 + LARGEST_GAP >= run.a0]
        for at in reversed(near):
            last = chained[at]
            near_a, near_b = run.a0 - last.a1, run.b0 - last.b1
            if -2 <= near_a <= LARGEST_GAP and -2 <= near_b <= LARGEST_GAP:
                shared = max(0, -near_a, -near_b)
                chained[at] = Passage(last.a0, run.a1, last.b0, run.b1, last.same + run.same - shared)
                break
        else:
            near.append(len(chained))
            chained.append(run)
    return _without_overlaps(chained)


def _without_overlaps(passages: list[Passage]) -> list[Passage]:
    """The longest first; one that repeats words of a longer one in either text is dropped."""
    kept: list[Passage] = []
    for p in sorted(passages, key=lambda p: (p.a0 - p.a1, p.a0, p.b0)):
        if all(p.a1 <= k.a0 or k.a1 <= p.a0 for k in kept) and all(
            p.b1 <= k.b0 or k.b1 <= p.b0 for k in kept
        ):
            kept.append(p)
    return sorted(kept, key=lambda p: p.a0)
