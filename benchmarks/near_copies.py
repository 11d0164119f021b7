"""Articles and edited copies of them, made up by a seeded generator, so that it is known which is a copy of which.

A copy is cut, its paragraphs are put into another order, words are changed and paragraphs are added, as desks edit what
agencies send; a report of the same story that was written anew shares phrases, but no passage of twelve words.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import combinations

NOUNS = """bridge harbour council farmer nurse valley engine court ferry mill school museum bank tunnel strike drought harvest driver inspector market
coach railway election tower river storm mine union teacher captain judge witness orchard quarry depot garage bakery clinic parish committee
contract pension budget cable reservoir barge herd lorry pipeline warehouse chapel stadium archive laboratory vineyard turbine furnace glacier
lighthouse meadow canal brewery foundry printer surveyor shepherd plumber signal platform lantern charter ledger tariff subsidy verdict ballot
petition levy embankment pavilion telescope violin ambulance helicopter greenhouse cemetery aqueduct carnival monastery refinery sawmill""".split()
QUALITIES = """old northern rusty wooden crowded quiet unpopular disputed temporary narrow costly private frozen hidden damaged modest famous
regional elderly foreign empty broken retired nervous patient careful sudden regular distant proper bitter generous stubborn solemn reluctant
seasonal illegal abandoned restored flooded unpaid secret annual rural coastal marble electric provisional municipal experimental""".split()
VERBS = """reopened inspected abandoned repaired praised refused rebuilt delayed questioned visited defended doubted measured sold rented
photographed evacuated surrounded supported criticised postponed examined renamed insured taxed guarded emptied cleaned closed opened moved
ignored welcomed copied reviewed suspended financed described outlived crossed blocked searched mapped heated borrowed inherited""".split()
LINKS = "near beside behind without despite before after during against beyond under outside throughout alongside".split()
PLACES = "Velm Orsk Tarrin Hald Quessa Brannick Ilmara Doon Sefton Karsk Lunde Mirow Pell Astrup Nordeck Tolva Wiesing Ebro Calder Jorvik".split()
STOCK = """according to officials|at the end of the day|for the first time in years|said in a statement|as soon as possible|on the other hand|in the middle of the night
|more than {n} people|at least {n} of them|told reporters on {day}|a spokesman for the group said|it was not immediately clear|who asked not to be named
|in the wake of the|one of the most|the vast majority of|since the beginning of the year|the rest of the country""".replace(
    "\n", ""
).split("|")
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
OTHER = {"old": "ancient", "repaired": "mended", "refused": "rejected", "sold": "auctioned", "famous": "renowned", "costly": "expensive", "closed": "shut",
         "near": "close to", "said": "stated", "people": "persons", "quiet": "calm", "criticised": "attacked", "more": "rather more", "the": "that",
         "a": "one", "after": "following", "before": "ahead of", "visited": "toured", "empty": "vacant", "praised": "lauded", "court": "tribunal"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Article:
    """A made-up article; copies of one another have the same origin."""

    origin: int
    text: str


def articles(origins: int, seed: int = 11) -> list[Article]:
    """Originals, about one copy of each, and updates written anew, in no order; the same for a seed."""
    made = []
    for origin in range(origins):
        chance = random.Random(f"{seed} {origin}")
        body = [_paragraph(chance) for _ in range(chance.randint(5, 12))]
        made.append(Article(origin, "\n\n".join(body)))
        made += [Article(origin, _edited(body, chance)) for _ in range(chance.choice([0, 0, 1, 1, 2, 3]))]
        made.append(Article(-origin - 1, _anew(body, chance)))
    random.Random(seed).shuffle(made)
    return made


def copied_pairs(made: list[Article]) -> set[tuple[int, int]]:
    """The places of every two that have the same origin."""
    held: dict[int, list[int]] = {}
    for n, article in enumerate(made):
        held.setdefault(article.origin, []).append(n)
    return {pair for group in held.values() for pair in combinations(group, 2)}


def _sentence(chance: random.Random) -> str:
    """Subject, verb, object and where or when, often with a phrase that all news is full of."""
    words = [_noun_phrase(chance), chance.choice(VERBS), _noun_phrase(chance)]
    for _ in range(chance.randint(0, 2)):
        words += [chance.choice(LINKS), _noun_phrase(chance)]
    if chance.random() < 0.5:
        words.append(chance.choice(STOCK))
    filled = " ".join(words).format(n=chance.randint(2, 99), day=chance.choice(DAYS))
    return filled[0].upper() + filled[1:] + "."


def _noun_phrase(chance: random.Random) -> str:
    quality = chance.choice(QUALITIES) + " " if chance.random() < 0.6 else ""
    of = f" of {chance.choice(PLACES)}" if chance.random() < 0.4 else ""
    return f"{chance.choice(['the', 'the', 'a', 'its', 'their'])} {quality}{chance.choice(NOUNS)}{of}"


def _paragraph(chance: random.Random) -> str:
    return " ".join(_sentence(chance) for _ in range(chance.randint(1, 4)))


def _edited(body: list[str], chance: random.Random) -> str:
    """A copy as another desk prints it: from nearly whole to a few paragraphs among its own."""
    kept = chance.sample(body, max(1, round(len(body) * chance.uniform(0.3, 1.0))))
    if chance.random() < 0.6:
        kept.sort(key=body.index)
    changed = chance.uniform(0.0, 0.15)
    kept = [" ".join(_other(word, changed, chance) for word in p.split(" ")) for p in kept]
    for _ in range(round(len(kept) * chance.uniform(0.0, 1.0))):
        kept.insert(chance.randint(0, len(kept)), _paragraph(chance))
    return "\n\n".join(kept)


def _other(word: str, changed: float, chance: random.Random) -> str:
    """Another word in its place, or none, or one more: a copy-editor's hand."""
    if chance.random() >= changed:
        return OTHER.get(word, word) if chance.random() < changed * 3 else word
    return chance.choice([OTHER.get(word, "that"), f"{word} also", str(chance.randint(2, 99)), word.lower()])


def _anew(body: list[str], chance: random.Random) -> str:
    """An article on the same things in its own words: it has phrases of the first, none longer than nine words."""
    words = " ".join(body).split(" ")
    out: list[str] = []
    while len(out) < len(words) * 0.8:
        at = chance.randrange(max(1, len(words) - 9))
        out += [*words[at : at + chance.randint(3, 9)], *_sentence(chance).split(" ")]
    return " ".join(out)
