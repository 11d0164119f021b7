"""What the record needs of the stages, given to it by whoever opens it: the record itself knows none of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from consilience.model import Account, Change, Failure, Reading, Received, Report
from consilience.record.database import Record

Value = TypeVar("Value")


class Elsewhere(Protocol):
    """Another process that has stages and opens the record: gives what a step of a module gives there. Raises Lost."""

    def __call__(self, record: Record, step: Callable[..., Value], *about: Any) -> Value:
        """Does the step."""
        ...


class Lost(Exception):
    """A process ended before a step was done, or took too long over it, twice."""


LOST = "The process that {} ended before it was done, twice, or took longer than ten minutes."  # what users are told


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
    `elsewhere` does steps in another process that has such stages, where there is one.
    """

    open: Callable[[Received, str | None], Iterable[Report | Failure]]
    read: Callable[[Report], Reading | Failure]
    sign: Callable[[Reading], Sign]
    group: Callable[[Sequence[bytes]], Sequence[Sequence[int]]]
    tell: Callable[[str, Sequence[Reading]], Account | Failure]
    changes: Callable[[Account | None, Account, Mapping[str, str]], Sequence[Change]]
    elsewhere: Elsewhere | None = None

    def do(self, record: Record, step: Callable[..., Value], *about: Any) -> Value:
        """What a function of a module gives for the record, these stages and what it is about. Raises Lost, and what it raises."""
        if self.elsewhere is None:
            return step(record, self, *about)
        return self.elsewhere(record, step, *about)
