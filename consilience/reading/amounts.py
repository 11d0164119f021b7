"""Numbers with what bounds them and their unit: "more than 300", "between 40 and 50", "$1.5 billion", "one in five"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from consilience.reading.numbers import HYPHENS, SHORT_SCALES, Number, may_be_number, number_at
from consilience.reading.quantity_words import BOUNDS, CURRENCIES, CURRENCY_WORDS, DURATIONS, PERCENT

JOINED = frozenset(
    ["term", "round", "way", "page", "part", "tier", "step", "star", "door", "story", "side", "man", "party"]
)  # "two-term"
LONGEST_ODDS = 20  # "one in 20"; beyond, "in" is more likely a place or a time
OF_A_TOPIC = frozenset(
    "tell inform ask question talk speak know think worry complain concern story report write read learn hear joke".split()
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its bounds over tokens `start` to `end`."""

    start: int
    end: int
    value: float | None
    low: float | None
    high: float | None
    unit: str | None
    number: Number


def amounts(doc: Doc, words: list[str]) -> Iterator[Amount]:
    """All numbers of a text that are no part of a longer word, in order; `words` are its tokens in lower case."""
    end = 0
    for at in [i for i, word in enumerate(words) if may_be_number(word)]:
        number = number_at(words, at) if at >= end else None
        if (
            number is None
            or _inside_word(doc, number)
            or (number.vague and doc[number.end - 1].pos_ == "VERB")
        ):
            continue
        found = _odds(words, number) or _with_unit(words, _with_range(words, number))
        yield _unbound(doc, found)
        end = found.end


def _odds(words: list[str], number: Number) -> Amount | None:
    """ "One in five", "two out of three", "2-in-3": a share."""
    at = number.end
    hyphen = words[at : at + 1] == ["-"]
    at += hyphen
    by = 1 if words[at : at + 1] == ["in"] else 2 if words[at : at + 2] == ["out", "of"] else 0
    at += words[at + by : at + by + 1] in (["every"], ["each"]) and by > 0
    at += by + (hyphen and words[at + by : at + by + 1] == ["-"])
    second = number_at(words, at) if by and at < len(words) else None
    if second is None or number.vague or second.vague or not 0 < number.value < second.value <= LONGEST_ODDS:
        return None
    share = number.value / second.value
    return Amount(number.start, second.end, share, share, share, "fraction", number)


def _unbound(doc: Doc, found: Amount) -> Amount:
    """ "Sent the price up to $36", "told them about two things": the words bound nothing."""
    first = doc[found.start]
    to = doc[first.i + 1] if first.i + 1 < len(doc) else first
    with_verb = first.lower_ == "up" and to.dep_ == "case" and to.head != first
    topic = first.lower_ == "about" and first.dep_ == "case" and first.head.head.lemma_.lower() in OF_A_TOPIC
    if found.value is None or not (with_verb or topic):
        return found
    money = found.number.start > 0 and doc[found.number.start - 1].lower_ in CURRENCIES
    return replace(found, start=found.number.start - money, low=found.value, high=found.value)


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
        return (
            unit in DURATIONS | JOINED
            or doc[last.i + 2].pos_ in {"ADJ", "VERB", "ADV"}
            or (doc[last.i + 2].text.isdecimal() and last.text.isdecimal() and len(last) < 3)
        )
    return False


def _with_range(words: list[str], number: Number) -> Amount:
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
        return Amount(number.start, end, None, low, high, None, number)
    return _bounded(words, number)


def _bounded(words: list[str], number: Number) -> Amount:
    if number.vague:
        return Amount(
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
    return Amount(start, end, value, low, high, None, number)


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


def _scaled(found: Amount, by: float) -> Amount:
    """ "$40m" where the tokens are "40" and "m"."""
    value, low, high = (None if v is None else v * by for v in (found.value, found.low, found.high))
    return replace(found, value=value, low=low, high=high)


def _with_unit(words: list[str], found: Amount) -> Amount:
    unit, start, end = None, found.start, found.end
    first = found.number.start
    if first > 0 and words[first - 1] in CURRENCIES:
        unit, start = CURRENCIES[words[first - 1]], min(start, first - 1)
        if end < len(words) and words[end] in SHORT_SCALES:
            found, end = _scaled(found, SHORT_SCALES[words[end]]), end + 1
    elif end < len(words) and (words[end] in PERCENT or words[end : end + 2] == ["per", "cent"]):
        unit, end = "%", end + (1 if words[end] in PERCENT else 2)
    elif end < len(words) and words[end].removesuffix("s") in CURRENCY_WORDS:
        unit = CURRENCY_WORDS[words[end].removesuffix("s")]
    elif end + 1 < len(words) and words[end] in {"us", "u.s."} and words[end + 1] in {"dollars", "dollar"}:
        unit, end = "USD", end + 2
    elif found.number.fraction:
        unit = "fraction"
    return Amount(start, end, found.value, found.low, found.high, unit, found.number)
