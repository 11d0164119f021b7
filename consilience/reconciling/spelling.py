"""How names of one thing differ between reports: case, points, titles, transliteration."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache

from consilience.model.place_names import loose_key

GENERIC = frozenset(  # what is added to a group's name without changing which group it is
    [
        "jr",
        "sr",
        "group",
        "militant",
        "militants",
        "militia",
        "movement",
        "organization",
        "organisation",
        "terrorist",
        "terror",
        "jihadist",
        "extremist",
        "rebel",
        "rebels",
        "fighters",
        "party",
    ]
)
_KIND_OF_BODY = re.compile(
    r"(?:\s(?:militant|militia|terrorist|terror|jihadist|extremist|rebel|news|wire|opposition|aid|rights|advocacy))*"
    r"\s(?:group|movement|organi[sz]ation|militia|agency|party)\b"
)
_KIND_OF_PLACE = re.compile(r"\s(?:province|governorate|region|district|county|prefecture|oblast)\b")
TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "sir",
        "lord",
        "lady",
        "president",
        "premier",
        "king",
        "queen",
        "prince",
        "sheikh",
        "sen",
        "senator",
        "rep",
        "gov",
        "governor",
        "mayor",
        "minister",
        "secretary",
        "gen",
        "general",
        "lt",
        "col",
        "colonel",
        "maj",
        "major",
        "capt",
        "captain",
        "sgt",
        "adm",
        "admiral",
        "brig",
        "chief",
        "judge",
    ]
)


@lru_cache(maxsize=50_000)
def end_with_kind(text: str, end: int, place: bool) -> int:
    """The end of a name with the words that say what kind of thing it is, where they follow it ("Islamic State
    militant group", "Deir Ezzor province"); else the end of the name itself."""
    match = (_KIND_OF_PLACE if place else _KIND_OF_BODY).match(text, end)
    return match.end() if match else end


@lru_cache(maxsize=20_000)
def plain(name: str) -> str:
    """No accents, case, points, possessive or leading "the"."""
    text = unicodedata.normalize("NFKD", name.replace("’", "'").replace("‘", "'"))
    text = "".join(c for c in text if not unicodedata.combining(c)).casefold()
    text = re.sub(r"'s\b|'$", "", text).replace(".", "")
    text = re.sub(r"[^\w&]+", " ", text).strip()
    return re.sub(r"^the ", "", text)


PEOPLE = ("ese", "ian", "ish", "ani", "aqi", "eni", "ean", "nch", "can", "yan", "ban", "tch", "man")
COMMON_BODIES = frozenset(
    [
        "army",
        "police",
        "government",
        "regime",
        "military",
        "navy",
        "parliament",
        "coalition",
        "authorities",
        "forces",
    ]
)
PLACE_KINDS = frozenset(
    ["province", "governorate", "city", "town", "district", "region", "state", "county", "village"]
)
SAME_WORD = {
    "alliance": "coalition",
    "led": "",
    "centre": "center",
    "defence": "defense",
    "organisation": "organization",
    "labour": "labor",
}


@lru_cache(maxsize=50_000)
def core(name: str) -> str:
    """The plain form without titles in front and generic words behind."""
    words = [w for word in plain(name).split() if (w := SAME_WORD.get(word, word))] or plain(name).split()
    while len(words) > 1 and words[0] in TITLES:
        words = words[1:]
    while len(words) > 1 and words[-1] in GENERIC:
        words = words[:-1]
    return " ".join(words)


@lru_cache(maxsize=50_000)
def spelt_alike(a: str, b: str) -> bool:
    """Whether two names can be two spellings of one: the same consonants and nearly the same letters."""
    a_core, b_core = core(a), core(b)
    if a_core == b_core:
        return True
    if min(len(a_core), len(b_core)) < 5 or any(c.isdigit() for c in a_core + b_core):
        return False
    bones = loose_key(a_core)
    if bones is None or bones != loose_key(b_core):
        return False
    return SequenceMatcher(None, a_core.replace(" ", ""), b_core.replace(" ", "")).ratio() >= 0.7


def keys_of(name: str) -> frozenset[str]:
    """What two spellings, short forms or acronyms of one name have in common, one of these at least."""
    words = core(name).split()
    sounds = {loose_key(core(name)), loose_key(bare_place(name))} - {None}
    letters = (
        [plain(name)]
        if is_acronym(name)
        else ["".join(w[0] for w in ws) for ws in (words, _large(plain(name)))]
    )
    return frozenset({*words, *(f"sound {s}" for s in sounds), *(f"initials {x}" for x in letters)})


def _large(name: str) -> list[str]:
    return [w for w in name.split() if w not in {"of", "the", "and", "for", "in", "on"}]


def adds_people(long: str, short: str) -> bool:
    """Whether the longer name is the shorter with the name of a people before it ("Lebanese Hezbollah")."""
    first, _, rest = core(long).partition(" ")
    return rest == core(short) and len(rest) > 4 and rest not in COMMON_BODIES and first.endswith(PEOPLE)


def same_place_name(a: str, b: str) -> bool:
    """The same for places, for which "X" and "X province" may stand for each other."""
    return spelt_alike(bare_place(a), bare_place(b))


def bare_place(name: str) -> str:
    """The name without "province", "city" and the like."""
    words = core(name).split()
    return " ".join(w for w in words if w not in PLACE_KINDS) or name


@lru_cache(maxsize=20_000)
def is_acronym(name: str) -> bool:
    """Two to seven capitals, with or without points."""
    letters = name.replace(".", "").replace("&", "")
    return 2 <= len(letters) <= 7 and letters.isupper() and letters.isalpha()


@lru_cache(maxsize=20_000)
def acronym_fits(acronym: str, name: str) -> bool:
    """Whether the acronym is made of the first letters of the name's words."""
    letters = plain(acronym)
    words = [w for w in re.split(r"[\s\-/]+", plain(name)) if w]
    big = [w for w in words if w not in {"of", "for", "and", "the", "in", "on", "de", "to"}]
    return any(len(some) > 1 and "".join(w[0] for w in some) == letters for some in (words, big))
