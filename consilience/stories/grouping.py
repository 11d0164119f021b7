"""Which reports are about one event: likeness of what they name and say, joined by average linkage."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from consilience.model import Reading
from consilience.stories.words import words_of

NAME_WEIGHT = 2.0  # a name tells more of the event than a word
TITLE_WEIGHT = 1.5
TOO_COMMON = 0.2  # share of reports; a feature in more of them finds no candidates (in heaps of over 50)
ALIKE = 0.15  # average likeness at which two groups are one story; 0.06 to 0.19 part the sample and development stories
BACKGROUND = 30  # reports of other news that a small heap is weighed against, none with its telling words
WINDOW = 21  # days between reports of one story, where both are dated
STOP = frozenset(
    [
        "a",
        "an",
        "the",
        "and",
        "or",
        "but",
        "if",
        "of",
        "at",
        "by",
        "for",
        "with",
        "about",
        "against",
        "between",
        "into",
        "through",
        "during",
        "before",
        "after",
        "above",
        "below",
        "to",
        "from",
        "up",
        "down",
        "in",
        "out",
        "on",
        "off",
        "over",
        "under",
        "again",
        "then",
        "once",
        "here",
        "there",
        "when",
        "where",
        "why",
        "how",
        "all",
        "any",
        "both",
        "each",
        "few",
        "more",
        "most",
        "other",
        "some",
        "such",
        "no",
        "nor",
        "not",
        "only",
        "own",
        "same",
        "so",
        "than",
        "too",
        "very",
        "s",
        "t",
        "can",
        "will",
        "just",
        "don",
        "should",
        "now",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "have",
        "has",
        "had",
        "having",
        "do",
        "does",
        "did",
        "i",
        "me",
        "my",
        "we",
        "our",
        "you",
        "your",
        "he",
        "him",
        "his",
        "she",
        "her",
        "it",
        "its",
        "they",
        "them",
        "their",
        "what",
        "which",
        "who",
        "whom",
        "this",
        "that",
        "these",
        "those",
        "am",
        "as",
        "until",
        "while",
        "said",
        "says",
        "say",
        "told",
        "would",
        "could",
        "also",
        "one",
        "two",
        "new",
        "mr",
        "mrs",
        "ms",
        "last",
        "year",
        "years",
        "week",
        "day",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "according",
    ]
)


@dataclass(frozen=True, slots=True)
class Signature:
    """What a report is about, as weighted features of unit length."""

    report: str
    weights: dict[str, float]
    day: date | None


def group_reports(readings: Sequence[Reading]) -> list[list[int]]:
    """Indices of the reports of each story, each list in order; one report may stand alone."""
    signatures = sign(readings)
    likeness = _likeness(signatures)
    return _average_linkage(len(readings), likeness)


def sign(readings: Sequence[Reading]) -> list[Signature]:
    """TF-IDF over words and names (Salton and Buckley 1988), names and titles counted for more."""
    counts = [_features(r) for r in readings]
    spread = Counter(f for c in counts for f in c)
    n = len(readings)
    signatures = []
    for reading, count in zip(readings, counts, strict=True):
        raw = {
            f: (1 + math.log(c)) * math.log((n + BACKGROUND) / (spread[f] + 0.5)) for f, c in count.items()
        }
        length = math.sqrt(sum(w * w for w in raw.values())) or 1.0
        weights = {f: w / length for f, w in sorted(raw.items())}
        signatures.append(Signature(reading.report.id, weights, _day(reading)))
    return signatures


def _features(reading: Reading) -> dict[str, float]:
    found: dict[str, float] = defaultdict(float)
    for word in words_of(reading).words:
        if word not in STOP and len(word) > 2 and not word.isdigit():
            found[_stem(word)] += 1
    for word in (reading.report.title or "").casefold().split():
        word = word.strip(".,:;!?'\"“”‘’()")
        if word not in STOP and len(word) > 2:
            found[_stem(word)] += TITLE_WEIGHT
    names = {e.id: e.name.casefold() for e in reading.entities if e.type != "group"}
    for mention in reading.mentions:
        if mention.kind == "name" and mention.entity in names:
            found["name:" + names[mention.entity]] += NAME_WEIGHT
    return found


def _stem(word: str) -> str:
    """A word without its commonest endings, so that "attacks" and "attacked" meet."""
    word = word.removesuffix("'s")
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) > 3:
            return word[: -len(ending)]
    return word


def _day(reading: Reading) -> date | None:
    try:
        return date.fromisoformat((reading.report.published or "")[:10])
    except ValueError:
        return None


def _likeness(signatures: Sequence[Signature]) -> dict[tuple[int, int], float]:
    """Cosines of the pairs that share a telling feature."""
    index: dict[str, list[int]] = defaultdict(list)
    for number, signature in enumerate(signatures):
        for feature in signature.weights:
            index[feature].append(number)
    most = max(50.0, TOO_COMMON * len(signatures))
    pairs: Counter[tuple[int, int]] = Counter()
    for feature, holders in index.items():
        if len(holders) <= most:
            for at, i in enumerate(holders):
                for j in holders[at + 1 :]:
                    pairs[i, j] += signatures[i].weights[feature] * signatures[j].weights[feature]  # type: ignore[assignment]
    return {p: float(v) for p, v in pairs.items() if _near(signatures[p[0]].day, signatures[p[1]].day)}


def _near(a: date | None, b: date | None) -> bool:
    return a is None or b is None or abs((a - b).days) <= WINDOW


def _average_linkage(count: int, likeness: dict[tuple[int, int], float]) -> list[list[int]]:
    """Joins the two most alike groups until none are alike enough."""
    groups: dict[int, list[int]] = {i: [i] for i in range(count)}
    sums: dict[int, dict[int, float]] = defaultdict(dict)
    for (i, j), value in likeness.items():
        sums[i][j] = sums[j][i] = value
    heap = sorted(((v, -i, -j) for (i, j), v in likeness.items() if v >= ALIKE), reverse=True)
    while heap:
        value, i, j = max(heap)
        if value < ALIKE:
            break
        i, j = -i, -j
        groups[i] += groups.pop(j)
        for k, total in sums.pop(j).items():
            if k != i:
                sums[i][k] = sums[k][i] = sums[i].get(k, 0.0) + total
                sums[k].pop(j, None)
        sums[i].pop(j, None)
        heap = [h for h in heap if i not in (-h[1], -h[2]) and j not in (-h[1], -h[2])]
        for k, total in sums[i].items():
            average = total / (len(groups[i]) * len(groups[k]))
            if average >= ALIKE:
                heap.append((average, -min(i, k), -max(i, k)))
    return sorted(sorted(g) for g in groups.values())
