"""Bringing the tables of a database up to date, and telling what is no record of ours."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, inspect

from consilience.errors import RecordError


def brought_up_to_date(connection: Connection, url: URL) -> None:
    """Runs the migrations that a database lacks, within the transaction of the connection.

    Raises RecordError for a database of a newer program and for one that holds something else.
    """
    config = Config()
    config.set_main_option("script_location", "consilience.record:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    scripts = ScriptDirectory.from_config(config)
    now = MigrationContext.configure(connection).get_current_revision()
    if now is not None and now not in {script.revision for script in scripts.walk_revisions()}:
        raise RecordError(
            f"{_name(url)} was made by a newer Consilience (schema {now}). Install that version or a later one."
        )
    if now is None and inspect(connection).get_table_names():
        raise RecordError(
            f"{_name(url)} holds something else than a record of Consilience. Give an empty database or another file."
        )
    if now != scripts.get_current_head():
        command.upgrade(config, "head")


def _name(url: URL) -> str:
    return url.render_as_string(hide_password=True) if url.host or url.query else str(url.database)
