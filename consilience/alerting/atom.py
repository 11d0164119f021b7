"""Changes as Atom feeds (RFC 4287), for feed readers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from lxml import etree
from lxml.builder import ElementMaker
from sqlalchemy import Connection, select

from consilience.alerting.kept import Kept
from consilience.alerting.settings import Alerting
from consilience.alerting.telling import Told, story_address, told_of
from consilience.record import Entry, Record
from consilience.record.growing.whereabouts import heir
from consilience.record.log import canonical, digest, entry_of, stamp
from consilience.record.schema import concerned, deliveries, log, stories

NAMESPACE = "http://www.w3.org/2005/Atom"
TAG = "tag:consilience,2026:"  # RFC 4151; what follows is unique by a hash
MOST = 50  # entries of a feed
_ATOM = ElementMaker(namespace=NAMESPACE, nsmap={None: NAMESPACE})
_HTML = ElementMaker()
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed of changes, the last first: `path` is its page and `own` its own address, both at the desk."""

    id: str
    title: str
    page: str
    own: str
    told: tuple[Told, ...]
    since: str  # when it began, ISO 8601

    @property
    def updated(self) -> str:
        """When it last changed, ISO 8601."""
        return self.told[0].entry.at if self.told else self.since

    @property
    def version(self) -> str:
        """Another text whenever the feed says something else."""
        entries = [[one.entry.hash, one.title] for one in self.told]
        return digest(canonical([self.id, self.title, self.page, self.own, entries]))[:32]


def story_feed(record: Record, settings: Alerting, story: str) -> Feed:
    """The changes of a story; those of the one that it was merged into with its own. Raises NotThereError where there is none."""

    def step(connection: Connection) -> Feed:
        now_in = heir(connection, story)
        told = told_of(connection, _changes(connection, {story, now_in}))
        page = story_address(settings.base, now_in)
        title = told[0].title if told and told[0].title else f"Story {now_in}"
        began = _started(connection, story)
        return Feed(f"{TAG}story/{story}", title, page, f"{page}/changes.atom", tuple(told), began)

    return record.read(step)


def _changes(connection: Connection, some: set[str]) -> list[Entry]:
    """The last changes of some stories, the newest first."""
    about = select(concerned.c.number).where(concerned.c.story.in_(sorted(some)))
    query = select(log).where(log.c.number.in_(about), log.c.kind == "changed")
    return [entry_of(row) for row in connection.execute(query.order_by(log.c.number.desc()).limit(MOST))]


def _started(connection: Connection, story: str) -> str:
    query = select(log.c.at).join(stories, stories.c.started == log.c.number).where(stories.c.id == story)
    return str(connection.execute(query).scalar_one())


def watch_feed(record: Record, settings: Alerting, kept: Kept) -> Feed:
    """What alerted by a watch."""
    query = select(log).join(deliveries, deliveries.c.number == log.c.number)
    query = query.where(deliveries.c.channel == "desk", deliveries.c.watch == kept.id)
    query = query.order_by(log.c.number.desc()).limit(MOST)

    def step(connection: Connection) -> Feed:
        told = told_of(connection, [entry_of(row) for row in connection.execute(query)])
        since = connection.execute(select(log.c.at).where(log.c.number == kept.since)).scalar()
        page, own = f"{settings.base}/alerts#watch-{kept.id}", f"{settings.base}/watches/{kept.id}/feed.atom"
        begun = since or stamp(datetime.fromtimestamp(0, tz=record.now().tzinfo))
        return Feed(f"{TAG}watch/{kept.id}", kept.watch.name, page, own, tuple(told), begun)

    return record.read(step)


def to_atom(feed: Feed, settings: Alerting) -> bytes:
    """The feed as XML in UTF-8, the same bytes for the same feed."""
    made = _ATOM.feed(
        _ATOM.id(feed.id),
        _ATOM.title(_xml(feed.title)),
        _ATOM.updated(feed.updated),
        _ATOM.author(_ATOM.name("Consilience")),
        _ATOM.link(rel="self", type="application/atom+xml", href=feed.own),
        _ATOM.link(rel="alternate", type="text/html", href=feed.page),
        *[_entry(one, settings) for one in feed.told],
    )
    return bytes(etree.tostring(made, xml_declaration=True, encoding="utf-8"))


def _entry(told: Told, settings: Alerting) -> etree._Element:
    return _ATOM.entry(
        _ATOM.id(f"{TAG}change/{told.entry.hash}"),
        _ATOM.title(_xml(told.says)),
        _ATOM.updated(told.entry.at),
        _ATOM.link(rel="alternate", type="text/html", href=told.address(settings.base)),
        _ATOM.category(term=told.kind),
        _ATOM.content(_content(told), type="html"),
    )


def _content(told: Told) -> str:
    """The change with the words that it rests on, as HTML in which all words are escaped."""
    parts = [_HTML.p(_HTML.a(_xml(told.title or told.story)), ": ", _xml(told.says))]
    for passage in told.passages:
        quoted = _HTML.blockquote(
            _HTML.p(_xml(passage.words)), _HTML.p("— ", _HTML.cite(_xml(passage.outlet)))
        )
        parts.append(quoted)
    return "".join(etree.tostring(part, encoding="unicode", method="html") for part in parts)


def _xml(text: str) -> str:
    """Text that XML 1.0 can hold."""
    return _NOT_XML.sub("\ufffd", text)
