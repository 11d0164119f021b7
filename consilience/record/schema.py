"""The tables of the record: what is kept for ever, and what is derived from it."""

from __future__ import annotations

import re

from sqlalchemy import (
    BigInteger,
    Column,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    and_,
    or_,
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
    Column("place", Words),  # of that version
    Column("day", Integer),
    Column("piece", String(32), index=True),  # the neighbourhood it was grouped with, by a hash of it
)
UNJOINED = and_(
    reports.c.current.is_not(None), or_(reports.c.joined.is_(None), reports.c.current != reports.c.joined)
)  # those whose current version has joined no story yet
Index("ix_reports_unjoined", reports.c.id, sqlite_where=UNJOINED, postgresql_where=UNJOINED)
versions = Table(
    "versions",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("report", String(32), ForeignKey("reports.id"), nullable=False, index=True),
    Column("readable", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),  # of the text of what is kept
    Column("reading", LargeBinary, nullable=False),
    Column(
        "place", Words
    ),  # its place in canonical order: date, then its report's id; none where it cannot be read
    Column("day", Integer),  # of publication, proleptic Gregorian ordinal
    Column("traits", Text),  # canonical JSON: what it tells of, [[trait, weight], …]
    Column("features", LargeBinary),  # all that it is compared by
)
appearances = Table(
    "appearances",
    metadata,
    Column("arrival", String(32), ForeignKey("arrivals.id"), primary_key=True),
    Column("item", Integer, primary_key=True, autoincrement=False),
    Column("version", String(32), ForeignKey("versions.id"), nullable=False, index=True),
)
traits = Table(
    "traits",
    metadata,
    Column("report", String(32), ForeignKey("reports.id"), primary_key=True),
    Column("trait", BigInteger, primary_key=True, autoincrement=False),  # 63 bits of the hash of a feature
    Column("day", Integer),  # of its report
    Column("weight", Integer, nullable=False),  # ten-thousandths, so that sums are exact
    Index("ix_traits_trait", "trait", "day", "report", "weight"),
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
        "untold", Integer, nullable=False, index=True
    ),  # the entry since which its account waits to be made; else 0
    Column("told", String(64)),  # the hash of the account that was last logged
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

# Derived: what lists show and search finds, kept with what it is made of. No foreign keys: rows are made anew in any order.

report_rows = Table(  # a row for each report, and for each input that could not be read
    "report_rows",
    metadata,
    Column(
        "id", String(32), primary_key=True
    ),  # the report's; of an input that could not be read, one of its own
    Column("arrival", String(32), nullable=False, index=True),  # that it last came with
    Column("name", Words, nullable=False),
    Column("title", Words),
    Column("outlet", Words),
    Column("outlet_key", String, index=True),  # folded, as names are looked for
    Column("published", Words),
    Column("day", String(10)),  # of publication, an ISO date
    Column("url", Words),
    Column("language", Words),
    Column("first", String(32), nullable=False),  # when it first came
    Column("at", String(32), nullable=False),  # when it last came
    Column("versions", Integer, nullable=False),
    Column("readable", Integer, nullable=False),
    Column("failure", Words),
    Index("ix_report_rows_at", "at", "id"),
)
story_rows = Table(
    "story_rows",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("account", String(64), nullable=False),  # the hash of the account that the row is made of
    Column("changed", BigInteger, nullable=False, index=True),  # the log's entry that told it
    Column("title", Words, nullable=False),
    Column("first", String(10)),  # days of its reports
    Column("last", String(10)),
    Column(
        "sorted", String(10), nullable=False, index=True
    ),  # the last day, empty where there is none: the order of the list
    Column("happened", Words),  # the date of its main event, as the account has it
    Column("begins", String(10)),  # the days that this covers
    Column("ends", String(10)),
    Column("place", Words),
    Column("country", Words),
    Column("lat", Float),
    Column("lon", Float),
    Column("reports", Integer, nullable=False),
    Column("outlets", Integer, nullable=False),
    Column("lines", Integer, nullable=False),  # independent lines of reporting
    Column("conflicts", Integer, nullable=False),
    Column("confirmed", Integer, nullable=False),  # figures, quotes and events that several origins agree on
    Column("single", Integer, nullable=False),  # ... that one origin alone gives
    Column("failure", Words),  # why there is no account
)
story_places = Table(
    "story_places",
    metadata,
    Column("story", String(32), primary_key=True),
    Column("place", Words, primary_key=True),  # its id in the account
    Column("lat", Float, nullable=False),
    Column("lon", Float, nullable=False),
    Index("ix_story_places_lat", "lat", "lon", "story"),
)
items = Table(  # what is worth checking
    "items",
    metadata,
    Column("story", String(32), primary_key=True),  # empty for what stands in no story
    Column("item", String(80), primary_key=True),
    Column("kind", String(12), nullable=False),
    Column("says", Words, nullable=False),
    Column("why", Words, nullable=False),
    Column("reports", Integer, nullable=False),
    Column("origins", Integer, nullable=False),
    Column("day", String(10), nullable=False),  # of the latest report that leans on it
    Column("weight", Integer, nullable=False),
    Column("evidence", Text, nullable=False),  # canonical JSON: [[report, start, end, speaker, origin], …]
    Index("ix_items_weight", "weight", "story", "item"),
)
texts = Table(  # what is searched; its folded words stand in `sought` under the same number, as each database searches them
    "texts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(8), nullable=False),  # report, title, people or places
    Column("report", String(32), index=True),
    Column("story", String(32), index=True),
    Column("version", String(32)),
    Column("text", LargeBinary),  # of a report, compressed
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
    Column("moved", Words),  # where the server says that it stands for good now
)
gathered = Table(  # what a feed listed: what waits to be fetched, and what was received
    "gathered",
    metadata,
    Column("feed", String(32), ForeignKey("feeds.id"), primary_key=True),
    Column("item", String(64), primary_key=True),  # SHA-256 of the item's key
    Column("key", Words, nullable=False),
    Column("address", Words),  # of what is to be fetched
    Column("stamp", String(64), nullable=False),  # what changes when the item does
    Column("at", String(32), nullable=False),  # when it was listed so, or received
    Column("sha256", String(64)),  # of the bytes that were received last
    Column("tries", Integer, nullable=False),  # in vain, since it was listed so
    Column("next", String(32)),  # not before; none where received or given up
    Column("error", Words),  # of the last try, as a sentence
    Index("ix_gathered_next", "feed", "next", "item"),
    Index("ix_gathered_item", "item"),  # what several feeds list
)
watches = Table(  # what somebody wants to be told of
    "watches",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("user", Words, ForeignKey("users.name"), nullable=False, index=True),
    Column("about", Text, nullable=False),  # canonical JSON
    Column("since", BigInteger, nullable=False),  # the log's entry after which it holds
    Column("active", Integer, nullable=False),
    Column("secret", Text),  # what its webhook is signed with; none where it has no webhook
    Column("key", String(64)),  # SHA-256 of what opens its feed; none where nothing does
    Column("gone", String(32)),  # when the webhook's receiver said that it is gone for ever
)
deliveries = Table(
    "deliveries",
    metadata,
    Column("watch", String(32), ForeignKey("watches.id"), primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),  # the log's entry that it tells of
    Column("channel", String(10), primary_key=True),  # desk, webhook or mail
    Column("state", String(10), nullable=False, index=True),  # waiting, sent or given up
    Column("begun", String(32), nullable=False),
    Column("ended", String(32)),  # when it was sent or given up
    Column("tries", Integer, nullable=False),
    Column("next", String(32)),  # not to be tried before
    Column("error", Words),  # the last one, as a sentence
)
cursors = Table(  # up to which entry of the log each of the desk's parts has come
    "cursors",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("number", BigInteger, nullable=False),
)
