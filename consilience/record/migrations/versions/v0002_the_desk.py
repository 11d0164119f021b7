"""Who may use the desk, what it fetches, and whom it tells."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The tables of the desk, and which account of a story was last told."""
    op.add_column("stories", sa.Column("told", sa.String(length=64), nullable=True))
    _note_what_was_told(op.get_bind())
    op.create_table(
        "concerned",
        sa.Column("story", sa.String(length=32), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["number"], ["log.number"]),
        sa.PrimaryKeyConstraint("story", "number"),
    )
    op.create_table(
        "cursors",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "feeds",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=True),
        sa.Column("modified", sa.String(), nullable=True),
        sa.Column("asked", sa.String(length=32), nullable=True),
        sa.Column("answered", sa.String(length=32), nullable=True),
        sa.Column("next", sa.String(length=32), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(), nullable=True),
        sa.Column("moved", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "users",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("password", sa.Text(), nullable=True),
        sa.Column("active", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "gathered",
        sa.Column("feed", sa.String(length=32), nullable=False),
        sa.Column("item", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("stamp", sa.String(length=64), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next", sa.String(length=32), nullable=True),
        sa.Column("error", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["feed"],
            ["feeds.id"],
        ),
        sa.PrimaryKeyConstraint("feed", "item"),
    )
    op.create_index(op.f("ix_gathered_next"), "gathered", ["next"], unique=False)
    op.create_table(
        "sessions",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("made", sa.String(length=32), nullable=False),
        sa.Column("used", sa.String(length=32), nullable=False),
        sa.Column("ends", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["user"],
            ["users.name"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_sessions_user"), "sessions", ["user"], unique=False)
    op.create_table(
        "tokens",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("made", sa.String(length=32), nullable=False),
        sa.Column("used", sa.String(length=32), nullable=True),
        sa.Column("ends", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["user"],
            ["users.name"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_tokens_user"), "tokens", ["user"], unique=False)
    op.create_table(
        "watches",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("active", sa.Integer(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=True),
        sa.Column("key", sa.String(length=64), nullable=True),
        sa.Column("gone", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["user"],
            ["users.name"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_watches_user"), "watches", ["user"], unique=False)
    op.create_table(
        "deliveries",
        sa.Column("watch", sa.String(length=32), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("begun", sa.String(length=32), nullable=False),
        sa.Column("ended", sa.String(length=32), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next", sa.String(length=32), nullable=True),
        sa.Column("error", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["watch"],
            ["watches.id"],
        ),
        sa.PrimaryKeyConstraint("watch", "number", "channel"),
    )
    op.create_index(op.f("ix_deliveries_state"), "deliveries", ["state"], unique=False)
    _derived()


def _derived() -> None:
    """What lists show and search finds."""
    op.create_table(
        "report_rows",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("arrival", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("outlet", sa.String(), nullable=True),
        sa.Column("outlet_key", sa.String(), nullable=True),
        sa.Column("published", sa.String(), nullable=True),
        sa.Column("day", sa.String(length=10), nullable=True),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("first", sa.String(length=32), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("versions", sa.Integer(), nullable=False),
        sa.Column("readable", sa.Integer(), nullable=False),
        sa.Column("failure", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_report_rows_at", "report_rows", ["at", "id"], unique=False)
    op.create_index(op.f("ix_report_rows_arrival"), "report_rows", ["arrival"], unique=False)
    op.create_index(op.f("ix_report_rows_outlet_key"), "report_rows", ["outlet_key"], unique=False)
    op.create_table(
        "story_rows",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("first", sa.String(length=10), nullable=True),
        sa.Column("last", sa.String(length=10), nullable=True),
        sa.Column("sorted", sa.String(length=10), nullable=False),
        sa.Column("happened", sa.String(), nullable=True),
        sa.Column("begins", sa.String(length=10), nullable=True),
        sa.Column("ends", sa.String(length=10), nullable=True),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("outlets", sa.Integer(), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("conflicts", sa.Integer(), nullable=False),
        sa.Column("confirmed", sa.Integer(), nullable=False),
        sa.Column("single", sa.Integer(), nullable=False),
        sa.Column("failure", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_story_rows_changed"), "story_rows", ["changed"], unique=False)
    op.create_index(op.f("ix_story_rows_sorted"), "story_rows", ["sorted"], unique=False)
    op.create_table(
        "story_places",
        sa.Column("story", sa.String(length=32), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("lat", sa.Float(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("story", "place"),
    )
    op.create_index("ix_story_places_lat", "story_places", ["lat", "lon", "story"], unique=False)
    op.create_table(
        "items",
        sa.Column("story", sa.String(length=32), nullable=False),
        sa.Column("item", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("says", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("origins", sa.Integer(), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("story", "item"),
    )
    op.create_index("ix_items_weight", "items", ["weight", "story", "item"], unique=False)
    op.create_table(
        "texts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("report", sa.String(length=32), nullable=True),
        sa.Column("story", sa.String(length=32), nullable=True),
        sa.Column("version", sa.String(length=32), nullable=True),
        sa.Column("text", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_texts_report"), "texts", ["report"], unique=False)
    op.create_index(op.f("ix_texts_story"), "texts", ["story"], unique=False)
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE sought USING fts5(words, columnsize=0, tokenize=\"ascii tokenchars '_'\")"
        )
    else:
        op.execute(
            "CREATE TABLE sought (rowid integer PRIMARY KEY, words text NOT NULL, lexemes tsvector NOT NULL)"
        )
        op.execute("CREATE INDEX ix_sought_lexemes ON sought USING gin (lexemes)")


def _note_what_was_told(connection: sa.Connection) -> None:
    """Each story's last account that the log tells of."""
    found = connection.execute(sa.text("SELECT about FROM log WHERE kind = 'told' ORDER BY number"))
    last = {about["story"]: about["sha256"] for about in map(json.loads, found.scalars())}
    for story, sha256 in last.items():
        connection.execute(
            sa.text("UPDATE stories SET told = :sha256 WHERE id = :story"), {"sha256": sha256, "story": story}
        )
