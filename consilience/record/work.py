"""What waits to be done after an arrival, each step by itself, so that it can be broken off anywhere and taken up again."""

from __future__ import annotations

from consilience.record.accounts import tell_story, untold
from consilience.record.arrivals import waiting
from consilience.record.database import Record
from consilience.record.joining import join_story, unjoined
from consilience.record.readings import read_arrival
from consilience.record.stages import Stages


def work(record: Record, stages: Stages) -> None:
    """Reads what arrived, joins it to stories and makes their accounts, until nothing waits.

    Several may work on one record. Raises RecordError when the database cannot keep what was done; what was done
    before that stays, and the next call goes on from there.
    """
    for arrival in record.read(waiting):
        read_arrival(record, arrival, stages)
    for report in record.read(unjoined):
        _join(record, stages, report)
    tell(record, stages)


def _join(record: Record, stages: Stages, report: str) -> None:
    record.write(lambda connection: join_story(connection, record, stages, report))


def tell(record: Record, stages: Stages) -> None:
    """Makes the accounts that wait."""
    for story in record.read(untold):
        tell_story(record, story, stages)
