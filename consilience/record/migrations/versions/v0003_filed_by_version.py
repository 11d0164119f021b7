"""What a report is filed under stands with its version, and what it tells of with its day; what waits is found at once."""

from __future__ import annotations

import json
from itertools import groupby

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

WAITS = sa.text("current IS NOT NULL AND (joined IS NULL OR current != joined)")


def upgrade() -> None:
    """Moves what was kept of each report to the version that stands in its story."""
    op.add_column("versions", sa.Column("place", sa.String(), nullable=True))
    op.add_column("versions", sa.Column("day", sa.Integer(), nullable=True))
    op.add_column("versions", sa.Column("traits", sa.Text(), nullable=True))
    op.add_column("versions", sa.Column("features", sa.LargeBinary(), nullable=True))
    op.add_column("traits", sa.Column("day", sa.Integer(), nullable=True))
    _move(op.get_bind())
    op.drop_table("signs")
    op.drop_index("ix_traits_trait", "traits")
    op.create_index("ix_traits_trait", "traits", ["trait", "day", "report", "weight"], unique=False)
    op.create_index("ix_stories_untold", "stories", ["untold"], unique=False)
    op.drop_index("ix_gathered_next", "gathered")
    op.create_index("ix_gathered_next", "gathered", ["feed", "next", "item"], unique=False)
    op.create_index("ix_gathered_item", "gathered", ["item"], unique=False)
    op.create_index("ix_reports_unjoined", "reports", ["id"], unique=False, sqlite_where=WAITS, postgresql_where=WAITS)  # fmt: skip


def _move(connection: sa.Connection) -> None:
    names = sa.table("versions", *map(sa.column, ("id", "place", "day", "traits", "features")))
    held = sa.text(
        "SELECT r.id, r.joined, r.place, r.day, s.features FROM reports r JOIN signs s ON s.report = r.id"
    )
    told = sa.text("SELECT report, trait, weight FROM traits ORDER BY report, trait")
    traits = {
        report: [[row.trait, row.weight] for row in rows]
        for report, rows in groupby(connection.execute(told), lambda row: row.report)
    }
    for row in connection.execute(held).all():
        written = json.dumps(traits.get(row.id, []), separators=(",", ":"))
        connection.execute(
            names.update().where(names.c.id == row.joined)
            .values(place=row.place, day=row.day, traits=written, features=row.features)
        )  # fmt: skip
    connection.execute(
        sa.text("UPDATE traits SET day = (SELECT day FROM reports WHERE reports.id = traits.report)")
    )
