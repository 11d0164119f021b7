"""How place names compare: case, accents, articles, transliteration."""

from __future__ import annotations

import re
import unicodedata

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
SHORTEST_LOOSE = 6  # letters; shorter names are not matched loosely


def plain_name(name: str) -> str:
    """No accents, case, points, hyphens or apostrophes; "St" and "Mt" written out."""
    text = unicodedata.normalize("NFKD", name)
    text = "".join(c for c in text if not unicodedata.combining(c)).casefold()
    text = re.sub(r"['’‘`ʼʻ.]", "", text)
    words = re.sub(r"[\W_]+", " ", text).split()
    return " ".join({"st": "saint", "mt": "mount", "ft": "fort"}.get(w, w) for w in words)


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
    bones = re.sub(r"(.)\1+", r"\1", text[0] + re.sub(r"[aeiouyw]+", "", text[1:]))
    return bones if len(bones) >= 3 else None
