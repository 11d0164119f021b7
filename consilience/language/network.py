"""The trained network behind ONNX Runtime: rows of words to scores, tags, trees and names."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from consilience.language.pieces import Pieces
from consilience.language.tree import Floats, Ints, decode_tree

BATCH_PIECES = 768


class Marked(NamedTuple):
    """What the network says of one row of words: an index into the labels for each word."""

    upos: Ints
    xpos: Ints
    heads: Ints  # 1-based in the row, 0 for a root
    deps: Ints
    starts: NDArray[np.bool_]
    names: Ints


class Network:
    """The int8 network. One row's result depends on the rows it is given with (dynamic scales),
    so that a caller who wants the same result each time gives the same rows together."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self._session = _session(folder / "reader.onnx", threads)
        self._labeller = _session(folder / "labels.onnx", threads)
        self.labels: dict[str, list[str]] = json.loads((folder / "labels.json").read_text())

    def mark(self, rows: Sequence[Pieces]) -> list[Marked]:
        """Marks for each row, in order."""
        order = sorted(range(len(rows)), key=lambda i: (len(rows[i].ids), i))
        found: dict[int, Marked] = {}
        batch: list[int] = []
        for i in order:
            if batch and (len(batch) + 1) * len(rows[i].ids) > BATCH_PIECES:
                found.update(zip(batch, self._batch([rows[j] for j in batch]), strict=True))
                batch = []
            batch.append(i)
        if batch:
            found.update(zip(batch, self._batch([rows[j] for j in batch]), strict=True))
        return [found[i] for i in range(len(rows))]

    def _batch(self, rows: Sequence[Pieces]) -> list[Marked]:
        ids, shapes, starts = _padded(rows)
        upos, xpos, start, names, arcs, label_dep, label_head = self._session.run(
            None, {"ids": ids, "shapes": shapes, "starts": starts}
        )
        trees = []
        for i, row in enumerate(rows):
            n = len(row.starts)
            begins = start[i, :n] > 0
            begins[row.bound] = False
            begins[0] = True
            heads = _row_tree(arcs[i, :n, : n + 1], begins)
            trees.append((begins, heads))
        deps = self._deps(label_dep, label_head, [heads for _, heads in trees])
        return [
            Marked(
                upos[i, :n].argmax(1), xpos[i, :n].argmax(1), heads, deps[i], begins, names[i, :n].argmax(1)
            )
            for i, ((begins, heads), n) in enumerate(
                zip(trees, map(len, (r.starts for r in rows)), strict=True)
            )
        ]

    def _deps(self, dep: Floats, head: Floats, trees: Sequence[Ints]) -> list[Ints]:
        """Biaffine labels of the decoded arcs (Dozat and Manning 2017), all rows at once."""
        scores = self._labeller.run(
            None,
            {
                "dep": np.concatenate([dep[i, : len(heads)] for i, heads in enumerate(trees)]),
                "head": np.concatenate([head[i, heads] for i, heads in enumerate(trees)]),
            },
        )[0]
        every = np.concatenate(trees)
        root = self.labels["deps"].index("root")
        scores[every != 0, root] = -np.inf
        labels = scores.argmax(1)
        labels[every == 0] = root
        return np.split(labels, np.cumsum([len(heads) for heads in trees])[:-1])


def _session(graph: Path, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])


def _padded(rows: Sequence[Pieces]) -> tuple[Ints, ...]:
    ids = np.zeros((len(rows), max(len(r.ids) for r in rows)), dtype=np.int64)
    shapes = np.zeros_like(ids)
    starts = np.zeros((len(rows), max(len(r.starts) for r in rows)), dtype=np.int64)
    for i, row in enumerate(rows):
        ids[i, : len(row.ids)] = row.ids
        shapes[i, : len(row.shapes)] = row.shapes
        starts[i, : len(row.starts)] = row.starts
    return ids, shapes, starts


def _row_tree(arcs: Floats, begins: NDArray[np.bool_]) -> Ints:
    """Heads of a row of several sentences, each a tree of its own."""
    heads = np.zeros(len(arcs), dtype=np.int64)
    bounds = [*np.flatnonzero(begins).tolist(), len(arcs)]
    for first, last in pairwise(bounds):
        columns = np.concatenate([[0], np.arange(first + 1, last + 1)])
        found = decode_tree(arcs[first:last][:, columns])
        heads[first:last] = np.where(found == 0, 0, found + first)
    return heads
