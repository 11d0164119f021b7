"""Alembic migrations of the record, run when it is opened."""
