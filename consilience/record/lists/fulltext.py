"""What is searched: FTS5 in SQLite, tsvector in PostgreSQL, both over words that are folded already.

The words are plain ASCII and a query is put together from them alone, so that nothing that a user writes reaches the
grammar of either. A tsvector drops the places of words in long texts; a row of words is therefore looked for in the
text of the words itself, once the index has found the few texts that have them all.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Connection, and_, cast, column, delete, func, insert, select, table
from sqlalchemy.dialects.postgresql import TSQUERY

from consilience.record.lists.words import APART, Term, folded
from consilience.record.schema import members, texts

MOST_WORDS = 100_000  # of one text; a tsvector holds about a megabyte of different ones
_DIFFERENT = 500_000  # characters of different words of one text

sought = table("sought", column("rowid"), column("words"), column("lexemes"))
TEXTS_SOUGHT = sought.join(texts, texts.c.id == sought.c.rowid).outerjoin(
    members, members.c.report == texts.c.report
)  # what is searched, with the report or the story that it is of


def sought_in(parts: Iterable[str]) -> Sequence[str]:
    """The words by which parts of text are found; no phrase reaches from one part into the next."""
    return _within_bounds(f" {APART} ".join(folded(part) for part in parts).split())


def packed_text(text: str) -> bytes:
    """A text as it is kept for snippets."""
    return zlib.compress(text.encode("utf-8", "surrogatepass"))


def file_words(
    connection: Connection, kind: str, words: Sequence[str], *,
    report: str | None = None, story: str | None = None, version: str | None = None, text: bytes | None = None,
) -> None:  # fmt: skip
    """Makes a text findable by its words; `text` is the packed text that snippets are taken from."""
    row = {"kind": kind, "report": report, "story": story, "version": version, "text": text}
    number = connection.execute(insert(texts).values(**row).returning(texts.c.id)).scalar_one()
    values = {"rowid": number, "words": f" {' '.join(words)} "}
    if connection.dialect.name == "postgresql":
        values["lexemes"] = func.array_to_tsvector(sorted(set(words)))
    connection.execute(insert(sought).values(**values))


def _within_bounds(words: Sequence[str]) -> Sequence[str]:
    """As many of the first words as a database can hold."""
    words = words[:MOST_WORDS]
    different, room = set[str](), _DIFFERENT
    for number, word in enumerate(words):
        if word not in different:
            different.add(word)
            room -= len(word)
            if room < 0:
                return words[:number]
    return words


def unfile_texts(connection: Connection, which: ColumnElement[bool]) -> None:
    """Takes texts out of what is searched."""
    ids = list(connection.execute(select(texts.c.id).where(which)).scalars())
    for number in ids:
        connection.execute(delete(sought).where(sought.c.rowid == number))
    connection.execute(delete(texts).where(which))


def text_of(packed: bytes) -> str:
    """The text that `packed_text` was given."""
    return zlib.decompress(packed).decode("utf-8", "surrogatepass")


def holds(term: Term, dialect: str) -> ColumnElement[bool]:
    """Whether a row of `sought` holds the words of a term."""
    row = " ".join(term.words)
    if dialect == "sqlite":
        return sought.c.words.op("MATCH")(f'"{row}"{" *" if term.prefix else ""}')
    each = [f"'{word}'" for word in term.words]
    each[-1] += ":*" if term.prefix else ""
    found = sought.c.lexemes.op("@@")(cast(" & ".join(each), TSQUERY))
    if len(term.words) == 1:
        return found
    return and_(found, func.strpos(sought.c.words, f" {row}{'' if term.prefix else ' '}") > 0)
