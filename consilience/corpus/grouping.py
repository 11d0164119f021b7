"""The grouping stage: windows of readings in order of time -> stories, as lists of refs."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from consilience.corpus.checkpoints import WORK, Done, mark_done
from consilience.corpus.job import Job
from consilience.corpus.kept import read_arrow, reading_at, write_arrow
from consilience.corpus.order import TimeOrder, Window
from consilience.stories.bundles import Bundle, Joiner, bundles_of
from consilience.stories.features import Features, features_of
from consilience.stories.linkage import Held
from consilience.stories.vectors import Vector

STAGE = "grouping"
SIZE = 2_000  # reports of a window
REACH = 20_000  # reports that a story may wait for its next one
SCHEMA = pa.schema(
    [
        ("members", pa.list_(pa.int32())),  # their numbers in the window
        ("first", pa.int32()), ("last", pa.int32()),  # days since 1970
        ("reports", pa.int32()), ("words", pa.int64()), ("within", pa.float64()),
        ("hashes", pa.list_(pa.uint64())), ("weights", pa.list_(pa.float64())),  # its vector
        ("features", pa.binary()),
    ]
)  # fmt: skip


def group_window(job: Job, window: Window) -> Done:
    """Groups the readings of one window and keeps the groups."""
    heap = [features_of(reading_at(job.out, int(ref))) for ref in window.refs]
    rows = [_row(bundle, features) for bundle, features in bundles_of(heap, window.days.tolist())]
    write_arrow(_path(job.out, window.number), pa.Table.from_pylist(rows, schema=SCHEMA))
    done = Done(window.number, {"reports": len(heap), "groups": len(rows)})
    mark_done(job.out, STAGE, done)
    return done


def _path(out: Path, number: int) -> Path:
    return out / WORK / "windows" / f"{number:06d}.arrow"


def _row(bundle: Bundle, features: Features) -> dict[str, Any]:
    roles = {act: sorted(people) for act, people in features.roles.items()}
    told = [features.counts, roles, list(features.main_places)]
    return {
        "members": bundle.members, "first": bundle.first, "last": bundle.last, "reports": bundle.held.reports,
        "words": bundle.held.words, "within": bundle.held.within, "hashes": bundle.vector.features,
        "weights": bundle.vector.weights, "features": _packed(told),
    }  # fmt: skip


def _packed(value: Any) -> bytes:
    return zlib.compress(json.dumps(value, separators=(",", ":")).encode("ascii"), 1)


def _unpacked(data: bytes) -> Any:
    return json.loads(zlib.decompress(data))


def joined(out: Path, order: TimeOrder) -> Iterator[list[int]]:
    """The stories over all windows, each as the refs of its readings, in the order in which they end."""
    joiner = Joiner(_features_at(out), REACH)
    windows = -(-len(order.refs) // SIZE)
    for number in range(windows):
        yield from _as_refs(joiner.add(_bundles(out, number), number * SIZE), order)
    yield from _as_refs(joiner.rest(), order)


def _as_refs(stories: Iterator[list[int]], order: TimeOrder) -> Iterator[list[int]]:
    return (order.refs[story].tolist() for story in stories)


def _bundles(out: Path, number: int) -> Iterator[Bundle]:
    table = read_arrow(_path(out, number))
    vectors = zip(table["hashes"], table["weights"], strict=True)
    rows = table.drop_columns(["features", "hashes", "weights"]).to_pylist()
    for row, (hashes, weights) in zip(rows, vectors, strict=True):
        held = Held(row["reports"], row["words"], row["within"])
        members = tuple(number * SIZE + member for member in row["members"])
        vector = Vector(hashes.values.to_numpy().copy(), weights.values.to_numpy().copy())
        yield Bundle(members, row["first"], row["last"], vector, held)


def _features_at(out: Path) -> Callable[[int], Features]:
    """What the bundle that begins with a member tells of."""

    @lru_cache(maxsize=1_024)
    def features(member: int) -> Features:
        number, place = divmod(member, SIZE)
        counts, roles, main_places = _unpacked(_row_of(out, number, place))
        people = {act: frozenset(names) for act, names in roles.items()}
        return Features("", None, counts, {}, people, tuple(main_places))

    return features


def _row_of(out: Path, number: int, first: int) -> bytes:
    table = read_arrow(_path(out, number))
    data: bytes = table["features"][_firsts(out, number)[first]].as_py()
    return data


@lru_cache(maxsize=64)
def _firsts(out: Path, number: int) -> dict[int, int]:
    """The rows of a window's groups by their first members."""
    members = read_arrow(_path(out, number))["members"].to_pylist()
    return {group[0]: row for row, group in enumerate(members)}
