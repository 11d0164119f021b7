"""The last stage: stories, some at a time -> their accounts, as parts of the tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from consilience.corpus.checkpoints import Done, mark_done
from consilience.corpus.job import Job
from consilience.corpus.kept import reading_at
from consilience.corpus.tables import write_part
from consilience.exporting.columns import OF_STORIES
from consilience.exporting.rows import rows_of
from consilience.model import Failure
from consilience.pipeline import account_of
from consilience.stories import story_of

STAGE = "accounts"
SIZE = 200  # reports of the stories that are done together, unless one story alone has more


@dataclass(frozen=True, slots=True)
class Shelf:
    """Stories that are reconciled together, each as the refs of its readings."""

    number: int
    stories: tuple[tuple[int, ...], ...]


def shelves(stories: Iterable[list[int]]) -> Iterator[Shelf]:
    """The stories in lots of about SIZE reports, in the order in which they come."""
    number, held, reports = 0, list[tuple[int, ...]](), 0
    for story in stories:
        held.append(tuple(story))
        reports += len(story)
        if reports >= SIZE:
            yield Shelf(number, tuple(held))
            number, held, reports = number + 1, [], 0
    if held:
        yield Shelf(number, tuple(held))


def write_accounts(job: Job, shelf: Shelf) -> Done:
    """Reconciles each story and writes what its reports say together."""
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for refs in shelf.stories:
        account = account_of(story_of([reading_at(job.out, ref) for ref in refs]), None)
        if isinstance(account, Failure):
            rows["errors"].append(
                {"item": None, "file": account.file, "code": account.code, "message": account.message}
            )
            continue
        for table, held in rows_of(account).items():
            rows[table] += held
    for table in OF_STORIES:
        write_part(job.out, table, f"{shelf.number:06d}", rows[table])
    if rows["errors"]:
        write_part(job.out, "errors", f"{STAGE}-{shelf.number:06d}", rows["errors"])
    counts = {"stories": len(shelf.stories), "errors": len(rows["errors"])}
    done = Done(shelf.number, counts | {"figures": len(rows["figures"]), "quotes": len(rows["quotes"])})
    mark_done(job.out, STAGE, done)
    return done
