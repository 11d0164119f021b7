"""Readings -> Stories: copies and grouping."""
