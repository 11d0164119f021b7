"""How names are written: normal forms, short forms, acronyms, titles."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "dr",
        "prof",
        "professor",
        "sir",
        "dame",
        "lord",
        "lady",
        "rev",
        "reverend",
        "fr",
        "father",
        "sister",
        "brother",
        "pastor",
        "bishop",
        "archbishop",
        "cardinal",
        "pope",
        "imam",
        "sheikh",
        "shaikh",
        "sheik",
        "mullah",
        "ayatollah",
        "rabbi",
        "president",
        "vice-president",
        "premier",
        "chancellor",
        "king",
        "queen",
        "prince",
        "princess",
        "emir",
        "sultan",
        "sen",
        "senator",
        "rep",
        "representative",
        "congressman",
        "congresswoman",
        "gov",
        "governor",
        "mayor",
        "minister",
        "secretary",
        "ambassador",
        "judge",
        "justice",
        "attorney",
        "general",
        "gen",
        "lt",
        "lieutenant",
        "col",
        "colonel",
        "maj",
        "major",
        "capt",
        "captain",
        "cmdr",
        "commander",
        "cpl",
        "corporal",
        "sgt",
        "sergeant",
        "pvt",
        "private",
        "adm",
        "admiral",
        "brig",
        "brigadier",
        "marshal",
        "officer",
        "detective",
        "inspector",
        "constable",
        "superintendent",
        "sheriff",
        "chief",
        "deputy",
        "chairman",
        "chairwoman",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "coach",
    ]
)
INSTITUTIONS = frozenset(
    [
        "observatory",
        "ministry",
        "commission",
        "board",
        "bank",
        "council",
        "court",
        "agency",
        "university",
        "hospital",
        "party",
        "union",
        "coalition",
        "army",
        "committee",
        "association",
        "institute",
        "department",
        "authority",
        "company",
        "club",
        "federation",
        "foundation",
        "bureau",
        "academy",
        "college",
        "corporation",
        "assembly",
        "parliament",
        "senate",
        "congress",
        "tribunal",
        "service",
        "society",
        "league",
        "alliance",
        "front",
        "movement",
    ]
)
SMALL = frozenset(
    [
        "of",
        "for",
        "and",
        "the",
        "in",
        "on",
        "at",
        "de",
        "la",
        "le",
        "du",
        "des",
        "di",
        "da",
        "do",
        "el",
        "y",
        "e",
        "und",
        "von",
        "van",
        "&",
        "to",
    ]
)
CORPORATE = frozenset(
    [
        "inc",
        "inc.",
        "corp",
        "corp.",
        "co",
        "co.",
        "ltd",
        "ltd.",
        "llc",
        "plc",
        "group",
        "company",
        "corporation",
        "limited",
        "ag",
        "sa",
        "nv",
        "se",
        "gmbh",
        "holdings",
    ]
)


@lru_cache(maxsize=50_000)
def plain(name: str) -> str:
    """A form to compare by: no accents, case, points, apostrophes or leading "the"."""
    text = name.replace("’", "'")
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    text = text.casefold()
    text = re.sub(r"'s\b|'$", "", text)
    text = re.sub(r"(?<=\b\w)\.(?=\w\b|$|\s)", "", text).replace(".", "")
    text = re.sub(r"[^\w&]+", " ", text).strip()
    return re.sub(r"^the ", "", text)


@lru_cache(maxsize=50_000)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name's plain form without titles in front."""
    words = tuple(plain(name).split())
    while len(words) > 1 and words[0] in TITLES:
        words = words[1:]
    return words


def without_company_form(words: tuple[str, ...]) -> tuple[str, ...]:
    """`ford motor co` -> `ford motor`."""
    while len(words) > 1 and words[-1] in CORPORATE:
        words = words[:-1]
    return words


@lru_cache(maxsize=50_000)
def is_acronym(name: str) -> bool:
    """Whether a name is written as an acronym: two to seven capitals, with or without points."""
    letters = name.replace(".", "").replace("&", "")
    return 2 <= len(letters) <= 7 and letters.isupper() and letters.isalpha()


def acronym_fits(acronym: str, name: str) -> bool:
    """Whether the acronym is made of the first letters of the name's words, small words free to count."""
    return acronym.replace(".", "").replace("&", "").casefold() in _initials(name)


@lru_cache(maxsize=50_000)
def _initials(name: str) -> frozenset[str]:
    words = tuple(w for w in re.split(r"[\s\-/]+", name.replace("’", "'")) if w[:1].isalnum())
    big = tuple(w for w in words if w.casefold() not in SMALL)
    ways = (words, big, without_company_form(tuple(w.casefold() for w in big)))
    return frozenset("".join(w[0] for w in some).casefold() for some in ways if len(some) > 1)


def is_short_person(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether `short` may be the same person as `full`: the surname alone, or first name and surname."""
    if not short or len(short) >= len(full):
        return False
    return short == full[-len(short) :] or (len(short) > 1 and short[0] == full[0] and short[-1] == full[-1])


def is_short_body(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether `short` may be a body's short name: its first words, without the company form."""
    short, full = without_company_form(short), without_company_form(full)
    if not short or len(short) > len(full):
        return False
    if len(short) == 1 and short[0] in INSTITUTIONS:
        return short[0] in full
    return (
        short == full
        or (full[: len(short)] == short and len(short[0]) > 3)
        or (len(short) > 1 and full[-len(short) :] == short)
    )
