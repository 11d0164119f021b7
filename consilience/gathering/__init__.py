"""Feeds, folders and mailboxes, asked with patience: what they hold is handed on as received."""

from consilience.gathering.feeds_file import FeedsFile
from consilience.gathering.gatherer import Gatherer, Round
from consilience.gathering.one import fetch_one
from consilience.gathering.reading_sources import read_feeds
from consilience.gathering.sources import Feed, Folder, Mailbox, Source, Sources
from consilience.gathering.states import FeedState, states

__all__ = [
    "Feed",
    "FeedState",
    "FeedsFile",
    "Folder",
    "Gatherer",
    "Mailbox",
    "Round",
    "Source",
    "Sources",
    "fetch_one",
    "read_feeds",
    "states",
]
