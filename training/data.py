"""Training and test rows from Universal Dependencies, open NER sets and our own annotated passages."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import spacy

NAME_LABELS = ("PERSON", "ORG", "LOC", "NORP", "MISC")
BIO = ("O", *(f"{p}-{label}" for label in NAME_LABELS for p in "BI"))
ALL_BIO = (1 << len(BIO)) - 1
UNIFIED = {
    **{label: label for label in NAME_LABELS},
    "FAC": "LOC", "EVENT": "MISC", "WORK": "MISC", "PRODUCT": "MISC",
}  # fmt: skip
LOOSE = {"OTHER", "WEAPON", "VEHICLE"}
MARKS = {"P": "PERSON", "O": "ORG", "L": "LOC", "N": "NORP", "M": "MISC"}
UNMARKED = {  # what a source does not annotate: its absence there says nothing
    "uner": ("NORP", "MISC"),
    "re3d": ("NORP", "MISC"),
    "gum": ("NORP", "MISC"),
}
CLOSED_LICENCES = {"BBC Online", "Delegation of the European Union to Syria"}


@dataclass(frozen=True)
class Row:
    """Words with what is known of each; an empty list means that nothing is known."""

    words: list[str]
    spaced: list[bool]
    names: list[int] = field(default_factory=list)  # bit mask over BIO of what is allowed
    upos: list[str] = field(default_factory=list)
    xpos: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)  # 1-based in the row, 0 for a root
    deps: list[str] = field(default_factory=list)
    starts: list[bool] = field(default_factory=list)  # a sentence begins here
    lemmas: list[str] = field(default_factory=list)


def read_conllu(path: Path) -> Iterator[list[tuple[bool, Row]]]:
    """Documents, each a list of (begins a paragraph, one-sentence row)."""
    document: list[tuple[bool, Row]] = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.splitlines()
        if any(line.startswith("# newdoc") for line in lines) and document:
            yield document
            document = []
        row = _sentence([line.split("\t") for line in lines if line and line[0] != "#"])
        if row.words:
            document.append((any(line.startswith("# newpar") for line in lines), row))
    if document:
        yield document


def _sentence(columns: list[list[str]]) -> Row:
    tight_until, tight = 0, {0}  # word numbers after which no space stands
    for c in columns:
        if "-" in c[0]:
            first, last = map(int, c[0].split("-"))
            tight.update(range(first, last))
            tight_until = last
            if "SpaceAfter=No" in c[9]:
                tight.add(last)
        elif "SpaceAfter=No" in c[9] or int(c[0]) < tight_until:
            tight.add(int(c[0]))
    cs = [c for c in columns if "-" not in c[0]]
    return Row(
        words=[c[1] for c in cs],
        spaced=[int(c[0]) - 1 not in tight or c[0] == "1" for c in cs],
        upos=[c[3] for c in cs], xpos=[c[4] for c in cs],
        heads=[int(c[6]) for c in cs], deps=[c[7] for c in cs],
        starts=[i == 0 for i in range(len(cs))], lemmas=[c[2] for c in cs],
    )  # fmt: skip


def join(rows: list[Row]) -> Row:
    """Sentences of one document as one row, heads shifted."""
    words, heads = [], []
    for row in rows:
        heads += [h + len(words) if h else 0 for h in row.heads]
        words += row.words

    def flat(name: str) -> list:
        return [x for row in rows for x in getattr(row, name)]

    return Row(
        words,
        flat("spaced"),
        [],
        flat("upos"),
        flat("xpos"),
        heads,
        flat("deps"),
        flat("starts"),
        flat("lemmas"),
    )


def pack(documents: list[list[tuple[bool, Row]]], rng: random.Random, limit: int) -> list[Row]:
    """Runs of one to six sentences of a document, at most `limit` words; anew each epoch."""
    packed = []
    for document in documents:
        run: list[Row] = []
        wanted = rng.choice((1, 1, 2, 3, 4, 6))
        for new_paragraph, row in document:
            size = sum(len(r.words) for r in run)
            if run and (
                len(run) >= wanted or size + len(row.words) > limit or (new_paragraph and rng.random() < 0.9)
            ):
                packed.append(join(run))
                run, wanted = [], rng.choice((1, 1, 2, 3, 4, 6))
            run.append(row)
        packed.append(join(run))
    return packed


class NameRows:
    """Name rows on spaCy's own tokens."""

    def __init__(self) -> None:
        self.tokenizer = spacy.blank("en").tokenizer

    def from_spans(self, text: str, spans: list[tuple[int, int, str]], missing: tuple[str, ...]) -> Row:
        """A row of `text`; spans as (start, end, unified label or LOOSE)."""
        doc = self.tokenizer(text)
        allowed = [1 | _bits(missing)] * len(doc)
        for start, end, label in spans:
            span = doc.char_span(start, end, alignment_mode="expand")
            if span is None:
                continue
            for i in range(span.start, span.end):
                if label in LOOSE or label in missing or UNIFIED.get(label) in missing:
                    allowed[i] = 1 | 1 << BIO.index(("B-" if i == span.start else "I-") + "MISC")
                elif label in UNIFIED:
                    allowed[i] = 1 << BIO.index(("B-" if i == span.start else "I-") + UNIFIED[label])
        keep = [i for i, t in enumerate(doc) if not t.is_space]
        spaced = [i == 0 or bool(doc[i - 1].whitespace_) or doc[i - 1].is_space for i in keep]
        return Row([doc[i].text for i in keep], spaced, [allowed[i] for i in keep])

    def read(self, path: Path) -> list[Row]:
        """The rows of one gzipped JSON Lines set whose licence allows shipping weights."""
        source = next((k for k in UNMARKED if path.name.startswith(k)), "")
        rows = []
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                item = json.loads(line)
                if any(c in item.get("subset", "") for c in CLOSED_LICENCES):
                    continue
                spans = [(s["start"], s["end"], s["label"]) for s in item["spans"]]
                rows.append(self.from_spans(item["text"], spans, UNMARKED.get(source, ())))
        return rows

    def read_annotations(self, folder: Path) -> list[Row]:
        """Our own passages: one a line, names marked `[O words]`."""
        rows = []
        for path in sorted(folder.glob("*.txt")):
            for line in path.read_text(encoding="utf-8").splitlines():
                if line.strip():
                    rows.append(self.from_spans(*unmark(line.strip()), ()))
        return rows


def unmark(line: str) -> tuple[str, list[tuple[int, int, str]]]:
    """The plain text of a marked line and its spans."""
    text, spans, at = "", [], 0
    for m in re.finditer(r"\[([POLNM]) ([^\[\]]+)\]", line):
        text += line[at : m.start()]
        spans.append((len(text), len(text) + len(m[2]), MARKS[m[1]]))
        text += m[2]
        at = m.end()
    return text + line[at:], spans


def _bits(labels: tuple[str, ...]) -> int:
    return sum((1 << BIO.index(f"B-{x}")) | (1 << BIO.index(f"I-{x}")) for x in labels)


def _name_spans(row: Row) -> list[tuple[str, int, int]]:
    spans, i = [], 0
    single = {1 << k: tag for k, tag in enumerate(BIO)}
    tags = [single.get(m, "O") for m in row.names]
    while i < len(tags):
        if tags[i][0] == "B":
            end = i + 1
            while end < len(tags) and tags[end] == "I" + tags[i][1:]:
                end += 1
            spans.append((tags[i][2:], i, end))
            i = end
        else:
            i += 1
    return spans


def recase(row: Row, rng: random.Random, rate: float) -> Row:
    """Now and then the row in capitals, in Title Case or in lower case, as headlines are."""
    draw = rng.random() / rate
    if draw >= 1:
        return row
    change = str.upper if draw < 0.5 else str.title if draw < 0.85 else str.lower
    words = [change(w) if w[:1] not in "'’" else w for w in row.words]
    return replace(row, words=[w if len(w) == len(o) else o for w, o in zip(words, row.words)])
