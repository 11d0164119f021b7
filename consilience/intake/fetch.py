"""Fetches one web page: public addresses only, bounded in size, time and redirects."""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx

from consilience.errors import InputError

AGENT = "consilience/0.1 (+https://pypi.org/project/consilience/)"
MOST_BYTES = 10_000_000
MOST_REDIRECTS = 5
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


class _CheckedBackend(httpcore.NetworkBackend):
    """Resolves a host once, checks every address, and connects to the checked address itself,
    so that a name that changes between check and connection gains nothing."""

    def __init__(self, allowed: Callable[[str], bool]) -> None:
        self._allowed = allowed
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: object = None,
    ) -> httpcore.NetworkStream:  # fmt: skip
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except OSError as error:
            raise httpcore.ConnectError(f"{host} cannot be resolved") from error
        addresses = [str(item[4][0]) for item in found]
        if not addresses or not all(self._allowed(a) for a in addresses):
            raise PermissionError(host)
        return self._plain.connect_tcp(addresses[0], port, timeout=timeout, local_address=local_address)


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
        with self._client() as client:
            for _ in range(MOST_REDIRECTS + 1):
                _check(url, at)
                answer = self._get(client, url, at, deadline)
                if isinstance(answer, Fetched):
                    return answer
                at = urljoin(at, answer)
        raise InputError(url, "too_many_redirects", f"It redirects more than {MOST_REDIRECTS} times.")

    def _client(self) -> httpx.Client:
        transport = httpx.HTTPTransport(trust_env=False)
        transport._pool = httpcore.ConnectionPool(network_backend=_CheckedBackend(self.allowed))
        return httpx.Client(transport=transport, trust_env=False, follow_redirects=False,
                            timeout=min(10.0, self.seconds), headers={"User-Agent": AGENT})  # fmt: skip

    def _get(self, client: httpx.Client, url: str, at: str, deadline: float) -> Fetched | str:
        try:
            with client.stream("GET", at) as response:
                if response.status_code in REDIRECTS and "location" in response.headers:
                    return response.headers["location"]
                if response.status_code != 200:
                    raise InputError(url, "http_error", f"The server answered {response.status_code}.")
                return self._body(url, response, deadline)
        except PermissionError as error:
            raise InputError(
                url, "private_address", "It leads to an address that is not public, and is not asked."
            ) from error
        except httpx.TimeoutException as error:
            raise InputError(
                url, "timeout", f"The server did not answer within {self.seconds:g} seconds."
            ) from error
        except httpx.HTTPError as error:
            raise InputError(
                url, "unreachable", "The server cannot be reached. Check the address and the network."
            ) from error

    def _body(self, url: str, response: httpx.Response, deadline: float) -> Fetched:
        media_type = response.headers.get("content-type", "text/html").split(";")[0].strip().lower()
        if not media_type.startswith(TEXTUAL):
            raise InputError(url, "wrong_type", f"It is {media_type}, not a page or text.")
        body = bytearray()
        for chunk in response.iter_bytes(65536):
            body += chunk
            if len(body) > self.most_bytes:
                raise InputError(url, "too_large", f"It is larger than {self.most_bytes // 1_000_000} MB.")
            if time.monotonic() > deadline:
                raise InputError(url, "timeout", f"It was not received within {self.seconds:g} seconds.")
        return Fetched(bytes(body), media_type, response.charset_encoding, str(response.url))


def _check(url: str, at: str) -> None:
    parts = urlsplit(at)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise InputError(url, "bad_address", "Only http and https addresses are fetched.")
    if parts.username or parts.password:
        raise InputError(url, "bad_address", "Addresses with a user name or password are not fetched.")
