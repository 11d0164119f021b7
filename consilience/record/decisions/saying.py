"""Entries of the log as sentences for people."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from consilience.model.words import clipped, count_words
from consilience.record.decisions.judging import SOURCE_GRADES, STATEMENT_GRADES
from consilience.record.log import Entry

About = Mapping[str, Any]


def says(entry: Entry) -> str:
    """What an entry tells, in a sentence, who decided it included; none for kinds that are told elsewhere."""
    said = _SENTENCES.get(entry.kind)
    return said(entry.who, entry.about) if said is not None else ""


def _reports(about: About) -> str:
    return count_words(len(about["reports"]), "report")


def _because(about: About) -> str:
    """The reason that a person gave, as the end of a sentence."""
    why = " ".join(about["why"].split())
    return f": {why}{'' if why[-1] in '.!?…' else '.'}" if why else "."


def _line(about: About) -> str:
    part = "a part of " if about["part"] else ""
    return (
        f"{part}{'' if about['kind'] == 'check' else 'the ' + about['kind'] + ' '}“{clipped(about['what'])}”"
    )


def _received(_: str, about: About) -> str:
    return f"{about['name']} was received."


def _read(_: str, about: About) -> str:
    read, failed = len(about["versions"]), len(about["failures"])
    texts = "1 text was read" if read == 1 else f"{read} texts were read"
    return f"{texts}, {failed} could not be." if failed else f"{texts}."


def _judged(who: str, about: About) -> str:
    if about["verdict"] == "noted":
        return f"{who} noted on {_line(about)}{_because(about)}"
    if about["verdict"] == "open":
        return f"{who} took back what was decided of {_line(about)}{_because(about)}"
    to = f" to “{about['correction']}”" if about["correction"] else ""
    return f"{who} {about['verdict']} {_line(about)}{to}{_because(about)}"


def _graded(who: str, about: About) -> str:
    grade = about["grade"]
    if "source" in about:
        return f"{who} graded {about['source']} {grade} ({SOURCE_GRADES[grade]}){_because(about)}"
    return f"{who} graded {_line(about)} {grade} ({STATEMENT_GRADES[grade]}){_because(about)}"


_SENTENCES: Mapping[str, Callable[[str, About], str]] = {
    "received": _received,
    "read": _read,
    "started": lambda who, about: f"A story began with {_reports(about)}.",
    "joined": lambda who, about: f"{_reports(about)} joined the story.",
    "divided": lambda who, about: f"{_reports(about)} left story {about['from']} and began a story.",
    "moved": lambda who, about: f"{_reports(about)} moved here from story {about['from']}.",
    "merged": lambda who, about: f"Story {about['from']} went into this one with {_reports(about)}.",
    "left": lambda who, about: f"{_reports(about)} can no longer be read and left the story.",
    "merge": lambda who, about: f"{who} made one story of {' and '.join(about['stories'])}{_because(about)}",
    "split": lambda who, about: (
        f"{who} took {len(about['sets'][1])} of the reports of story {about['stories'][0]} out of it{_because(about)}"
    ),
    "apart": lambda who, about: (
        f"{who} said that {' and '.join(about['stories'])} are two stories{_because(about)}"
    ),
    "told": lambda who, about: "The account was made anew.",
    "changed": lambda who, about: str(about["says"]),
    "judged": _judged,
    "graded": _graded,
}
