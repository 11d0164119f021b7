"""What of a story is worth checking beside its account: reports that were changed, and doubtful joins and merges."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, and_, or_, select

from consilience.model import Account, Evidence, Join
from consilience.model.words import count_words
from consilience.record.decisions.decided import decided_in
from consilience.record.differences import Difference, differences
from consilience.record.growing.neighbourhoods import STRONG
from consilience.record.lists.items import Item
from consilience.record.readings import appeared, kept_readings
from consilience.record.rows import some_at_once
from consilience.record.schema import concerned, links, log, members, report_rows, reports


@dataclass(frozen=True, slots=True)
class Member:
    """A report of a story: its id, the version that stands there, its name, its versions' number, and its day."""

    report: str
    version: str
    name: str
    versions: int
    day: str


def held_by(connection: Connection, story: str) -> list[Member]:
    """The reports of a story; the day is that of publication, or of receipt where that is unknown or was earlier."""
    query = select(
        reports.c.id, reports.c.joined, report_rows.c.title, report_rows.c.name, report_rows.c.versions,
        report_rows.c.day, report_rows.c.first,
    )  # fmt: skip
    query = query.join(members, members.c.report == reports.c.id)
    query = query.join(report_rows, report_rows.c.id == reports.c.id)
    rows = connection.execute(query.where(members.c.story == story).order_by(reports.c.id))
    return [
        Member(r.id, r.joined, r.title or r.name, r.versions, min(r.day or r.first[:10], r.first[:10]))
        for r in rows
    ]


def doubts_of(connection: Connection, story: str, account: Account, held: list[Member]) -> Iterator[Item]:
    """The items of a story that its account does not show."""
    for member in held:
        if member.versions > 1:
            yield from _corrected(connection, member, account)
    tied = decided_in(connection).ties()
    joins = {join.report: join for join in account.story.joins}
    for member in _weakly_linked(connection, held):
        if member.report not in tied:
            yield _doubtful(member, joins.get(member.version))
    yield from _merges(connection, story, {m.report: m for m in held}, set(tied), joins)


def _corrected(connection: Connection, member: Member, account: Account) -> Iterator[Item]:
    """The sentences that went or were rewritten since the version before."""
    came = [row.id for row in connection.execute(appeared(member.report)) if row.readable]
    before = next((one for one in reversed(came) if one != member.version), None)
    if before is None:
        return
    changed = [
        one
        for one in differences(*kept_readings(connection, [before, member.version]).values())
        if one.what == "sentence" and one.before is not None
    ]
    if not changed:
        return
    spans = tuple(
        Evidence(member.version, s.start, s.end) for one in changed if (s := one.after_span) is not None
    )
    leaning = _leaning(member.version, account)
    rest = f"{count_words(leaning, 'report')} of the story {'rests' if leaning == 1 else 'rest'} on it"
    why = f"The report was changed after it first came ({count_words(len(changed), 'sentence')}); {rest}."
    yield Item(f"correction-{member.version}", "correction", f"{member.name}: {_change(changed[0])}", why, leaning, 1, member.day, spans)  # fmt: skip


def _change(one: Difference) -> str:
    return f"“{one.before}” became “{one.after}”" if one.after else f"“{one.before}” was taken out"


def _leaning(version: str, account: Account) -> int:
    """How many reports rest on a report, itself among them: the line of reporting that begins with it."""
    return next((len(line.reports) for line in account.lineages if line.reports[:1] == (version,)), 1)


def _weakly_linked(connection: Connection, held: list[Member]) -> list[Member]:
    """The members whose links to others of the story are all weak, where there are others."""
    here = select(members.c.story).where(members.c.report == links.c.earlier).scalar_subquery()
    home = select(members.c.story).where(members.c.report == links.c.later).scalar_subquery()
    ids = [member.report for member in held]
    nearest: dict[str, int] = {}
    for part in some_at_once(ids):
        touching = or_(links.c.later.in_(part), links.c.earlier.in_(part))
        for row in connection.execute(select(links).where(and_(touching, here == home))):
            for one in (row.later, row.earlier):
                nearest[one] = max(row.weight, nearest.get(one, 0))
    return [member for member in held if len(held) > 1 and nearest.get(member.report, 0) < STRONG]


def _doubtful(member: Member, join: Join | None) -> Item:
    reason = join.reason if join else ""
    why = f"It is only a little like the other reports of this story. {reason}".strip()
    says = f"{member.name}: does it belong to this story?"
    return Item(f"join-{member.report}", "join", says, why, 1, 1, member.day, join.evidence if join else ())


def _merges(
    connection: Connection, story: str, held: Mapping[str, Member], tied: set[str], joins: Mapping[str, Join],
) -> Iterator[Item]:  # fmt: skip
    """Stories that the program took into this one, and nobody has decided on."""
    mine = select(log.c.about).join(concerned, concerned.c.number == log.c.number)
    mine = mine.where(concerned.c.story == story, log.c.kind == "merged").order_by(log.c.number)
    for about in map(json.loads, connection.execute(mine).scalars()):
        came = [held[report] for report in about["reports"] if report in held and report not in tied]
        if not came:
            continue
        says = f"{count_words(len(came), 'report')} of another story: are both of one event?"
        why = "The program made one story of two, which nobody has looked at."
        spans = tuple(e for m in came if m.version in joins for e in joins[m.version].evidence)
        yield Item(
            f"merge-{about['from']}", "merge", says, why, len(came), 1, max(m.day for m in came), spans
        )
