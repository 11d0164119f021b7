"""What the record needs of the stages, given to it by whoever opens it: the record itself knows none of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from consilience.model import Account, Change, Failure, Reading, Received, Report


@dataclass(frozen=True, slots=True)
class Sign:
    """What a report is compared by: the most telling of its features, weighed so that the squares of all weights of a
    report come to 1 at most, and all its features as bytes for `Stages.group`."""

    telling: Mapping[str, float]
    features: bytes


@dataclass(frozen=True, slots=True)
class Stages:
    """Pure functions of what they are given.

    `open` takes a receipt and its charset and gives what texts it holds, an empty media type meaning that nobody said
    what it is; `read` reads one; `sign` says what a reading is compared by; `group` gives the indices of the reports of
    each story, whatever their order; `tell` gives the account of one story by its id and readings; `changes` tells what
    is other in an account than in the one before, none for a new story, given the report that each version is of.
    """

    open: Callable[[Received, str | None], Iterable[Report | Failure]]
    read: Callable[[Report], Reading | Failure]
    sign: Callable[[Reading], Sign]
    group: Callable[[Sequence[bytes]], Sequence[Sequence[int]]]
    tell: Callable[[str, Sequence[Reading]], Account | Failure]
    changes: Callable[[Account | None, Account, Mapping[str, str]], Sequence[Change]]
