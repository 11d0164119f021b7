"""Fetches what stands at an address: public addresses only, bounded in size, time and redirects."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx

from consilience.errors import InputError
from consilience.intake.network import checked_client, is_public

AGENT = "consilience/0.1 (+https://pypi.org/project/consilience/)"
MOST_BYTES = 10_000_000
PIECE = 65_536  # bytes unpacked at a time
MOST_REDIRECTS = 5
NO_ADDRESS = "It is not a valid address. Check how it is written."
FOR_GOOD = frozenset({301, 308})
REDIRECTS = FOR_GOOD | {302, 303, 307}
TEXTUAL = ("text/", "application/xhtml", "application/xml", "application/json", "application/pdf", "application/x-ndjson",
           "application/jsonl", "message/rfc822")  # fmt: skip
Turn = Callable[[str], AbstractContextManager[object]]


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server answered: the body as received (with status 200 alone), its media type, where it was found after
    redirects, the response's headers as they came, and the address that it has `moved` to for good.
    """

    data: bytes
    media_type: str
    charset: str | None
    url: str
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    moved: str | None = None

    def header(self, name: str) -> str | None:
        """The first header of a name, whatever its case."""
        return next((value for field, value in self.headers if field.lower() == name.lower()), None)


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Fetches pages. `allowed` says which IP addresses may be asked; `seconds` bounds a whole fetch."""

    allowed: Callable[[str], bool] = is_public
    seconds: float = 30.0
    most_bytes: int = MOST_BYTES

    def fetch(self, url: str) -> Fetched:
        """The page at an address. Raises InputError where it cannot or must not be had."""
        answer = self.ask(url, kinds=TEXTUAL)
        if answer.status != 200:
            raise InputError(url, "http_error", f"The server answered {answer.status}.")
        return answer

    def ask(
        self, url: str, headers: Mapping[str, str] | None = None, kinds: tuple[str, ...] = ("",), turn: Turn = nullcontext,
    ) -> Fetched:  # fmt: skip
        """What the server answers, whatever its status; `kinds` are the media types taken, by their beginnings.

        `turn` is entered with each address of the way while that is asked; waiting for it counts for nothing.
        Raises InputError where nothing can or must be had.
        """
        at, left, moved, for_good = url, self.seconds, None, True
        for _ in range(MOST_REDIRECTS + 1):
            _check(url, at)
            with turn(at):
                begun = time.monotonic()
                answer = self._once(url, at, headers or {}, kinds, begun + left)
                left -= time.monotonic() - begun
            to = answer.header("location") if answer.status in REDIRECTS else None
            if to is None:
                return replace(answer, moved=moved)
            at, for_good = _joined(url, at, to), for_good and answer.status in FOR_GOOD
            moved = at if for_good else moved
        raise InputError(url, "too_many_redirects", f"It redirects more than {MOST_REDIRECTS} times.")

    def _client(self, headers: Mapping[str, str], deadline: float) -> httpx.Client:
        sent = {"User-Agent": AGENT, "Accept-Encoding": "gzip", **headers}
        return checked_client(self.allowed, deadline, min(10.0, self.seconds), sent)

    def _once(
        self, url: str, at: str, headers: Mapping[str, str], kinds: tuple[str, ...], deadline: float
    ) -> Fetched:
        try:
            with self._client(headers, deadline) as client, client.stream("GET", at) as response:
                return self._answer(url, response, kinds)
        except PermissionError as error:
            raise InputError(
                url, "private_address", "It leads to an address that is not public, and is not asked."
            ) from error
        except (httpx.TimeoutException, httpcore.TimeoutException) as error:
            raise InputError(
                url, "timeout", f"It was not received within {self.seconds:g} seconds. Try again later."
            ) from error
        except (httpx.InvalidURL, ValueError) as error:
            raise InputError(url, "bad_address", NO_ADDRESS) from error
        except httpx.HTTPError as error:
            raise InputError(
                url, "unreachable", "The server cannot be reached. Check the address and the network."
            ) from error

    def _answer(self, url: str, response: httpx.Response, kinds: tuple[str, ...]) -> Fetched:
        media_type = response.headers.get("content-type", "text/html").split(";")[0].strip().lower()
        data = b""
        if response.status_code == 200:
            if not media_type.startswith(kinds):
                raise InputError(url, "wrong_type", f"It is {media_type}, not a page or text.")
            data = _capped(url, _unpacked(url, response), self.most_bytes)
        headers = tuple(response.headers.multi_items())
        charset = response.charset_encoding
        return Fetched(data, media_type, charset, str(response.url), response.status_code, headers)


def _joined(url: str, at: str, location: str) -> str:
    try:
        return urljoin(at, location)
    except ValueError as error:
        raise InputError(url, "bad_address", NO_ADDRESS) from error


def _capped(url: str, pieces: Iterable[bytes], most: int) -> bytes:
    body = bytearray()
    for piece in pieces:
        body += piece
        if len(body) > most:
            raise InputError(url, "too_large", f"It is larger than {most / 1_000_000:g} MB.")
    return bytes(body)


def _unpacked(url: str, response: httpx.Response) -> Iterator[bytes]:
    """The body in pieces of bounded size, unpacked where it came packed by gzip, once."""
    packing = response.headers.get("content-encoding", "identity").strip().lower()
    if packing in {"", "identity"}:
        return response.iter_raw()
    if packing not in {"gzip", "x-gzip"}:
        raise InputError(url, "wrong_encoding", f"It came packed as {packing[:40]}, which was not asked for.")
    return _gunzipped(url, response.iter_raw())


def _gunzipped(url: str, chunks: Iterable[bytes]) -> Iterator[bytes]:
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        for chunk in chunks:
            while chunk:
                yield unpack.decompress(chunk, PIECE)
                chunk = unpack.unconsumed_tail
    except zlib.error as error:
        raise InputError(url, "wrong_encoding", "It says that it is packed by gzip, and is not.") from error


def gunzip(url: str, data: bytes, most: int) -> bytes:
    """A file packed by gzip, unpacked to `most` bytes. Raises InputError where it is larger or broken."""
    return _capped(url, _gunzipped(url, [data]), most)


def _check(url: str, at: str) -> None:
    try:
        parts = urlsplit(at)
    except ValueError as error:
        raise InputError(url, "bad_address", NO_ADDRESS) from error
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise InputError(url, "bad_address", "Only http and https addresses are fetched.")
    if parts.username or parts.password:
        raise InputError(url, "bad_address", "Addresses with a user name or password are not fetched.")
