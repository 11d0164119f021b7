"""Articles and edited copies of them, made up by a seeded generator, so that it is known which is a copy of which.

A copy is cut, its paragraphs are put into another order, words are changed and paragraphs are added, as desks edit what
agencies send; an update of a story that was written anew shares phrases, but no passage.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import combinations

WHO = """the district governor|a spokesman for the port|the head of the nurses' union|two members of the council|the mayor of the old town
|officials at the ministry|engineers from the water board|the owner of the mill|a group of farmers|the chief of the fire brigade|teachers at the school
|the captain of the ferry|residents of the valley|the judge in the case|a driver who saw it|the director of the museum|the bank's lawyers|the rescue team
|a committee of parents|the inspector of mines|the bishop|traders at the market|the coach of the team|the railway company|the election office""".replace(
    "\n", ""
).split("|")
DID = """said that|denied that|warned that|confirmed late in the evening that|told reporters that|wrote in a letter that|insisted that
|conceded that|announced without further comment that|repeated that|hinted that|made clear that|explained to the crowd that""".replace(
    "\n", ""
).split("|")
WHAT = """the bridge over the {river} would stay closed|{n} houses near {place} had lost their roofs|the strike at the {trade} works would go on
|no more than {n} people had been on board|the price of {good} had risen by {n} per cent|the tunnel to {place} was unsafe
|the talks about the {trade} contract had failed|{n} jobs in {place} were at risk|the flood had reached the {trade} quarter of {place}
|the new law on {good} would come into force|the fire in the {trade} store had been lit|a convoy with {good} had left for {place}
|the vote in {place} would be held again|the dam above {place} showed cracks|{n} tons of {good} had been spoiled
|the road from {place} to the {river} had been cleared|the company owed the town {n} thousand crowns""".replace(
    "\n", ""
).split("|")
WHEN = """on Monday morning|after a meeting that lasted {n} hours|before the market opened|in the third week of the drought|shortly after the snow had melted
|while the search was still under way|a day after the court had ruled|at the end of a long session|during a visit to {place}|as the rain went on
|for the first time since the harvest|with {n} days to go|despite earlier promises|because the funds had run out""".replace(
    "\n", ""
).split("|")
PLACES = "Velm Orsk Tarrin Hald Quessa Brannick Ilmara Doon Sefton Karsk Lunde Mirow Pell Astrup Nordeck Tolva Wiesing Ebro Calder Jorvik".split()
RIVERS = "Arn Sill Oder Teme Wye Drava Lech Inn Piave Isar".split()
TRADES = "glass steel paper cotton copper timber harbour salt brick textile".split()
GOODS = "flour diesel cement rice milk wool timber fertiliser medicine seed".split()
OTHER = {"said": "stated", "closed": "shut", "houses": "homes", "people": "persons", "risen": "climbed", "unsafe": "dangerous", "failed": "collapsed",
         "fire": "blaze", "company": "firm", "road": "route", "town": "city", "warned": "cautioned", "told": "informed", "morning": "afternoon",
         "harvest": "spring", "late": "early", "new": "latest", "group": "band", "head": "leader", "search": "hunt"}  # fmt: skip


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
    form = f"{chance.choice(WHO)} {chance.choice(DID)} {chance.choice(WHAT)} {chance.choice(WHEN)}."
    filled = form.format(
        n=chance.randint(2, 99), place=chance.choice(PLACES), river=chance.choice(RIVERS),
        trade=chance.choice(TRADES), good=chance.choice(GOODS),
    )  # fmt: skip
    return filled[0].upper() + filled[1:]


def _paragraph(chance: random.Random) -> str:
    return " ".join(_sentence(chance) for _ in range(chance.randint(1, 4)))


def _edited(body: list[str], chance: random.Random) -> str:
    """A copy as another desk prints it: from nearly whole to a few paragraphs among its own."""
    kept = chance.sample(body, max(1, round(len(body) * chance.uniform(0.2, 1.0))))
    if chance.random() < 0.6:
        kept.sort(key=body.index)
    changed = chance.uniform(0.0, 0.15)
    kept = [" ".join(_other(word, changed, chance) for word in p.split(" ")) for p in kept]
    for _ in range(round(len(kept) * chance.uniform(0.0, 1.5))):
        kept.insert(chance.randint(0, len(kept)), _paragraph(chance))
    return "\n\n".join(kept)


def _other(word: str, changed: float, chance: random.Random) -> str:
    """Another word in its place, or none, or one more: a copy-editor's hand."""
    if chance.random() >= changed:
        return OTHER.get(word, word) if chance.random() < changed * 3 else word
    return chance.choice([OTHER.get(word, "that"), f"{word} also", str(chance.randint(2, 99)), word.lower()])


def _anew(body: list[str], chance: random.Random) -> str:
    """An article on the same things in its own words: phrases of the first, none longer than nine words."""
    words = " ".join(body).split(" ")
    out: list[str] = []
    while len(out) < len(words) * 0.8:
        at = chance.randrange(max(1, len(words) - 9))
        out += (
            words[at : at + chance.randint(3, 9)] if chance.random() < 0.4 else _sentence(chance).split(" ")
        )
    return " ".join(out)
