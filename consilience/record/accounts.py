"""The account of each story, made again when the story has changed, and kept."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from consilience.errors import NotThereError
from consilience.model import Account, Failure, Reading
from consilience.model.packing import pack, to_text
from consilience.record.database import Record
from consilience.record.log import append, canonical, digest, done
from consilience.record.readings import readings_of, unpacked
from consilience.record.schema import accounts, head, members, reports, stories
from consilience.record.stages import Stages


def untold(connection: Connection) -> list[str]:
    """The stories whose accounts wait to be made again: those first that have waited longest, and large ones later."""
    query = select(stories.c.id).outerjoin(members, members.c.story == stories.c.id)
    query = query.where(stories.c.untold > 0).group_by(stories.c.id, stories.c.untold)
    return list(connection.execute(query.order_by(stories.c.untold + func.count(), stories.c.id)).scalars())


def tell_story(record: Record, story: str, stages: Stages) -> None:
    """Makes and keeps the account of a story; where the story changed meanwhile it waits again."""
    versions, readings, before = record.read(lambda connection: _held(connection, story))
    told = stages.tell(story, readings) if readings else None
    record.write(lambda connection: _keep(connection, record, story, versions, readings, before, told))


def _held(connection: Connection, story: str) -> tuple[list[str], list[Reading], str | None]:
    versions = _versions(connection, story)
    return versions, list(readings_of(connection, versions)), _kept(connection, story)


def _kept(connection: Connection, story: str) -> str | None:
    """The hash of the account that is kept."""
    return connection.execute(select(accounts.c.sha256).where(accounts.c.story == story)).scalar()


def _versions(connection: Connection, story: str) -> list[str]:
    query = select(reports.c.joined).join(members, members.c.report == reports.c.id)
    return sorted(connection.execute(query.where(members.c.story == story)).scalars())


def _keep(
    connection: Connection, record: Record, story: str, versions: list[str],
    readings: Sequence[Reading], before: str | None, told: Account | Failure | None,
) -> None:  # fmt: skip
    now = _versions(connection, story)
    if versions != now and not (now and versions and before == _kept(connection, story)):
        return
    waits = 0 if versions == now else connection.execute(select(head.c.number)).scalar_one()
    connection.execute(delete(accounts).where(accounts.c.story == story))
    connection.execute(update(stories).where(stories.c.id == story).values(untold=waits))
    if told is None:
        return
    row = _row(told, readings)
    connection.execute(insert(accounts).values(story=story, **row))
    step = f"told:{story}:{row['sha256'][:48]}"
    if done(connection, step) is None:
        append(connection, record, "told", {"story": story, "sha256": row["sha256"]}, step=step)


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
    return {"order": order, "sha256": digest(order + to_text(kept)), "account": pack(kept), "failure": None}


def account_of(record: Record, story: str) -> Account | Failure:
    """The account of a story, as `Stages.tell` gave it. Raises NotThereError where there is none (yet)."""
    return record.read(lambda connection: _account(connection, story))


def _account(connection: Connection, story: str) -> Account | Failure:
    row = connection.execute(select(accounts).where(accounts.c.story == story)).first()
    if row is None:
        raise NotThereError(
            f"There is no account of a story {story}. It may have been merged into another, or wait."
        )
    if row.account is None:
        return Failure(story, "fault", row.failure)
    order: list[str] = json.loads(row.order)
    readings = {reading.report.id: reading for reading in readings_of(connection, order)}
    kept = unpacked(Account, row.account)
    for other in kept.story.readings:
        received = readings[other.report.id].report.received
        readings[other.report.id] = replace(other, report=replace(other.report, received=received))
    return replace(kept, story=replace(kept.story, readings=tuple(readings[one] for one in order)))


def _without_bytes(reading: Reading) -> Reading:
    received = replace(reading.report.received, data=b"")
    return replace(reading, report=replace(reading.report, received=received))
