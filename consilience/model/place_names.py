"""How place names compare: case, accents, articles, transliteration."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

ARTICLES = frozenset(
    [
        "al",
        "el",
        "ul",
        "az",
        "ez",
        "ad",
        "ed",
        "as",
        "es",
        "ar",
        "er",
        "at",
        "et",
        "an",
        "en",
        "ash",
        "esh",
        "adh",
        "edh",
    ]
)
APART = re.compile(r"[\W_]+")
DROPPED = {ord(c): None for c in "'’‘`ʼʻ."}
WRITTEN_OUT = {"st": "saint", "mt": "mount", "ft": "fort"}
VOWELS, DOUBLED = re.compile(r"[aeiouyw]+"), re.compile(r"(.)\1+")
SHORTEST_LOOSE = 6  # letters; shorter names are not matched loosely


@lru_cache(maxsize=50_000)
def plain_name(name: str) -> str:
    """No accents, case, points, hyphens or apostrophes; "St" and "Mt" written out."""
    if not name.isascii():
        name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    words = APART.sub(" ", name.casefold().translate(DROPPED)).split()
    return " ".join([WRITTEN_OUT.get(w, w) for w in words])


@lru_cache(maxsize=50_000)
def loose_key(name: str) -> str | None:
    """The consonants that transliterations of one name share; None for names too short for it."""
    words = plain_name(name).split()
    text = "".join(w for w in words if w not in ARTICLES) or "".join(words)
    if len(text) < SHORTEST_LOOSE:
        return None
    for old, new in (
        ("kh", "k"),
        ("gh", "g"),
        ("dh", "d"),
        ("ph", "f"),
        ("q", "k"),
        ("ck", "k"),
        ("c", "k"),
        ("z", "s"),
        ("j", "y"),
    ):
        text = text.replace(old, new)
    bones = DOUBLED.sub(r"\1", text[0] + VOWELS.sub("", text[1:]))
    return bones if len(bones) >= 3 else None
