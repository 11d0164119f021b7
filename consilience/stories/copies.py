"""The same passage in two or more reports: sign, find candidates, verify by alignment, join."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from consilience.model import Copy, Evidence, Reading
from consilience.stories.words import Words, words_of

SEED = 5  # words that must agree in a row for two passages to be compared
SHORTEST = 12  # words in a passage
LARGEST_GAP = 4  # words that may differ between two agreeing runs
LEAST_ALIKE = 0.7  # share of a passage's words that agree
OFTEN = 8  # a seed that stands more often in a text is matched in order only, not each with each
PARTNERS = 20  # of those, how many it is aligned with: the ones with most seeds in common
OVERLAPPING = 40  # spans of one report before it, by start, that a span may lie over
NEIGHBOURS = 6  # reports before it that each holder of a seed is compared with; passages of more are joined through them


@dataclass(frozen=True, slots=True)
class Passage:
    """Words `a0` to `a1` of one report that stand as `b0` to `b1` in another."""

    a0: int
    a1: int
    b0: int
    b1: int
    same: int  # words that agree


def find_copies(readings: Sequence[Reading]) -> tuple[Copy, ...]:
    """Every passage of twelve words or more that stands (nearly) word for word in several reports."""
    texts = [words_of(r) for r in readings]
    spans = [
        (_evidence(texts[i], p.a0, p.a1), _evidence(texts[j], p.b0, p.b1))
        for i, j in candidate_pairs(texts)
        for p in align(texts[i].words, texts[j].words)
    ]
    by_id = {r.report.id: r for r in readings}
    return tuple(_copy(group, by_id) for group in _joined(spans))


def candidate_pairs(texts: Sequence[Words]) -> list[tuple[int, int]]:
    """Pairs that share a seed; found through an index, not by comparing all with all."""
    index: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for number, text in enumerate(texts):
        for seed in _seeds(text.words):
            index[seed].add(number)
    shared: dict[int, Counter[int]] = defaultdict(
        Counter
    )  # for each report the earlier ones, by seeds in common
    for holders in index.values():
        held = sorted(holders)
        for at, j in enumerate(held):
            shared[j].update(held[max(0, at - NEIGHBOURS) : at])
    return sorted(
        (i, j)
        for j, earlier in shared.items()
        for i, _ in sorted(earlier.items(), key=lambda x: (-x[1], -x[0]))[:PARTNERS]
    )


def _seeds(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(words[i : i + SEED]) for i in range(len(words) - SEED + 1))


def align(a: Sequence[str], b: Sequence[str]) -> list[Passage]:
    """Passages that two word lists share: runs of agreeing seeds, joined over small gaps."""
    where: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for j, seed in enumerate(_seeds(b)):
        where[seed].append(j)
    runs = _runs(a, b, where)
    return [
        p
        for p in _chained(runs)
        if p.a1 - p.a0 >= SHORTEST and p.same >= LEAST_ALIKE * max(p.a1 - p.a0, p.b1 - p.b0)
    ]


def _runs(a: Sequence[str], b: Sequence[str], where: dict[tuple[str, ...], list[int]]) -> list[Passage]:
    """Longest agreeing runs, each pair of positions in one run only."""
    covered: dict[int, int] = {}  # diagonal -> end in a
    seen: Counter[tuple[str, ...]] = Counter()
    runs = []
    for i, seed in enumerate(_seeds(a)):
        for j in _partners(where.get(seed, ()), seen[seed]):
            if covered.get(i - j, -1) > i:
                continue
            length = SEED
            while i + length < len(a) and j + length < len(b) and a[i + length] == b[j + length]:
                length += 1
            covered[i - j] = i + length
            runs.append(Passage(i, i + length, j, j + length, length))
        seen[seed] += 1
    return runs


def _partners(places: Sequence[int], before: int) -> Sequence[int]:
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


def _evidence(text: Words, first: int, last: int) -> Evidence:
    return Evidence(text.report, text.starts[first], text.ends[last - 1])


def _joined(pairs: Iterable[tuple[Evidence, Evidence]]) -> list[list[Evidence]]:
    """Passages of two reports and more: pairs whose spans in one report lie mostly over each other are of one."""
    spans: list[Evidence] = []
    home: list[int] = []
    for pair in pairs:
        first = len(spans)
        spans += pair
        home += [first, first]
    order = sorted(range(len(spans)), key=lambda n: (spans[n].report, spans[n].start, spans[n].end))
    for at, n in enumerate(order):
        for other in order[max(0, at - OVERLAPPING) : at]:
            if _mostly_same(spans[n], spans[other]):
                a, b = sorted((_root(home, n), _root(home, other)))
                home[b] = a
    groups: dict[int, list[Evidence]] = defaultdict(list)
    for n, span in enumerate(spans):
        groups[_root(home, n)].append(span)
    return [_one_each(group) for group in groups.values()]


def _root(home: list[int], n: int) -> int:
    while home[n] != n:
        home[n] = home[home[n]]
        n = home[n]
    return n


def _one_each(group: list[Evidence]) -> list[Evidence]:
    """The longest of spans that lie mostly over each other."""
    kept: list[Evidence] = []
    for span in sorted(set(group), key=lambda e: (e.report, e.start - e.end, e.start)):
        if not any(_mostly_same(span, k) for k in reversed(kept) if k.report == span.report):
            kept.append(span)
    return sorted(kept)


def _mostly_same(a: Evidence, b: Evidence) -> bool:
    shared = min(a.end, b.end) - max(a.start, b.start)
    return a.report == b.report and shared * 2 > max(a.end - a.start, b.end - b.start)


def _copy(spans: list[Evidence], readings: dict[str, Reading]) -> Copy:
    public = all(_is_quoted(e, readings[e.report].report.text) for e in spans)
    if public:
        return Copy(
            tuple(spans), None, "Words in quotation marks: each report may have them from the speaker.", True
        )
    origin, reason = _origin(spans, readings)
    return Copy(tuple(spans), origin, reason)


def copy_of(spans: Iterable[Evidence], readings: dict[str, Reading]) -> Copy:
    """The passage that spans of several reports are, known to agree; `readings` by the ids of their reports."""
    return _copy(_one_each(list(spans)), readings)


def _is_quoted(e: Evidence, text: str) -> bool:
    """Whether a passage stands between quotation marks of one paragraph."""
    left = text.rfind("\n", 0, e.start) + 1
    before = text[left : e.start]
    after = text[e.end : text.find("\n", e.end) if "\n" in text[e.end :] else len(text)]
    opened = max(before.rfind("“"), before.rfind("``"), before.rfind('"')) >= 0
    straight = before.count('"') % 2 == 1
    curly = before.count("“") > before.count("”") or before.count("``") > before.count("''")
    closes = (
        after.lstrip()[:2].startswith(("”", '"', ",”", ',"', ".”", "''"))
        or "”" in after
        or '"' in after
        or "''" in after
    )
    return opened and (straight or curly) and closes


def _origin(spans: list[Evidence], readings: dict[str, Reading]) -> tuple[str | None, str]:
    """Which report probably had the passage first: the only earliest one by its own date."""
    dated = [(readings[e.report].report.published, e.report) for e in spans]
    if any(date is None for date, _ in dated):
        return None, "A report without a date of its own: who had it first cannot be told."
    days = sorted((str(date)[:16], report) for date, report in dated)
    if days[0][0] == days[1][0]:
        return None, "The reports bear the same date: who had it first cannot be told."
    return days[0][1], f"The report of {days[0][0]} is the earliest that has it."
