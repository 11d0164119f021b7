"""The bytes of one input to reports, by their kind."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from consilience.errors import InputError
from consilience.intake.documents import read_docx, read_pdf
from consilience.intake.fetch import Fetcher
from consilience.intake.heads import read_head
from consilience.intake.kinds import GKG, HTML, JSON, LINES, MAIL, NEWSML, PDF, WARC, WORD, kind_of
from consilience.intake.listed import MOST_LISTED, addresses_of_gkg, articles_of
from consilience.intake.mail import read_mail
from consilience.intake.newsml import read_newsml
from consilience.intake.objects import Elsewhere, is_one_value, of_object
from consilience.intake.pages import Page, read_page
from consilience.intake.reports import Item, failure_of, hash_of, report_of, required
from consilience.intake.tables import parse_line
from consilience.intake.text import decode, whole
from consilience.model import Failure, Received

MOST_BYTES = 20_000_000  # of one file; JSON Lines are read line by line and may be larger
TOO_LARGE = f"It is larger than {MOST_BYTES // 1_000_000} MB. Split it into one file a report."
MOST_UNPACKED = 1_000_000_000  # bytes of the records of one archive


@dataclass(frozen=True, slots=True)
class Input:
    """A file in memory; `fetcher` fetches what it only gives the address of, if that is wanted."""

    name: str
    data: bytes
    kind: str
    url: str | None = None
    charset: str | None = None
    fetcher: Fetcher | None = None

    def received(self) -> Received:
        """The input as it came, for the report that it is."""
        return Received(self.name, self.data, self.kind, hash_of(self.data), self.url)


def receive_bytes(
    name: str,
    data: bytes,
    media_type: str | None = None,
    *,
    url: str | None = None,
    charset: str | None = None,
    fetcher: Fetcher | None = None,
) -> Iterator[Item]:
    """The reports of one file or page that is already in memory; its kind by its name and first bytes unless given.

    What a list gives only the address of is fetched with `fetcher`, else it is a Failure that says so.
    """
    given = Input(name, data, kind_of(name, data, media_type), url, charset, fetcher)
    try:
        yield from opened(given)
    except InputError as error:
        yield failure_of(error)


def open_received(received: Received, charset: str | None = None) -> Iterator[Item]:
    """The reports of what was received before; its kind is told from its bytes and name where `media_type` is empty."""
    kind = received.media_type or None
    return receive_bytes(received.name, received.data, kind, url=received.url, charset=charset)


def receive_line(name: str, line: bytes) -> Item:
    """The report that one line of JSON Lines holds; its fields may have the names that scrapers use."""
    item = parse_line(line)
    if item is None:
        return Failure(name, "bad_json", "The line is not a JSON object.")
    found = of_object(name, line, item)
    return _not_fetched(name, found) if isinstance(found, Elsewhere) else found


def opened(given: Input) -> Iterator[Item]:
    """The reports of an input. Raises InputError where there are none to be had."""
    if not given.data.strip():
        raise InputError(given.name, "empty", "The file is empty.")
    if len(given.data) > MOST_BYTES:
        raise InputError(given.name, "too_large", TOO_LARGE)
    yield from OPENERS.get(given.kind, _plain)(given)


def lines_of(name: str, lines: Iterator[bytes], fetcher: Fetcher | None) -> Iterator[Item]:
    """The reports of JSON Lines, each by itself: a line that is none does not end the others."""
    blank = True
    for number, line in enumerate(lines, 1):
        if line.strip():
            blank = False
            yield from _of_line(f"{name}:{number}", line.rstrip(b"\r\n"), fetcher)
    if blank:
        raise InputError(name, "empty", "The file is empty.")


def of_archive(name: str, stream: BinaryIO) -> Iterator[Item]:
    """The reports of a WARC archive. Raises InputError where it cannot be read."""
    try:
        from consilience.intake.archives import pages_of
    except ModuleNotFoundError as error:
        what = "WARC archives take another package. Try: pip install 'consilience[corpus]'"
        raise InputError(name, "missing_package", what) from error
    for page in pages_of(name, stream, MOST_BYTES, MOST_UNPACKED):
        if isinstance(page, Failure):
            yield page
        else:
            found = receive_bytes(page.name, page.data, page.media_type, url=page.url, charset=page.charset)
            yield from found


def _of_line(name: str, line: bytes, fetcher: Fetcher | None) -> Iterator[Item]:
    """The report of one JSON object, or the reports of the articles that it lists."""
    item = parse_line(line)
    if item is None:
        yield Failure(name, "bad_json", "The line is not a JSON object.")
    elif (listed := articles_of(item)) is not None:
        yield from _of_objects(name, listed, fetcher)
    else:
        yield from _held_or_fetched(name, line, item, fetcher)


def _held_or_fetched(name: str, line: bytes, item: dict[str, Any], fetcher: Fetcher | None) -> Iterator[Item]:
    found = of_object(name, line, item)
    if isinstance(found, Elsewhere):
        yield from _fetched(name, found, fetcher)
    else:
        yield found


def _of_objects(name: str, items: list[Any], fetcher: Fetcher | None) -> Iterator[Item]:
    if not items:
        raise InputError(name, "empty", "The list holds no reports.")
    for number, item in enumerate(items, 1):
        one = f"{name}:{number}"
        if isinstance(item, dict):
            line = json.dumps(item, ensure_ascii=True).encode()
            yield from _held_or_fetched(one, line, item, fetcher if number <= MOST_LISTED else None)
        else:
            yield Failure(one, "bad_json", "The line is not a JSON object.")


def _fetched(name: str, listed: Elsewhere, fetcher: Fetcher | None) -> Iterator[Item]:
    """The reports at an address that a list gives; a Failure where nothing may be fetched."""
    if fetcher is None:
        yield _not_fetched(name, listed)
        return
    try:
        page = fetcher.fetch(listed.address)
    except InputError as error:
        yield failure_of(error)
        return
    yield from receive_bytes(listed.address, page.data, page.media_type, url=page.url, charset=page.charset)


def _not_fetched(name: str, listed: Elsewhere) -> Failure:
    what = f"{name} gives its address and no text. Give the address itself, or have the pages of lists fetched (--fetch)."
    return Failure(whole(listed.address), "not_fetched", what)


def _lines(given: Input) -> Iterator[Item]:
    return lines_of(given.name, iter(given.data.splitlines()), given.fetcher)


def _json(given: Input) -> Iterator[Item]:
    """One JSON value, or an object a line."""
    if not is_one_value(given.data):
        yield from _lines(given)
        return
    try:
        found = json.loads(given.data)
    except (ValueError, RecursionError):
        raise InputError(given.name, "bad_json", "It is not valid JSON.") from None
    listed = articles_of(found) if isinstance(found, dict) else found if isinstance(found, list) else None
    yield from _of_objects(given.name, [found] if listed is None else listed, given.fetcher)


def _html(given: Input) -> Iterator[Item]:
    page = read_page(given.data, given.url)
    page = required(given.name, page, "no_article", "No article text is found on the page.")
    yield report_of(given.name, given.received(), page, given.charset)


def _mail(given: Input) -> Iterator[Item]:
    page = required(given.name, read_mail(given.data), "no_text", "The mail holds no text that can be read.")
    yield report_of(given.name, given.received(), page, None)


def _pdf(given: Input) -> Iterator[Item]:
    text, title = read_pdf(given.name, given.data)
    yield report_of(given.name, given.received(), _bare(text, title, given.url), None)


def _word(given: Input) -> Iterator[Item]:
    text, title = read_docx(given.name, given.data)
    yield report_of(given.name, given.received(), _bare(text, title, given.url), None)


def _bare(text: str, title: str | None, url: str | None) -> Page:
    return Page(text, title, None, None, None, None, url, None)


def _newsml(given: Input) -> Iterator[Item]:
    for number, item in enumerate(read_newsml(given.name, given.data), 1):
        alone = item.data is given.data
        name = given.name if alone else f"{given.name}:{number}"
        if item.page is None:
            yield Failure(name, "no_text", item.fault)
            continue
        url = given.url if alone else item.page.url
        received = Received(name, item.data, NEWSML, hash_of(item.data), url)
        page = item.page if item.page.url else replace(item.page, url=url)
        try:
            yield report_of(name, received, page, None)
        except InputError as error:
            yield failure_of(error)


def _gkg(given: Input) -> Iterator[Item]:
    for number, address in addresses_of_gkg(given.name, given.data):
        yield from _fetched(f"{given.name}:{number}", Elsewhere(address), given.fetcher)


def _warc(given: Input) -> Iterator[Item]:
    return of_archive(given.name, io.BytesIO(given.data))


def _plain(given: Input) -> Iterator[Item]:
    decoded = decode(given.data, given.charset)
    if decoded is None:
        what = "It is not text. Give text, HTML, mail, PDF, Word, JSON Lines, ninjs, NewsML-G2 or WARC."
        raise InputError(given.name, "binary", what)
    head = read_head(decoded.text)
    page = Page(
        decoded.text, head.title, head.outlet, head.byline, head.published, head.updated, given.url, None
    )
    yield report_of(given.name, given.received(), page, decoded.encoding, decoded.warnings)


OPENERS: Mapping[str, Callable[[Input], Iterator[Item]]] = {
    LINES: _lines, "application/x-ndjson": _lines, JSON: _json, HTML: _html, "application/xhtml+xml": _html,
    MAIL: _mail, PDF: _pdf, WORD: _word, NEWSML: _newsml, GKG: _gkg, WARC: _warc,
}  # fmt: skip
