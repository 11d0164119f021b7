"""The account of each story, made again when the story has changed, and kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from consilience.errors import NotThereError
from consilience.model import Account, Change, Failure, Reading
from consilience.model.packing import packed, to_text
from consilience.record.database import Record
from consilience.record.growing.coming import comings_of, reports_of
from consilience.record.growing.lasting import Coming, with_lasting_ids
from consilience.record.lists.story_rows import file_story, unfile_story
from consilience.record.log import append_all, canonical, digest
from consilience.record.readings import kept_readings, readings_of, unpacked
from consilience.record.schema import accounts, head, members, reports, stories
from consilience.record.stages import LOST, Lost, Stages


def untold(connection: Connection) -> list[str]:
    """The stories whose accounts wait to be made again: those first that have waited longest, and large ones later."""
    size = select(func.count()).where(members.c.story == stories.c.id).scalar_subquery()
    query = select(stories.c.id).where(stories.c.untold > 0).order_by(stories.c.untold + size, stories.c.id)
    return list(connection.execute(query).scalars())


@dataclass(frozen=True, slots=True)
class _Held:
    """What a story holds: its versions with their readings, how each came, and what was told of it before."""

    versions: list[str]
    readings: tuple[Reading, ...]
    came: Mapping[str, Coming]
    before: Account | None
    told: str | None  # the hash of the account that was last logged
    report: Mapping[str, str]  # of each version, the report


def tell_story(record: Record, story: str, stages: Stages) -> None:
    """Makes and keeps the account of a story, and logs what changed; where the story changed meanwhile it waits again.

    All of it is done by the process that the stages have for it; where that is lost over it, the account is that failure.
    """
    try:
        stages.do(record, _tell_story, story)
    except Lost:
        lost = Failure(story, "fault", LOST.format("made the account of its story"))
        _tell_story(record, replace(stages, tell=lambda *_: lost), story)


def _tell_story(record: Record, stages: Stages, story: str) -> None:
    held = record.read(lambda connection: _held(connection, story))
    told = stages.tell(story, held.readings) if held.readings else None
    changes: Sequence[Change] = ()
    if isinstance(told, Account):
        told = with_lasting_ids(told, held.came)
        if held.before is not None or held.told is None:  # an account that was lost tells of no change
            changes = stages.changes(held.before, told, held.report)
    record.write(lambda connection: _keep(connection, record, story, held, told, changes))


def _held(connection: Connection, story: str) -> _Held:
    versions = _versions(connection, story)
    readings = kept_readings(connection, versions)
    row = connection.execute(select(accounts).where(accounts.c.story == story)).first()
    before = _before(connection, row, readings) if row is not None and row.account is not None else None
    then = [reading.report.id for reading in before.story.readings] if before is not None else []
    return _Held(
        versions, tuple(readings.values()), comings_of(connection, versions), before,
        _told(connection, story),
        reports_of(connection, [*versions, *then]),
    )  # fmt: skip


def _before(connection: Connection, row: Row[Any], known: Mapping[str, Reading]) -> Account:
    """The account before, with the readings that it was made of, of which some are known."""
    others = [version for version in json.loads(row.order) if version not in known]
    return _unpacked(row, {**known, **kept_readings(connection, others)})


def _told(connection: Connection, story: str) -> str | None:
    """The hash of the account that was last logged."""
    return connection.execute(select(stories.c.told).where(stories.c.id == story)).scalar()


def _versions(connection: Connection, story: str) -> list[str]:
    query = select(reports.c.joined).join(members, members.c.report == reports.c.id)
    return sorted(connection.execute(query.where(members.c.story == story)).scalars())


def _keep(
    connection: Connection, record: Record, story: str, held: _Held,
    told: Account | Failure | None, changes: Iterable[Change],
) -> None:  # fmt: skip
    now = _versions(connection, story)
    if held.versions != now and not (now and held.versions and held.told == _told(connection, story)):
        return
    waits = 0 if held.versions == now else connection.execute(select(head.c.number)).scalar_one()
    connection.execute(delete(accounts).where(accounts.c.story == story))
    connection.execute(update(stories).where(stories.c.id == story).values(untold=waits))
    unfile_story(connection, story)
    if told is None:
        return
    row = _row(told, held.readings)
    connection.execute(insert(accounts).values(story=story, **row))
    _log(connection, record, {"story": story, "sha256": row["sha256"]}, changes)
    file_story(connection, story, told, held.readings, row["sha256"])


def _log(connection: Connection, record: Record, told: dict[str, str], changes: Iterable[Change]) -> None:
    """Logs an account that is not the one that was logged last, and what changed by it."""
    if _told(connection, told["story"]) == told["sha256"]:
        return
    changed = [{"story": told["story"], "account": told["sha256"], **asdict(change)} for change in changes]
    append_all(connection, record, [("told", told), *(("changed", about) for about in changed)])
    connection.execute(update(stories).where(stories.c.id == told["story"]).values(told=told["sha256"]))


def _row(told: Account | Failure, readings: Sequence[Reading]) -> dict[str, Any]:
    """What is kept of an account: readings stand in it only where the account has them otherwise than the record."""
    if isinstance(told, Failure):
        return {"order": "[]", "sha256": digest(told.message), "account": None, "failure": told.message}
    held = {reading.report.id: reading for reading in readings}
    order = canonical([reading.report.id for reading in told.story.readings])
    other = tuple(reading for reading in told.story.readings if reading != held[reading.report.id])
    kept = replace(
        told, story=replace(told.story, readings=tuple(_without_bytes(reading) for reading in other))
    )
    text = to_text(kept)
    return {"order": order, "sha256": digest(order + text), "account": packed(text), "failure": None}


def account_of(record: Record, story: str) -> Account | Failure:
    """The account of a story, as `Stages.tell` gave it, under lasting ids. Raises NotThereError where there is none (yet)."""
    return record.read(lambda connection: _account(connection, story))


def _account(connection: Connection, story: str) -> Account | Failure:
    row = connection.execute(select(accounts).where(accounts.c.story == story)).first()
    if row is None:
        raise NotThereError(
            f"There is no account of a story {story}. It may have been merged into another, or wait."
        )
    if row.account is None:
        return Failure(story, "fault", row.failure)
    return _unpacked(row, {r.report.id: r for r in readings_of(connection, json.loads(row.order))})


def _unpacked(row: Row[Any], known: Mapping[str, Reading]) -> Account:
    """A kept account with its readings."""
    order: list[str] = json.loads(row.order)
    readings = dict(known)
    kept = unpacked(Account, row.account)
    for other in kept.story.readings:
        received = readings[other.report.id].report.received
        readings[other.report.id] = replace(other, report=replace(other.report, received=received))
    return replace(kept, story=replace(kept.story, readings=tuple(readings[one] for one in order)))


def _without_bytes(reading: Reading) -> Reading:
    received = replace(reading.report.received, data=b"")
    return replace(reading, report=replace(reading.report, received=received))
