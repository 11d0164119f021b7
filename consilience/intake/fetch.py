"""Fetches one web page: public addresses only, bounded in size, time and redirects."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx

from consilience.errors import InputError

AGENT = "consilience/0.1 (+https://pypi.org/project/consilience/)"
MOST_BYTES = 10_000_000
PIECE = 65_536  # bytes unpacked at a time
MOST_REDIRECTS = 5
NO_ADDRESS = "It is not a valid address. Check how it is written."
REDIRECTS = frozenset({301, 302, 303, 307, 308})
TEXTUAL = ("text/", "application/xhtml", "application/xml", "application/json", "application/pdf", "application/x-ndjson",
           "application/jsonl", "message/rfc822")  # fmt: skip


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet."""
    ip = ipaddress.ip_address(address.split("%")[0])
    mapped = getattr(ip, "ipv4_mapped", None)
    return bool((mapped or ip).is_global) and not (mapped or ip).is_multicast


@dataclass(frozen=True, slots=True)
class Fetched:
    """The body as received, its media type and where it was found after redirects."""

    data: bytes
    media_type: str
    charset: str | None
    url: str


class CheckedBackend(httpcore.NetworkBackend):
    """Resolves a host once, checks every address, and connects to the checked address itself,
    so that a name that changes between check and connection gains nothing."""

    def __init__(self, allowed: Callable[[str], bool], deadline: float) -> None:
        self._allowed, self._deadline = allowed, deadline
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: object = None,
    ) -> httpcore.NetworkStream:  # fmt: skip
        """A connection. Raises PermissionError for a host with an address that is not allowed, httpcore's errors otherwise."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except OSError as error:
            raise httpcore.ConnectError(f"{host} cannot be resolved") from error
        addresses = [str(item[4][0]) for item in found]
        if not addresses or not all(self._allowed(a) for a in addresses):
            raise PermissionError(host)
        within = _left(self._deadline, timeout)
        plain = self._plain.connect_tcp(addresses[0], port, timeout=within, local_address=local_address)
        return _TimedStream(plain, self._deadline)


class _TimedStream(httpcore.NetworkStream):
    """A connection that ends at the deadline of the whole fetch, however it drips."""

    def __init__(self, plain: httpcore.NetworkStream, deadline: float) -> None:
        self._plain, self._deadline = plain, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._plain.read(max_bytes, _left(self._deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._plain.write(buffer, _left(self._deadline, timeout))

    def close(self) -> None:
        self._plain.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self._plain.start_tls(ssl_context, server_hostname, _left(self._deadline, timeout))
        return _TimedStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._plain.get_extra_info(info)


def _left(deadline: float, timeout: float | None) -> float:
    """Seconds that one step may take. Raises httpcore.ReadTimeout once the deadline is past."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the time for the whole fetch is over")
    return left if timeout is None else min(left, timeout)


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Fetches pages. `allowed` says which IP addresses may be asked; `seconds` bounds a whole fetch."""

    allowed: Callable[[str], bool] = is_public
    seconds: float = 30.0
    most_bytes: int = MOST_BYTES

    def fetch(self, url: str) -> Fetched:
        """The page at an address. Raises InputError where it cannot or must not be had."""
        deadline = time.monotonic() + self.seconds
        at = url
        with self._client(deadline) as client:
            for _ in range(MOST_REDIRECTS + 1):
                _check(url, at)
                answer = self._get(client, url, at)
                if isinstance(answer, Fetched):
                    return answer
                at = _joined(url, at, answer)
        raise InputError(url, "too_many_redirects", f"It redirects more than {MOST_REDIRECTS} times.")

    def _client(self, deadline: float) -> httpx.Client:
        transport = httpx.HTTPTransport(trust_env=False)
        transport._pool = httpcore.ConnectionPool(network_backend=CheckedBackend(self.allowed, deadline))
        return httpx.Client(transport=transport, trust_env=False, follow_redirects=False,
                            timeout=min(10.0, self.seconds), headers={"User-Agent": AGENT, "Accept-Encoding": "gzip"})  # fmt: skip

    def _get(self, client: httpx.Client, url: str, at: str) -> Fetched | str:
        try:
            with client.stream("GET", at) as response:
                if response.status_code in REDIRECTS and "location" in response.headers:
                    return response.headers["location"]
                if response.status_code != 200:
                    raise InputError(url, "http_error", f"The server answered {response.status_code}.")
                return self._body(url, response)
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

    def _body(self, url: str, response: httpx.Response) -> Fetched:
        media_type = response.headers.get("content-type", "text/html").split(";")[0].strip().lower()
        if not media_type.startswith(TEXTUAL):
            raise InputError(url, "wrong_type", f"It is {media_type}, not a page or text.")
        body = bytearray()
        for chunk in _unpacked(url, response):
            body += chunk
            if len(body) > self.most_bytes:
                raise InputError(url, "too_large", f"It is larger than {self.most_bytes / 1_000_000:g} MB.")
        return Fetched(bytes(body), media_type, response.charset_encoding, str(response.url))


def _joined(url: str, at: str, location: str) -> str:
    try:
        return urljoin(at, location)
    except ValueError as error:
        raise InputError(url, "bad_address", NO_ADDRESS) from error


def _unpacked(url: str, response: httpx.Response) -> Iterator[bytes]:
    """The body in pieces of bounded size, unpacked where it came packed by gzip, once."""
    packing = response.headers.get("content-encoding", "identity").strip().lower()
    if packing in {"", "identity"}:
        yield from response.iter_raw()
        return
    if packing not in {"gzip", "x-gzip"}:
        raise InputError(url, "wrong_encoding", f"It came packed as {packing[:40]}, which was not asked for.")
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        for chunk in response.iter_raw():
            while chunk:
                yield unpack.decompress(chunk, PIECE)
                chunk = unpack.unconsumed_tail
    except zlib.error as error:
        raise InputError(url, "wrong_encoding", "It says that it is packed by gzip, and is not.") from error


def _check(url: str, at: str) -> None:
    try:
        parts = urlsplit(at)
    except ValueError as error:
        raise InputError(url, "bad_address", NO_ADDRESS) from error
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise InputError(url, "bad_address", "Only http and https addresses are fetched.")
    if parts.username or parts.password:
        raise InputError(url, "bad_address", "Addresses with a user name or password are not fetched.")
