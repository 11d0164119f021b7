"""Feeds, folders and mailboxes, asked with patience: what they hold is handed on as received."""
