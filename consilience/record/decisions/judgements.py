"""What people decided of the lines of an account, found again in the account as it is now."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from consilience.model import Account, Evidence, Judgement, LineKind
from consilience.record.database import Record
from consilience.record.decisions.judging import Line, lines_of
from consilience.record.growing.coming import comings_of, reports_of
from consilience.record.growing.lasting import Place, Places
from consilience.record.growing.whereabouts import heirs
from consilience.record.log import Entry, entries_of
from consilience.record.readings import readings_of
from consilience.record.rows import rows_of
from consilience.record.schema import members


def judgements(record: Record, story: str, account: Account) -> tuple[Judgement, ...]:
    """All that was decided of the lines of a story, in the order of the log; `account` is the story's.

    A decision goes where most of the reports are that it rests on, so it follows them into another story.
    """
    return judgements_of(record, {story: account})[story]


def judgements_of(record: Record, accounts: Mapping[str, Account]) -> dict[str, tuple[Judgement, ...]]:
    """What `judgements` gives, for several stories by their ids."""
    return record.read(lambda connection: _judgements(connection, accounts))


def _judgements(connection: Connection, accounts: Mapping[str, Account]) -> dict[str, tuple[Judgement, ...]]:
    made = [entry for entry in entries_of(connection, ("judged", "graded")) if "item" in entry.about]
    homes = _homes(connection, made)
    here: dict[str, list[Entry]] = defaultdict(list)
    for entry in made:
        here[_home(entry, homes)].append(entry)
    return {story: _of_story(connection, account, here[story]) for story, account in accounts.items()}


def _of_story(connection: Connection, account: Account, made: Sequence[Entry]) -> tuple[Judgement, ...]:
    if not made:
        return ()
    finder = _Finder(connection, account, made)
    return _overruled([_judgement(entry, *finder.found(entry)) for entry in made])


def _homes(connection: Connection, made: Iterable[Entry]) -> Mapping[str, str]:
    """The story of each report that decisions rest on, and of each story the one that it was merged into in the end."""
    reports = {anchor["report"] for entry in made for anchor in entry.about["evidence"]}
    homes = {report: row.story for report, row in rows_of(connection, members, "report", reports).items()}
    return homes | heirs(connection)


def _home(entry: Entry, homes: Mapping[str, str]) -> str:
    """The story that holds most of what a decision rests on; where all of it is gone, the one it was made in."""
    own = homes.get(entry.about["story"], entry.about["story"])
    held = Counter(homes[a["report"]] for a in entry.about["evidence"] if a["report"] in homes)
    return max(sorted(held), key=lambda story: (held[story], story == own), default=own)


class _Finder:
    """The lines of an account by the places of their words."""

    def __init__(self, connection: Connection, account: Account, made: Sequence[Entry]) -> None:
        named = {anchor["version"] for entry in made for anchor in entry.about["evidence"]}
        own = [reading.report.id for reading in account.story.readings]
        kept = sorted(reports_of(connection, sorted(named)).keys() - set(own))
        came = comings_of(connection, [*own, *kept])
        self._came = came
        self._places = Places([*account.story.readings, *readings_of(connection, kept)], came)
        self._lines: dict[tuple[LineKind, Place], list[tuple[Line, Evidence]]] = defaultdict(list)
        for line in lines_of(account):
            for e in line.evidence:
                self._lines[line.kind, self._places.of(e.report, e.start)].append((line, e))

    def found(self, entry: Entry) -> tuple[str | None, tuple[Evidence, ...]]:
        """The line that holds most of what a decision is about, by its id, and which of its evidence that is.

        What is no line of an account goes by its id.
        """
        if entry.about["kind"] == "check":
            return entry.about["item"], ()
        held: dict[str, set[Evidence]] = defaultdict(set)
        for place in self._anchored(entry):
            for line, e in self._lines.get((entry.about["kind"], place), ()):
                held[line.id].add(e)
        item = max(sorted(held), key=lambda one: (len(held[one]), one == entry.about["item"]), default=None)
        return item, tuple(sorted(held[item], key=_where)) if item is not None else ()

    def _anchored(self, entry: Entry) -> Iterator[Place]:
        for anchor in entry.about["evidence"]:
            if anchor["version"] in self._came:
                yield self._places.of(anchor["version"], anchor["start"])


def _where(e: Evidence) -> tuple[str, int, int]:
    return e.report, e.start, e.end


def _judgement(entry: Entry, item: str | None, evidence: tuple[Evidence, ...]) -> Judgement:
    about: Mapping[str, Any] = entry.about
    return Judgement(
        entry.number, entry.at, entry.who, about["why"], about.get("verdict", "graded"), about["kind"],
        about["what"], item, evidence, about.get("correction"), about.get("grade"), about["part"],
    )  # fmt: skip


def _overruled(made: Sequence[Judgement]) -> tuple[Judgement, ...]:
    """Verdicts overrule earlier verdicts on the same, `open` among them, grades earlier grades; remarks nothing."""
    last: dict[object, int] = {}
    for one in made:
        last[_about(one)] = one.number
    return tuple(replace(one, holds=last[_about(one)] == one.number) for one in made)


def _about(one: Judgement) -> object:
    """What decisions on the same have in common."""
    sort = (
        f"remark {one.number}"
        if one.verdict == "noted"
        else "grade"
        if one.verdict == "graded"
        else "verdict"
    )
    line = one.item or (one.kind, one.what)
    return sort, line, frozenset(map(_where, one.evidence)) if one.part else None
