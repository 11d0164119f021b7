"""Reports of one developing event, made up by a seeded generator: outlets that copy, relay, update and disagree."""

from __future__ import annotations

import random

PLACES = ["Likoma", "Nkhata Bay", "Karonga", "Mzuzu", "Salima", "Mangochi"]
PEOPLE = [
    ("Grace Phiri", "the health minister"), ("Col. Peter Sule", "an army spokesman"), ("Martha Banda", "the mayor"),
    ("John Tembo", "head of the rescue team"), ("Ruth Mvula", "a survivor"), ("Daniel Kachale", "the ferry's owner"),
]  # fmt: skip
OUTLETS = [
    "Lake Post",
    "Shore Daily",
    "Northern Star",
    "Radio Malawi",
    "The Courier",
    "Harbour News",
    "Capital Voice",
]
SAID = ["The engine had failed twice in May", "Nobody counted the passengers", "We searched the water until dawn",
        "The storm came without any warning", "The boat was built to carry eighty people"]  # fmt: skip
EVENTS = ["The ferry {name} capsized off {place} on {day}.", "Rescuers found {n} bodies near {place} on {day}.",
          "Police arrested {m} crew members in {place}.", "The navy sent {m} boats from {place} to join the search.",
          "At least {n} people died when the ferry sank, {who} said.", "{n} passengers were still missing on {day}.",
          "The government suspended all ferries from {place} for two weeks.", "Divers recovered the ferry's log near {place}.",
          "Families of {n} passengers gathered at the port of {place}.", "The owner paid {n}00 dollars to each family."]  # fmt: skip
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday"]


def reports(count: int, seed: int = 7) -> list[tuple[str, str]]:
    """`count` pairs of file name and text, the first ones the same for every count."""
    made: list[tuple[str, str]] = []
    for number in range(count):
        chance = random.Random(f"{seed} {number}")
        body = [_sentence(chance, number) for _ in range(chance.randint(8, 16))]
        if made and chance.random() < 0.4:  # a passage taken over from an earlier report
            body[2:4] = chance.choice(made)[1].split("\n\n")[-2:]
        if chance.random() < 0.3:
            body.append(
                f"{chance.choice(PEOPLE)[0].split()[-1]} told {chance.choice(OUTLETS)} that the search would go on."
            )
        day = 4 + number % 4
        head = (
            f"Ferry disaster off {chance.choice(PLACES)}\n\n{chance.choice(OUTLETS)}, 2024-03-{day:02d}\n\n"
        )
        made.append((f"r{number:04d}.txt", head + "\n\n".join(body)))
    return made


def _sentence(chance: random.Random, number: int) -> str:
    if chance.random() < 0.25:
        name, role = chance.choice(PEOPLE)
        words = chance.choice(SAID)
        return f"“{words if chance.random() < 0.7 else words.split(' ', 2)[-1].capitalize()},” said {name}, {role}."
    name, role = chance.choice(PEOPLE)
    return chance.choice(EVENTS).format(
        name="Chilembwe", place=chance.choice(PLACES), day=chance.choice(DAYS), who=f"{name}, {role},",
        n=chance.choice([12, 14, 17, 31, 40, 41]) + number % 3, m=chance.randint(2, 9),
    )  # fmt: skip
