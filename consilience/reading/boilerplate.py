"""What stands in a report's text but is no part of it: adverts, prompts, navigation, author notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from consilience.model import Report, Span
from consilience.reading.boilerplate_words import ADDRESS, AUTHOR_NOTE, WHOLE_LINE

SAID = re.compile(r"\b(?:said|says|told|added|according)\b")
QUOTED = re.compile(r"^\s*[\"“'‘]")
BETWEEN = re.compile(r"(?<=[.!?])\s+")
NEXT_SENTENCE = re.compile(r"(?<=[.!?])(?=\s+[A-Z])")
BARE_NAME = re.compile(r"(?:By )?(?:[A-Z][\w.'’-]+ ?){1,4}")
LONGEST_LABEL = 320  # characters
NOTE_TAIL = 0.55  # an author note stands in the last part of a text


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str


def find_boilerplate(report: Report) -> tuple[Span, ...]:
    """Spans of whole lines, or of whole sentences within a line, that are not the report's own words.

    A line counts when it is nothing but a site's label, speaks to the reader about the site, or tells
    who the author is near the end. Neighbouring lines of boilerplate are one span.
    """
    lines = list(_lines(report.text))
    marked = [_is_boilerplate(line, lines, i, report.text) for i, line in enumerate(lines)]
    _mark_names_of_author(lines, marked)
    spans: list[Span] = []
    for line, whole in zip(lines, marked, strict=True):
        spans += [Span(line.start, line.end)] if whole else _sentences(line)
    return _joined(spans, report.text)


def _lines(text: str) -> Iterator[_Line]:
    at = 0
    for raw in text.split("\n"):
        words = raw.strip()
        if words:
            start = at + raw.index(words[0])
            yield _Line(start, start + len(words), words)
        at += len(raw) + 1


def _is_boilerplate(line: _Line, lines: list[_Line], i: int, text: str) -> bool:
    if len(line.text) <= LONGEST_LABEL and WHOLE_LINE.match(line.text):
        return i > 0 or len(lines) == 1
    if len(line.text) > 400 or QUOTED.match(line.text):
        return False
    if AUTHOR_NOTE.match(line.text) and line.start > NOTE_TAIL * len(text) and not SAID.search(line.text):
        return True
    return _is_address(line.text) and _mostly_address(line.text)


def _is_address(words: str) -> bool:
    return ADDRESS.search(words.lower()) is not None


def _mostly_address(line: str) -> bool:
    """Whether every sentence of the line speaks to the reader, or the line is one short prompt."""
    sentences = [s for s in BETWEEN.split(line) if s]
    hits = sum(_is_address(s) for s in sentences)
    return not SAID.search(line) and (
        hits == len(sentences) or (hits * 2 >= len(sentences) and len(line) < 240)
    )


def _sentences(line: _Line) -> list[Span]:
    """Single sentences of address inside a line of report."""
    spans, at = [], 0
    for sentence in NEXT_SENTENCE.split(line.text):
        lead = len(sentence) - len(sentence.lstrip())
        if (
            len(sentence) < 200
            and _is_address(sentence)
            and not SAID.search(sentence)
            and not QUOTED.match(sentence)
        ):
            spans.append(Span(line.start + at + lead, line.start + at + len(sentence)))
        at += len(sentence)
    return spans


def _mark_names_of_author(lines: list[_Line], marked: list[bool]) -> None:
    """A bare name right before an author note, or before another such name, belongs to the note."""
    for i in range(len(lines) - 2, -1, -1):
        if not marked[i] and marked[i + 1] and i > 1 and BARE_NAME.fullmatch(lines[i].text):
            later = " ".join(
                line.text for line, m in zip(lines[i + 1 : i + 4], marked[i + 1 :], strict=False) if m
            )
            marked[i] = lines[i].text.removeprefix("By ") in later


def _joined(spans: list[Span], text: str) -> tuple[Span, ...]:
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and not text[joined[-1].end : span.start].strip():
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return tuple(joined)
