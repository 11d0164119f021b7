"""One source's part of a round: what it lists is looked through, and what is new is received."""

from __future__ import annotations

import hashlib
import ssl
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

from consilience.errors import InputError
from consilience.gathering import kept
from consilience.gathering.folders import files_of, read_file, stamp_of
from consilience.gathering.items import Document, Item, Listing
from consilience.gathering.kept import Visits, Waiting
from consilience.gathering.mailboxes import messages_of
from consilience.gathering.manners import Later, Manners
from consilience.gathering.schedule import next_try, next_visit
from consilience.gathering.sources import Feed, Folder, Source, source_id
from consilience.gathering.web import fetch_page, list_feed
from consilience.model import Failure
from consilience.record import Arrival, Record, receive

TURN = timedelta(seconds=30)  # that one source may take of a round; the rest waits for the next
SETTLE = timedelta(seconds=2)  # that a file must have been left alone for
AT_A_TIME = 500  # items that are looked up together


@dataclass(slots=True)
class Turn:
    """What comes of one source's part of a round, which ends at a moment."""

    until: datetime
    received: int = 0
    failures: list[Failure] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Visits sources. `stopped` says whether to end soon; `arrived` is told each arrival; `tls` is for mail servers."""

    record: Record
    manners: Manners
    tls: ssl.SSLContext
    stopped: Callable[[], bool]
    arrived: Callable[[Arrival], object]

    def visit(self, source: Source, turn: Turn) -> None:
        """Asks a source if it is due, and fetches what waits of what it listed."""
        visits = kept.visits_of(self.record, [source.id])[source.id]
        if kept.is_due(visits, self.record.now()):
            self._ask(source, visits, turn)
        while self._goes_on(turn):
            waiting = kept.next_waiting(self.record, source.id, self.record.now())
            if waiting is None:
                return
            self._try(source, waiting, turn)

    def _goes_on(self, turn: Turn) -> bool:
        return not self.stopped() and self.record.now() < turn.until

    def _ask(self, source: Source, visits: Visits, turn: Turn) -> None:
        now = self.record.now()
        then = now + timedelta(seconds=source.every)
        kept.keep_visit(self.record, source.id, source.address, asked=now, next=then)
        try:
            listing = self._listing(source, visits)
            turn.until = max(turn.until, self.record.now() + TURN)  # however long the source took to answer
            whole = self._take(source, listing, turn)
            if isinstance(source, Feed):
                for part in listing.parts:
                    self._ask_part(source, part, turn)
        except Later as later:
            kept.keep_visit(self.record, source.id, source.address, next=later.until)
        except (InputError, OSError) as error:
            self._failed(source, visits, error, turn)
        else:
            kept.keep_answer(
                self.record, source.id, source.address, self.record.now(), listing if whole else None
            )

    def _listing(self, source: Source, visits: Visits) -> Listing:
        if isinstance(source, Feed):
            return list_feed(self.manners, source, source.address, visits, self.record.now())
        if isinstance(source, Folder):
            return Listing(files_of(source))
        return messages_of(source, visits.etag, self.tls)

    def _ask_part(self, feed: Feed, address: str, turn: Turn) -> None:
        """Asks one sitemap of an index; a fault in it does not end the others."""
        part = source_id("part", address)
        visits = kept.visits_of(self.record, [part])[part]
        try:
            listing = list_feed(self.manners, feed, address, visits, self.record.now())
            if self._take(feed, listing, turn):
                kept.keep_answer(self.record, part, address, self.record.now(), listing)
        except InputError as error:
            turn.failures.append(Failure(address, error.code, error.message))

    def _failed(self, source: Source, visits: Visits, error: InputError | OSError, turn: Turn) -> None:
        code, message = (
            (error.code, error.message) if isinstance(error, InputError) else ("unreachable", str(error))
        )
        now, failing = self.record.now(), replace(visits, failures=visits.failures + 1)
        again = next_visit(failing, source.every, now)
        if isinstance(source, Feed):
            again = max(again, self.manners.free(source.address))
        kept.keep_visit(
            self.record, source.id, source.address, failures=failing.failures, error=message,
            next=None if code == "gone" else again,
        )  # fmt: skip
        turn.failures.append(Failure(source.address, code, message))

    def _take(self, source: Source, listing: Listing, turn: Turn) -> bool:
        """Keeps what is new of a listing; whether that was all of it."""
        after = SETTLE if isinstance(source, Folder) else timedelta()
        with closing(listing):
            for some in _chunks(listing):
                news = kept.news_of(self.record, source.id, some)
                now = self.record.now()
                kept.queue(
                    self.record, source.id, [item for item in news if item.document is None], now, now + after
                )
                for item in news:
                    if item.document is None:
                        continue
                    if not self._goes_on(turn):
                        return False
                    self._receive_item(source, item, item.document, turn)
        return True

    def _receive_item(self, source: Source, item: Item, document: Callable[[], Document], turn: Turn) -> None:
        try:
            found = document()
        except InputError as error:
            kept.keep_refused(self.record, source.id, item, self.record.now(), error.message)
            turn.failures.append(Failure(error.file, error.code, error.message))
            return
        arrival = self._receive(source, item.key, found, turn)
        kept.keep_received(self.record, source.id, item, self.record.now(), arrival.sha256)

    def _receive(self, source: Source, key: str, document: Document, turn: Turn) -> Arrival:
        arrival = receive(
            self.record, document.data, name=document.name, key=key, url=document.url, via=source.via,
            media_type=document.media_type, charset=document.charset, headers=document.headers,
        )  # fmt: skip
        turn.received += 1
        self.arrived(arrival)
        return arrival

    def _try(self, source: Source, waiting: Waiting, turn: Turn) -> None:
        try:
            sha256 = self._fetch(source, waiting, turn)
        except Later as later:
            kept.put_off(self.record, waiting, later.until, waiting.tries, None)
        except InputError as error:
            tries = waiting.tries + 1
            again = next_try(tries, error.code, self.record.now())
            kept.put_off(self.record, waiting, again, tries, error.message)
            turn.failures.append(Failure(error.file, error.code, error.message))
        else:
            if sha256 is not None:
                kept.keep_done(self.record, waiting, self.record.now(), sha256)

    def _fetch(self, source: Source, waiting: Waiting, turn: Turn) -> str | None:
        """Receives what waits, if it is not what was received before; its hash, or none where it is not to be had yet."""
        elsewhere = kept.received_elsewhere(self.record, waiting)
        if elsewhere is not None:
            return elsewhere
        document = self._document(source, waiting)
        if document is None:
            return None
        sha256 = hashlib.sha256(document.data).hexdigest()
        if sha256 != waiting.sha256:
            self._receive(source, waiting.key, document, turn)
        return sha256

    def _document(self, source: Source, waiting: Waiting) -> Document | None:
        if isinstance(source, Feed):
            return fetch_page(self.manners, source, waiting.address)
        return self._settled(source, waiting) if isinstance(source, Folder) else None  # mail is never queued

    def _settled(self, folder: Folder, waiting: Waiting) -> Document | None:
        """A file that has not changed since it was listed; one that has must wait again."""
        path = Path(waiting.address)
        document = read_file(folder, path) if stamp_of(path) == waiting.stamp else None
        found = stamp_of(path)
        if found is None:
            raise InputError(str(path), "not_found", "The file is no longer there.")
        if document is None or found != waiting.stamp:
            kept.put_off(self.record, waiting, self.record.now() + SETTLE, 0, None, found)
            return None
        return document


def _chunks(listing: Listing) -> Iterator[list[Item]]:
    items = iter(listing.items)
    while some := list(islice(items, AT_A_TIME)):
        yield some
