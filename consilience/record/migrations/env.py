"""Runs the migrations over the connection that opening the record gives."""

from __future__ import annotations

from alembic import context

from consilience.record.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
