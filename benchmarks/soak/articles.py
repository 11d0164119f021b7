"""News that never was, as a press publishes it: stories of about ten reports by several outlets, with copies and revisions."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from html import escape

from benchmarks.invented_readings import LEXICON, word

OUTLETS = ["Lake Post", "Shore Daily", "Northern Star", "Valley Radio", "The Courier", "Harbour News", "Capital Voice", "Evening Ledger"]  # fmt: skip
TOWNS = """Bergen Trieste Porto Leeds Cork Gdansk Malmo Aarhus Turku Graz Basel Lyon Bilbao Genoa Varna Split Izmir Haifa Tunis Oran Fez Dakar
Accra Lagos Mombasa Lusaka Durban Mumbai Chennai Dhaka Mandalay Hanoi Cebu Busan Osaka Perth Dunedin Tacoma Halifax Calgary Omaha Tulsa Puebla
Quito Cusco Cordoba Recife Salta""".split()
KINDS = {
    "fire": """A fire in the {thing} of {body} in {town} killed {dead} people on {day}, {person} said.
|At least {dead} people died when the {thing} of {body} burned in {town} on {day}.
|{hurt} people were taken to hospital with burns, the fire brigade said.|Firefighters evacuated {many} residents of the street behind the {thing}.
|Police arrested {few} workers of {body} on the same day.|The flames began on the second floor at about 3 a.m., according to {person}.
|“{quote},” said {person}, the head of the fire brigade.|{person} told {outlet} that the stairs had been blocked.""",
    "ferry": """A ferry of {body} capsized off {town} on {day}, killing {dead} passengers.
|{dead} passengers drowned when a ferry sank near {town} on {day}, {person} said.|The coast guard rescued {many} people from the water.
|{hurt} passengers were injured, hospitals in {town} said.|The vessel belonged to {body}, which operates {few} ships.
|“{quote},” said {person}, the harbour master.|Divers recovered the log of the ferry beside the {thing}.|{person} told {outlet} that the ferry carried too many people.""",
    "strike": """{many} workers of {body} in {town} went on strike on {day}, the union said.|Workers walked out of the {thing} of {body} on {day}.
|Police detained {few} pickets near the {thing}.|{person} said that the company would lose {hurt} million dollars.
|“{quote},” said {person}, who leads the union.|{body} dismissed {dead} workers in {town} last month.|{person} told {outlet} that talks would begin next week.
|{hurt} buses were cancelled because of the strike.""",
    "crash": """A bus of {body} crashed into the {thing} in {town} on {day}, killing {dead} people.|{dead} people died in a crash in {town} on {day}, police said.
|{hurt} passengers were injured, {few} of them children.|The driver fled, and police searched for him with {few} dogs.
|“{quote},” said {person}, a survivor.|{person}, who heads the police of {town}, said that the brakes had failed.|{body} suspended {many} drivers.
|{person} told {outlet} that the road was closed until noon.""",
    "flood": """Floods in {town} killed {dead} people on {day} after the river broke the {thing}.|{dead} people drowned in floods in {town}, {person} said on {day}.
|{many} families left their homes.|Soldiers rescued {hurt} people by boat.|“{quote},” said {person}, the mayor of {town}.
|{body} delivered food for {many} people.|{person} told {outlet} that the dam had not been inspected.|{few} bridges were destroyed by the water.""",
    "attack": """Gunmen attacked the {thing} of {body} in {town} on {day}, killing {dead} people.|{dead} people were killed when gunmen opened fire in {town} on {day}, {person} said.
|{hurt} people were wounded, doctors said.|Police killed {few} of the attackers.|No group claimed the attack.|“{quote},” said {person}, a witness.
|{person}, the governor, ordered {many} soldiers into {town}.|{person} told {outlet} that the guards of {body} had left.""",
    "trial": """A court in {town} convicted {person} of fraud on {day}.|{person} was sentenced to {few} years in prison by a court in {town} on {day}.
|The prosecutor said that {hurt} million dollars of {body} were missing.|{many} people lost their savings at {body}.|“{quote},” said {person} in court.
|Police found {dead} boxes of papers in the {thing}.|{person} told {outlet} that the verdict was unjust.|{body} dismissed its board.""",
    "mine": """The roof of a mine of {body} near {town} collapsed on {day}, killing {dead} miners.|{dead} miners died in {town} on {day} when the {thing} fell, {person} said.
|Rescuers brought {hurt} miners out alive.|{few} miners were still missing.|“{quote},” said {person}, who leads the rescue.|{body} stopped work at all {few} mines.
|{person} told {outlet} that gas had been smelled for days.|Families of {many} workers waited at the gate.""",
}  # fmt: skip
QUOTES = ["Nobody warned us of the {one} before it began", "We had asked for a {one} three times", "It was the {one} that I will remember", "Those who knew the {one} said nothing", "We will not rest until the {one} is known"]  # fmt: skip
DETAILS = ["Officials in {town} said that the {one} near the {two} would stay closed until next week.", "The government had paid for the {one} and the {two} a year before.",
           "Many in {town} had asked who was responsible for the {one}, and for the {two}.", "The {one} was seen beside the {two} in the evening, two people said.",
           "A report on the {one} is expected by the end of the month, with one on the {two}.", "The old {one} in the north of {town} was used as a {two} until last year.",
           "There was no {one} at the time, and the {two} came an hour later.", "Several of those at the {one} went on to the {two} on foot.",
           "The {one} has stood there for a long time, longer than the {two}.", "In the past the {one} was a matter for the {two} alone.",
           "Others want the {one} to be given to the {two} in the spring.", "It is not known who brought the {one} to the {two}.",
           "The cost of the {one} has doubled since the {two} opened.", "Some said that the {one} had nothing to do with the {two}."]  # fmt: skip
WORDING = [("killed", "claimed"), ("said", "stated"), ("people", "persons"), ("began", "started"), ("arrested", "detained"), ("police", "officers")]  # fmt: skip
LIVE = 20  # stories that go on side by side
REPORTS = 10  # of a story, in the mean
REVISED, COPIED = 0.1, 0.25  # shares of what is published: revisions; reports that carry another's passage


@dataclass(frozen=True, slots=True)
class Article:
    """A page as it is published: what stands at a `path` of an outlet's site; a revision has the path of what it revises."""

    outlet: int
    path: str
    title: str
    sentences: tuple[str, ...]
    story: int
    version: int = 1

    def page(self, now: datetime) -> str:
        """The page in HTML."""
        body = "".join(f"<p>{escape(sentence)}</p>" for sentence in self.sentences)
        return (
            f"<!doctype html><html lang=en><head><title>{escape(self.title)}</title><meta property=og:site_name content='{OUTLETS[self.outlet]}'>"
            f"<meta property=article:published_time content='{now.isoformat()}'></head><body><article><h1>{escape(self.title)}</h1>{body}</article></body></html>"
        )


@dataclass(slots=True)
class Story:
    """What the reports of a story tell of, and what stands in them so far."""

    number: int
    kind: list[str]
    facts: dict[str, str]
    details: list[str]
    wire: list[str]
    published: list[Article]
    length: int


def articles(seed: int = 7) -> Iterator[Article]:
    """What is published, one after the other, without end; the same for a seed."""
    chance, live, begun, made = random.Random(seed), list[Story](), 0, 0
    while True:
        if len(live) < LIVE and (not live or chance.random() < 1 / REPORTS or made < LIVE):
            live.append(_story(chance, begun))
            begun += 1
            story = live[-1]
        else:
            story = chance.choice(live)
        if story.published and chance.random() < REVISED:
            article = _revised(chance, story)
        else:
            article = _reported(chance, story, made)
            story.published.append(article)
        made += 1
        if len(story.published) >= story.length:
            live.remove(story)
        yield article


def _story(chance: random.Random, number: int) -> Story:
    town = chance.choice(TOWNS)
    topic = [word(chance.randrange(LEXICON)) for _ in range(24)]
    facts = {
        "town": town, "person": f"{_name(chance)} {_name(chance)}", "body": f"{_name(chance)} {chance.choice(['Group', 'Industries', 'Holdings', 'Works'])}",
        "thing": chance.choice(topic), "dead": str(chance.randint(3, 60)), "hurt": str(chance.randint(61, 200)),
        "many": str(chance.randint(201, 900)), "few": str(chance.randint(2, 9)), "quote": chance.choice(QUOTES).format(one=chance.choice(topic)), "day": f"{datetime.now(UTC):%A}",
    }  # fmt: skip
    details = [_detail(chance, topic, town) for _ in range(11)]
    kind = chance.choice(sorted(KINDS.values())).replace("\n", "").split("|")
    wire = [_filled(chance, sentence, facts) for sentence in chance.sample(kind[2:], 2)] + details[:3]
    return Story(number, kind, facts, details, wire, [], 2 + int(chance.expovariate(1 / (REPORTS - 2))))


def _detail(chance: random.Random, topic: list[str], town: str) -> str:
    """A sentence of the words that a story alone has."""
    one, two, three, four = chance.sample(topic, 4)
    return f"{chance.choice(DETAILS).format(one=one, two=two, town=town)[:-1]}, as were {three} and {four}."


def _name(chance: random.Random) -> str:
    return word(chance.randrange(LEXICON)).capitalize()


def _reported(chance: random.Random, story: Story, number: int) -> Article:
    """A report of about a hundred words in an outlet's own order and wording, or with an agency's passage as it came."""
    facts = story.facts
    if chance.random() < 0.15:  # an outlet that counts otherwise
        facts = {**facts, "dead": str(int(facts["dead"]) + chance.randint(1, 4))}
    own = [_filled(chance, sentence, facts) for sentence in chance.sample(story.kind[2:], 2)]
    lead = _filled(chance, chance.choice(story.kind[:2]), facts)
    taken = story.wire if chance.random() < COPIED else chance.sample(story.details, 4)
    outlet = chance.randrange(len(OUTLETS))
    title = f"{lead.split(' on ')[0].rstrip('.')}"[:90]
    return Article(outlet, f"/news/{number}", title, (lead, *own, *taken), story.number)


def _revised(chance: random.Random, story: Story) -> Article:
    """An article published before, with another count and a sentence more."""
    at = chance.randrange(len(story.published))
    before = story.published[at]
    facts = {**story.facts, "dead": str(int(story.facts["dead"]) + chance.randint(1, 9))}
    lead = _filled(chance, story.kind[1], facts)
    rest = (*before.sentences[1:6], chance.choice(story.details))
    story.published[at] = replace(before, sentences=(lead, *rest), version=before.version + 1)
    return story.published[at]


def _filled(chance: random.Random, sentence: str, facts: dict[str, str]) -> str:
    """A sentence with its facts, now and then in other words."""
    for one, other in WORDING:
        if chance.random() < 0.3:
            sentence = sentence.replace(f" {one} ", f" {other} ")
    return sentence.format(**facts, outlet=chance.choice(OUTLETS))
