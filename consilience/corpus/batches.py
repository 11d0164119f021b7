"""The input cut into numbered batches, the same ones whoever reads them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from consilience.corpus.checkpoints import WORK, write_json
from consilience.corpus.containers import DAMAGED, split
from consilience.corpus.inputs import Source, open_bytes
from consilience.corpus.items import Item, failed

LARGEST = 16_000_000  # bytes of a batch's pages, so that a few batches fit into memory


@dataclass(frozen=True, slots=True)
class Batch:
    """Consecutive items; `first` is the number of the first in the whole input, `position` the bytes of input read by its end."""

    number: int
    first: int
    items: tuple[Item, ...] = field(repr=False)
    position: int = 0


@dataclass(frozen=True, slots=True)
class _Extent:
    """How many batches and items a container was found to hold."""

    batches: int
    items: int


class Batcher:
    """Numbers the items of the sources. A container whose batches are all `done` is not opened again."""

    def __init__(self, out: Path, size: int, done: Callable[[int], bool]) -> None:
        self._out, self._size, self._done = out, size, done
        self.number = self.item = self.position = 0

    def batches(self, sources: Iterable[Source]) -> Iterator[Batch]:
        """The batches that are not yet done, in order; no batch holds items of two containers."""
        loose: list[Source] = []
        for order, source in enumerate(sources):
            if source.container is None:
                loose.append(source)
                if len(loose) == self._size:
                    yield from self._files(loose)
                    loose = []
                continue
            yield from self._files(loose)
            loose = []
            yield from self._container(order, source)
        yield from self._files(loose)

    def _files(self, sources: list[Source]) -> Iterator[Batch]:
        if sources:
            self.position += sum(source.size for source in sources)
            yield from self._batch([_file(source) for source in sources])

    def _container(self, order: int, source: Source) -> Iterator[Batch]:
        begin = self.position
        path = self._out / WORK / "sources" / f"{order:06d}.json"
        extent = _Extent(**json.loads(path.read_text("ascii"))) if path.exists() else None
        if extent and all(self._done(n) for n in range(self.number, self.number + extent.batches)):
            self.number += extent.batches
            self.item += extent.items
        else:
            first = self.number, self.item
            yield from self._opened(source, begin)
            write_json(path, {"batches": self.number - first[0], "items": self.item - first[1]})
        self.position = begin + source.size

    def _opened(self, source: Source, begin: int) -> Iterator[Batch]:
        try:
            with open_bytes(source.address) as stream:
                for items in _cut(split(source, stream), self._size):
                    read = source.size if stream.closed else stream.tell()  # closed with what unpacked it
                    self.position = begin + min(read, source.size)
                    yield from self._batch(items)
        except DAMAGED as error:
            what = f"It cannot be opened ({type(error).__name__}: {error})."
            yield from self._batch([failed(source.name, "not_readable", what)])

    def _batch(self, items: list[Item]) -> Iterator[Batch]:
        batch = Batch(self.number, self.item, tuple(items), self.position)
        self.number += 1
        self.item += len(items)
        if not self._done(batch.number):
            yield batch


def _file(source: Source) -> Item:
    return Item(source.name, "file", address=source.address, error=source.fault)


def _cut(items: Iterator[Item], size: int) -> Iterator[list[Item]]:
    """Lists of `size` items, fewer where they are large."""
    while first := list(islice(items, 1)):
        held, weight = first, len(first[0].data)
        while len(held) < size and weight < LARGEST and (more := list(islice(items, 1))):
            held += more
            weight += len(more[0].data)
        yield held
