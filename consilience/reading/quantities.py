"""How many of what: numbers with their bounds, their unit and the things they count."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from consilience.model import Quantity, Span, TimeMention
from consilience.reading.numbers import HYPHENS, Number, number_at
from consilience.reading.parsed import Parsed

LOWER = ("more than", "at least", "over", "no fewer than", "no less than", "not less than", "upwards of", "upward of",
         "in excess of", "exceeding", "above", "a minimum of", "greater than", "well over", "just over", "well above",
         "a little over", "slightly more than", "slightly over", "a little more than", "north of")  # fmt: skip
UPPER = ("up to", "as many as", "as much as", "fewer than", "less than", "under", "nearly", "almost", "no more than",
         "not more than", "at most", "below", "just under", "well under", "a maximum of", "slightly less than")  # fmt: skip
ABOUT = ("about", "around", "roughly", "approximately", "some", "an estimated", "estimated", "close to", "circa",
         "approx.", "approx", "~", "an approximate", "somewhere around", "in the region of", "the estimated")  # fmt: skip
EXACT = (
    "exactly",
    "precisely",
    "a total of",
    "only",
    "just",
    "all",
    "a record",
    "a further",
    "another",
    "an additional",
)
BOUNDS = sorted(
    [
        (tuple(p.split()), kind)
        for kind, ps in (("low", LOWER), ("high", UPPER), ("about", ABOUT))
        for p in ps
    ],
    key=lambda b: -len(b[0]),
)
CURRENCIES = {
    "$": "USD", "us$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "rs": "INR", "rs.": "INR", "a$": "AUD",
    "c$": "CAD", "₦": "NGN", "₽": "RUB", "₪": "ILS", "₩": "KRW", "r$": "BRL", "s$": "SGD", "hk$": "HKD", "nz$": "NZD",
}  # fmt: skip
CURRENCY_WORDS = {
    "dollar": "USD", "euro": "EUR", "yen": "JPY", "rupee": "INR", "rouble": "RUB", "ruble": "RUB", "yuan": "CNY",
    "naira": "NGN", "rand": "ZAR", "peso": "MXN", "franc": "CHF", "shekel": "ILS", "lira": "TRY", "cent": "cent",
}  # fmt: skip
PERCENT = {"%", "percent", "pc"}
MEASURES = frozenset(
    [
        "mile",
        "kilometre",
        "kilometer",
        "km",
        "metre",
        "meter",
        "m",
        "centimetre",
        "centimeter",
        "cm",
        "millimetre",
        "millimeter",
        "mm",
        "foot",
        "feet",
        "ft",
        "inch",
        "yard",
        "acre",
        "hectare",
        "ton",
        "tonne",
        "kilogram",
        "kilo",
        "kg",
        "gram",
        "pound",
        "lb",
        "ounce",
        "litre",
        "liter",
        "gallon",
        "barrel",
        "degree",
        "megawatt",
        "mw",
        "gigawatt",
        "kilowatt",
        "volt",
        "mph",
        "kph",
        "knot",
        "point",
    ]
)
DURATIONS = frozenset(
    [
        "second",
        "minute",
        "hour",
        "day",
        "night",
        "week",
        "weekend",
        "month",
        "quarter",
        "year",
        "decade",
        "century",
        "time",
    ]
)
NUMBERED = frozenset(  # nouns whose number is a name, not a count
    [
        "no",
        "no.",
        "number",
        "article",
        "section",
        "chapter",
        "page",
        "line",
        "rule",
        "resolution",
        "amendment",
        "title",
        "part",
        "volume",
        "act",
        "scene",
        "room",
        "flight",
        "highway",
        "route",
        "road",
        "interstate",
        "exit",
        "channel",
        "level",
        "phase",
        "stage",
        "grade",
        "class",
        "category",
        "type",
        "model",
        "version",
        "world",
        "group",
        "article",
        "protocol",
        "form",
        "bill",
        "ward",
        "zone",
        "district",
        "division",
        "chapter",
        "area",
        "case",
        "day",
        "episode",
        "season",
        "round",
        "game",
        "week",
        "lot",
        "gate",
        "platform",
        "terminal",
        "unit",
        "precinct",
        "station",
        "apartment",
        "suite",
        "box",
    ]
)
CONTAINERS = frozenset(
    [
        "body",
        "remains",
        "corpse",
        "group",
        "team",
        "family",
        "member",
        "crew",
        "list",
        "number",
        "total",
        "batch",
        "lot",
        "pair",
    ]
)


@dataclass(frozen=True, slots=True)
class _Found:
    """A number with its bounds over tokens `start` to `end`."""

    start: int
    end: int
    value: float | None
    low: float | None
    high: float | None
    unit: str | None
    number: Number


def find_quantities(parsed: Parsed, times: Sequence[TimeMention]) -> tuple[Quantity, ...]:
    """Counts, money, percentages and measures with what they count.

    Left out are numbers inside times, ages, ordinals, scores, addresses, and numbers that are names.
    """
    doc = parsed.doc
    taken = [(t.start, t.end) for t in times]
    quantities = []
    for found in _numbers(doc):
        start, end = doc[found.start].idx, doc[found.end - 1].idx + len(doc[found.end - 1])
        if any(start < b and a < end for a, b in taken) or _is_no_count(doc, found):
            continue
        counted = _counted(doc, found)
        if counted is not None and counted.lemma_.lower() in DURATIONS and found.unit is None:
            continue
        quantities.append(_quantity(doc, found, counted, start, end))
    return tuple(quantities)


def _numbers(doc: Doc) -> Iterator[_Found]:
    words = [t.lower_ for t in doc]
    at = 0
    while at < len(words):
        number = number_at(words, at)
        if number is None or _inside_word(doc, number):
            at += 1
            continue
        found = _with_unit(words, _with_range(words, number))
        yield found
        at = max(found.end, at + 1)


def _inside_word(doc: Doc, number: Number) -> bool:
    """ "F-16", "COVID-19", "16-year-old", "3-2": part of a longer word, no number of its own."""
    first, last = doc[number.start], doc[number.end - 1]
    before = first.nbor(-1) if first.i > 0 else None
    if before is not None and not before.whitespace_ and before.text in HYPHENS | {"/", ":", "#"}:
        return True
    after = last.nbor(1) if last.i + 1 < len(doc) else None
    if after is not None and not last.whitespace_ and after.text in {"/", ":", "st", "nd", "rd", "th"}:
        return True
    if after is not None and not last.whitespace_ and after.text in HYPHENS and last.i + 2 < len(doc):
        unit = doc[last.i + 2].lemma_.lower()
        return unit in DURATIONS or (
            doc[last.i + 2].text.isdecimal() and last.text.isdecimal() and len(last) < 3
        )
    return False


def _with_range(words: list[str], number: Number) -> _Found:
    """Adds a second number ("300-400", "3 % to 4 %", "two or three") and bounding words on both sides."""
    end, unit_end = number.end, number.end
    while unit_end < len(words) and (words[unit_end] in PERCENT):
        unit_end += 1
    low = high = None
    if unit_end + 1 < len(words) and words[unit_end] in {"to", "or", "and", "-", "–"}:
        joiner, second_at = words[unit_end], unit_end + 1
        money = words[second_at] in CURRENCIES
        second = number_at(words, second_at + money) if second_at + money < len(words) else None
        if money != (number.start > 0 and words[number.start - 1] in CURRENCIES) or (
            unit_end > end and money
        ):
            second = None
        between = words[max(0, number.start - 2) : number.start]
        joined = joiner != "and" or "between" in between
        if second and joined and second.value > number.value and not number.vague:
            scale = second.value / number.value if number.value else 0
            small = number.value < 1000 <= second.value and scale > 1000 and joiner in {"to", "-", "–"}
            unit = 10 ** (3 * ((len(str(int(second.value))) - 1) // 3)) if small else 1
            low, high, end = number.value * unit, second.value, second.end
    if low is not None:
        return _Found(number.start, end, None, low, high, None, number)
    return _bounded(words, number)


def _bounded(words: list[str], number: Number) -> _Found:
    if number.vague:
        return _Found(
            _bound_start(words, number.start)[0], number.end, None, number.value, None, None, number
        )
    start, kind = _bound_start(words, number.start)
    end = number.end
    after = tuple(words[end : end + 2])
    if after == ("or", "more") or words[end : end + 1] in (["plus"], ["+"]):
        kind, end = "low", end + (2 if after == ("or", "more") else 1)
    elif after in {("or", "fewer"), ("or", "less")}:
        kind, end = "high", end + 2
    value = number.value
    low = value if kind in {"low", None} else None
    high = value if kind in {"high", None} else None
    return _Found(start, end, value, low, high, None, number)


def _bound_start(words: list[str], start: int) -> tuple[int, str | None]:
    """Where the bounding words before a number begin, and which way they bound it."""
    at = start
    if at > 0 and words[at - 1] in CURRENCIES:
        at -= 1
    if at > 0 and words[at - 1] in {"a", "an", "the"}:
        at -= 1
    for phrase, kind in BOUNDS:
        if tuple(words[at - len(phrase) : at]) == phrase and at >= len(phrase):
            return at - len(phrase), kind
    return (at if at < start and words[at] in CURRENCIES else start), None


def _with_unit(words: list[str], found: _Found) -> _Found:
    unit, start, end = None, found.start, found.end
    first = found.number.start
    if first > 0 and words[first - 1] in CURRENCIES:
        unit, start = CURRENCIES[words[first - 1]], min(start, first - 1)
    elif end < len(words) and (words[end] in PERCENT or words[end : end + 2] == ["per", "cent"]):
        unit, end = "%", end + (1 if words[end] in PERCENT else 2)
    elif end < len(words) and re.sub(r"s$", "", words[end]) in CURRENCY_WORDS:
        unit = CURRENCY_WORDS[re.sub(r"s$", "", words[end])]
    elif end + 1 < len(words) and words[end] in {"us", "u.s."} and words[end + 1] in {"dollars", "dollar"}:
        unit, end = "USD", end + 2
    elif found.number.fraction:
        unit = "fraction"
    return _Found(start, end, found.value, found.low, found.high, unit, found.number)


def _is_no_count(doc: Doc, found: _Found) -> bool:
    """Ages, years, list numbers, "one of the", and numbers that belong to a name."""
    first, last = doc[found.number.start], doc[found.number.end - 1]
    if found.unit is not None:
        return False
    before = first.nbor(-1) if first.i > 0 else None
    after = last.nbor(1) if last.i + 1 < len(doc) else None
    if first.lower_ == "one" and not _counting_one(first):
        return True
    if after is not None and after.lower_ in {"fm", "am", "mhz", "khz"}:
        return True
    if before is not None and before.lower_.rstrip(".") in NUMBERED and before.i == first.i - 1:
        return True
    if first.ent_type_ and (before is not None and before.ent_type_ == first.ent_type_):
        return True
    if (
        before is not None
        and before.tag_ in {"NNP", "NNPS"}
        and first.head.i < first.i
        and first.dep_ != "conj"
    ):
        return True
    if _is_age(first, before, after) or _is_year(first, after):
        return True
    listed = after is None or after.is_space or after.text in {".", ")", ":", "]"}
    return listed and (first.dep_ in {"list", "discourse"} or first.tag_ == "LS")


OF_PEOPLE = frozenset(
    [
        "kill",
        "wound",
        "injure",
        "hurt",
        "arrest",
        "detain",
        "rescue",
        "evacuate",
        "hospitalize",
        "hospitalise",
        "displace",
    ]
)


def _counting_one(token: Token) -> bool:
    if token.dep_ != "nummod":
        return False
    noun = token.head.lemma_.lower()
    return noun not in DURATIONS and noun not in {"thing", "another", "way", "point", "side", "hand"}


def _is_age(first: Token, before: Token | None, after: Token | None) -> bool:
    """ "Jane Doe, 42, said": a number alone between commas after a name; "aged 42"."""
    if before is not None and before.lower_ in {"age", "aged", "ages"}:
        return True
    alone = after is not None and after.text in {",", ")", "."}
    named = (
        before is not None
        and before.text in {",", "("}
        and before.i > 0
        and before.nbor(-1).pos_ in {"PROPN", "NOUN"}
    )
    return (
        alone
        and named
        and first.text.isdecimal()
        and len(first) <= 3
        and first.dep_ not in {"obj", "obl", "nsubj"}
    )


def _is_year(first: Token, after: Token | None) -> bool:
    looks = len(first) == 4 and first.text.isdecimal() and 1500 <= int(first.text) <= 2100
    return (looks and first.dep_ != "nummod") or (looks and (after is None or not after.is_alpha))


def _counted(doc: Doc, found: _Found) -> Token | None:
    """The head of what is counted."""
    inside = range(found.start, found.end)
    tokens = [doc[i] for i in inside]
    top = next((t for t in tokens if t.head.i not in inside or t.head == t), tokens[-1])
    if found.unit == "%" or found.number.fraction or found.number.vague or top.pos_ in {"NOUN", "SYM"}:
        within = _of_what(top)
        if within is not None:
            return within
    if top.dep_ in {"nummod", "det", "amod", "compound", "advmod", "nmod"} and top.head.pos_ in {
        "NOUN",
        "PROPN",
        "SYM",
        "PRON",
    }:
        head = top.head
        if top.dep_ == "nummod" and head.i < top.i and head.pos_ == "PROPN":
            return None
        return head
    return _of_what(top) or _noun_after(doc, found)


def _noun_after(doc: Doc, found: _Found) -> Token | None:
    """The noun that ends the run of adjectives and names right after the number."""
    noun = None
    for token in doc[found.end : found.end + 5]:
        if token.pos_ not in {"NOUN", "PROPN", "ADJ"}:
            break
        noun = token
    return noun if noun is not None and noun.pos_ == "NOUN" and found.unit is None else None


def _of_what(token: Token) -> Token | None:
    """ "six of the 17 buses", "dozens of people": the noun after "of"."""
    for child in token.children:
        if (
            child.dep_ in {"nmod", "obl"}
            and child.i > token.i
            and any(c.dep_ == "case" and c.lower_ == "of" for c in child.children)
        ):
            return child
    return None


def _quantity(doc: Doc, found: _Found, counted: Token | None, start: int, end: int) -> Quantity:
    anchor = counted if counted is not None else doc[found.number.end - 1]
    verb, role = _governor(anchor, found)
    unit = found.unit
    if unit is None and counted is not None and counted.lemma_.lower() in MEASURES:
        unit = counted.lemma_.lower()
    return Quantity(
        start=start, end=end, value=found.value, low=found.low, high=found.high,
        of=_phrase(doc, counted, found) if counted is not None else None,
        unit=unit,
        head=counted.lemma_.lower() if counted is not None else _implied(verb, role),
        modifiers=_modifiers(counted, found) if counted is not None else (),
        verb=verb.lemma_.lower() if verb is not None else None,
        role=role,
        negated=verb is not None and any(c.lower_ in {"not", "n't", "n’t", "never"} for c in verb.children),
        remaining=_remaining(anchor, verb),
    )  # fmt: skip


def _implied(verb: Token | None, role: str | None) -> str | None:
    """ "The blast killed nine": people, without a word for them."""
    of_people = verb is not None and verb.lemma_.lower() in OF_PEOPLE and role in {"obj", "nsubj:pass"}
    return "person" if of_people else None


def _phrase(doc: Doc, head: Token, found: _Found) -> Span:
    """The counted noun phrase without the number: from its first modifier to the end of its "of" phrase."""
    left, right = head, head
    for child in head.children:
        if (
            child.i < head.i
            and child.dep_ in {"amod", "compound", "nmod:poss", "flat", "nmod", "det"}
            and not (found.start <= child.i < found.end)
        ):
            left = min(left, child.left_edge, key=lambda t: t.i)
        elif (
            child.i > head.i and child.dep_ in {"nmod", "flat", "compound", "acl"} and child.i - right.i <= 6
        ):
            if child.dep_ == "nmod" and not any(c.lower_ == "of" for c in child.children if c.dep_ == "case"):
                continue
            right = child if child.dep_ != "nmod" else _end_of_noun(child)
    if left.i < found.end <= head.i:
        left = doc[found.end]
    return Span(left.idx, right.idx + len(right))


def _end_of_noun(token: Token) -> Token:
    last = token
    for child in token.children:
        if child.i > token.i and child.dep_ in {"flat", "compound"}:
            last = child
    return last


def _modifiers(head: Token, found: _Found) -> tuple[str, ...]:
    """Lemmas that narrow what is counted, sorted: adjectives, compounds, "of" phrases, and what holds it."""
    words = {
        child.lemma_.lower()
        for child in head.children
        if child.dep_ in {"amod", "compound", "nmod", "nmod:poss", "flat", "acl", "acl:relcl", "appos"}
        and not (found.start <= child.i < found.end)
    }
    if head.dep_ == "nmod" and head.head.pos_ == "NOUN" and any(c.lower_ == "of" for c in head.children):
        words.add(head.head.lemma_.lower())
    words |= {
        "+" + c.lemma_.lower()
        for c in head.children
        if c.dep_ == "conj" and c.pos_ == "NOUN" and not _has_number(c)
    }
    words |= {
        g.lemma_.lower()
        for c in head.children
        if c.dep_ == "nmod"
        for g in c.children
        if g.dep_ in {"amod", "compound"}
    }
    return tuple(sorted(words - {head.lemma_.lower()}))


def _has_number(noun: Token) -> bool:
    return any(c.dep_ == "nummod" for c in noun.children)


def _governor(token: Token, found: _Found) -> tuple[Token | None, str | None]:
    """The verb above, and the role in which the noun phrase stands to it."""
    if token.dep_ in {"nmod", "obl"} and token.head.pos_ == "NUM":
        return None, None  # "six of the 17 buses": what is said is said of the six
    top = token
    while (
        top.dep_ in {"nmod", "conj", "appos", "nummod", "compound", "amod", "flat", "dep", "nmod:poss"}
        and top.head != top
    ):
        top = top.head
    if top.dep_ == "root" or top.head == top:
        return (top, "root") if top.pos_ == "VERB" else (None, "root")
    return (top.head, top.dep_) if top.head.pos_ in {"VERB", "AUX", "NOUN", "ADJ"} else (None, top.dep_)


def _remaining(token: Token, verb: Token | None) -> bool:
    words = {c.lemma_.lower() for c in token.children}
    if words & {"remaining", "remain", "left", "other", "last"} - {"other", "last"}:
        return True
    return verb is not None and verb.lemma_.lower() in {"remain", "stay"}
