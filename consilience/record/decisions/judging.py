"""What people decide of the lines of an account and of sources. It is anchored on words of reports, so that it holds as
the account grows; the program never undoes it."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from sqlalchemy import Connection, select

from consilience.errors import NotThereError, RecordError
from consilience.model import Account, Actor, Evidence, LineKind, StoryPlace, Verdict
from consilience.model.lines import evidence_of
from consilience.model.words import list_words
from consilience.record.database import Record
from consilience.record.decisions.people import check_person, reports_in
from consilience.record.growing.accounts import account_of
from consilience.record.growing.coming import reports_of
from consilience.record.lists.items import IN_NO_STORY
from consilience.record.log import Entry, append, done, entries_of
from consilience.record.schema import items

SOURCE_GRADES: Mapping[str, str] = {  # the Admiralty system, AJP-2.1: how reliable a source is
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
STATEMENT_GRADES: Mapping[int, str] = {  # and how credible what it says is
    1: "confirmed by other sources",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "truth cannot be judged",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an account: what kind, in which words, on what it rests."""

    id: str
    kind: LineKind
    what: str
    evidence: tuple[Evidence, ...]


def lines_of(account: Account) -> list[Line]:
    """All lines of an account that a person can decide of."""
    named: tuple[tuple[LineKind, Sequence[Actor | StoryPlace]], ...]
    named = (("actor", account.actors), ("place", account.places))
    return [
        *(Line(f.id, "figure", f.what, evidence_of(f)) for f in account.figures),
        *(Line(q.id, "quote", q.text, q.evidence) for q in account.quotes),
        *(Line(e.id, "event", e.what, e.evidence) for e in account.events),
        *(Line(c.id, "contradiction", c.what, evidence_of(c)) for c in account.contradictions),
        *(Line(one.id, kind, one.name, one.evidence) for kind, held in named for one in held),
    ]


def judge(
    record: Record, story: str | None, item: str, verdict: Verdict, *, who: str, why: str,
    correction: str | None = None, only: Iterable[Evidence] = (),
) -> Entry:  # fmt: skip
    """Notes what a person decided of a line of a story's account, or of something else that is to be checked, by its id.

    `corrected` goes with a `correction` in the person's words; `noted` is a remark and decides nothing; `open` takes back
    what was decided before. `only` names the evidence that it is about where that is not all of the line's, as for one
    value of a figure. A later decision on the same overrules it; both stay in the log. `story` is None for what is to be
    checked and stands in none. Raises NotThereError where there is no such story or line, RecordError for
    what cannot be decided so.
    """
    if verdict not in get_args(Verdict):
        raise RecordError(f"A line can be {list_words(get_args(Verdict), 'or')}, not {verdict!r}.")
    if (correction is not None and correction.strip() != "") != (verdict == "corrected"):
        raise RecordError("Give a correction with the verdict corrected, and with no other.")
    if verdict == "noted" and not why.strip():
        raise RecordError("Write the remark.")
    about = {"verdict": verdict, "why": why, "correction": correction}
    return _decide(record, "judged", story, item, about, who, tuple(only))


def grade_statement(record: Record, story: str, item: str, grade: int, *, who: str, why: str) -> Entry:
    """Notes how credible a person holds a line of an account, from 1 to 6 as `STATEMENT_GRADES` words it.

    Raises NotThereError where there is no such story or line, RecordError for another grade.
    """
    if grade not in STATEMENT_GRADES:
        raise RecordError(f"The grade of a statement is 1 to 6, not {grade}.")
    return _decide(record, "graded", story, item, {"grade": grade, "why": why}, who, ())


def grade_source(record: Record, source: str, grade: str, *, who: str, why: str) -> Entry:
    """Notes how reliable a person holds an outlet or origin, by its name, from A to F as `SOURCE_GRADES` words it.

    Raises RecordError for another grade, or where no source is named.
    """
    if grade not in SOURCE_GRADES:
        raise RecordError(f"The grade of a source is A, B, C, D, E or F, not {grade!r}.")
    if not source.strip():
        raise RecordError("Name the source: an outlet, or a person or body that statements come from.")
    about = {"source": source.strip(), "grade": grade, "why": why}
    return _note(record, "graded", about, who)


def _decide(
    record: Record, kind: str, story: str | None, item: str, about: dict[str, Any], who: str, only: Sequence[Evidence]
) -> Entry:  # fmt: skip
    check_person(who)
    account = _account(record, story)
    line = next((line for line in lines_of(account) if line.id == item), None) if account else None
    line = line or record.read(lambda connection: _to_check(connection, story, item))
    named = {(e.report, e.start, e.end) for e in only}
    evidence = [e for e in line.evidence if not named or (e.report, e.start, e.end) in named]
    if len(evidence) < len(named):
        raise RecordError(f"Line {item} does not rest on all of the words that are named.")
    what = {"story": story, "item": item, "kind": line.kind, "what": line.what, "part": bool(named)}
    anchors = _anchors(record, account, evidence) if account else []
    return _note(record, kind, {**what, **about, "evidence": anchors}, who)


def _account(record: Record, story: str | None) -> Account | None:
    """The account of a story that is there; none where it could not be made."""
    if story is None:
        return None
    record.read(lambda connection: reports_in(connection, story))
    account = account_of(record, story)
    return account if isinstance(account, Account) else None


def _to_check(connection: Connection, story: str | None, item: str) -> Line:
    """What is to be checked and is no line of an account: a doubtful join, a report that cannot be read."""
    here = (items.c.story == (story or IN_NO_STORY), items.c.item == item)
    row = connection.execute(select(items.c.says, items.c.evidence).where(*here)).first()
    if row is None:
        raise NotThereError(
            f"There is no line {item} in {f'the account of story {story}' if story else 'what is to be checked'}."
        )
    return Line(item, "check", row.says, tuple(Evidence(*one) for one in json.loads(row.evidence)))


def _anchors(record: Record, account: Account, evidence: Iterable[Evidence]) -> list[dict[str, Any]]:
    """Where a decision holds: words of reports, by report and by the version in which they were seen."""
    texts = {reading.report.id: reading.report.text for reading in account.story.readings}
    report = record.read(lambda connection: reports_of(connection, list(texts)))
    return [
        {
            "report": report[e.report], "version": e.report, "start": e.start, "end": e.end,
            "words": texts[e.report][e.start : e.end], "origin": e.origin,
        }
        for e in evidence if e.report in texts
    ]  # fmt: skip


def _note(record: Record, kind: str, about: Mapping[str, Any], who: str) -> Entry:
    check_person(who)
    step = f"{kind}:{secrets.token_hex(8)}"

    def once(connection: Connection) -> Entry:
        return done(connection, step) or append(connection, record, kind, about, who=who, step=step)

    return record.write(once)


@dataclass(frozen=True, slots=True)
class Grade:
    """How reliable somebody holds a source; `holds` until somebody grades it again."""

    number: int
    at: str
    who: str
    source: str
    grade: str
    why: str
    holds: bool


def grades_by_source(record: Record) -> dict[str, str]:
    """The grade that holds of each source, by its name."""
    return {one.source: one.grade for one in grades(record) if one.holds}


def grades(record: Record) -> tuple[Grade, ...]:
    """Every grade that was given to a source, in the order of the log."""
    held = [
        entry
        for entry in record.read(lambda connection: entries_of(connection, ("graded",)))
        if "source" in entry.about
    ]
    last = {entry.about["source"]: entry.number for entry in held}
    return tuple(
        Grade(e.number, e.at, e.who, e.about["source"], e.about["grade"], e.about["why"], e.number == last[e.about["source"]])
        for e in held
    )  # fmt: skip
