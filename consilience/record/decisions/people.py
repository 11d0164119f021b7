"""What people decide of stories. The program follows it from then on, and never undoes it."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Sequence

from sqlalchemy import Connection, select

from consilience.errors import NotThereError, RecordError
from consilience.record.database import Record
from consilience.record.growing.identity import begin, place
from consilience.record.growing.joining import regroup
from consilience.record.log import PROGRAM, append, done
from consilience.record.schema import members, stories
from consilience.record.stages import Stages
from consilience.record.work import tell


def merge(record: Record, stages: Stages, story: str, other: str, *, who: str, why: str) -> None:
    """Makes one story of two, under the first's id. Raises RecordError where there are no two such stories."""

    def step(connection: Connection, token: str) -> set[str]:
        sets = _two(connection, story, other)
        _decide(connection, record, "merge", token, who, why, [story, other], sets)
        place(connection, record, "merged", story, sets[1], other)
        return {report for held in sets for report in held}

    _follow(record, stages, step)


def split(record: Record, stages: Stages, story: str, reports: Iterable[str], *, who: str, why: str) -> None:
    """Takes reports, by their ids, out of a story into a new one.

    Raises RecordError where the story does not hold them, or holds nothing else.
    """
    out = sorted(set(reports))

    def step(connection: Connection, token: str) -> set[str]:
        held = reports_in(connection, story)
        if not out or not set(out) < set(held):
            raise RecordError(f"Name some of the reports of story {story}, and not all of them.")
        rest = [report for report in held if report not in out]
        _decide(connection, record, "split", token, who, why, [story], [rest, out])
        begin(connection, record, {story: out})
        return set(held)

    _follow(record, stages, step)


def keep_apart(record: Record, stages: Stages, story: str, other: str, *, who: str, why: str) -> None:
    """Says that two stories are two, whatever else arrives. Raises RecordError where there are no two such stories."""

    def step(connection: Connection, token: str) -> set[str]:
        sets = _two(connection, story, other)
        _decide(connection, record, "apart", token, who, why, [story, other], sets)
        return {report for held in sets for report in held}

    _follow(record, stages, step)


def _follow(record: Record, stages: Stages, step: Callable[[Connection, str], set[str]]) -> None:
    """Decides, and puts the reports concerned where they belong now, in one transaction; then tells their stories."""
    token = secrets.token_hex(8)

    def whole(connection: Connection) -> None:
        if done(connection, f"decided:{token}") is None:
            concerned = step(connection, token)
            regroup(connection, record, stages, concerned, concerned)

    record.write(whole)
    tell(record, stages)


def _decide(
    connection: Connection, record: Record, kind: str, token: str, who: str, why: str,
    named: Sequence[str], sets: Sequence[Sequence[str]],
) -> None:  # fmt: skip
    check_person(who)
    about = {"stories": list(named), "sets": [list(held) for held in sets], "why": why}
    append(connection, record, kind, about, who=who, step=f"decided:{token}")


def check_person(who: str) -> None:
    """Raises RecordError where nobody is named, or the program."""
    if not who.strip() or who == PROGRAM:
        raise RecordError("Say who decides: the name of a person.")


def _two(connection: Connection, story: str, other: str) -> list[list[str]]:
    if story == other:
        raise RecordError("Name two stories.")
    return [reports_in(connection, story), reports_in(connection, other)]


def reports_in(connection: Connection, story: str) -> list[str]:
    """The reports of a story. Raises NotThereError where there is none, RecordError where it was merged into another."""
    row = connection.execute(select(stories.c.into).where(stories.c.id == story)).first()
    if row is None:
        raise NotThereError(f"There is no story {story}.")
    if row.into is not None:
        raise RecordError(f"Story {story} was merged into {row.into}. Name that one.")
    query = select(members.c.report).where(members.c.story == story).order_by(members.c.report)
    return list(connection.execute(query).scalars())
