"""The tables of the record: what is kept for ever, and what is derived from it."""

from __future__ import annotations

import re

from sqlalchemy import (
    BigInteger,
    Column,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)

_UNSTORABLE = re.compile("[\\\\\x00\ud800-\udfff]")
_ESCAPED = re.compile(r"\\u([0-9a-f]{4})")


class Words(TypeDecorator[str]):
    """Any text whatever: NUL and lone surrogates, which PostgreSQL has no place for, are kept as escapes."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """The text as the database keeps it."""
        return None if value is None else _UNSTORABLE.sub(lambda m: f"\\u{ord(m[0]):04x}", value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """The text as it was given."""
        return None if value is None else _ESCAPED.sub(lambda m: chr(int(m[1], 16)), value)


metadata = MetaData()

# Kept for ever: rows are only ever added, but for the one of `head`.

contents = Table(
    "contents",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("data", LargeBinary, nullable=False),
)
log = Table(
    "log",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("at", String(32), nullable=False, index=True),  # UTC, ISO 8601, to the microsecond
    Column("who", Words, nullable=False),
    Column("kind", String(20), nullable=False, index=True),
    Column("about", Text, nullable=False),  # canonical JSON
    Column("step", String(80), unique=True),  # what is done once only, whoever tries again
    Column("before", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)
head = Table(  # the last entry of the log; whoever writes locks this row first
    "head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("number", BigInteger, nullable=False),
    Column("hash", String(64), nullable=False),
)
arrivals = Table(
    "arrivals",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("number", BigInteger, ForeignKey("log.number"), nullable=False, unique=True),
    Column("key", Words, nullable=False),  # what revisions of one report have in common
    Column("name", Words, nullable=False),
    Column("url", Words),
    Column("via", Words, nullable=False),
    Column("media_type", Words, nullable=False),
    Column("charset", Words),
    Column("headers", Text, nullable=False),  # canonical JSON: [[name, value], …]
    Column("at", String(32), nullable=False),
    Column("sha256", String(64), ForeignKey("contents.sha256"), nullable=False),
)

# Derived: `rebuild` makes these again from the tables above.

concerned = Table(  # the stories that an entry of the log names
    "concerned",
    metadata,
    Column("story", String(32), primary_key=True),
    Column("number", BigInteger, ForeignKey("log.number"), primary_key=True, autoincrement=False),
)

outcomes = Table(  # arrivals that were read
    "outcomes",
    metadata,
    Column("arrival", String(32), ForeignKey("arrivals.id"), primary_key=True),
    Column("about", Text, nullable=False),  # canonical JSON: what came of it
)
reports = Table(
    "reports",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("key", Words, nullable=False),
    Column("current", String(32)),  # the version that stands in a story; none where none can be read
    Column("joined", String(32)),  # the version that has joined one
    Column("place", Words),  # its place in canonical order: date, then id
    Column("day", Integer),  # of publication, proleptic Gregorian ordinal
    Column("piece", String(32), index=True),  # the neighbourhood it was grouped with, by a hash of it
)
versions = Table(
    "versions",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("report", String(32), ForeignKey("reports.id"), nullable=False, index=True),
    Column("readable", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),  # of the text of what is kept
    Column("reading", LargeBinary, nullable=False),
)
appearances = Table(
    "appearances",
    metadata,
    Column("arrival", String(32), ForeignKey("arrivals.id"), primary_key=True),
    Column("item", Integer, primary_key=True, autoincrement=False),
    Column("version", String(32), ForeignKey("versions.id"), nullable=False, index=True),
)
signs = Table(
    "signs",
    metadata,
    Column("report", String(32), ForeignKey("reports.id"), primary_key=True),
    Column("features", LargeBinary, nullable=False),
)
traits = Table(
    "traits",
    metadata,
    Column("report", String(32), ForeignKey("reports.id"), primary_key=True),
    Column("trait", BigInteger, primary_key=True, autoincrement=False),  # 63 bits of the hash of a feature
    Column("weight", Integer, nullable=False),  # ten-thousandths, so that sums are exact
    Index("ix_traits_trait", "trait", "report", "weight"),
)
links = Table(
    "links",
    metadata,
    Column("later", String(32), ForeignKey("reports.id"), primary_key=True),
    Column("earlier", String(32), ForeignKey("reports.id"), primary_key=True, index=True),
    Column("weight", BigInteger, nullable=False),
)
stories = Table(
    "stories",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("started", BigInteger, nullable=False),  # the log's entry that started it
    Column("into", String(32)),  # the story that it was merged into
    Column(
        "untold", Integer, nullable=False
    ),  # the entry of the log since which its account waits to be made; else 0
)
members = Table(
    "members",
    metadata,
    Column("report", String(32), ForeignKey("reports.id"), primary_key=True),
    Column("story", String(32), ForeignKey("stories.id"), nullable=False, index=True),
)
accounts = Table(
    "accounts",
    metadata,
    Column("story", String(32), ForeignKey("stories.id"), primary_key=True),
    Column("sha256", String(64), nullable=False),  # of the text of what is kept, and the order
    Column("order", Text, nullable=False),  # canonical JSON: the versions that it tells of, in order
    Column("account", LargeBinary),  # packed; none where it could not be made
    Column("failure", Words),  # why
)

# Kept, and changing: who may use the desk, what it fetches, and whom it tells. What people decide stands in the log instead.

users = Table(
    "users",
    metadata,
    Column("name", Words, primary_key=True),
    Column("role", String(10), nullable=False),  # reader, analyst or admin
    Column("password", Text),  # argon2id, none for who signs in by link alone
    Column("active", Integer, nullable=False),
)
sessions = Table(
    "sessions",
    metadata,
    Column("id", String(64), primary_key=True),  # SHA-256 of the secret in the cookie
    Column("user", Words, ForeignKey("users.name"), nullable=False, index=True),
    Column("made", String(32), nullable=False),
    Column("used", String(32), nullable=False),
    Column("ends", String(32), nullable=False),
)
tokens = Table(
    "tokens",
    metadata,
    Column("id", String(64), primary_key=True),  # SHA-256 of the token
    Column("user", Words, ForeignKey("users.name"), nullable=False, index=True),
    Column("name", Words, nullable=False),
    Column("role", String(10), nullable=False),
    Column("made", String(32), nullable=False),
    Column("used", String(32)),
    Column("ends", String(32)),
)
feeds = Table(
    "feeds",
    metadata,
    Column("id", String(32), primary_key=True),  # a hash of its kind and address
    Column("address", Words, nullable=False),
    Column("etag", Words),
    Column("modified", Words),  # as the server wrote it
    Column("asked", String(32)),  # when it was last asked
    Column("answered", String(32)),  # when it last gave something readable
    Column("next", String(32)),  # not to be asked before
    Column("failures", Integer, nullable=False),  # in a row
    Column("error", Words),  # the last one, as a sentence
)
gathered = Table(  # what a feed listed and was received, so that it is not fetched again
    "gathered",
    metadata,
    Column("feed", String(32), ForeignKey("feeds.id"), primary_key=True),
    Column("item", String(64), primary_key=True),  # SHA-256 of the item's key
    Column("stamp", String(64), nullable=False),  # what changes when the item does
    Column("at", String(32), nullable=False),
)
watches = Table(  # what somebody wants to be told of
    "watches",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("user", Words, ForeignKey("users.name"), nullable=False, index=True),
    Column("about", Text, nullable=False),  # canonical JSON
    Column("since", BigInteger, nullable=False),  # the log's entry after which it holds
    Column("active", Integer, nullable=False),
)
deliveries = Table(
    "deliveries",
    metadata,
    Column("watch", String(32), ForeignKey("watches.id"), primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),  # the log's entry that it tells of
    Column("state", String(10), nullable=False, index=True),  # waiting, sent or given up
    Column("tries", Integer, nullable=False),
    Column("next", String(32)),
    Column("error", Words),
)
cursors = Table(  # up to which entry of the log each of the desk's parts has come
    "cursors",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("number", BigInteger, nullable=False),
)
