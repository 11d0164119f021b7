"""In which words a happening is told: the clause of the report that tells it most plainly, or its sentence."""

from __future__ import annotations

from collections.abc import Sequence

from consilience.model import Evidence
from consilience.reconciling.mentions import Told
from consilience.reconciling.sources import Sources

FEWEST_WORDS = 4  # that tell something by themselves
COMPLETED = frozenset({"obj", "obl", "nsubj:pass"})  # a subject with one of these tells something
LEANING = frozenset(  # what begins so leans on words before it
    "that which who whom whose he she it they we i you this these those his her its their there and but".split()
)


def plainest_words(group: Sequence[Told], sources: Sources) -> str:
    """The words of the report that tells it most plainly."""
    told = plainest(group, sources)
    return line_of(_words_of(told), sources)


def plainest(group: Sequence[Told], sources: Sources) -> Told:
    """The mention with a subject and an object, in about ten words, that leans on nothing before it."""

    def rank(t: Told) -> tuple[int, int, str, int]:
        words = line_of(_words_of(t), sources).split()
        roles = _roles(t)
        told = 2 * ("nsubj" in roles) + ("obj" in roles or "obl" in roles)
        leaning = 3 * (words[0].casefold() in LEANING) + 2 * ("\u201c" in words[0] or '"' in words[0])
        return leaning - told, abs(len(words) - 10), t.report, t.mention.start

    return min(group, key=rank)


def told_span(told: Told, sources: Sources) -> Evidence:
    """Its words where they say who did what, or what became of whom; else the sentence that they stand in."""
    words = _words_of(told)
    said = line_of(words, sources).split()
    subject = "nsubj" in _roles(told) and words.start < told.mention.start
    whole = subject and not COMPLETED.isdisjoint(role for role, _ in told.mention.arguments)
    if whole and len(said) >= FEWEST_WORDS and said[0].casefold() not in LEANING:
        return words
    sentences = sources.readings[told.report].sentences
    holding = next((s for s in sentences if s.start <= words.start and words.end <= s.end), None)
    return Evidence(told.report, holding.start, holding.end) if holding else words


def _words_of(told: Told) -> Evidence:
    return Evidence(told.report, told.words.start, told.words.end)


def _roles(told: Told) -> set[str]:
    return {role.partition(":")[0] for role, _ in told.mention.arguments}


def line_of(words: Evidence, sources: Sources) -> str:
    """The words on one line."""
    return " ".join(sources.readings[words.report].report.text[words.start : words.end].split())
