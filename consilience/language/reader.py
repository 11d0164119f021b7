"""The spaCy component that marks a Doc: tags, lemmas, tree, sentence bounds and names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, ORTH, POS, SPACY, TAG
from spacy.language import Language
from spacy.tokens import Doc

from consilience.language.lemmas import Lemmatizer
from consilience.language.network import Marked, Network
from consilience.language.pieces import PieceEncoder

WEIGHTS = Path(__file__).parent / "weights"
ROW_WORDS = 110
SENTENCE_ENDS = {".", "!", "?", "…", "...", ".”", "?!"}
CLOSERS = {'"', "”", "’", "'", "''", ")", "]", "»"}


@Language.factory("news_reader", assigns=["token.tag", "token.pos", "token.lemma", "token.dep", "token.head", "doc.sents", "doc.ents"])  # fmt: skip
def make_reader(nlp: Language, name: str) -> NewsReader:
    """The component as spaCy makes it, with the weights in this package."""
    return NewsReader(nlp, WEIGHTS)


class NewsReader:
    """Marks Docs with the int8 network. Each Doc is marked by itself: same text, same marks."""

    def __init__(self, nlp: Language, folder: Path) -> None:
        self._encoder = PieceEncoder(folder / "tokenizer.json")
        self._network = Network(folder)
        self._lemmas = Lemmatizer(folder / "lemmas.json.gz")
        add = nlp.vocab.strings.add
        labels = self._network.labels
        self._tags = labels["xpos"]
        self._upos = np.array([add(x) for x in labels["upos"]], dtype=np.uint64)
        self._xpos = np.array([add(x) for x in labels["xpos"]], dtype=np.uint64)
        self._deps = np.array([add(x) for x in labels["deps"]], dtype=np.uint64)
        self._name_types = np.array([add(x[2:]) if x != "O" else 0 for x in labels["names"]], dtype=np.uint64)
        self._space = (add("SPACE"), add("_SP"), add("dep"))

    def __call__(self, doc: Doc) -> Doc:
        """Marks one Doc in place and gives it back."""
        texts = _texts(doc)
        words = [i for i, text in enumerate(texts) if not text.isspace()]
        if not words:
            return doc
        rows = list(_rows(texts, words))
        spaced = _spaced(doc, texts)
        pieces = [self._encoder.row([texts[i] for i in row], [spaced[i] for i in row]) for row in rows]
        _Writer(doc, texts, self).write(rows, self._network.mark(pieces))
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 1) -> Iterator[Doc]:
        """Marks Docs as they come."""
        for doc in stream:
            yield self(doc)

    def lemma_ids(self, doc: Doc, words: Iterable[str], tags: Iterable[int]) -> list[int]:
        """The string ids of the lemmas of words with these tags."""
        add, lemma, names = doc.vocab.strings.add, self._lemmas.lemma, self._tags
        return [add(lemma(word, names[tag])) for word, tag in zip(words, tags, strict=True)]


class _Writer:
    """Writes the marks of all rows of a Doc at once."""

    def __init__(self, doc: Doc, texts: list[str], reader: NewsReader) -> None:
        self.doc, self.texts, self.reader = doc, texts, reader
        n = len(doc)
        self.head = np.zeros(n, dtype=np.int64)  # absolute index
        self.columns = {a: np.zeros(n, dtype=np.uint64) for a in (DEP, TAG, POS, LEMMA, ENT_TYPE)}
        self.iob = np.full(n, 2, dtype=np.uint64)

    def write(self, rows: list[list[int]], marks: list[Marked]) -> None:
        for row, mark in zip(rows, marks, strict=True):
            self._row(row, mark)
        self._spaces([i for i, text in enumerate(self.texts) if text.isspace()])
        heads = (self.head - np.arange(len(self.doc))).astype(np.int64).view(np.uint64)
        order = [HEAD, DEP, TAG, POS, LEMMA, ENT_IOB, ENT_TYPE]
        columns = {**self.columns, HEAD: heads, ENT_IOB: self.iob}
        self.doc.from_array(order, np.stack([columns[a] for a in order], axis=1))  # type: ignore[arg-type]

    def _row(self, row: list[int], mark: Marked) -> None:
        at = np.array(row)
        r = self.reader
        self.head[at] = np.where(mark.heads == 0, at, at[mark.heads - 1])
        self.columns[DEP][at] = r._deps[mark.deps]
        self.columns[TAG][at] = r._xpos[mark.xpos]
        self.columns[POS][at] = r._upos[mark.upos]
        self.columns[LEMMA][at] = r.lemma_ids(self.doc, [self.texts[i] for i in row], mark.xpos.tolist())
        self.columns[ENT_TYPE][at] = r._name_types[mark.names]
        self.iob[at] = _iob(mark.names, r._name_types)

    def _spaces(self, spaces: list[int]) -> None:
        """White space hangs on the word before it, or on the first word of the text."""
        if not spaces:
            return
        upos, tag, dep = self.reader._space
        is_space, n = set(spaces), len(self.doc)
        for i in reversed(spaces):
            before = i - 1
            while before >= 0 and before in is_space:
                before -= 1
            after = i + 1
            while before < 0 and after in is_space:
                after += 1
            self.head[i] = before if before >= 0 else after
            if 0 <= before < i < n - 1 and self.iob[i + 1] == 1:  # white space within a name
                self.iob[i], self.columns[ENT_TYPE][i] = 1, self.columns[ENT_TYPE][before]
            self.columns[LEMMA][i] = self.doc[i].orth
        at = np.array(spaces)
        self.columns[POS][at], self.columns[TAG][at], self.columns[DEP][at] = upos, tag, dep


def _iob(names: np.ndarray, types: np.ndarray) -> np.ndarray:
    """spaCy's codes (3 begin, 1 inside, 2 outside); an inside after another type begins anew.

    The labels alternate B, I after O, so an odd index begins.
    """
    kinds = types[names]
    before = np.concatenate([[0], kinds[:-1]]).astype(kinds.dtype)
    inside = (names % 2 == 0) & (kinds == before)
    return np.where(kinds == 0, 2, np.where(inside, 1, 3)).astype(np.uint64)


def _texts(doc: Doc) -> list[str]:
    """The words of a text; each different one is looked up once."""
    ids = doc.to_array([ORTH]).tolist()
    strings = {i: doc.vocab.strings[i] for i in set(ids)}
    return [strings[i] for i in ids]


def _spaced(doc: Doc, texts: list[str]) -> list[bool]:
    """Whether white space stands before each word; the first word of a text counts as such."""
    after = doc.to_array([SPACY]).tolist()
    return [True, *(bool(space) or text.isspace() for space, text in zip(after[:-1], texts, strict=False))]


def _rows(texts: list[str], words: list[int]) -> Iterator[list[int]]:
    """Paragraphs, split where a line ends; long ones again, after the last likely sentence end."""
    paragraph: list[int] = []
    for i in words:
        if paragraph and any("\n" in text for text in texts[paragraph[-1] + 1 : i]):
            yield from _split(texts, paragraph)
            paragraph = []
        paragraph.append(i)
    yield from _split(texts, paragraph)


def _split(texts: list[str], paragraph: list[int]) -> Iterator[list[int]]:
    while len(paragraph) > ROW_WORDS:
        cut = ROW_WORDS
        for k in range(ROW_WORDS, ROW_WORDS // 3, -1):
            closed = texts[paragraph[k - 1]] in CLOSERS
            last = texts[paragraph[k - 2 if closed else k - 1]]
            if last in SENTENCE_ENDS and texts[paragraph[k]] not in CLOSERS:
                cut = k
                break
        yield paragraph[:cut]
        paragraph = paragraph[cut:]
    if paragraph:
        yield paragraph
