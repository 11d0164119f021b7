"""Telling people what they asked to be told of: saved searches, webhooks, mail and Atom feeds."""

from consilience.alerting.alerts import Alert, Course, alerting_now, alerts_of, courses_of
from consilience.alerting.atom import Feed, story_feed, to_atom, watch_feed
from consilience.alerting.delivering import deliver, try_watch
from consilience.alerting.kept import (
    Kept,
    Made,
    add_watch,
    by_key,
    change_watch,
    new_key,
    new_secret,
    remove_watch,
    watch_of,
    watches_of,
)
from consilience.alerting.matching import matches
from consilience.alerting.settings import Alerting, MailServer, mail_server
from consilience.alerting.telling import said_by
from consilience.alerting.watches import CHANGE_KINDS, STORY_KINDS, Watch, WatchKind

__all__ = [
    "CHANGE_KINDS",
    "STORY_KINDS",
    "Alert",
    "Alerting",
    "Course",
    "Feed",
    "Kept",
    "Made",
    "MailServer",
    "Watch",
    "WatchKind",
    "add_watch",
    "alerting_now",
    "alerts_of",
    "by_key",
    "change_watch",
    "courses_of",
    "deliver",
    "mail_server",
    "matches",
    "new_key",
    "new_secret",
    "remove_watch",
    "said_by",
    "story_feed",
    "to_atom",
    "try_watch",
    "watch_feed",
    "watch_of",
    "watches_of",
]
