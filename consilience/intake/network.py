"""Connections to checked addresses alone, that end at a deadline."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Mapping
from functools import lru_cache

import httpcore
import httpx

INSIDE = tuple(map(ipaddress.IPv6Network, ("::/96", "64:ff9b:1::/48", "fec0::/10")))  # RFC 4291, 8215, 3879
TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: IPv4 behind a translator


@lru_cache(maxsize=1)
def _tls() -> ssl.SSLContext:
    """The certificates trusted; to load them takes longer than to ask."""
    return httpx.create_ssl_context(trust_env=False)


def checked_client(
    allowed: Callable[[str], bool], deadline: float, timeout: float, headers: Mapping[str, str]
) -> httpx.Client:
    """A client that asks `allowed` addresses alone, follows nothing by itself and ends at a deadline (`time.monotonic`)."""
    transport = httpx.HTTPTransport(verify=_tls(), trust_env=False)
    backend = CheckedBackend(allowed, deadline)
    transport._pool = httpcore.ConnectionPool(ssl_context=_tls(), network_backend=backend)
    return httpx.Client(
        transport=transport, trust_env=False, follow_redirects=False, timeout=timeout, headers=dict(headers)
    )


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet; where it leads to one of IPv4, whether that is."""
    ip = ipaddress.ip_address(address.split("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if any(ip in network for network in INSIDE):
            return False
        translated = ipaddress.IPv4Address(int(ip) % 2**32) if ip in TRANSLATED else None
        ip = ip.ipv4_mapped or ip.sixtofour or translated or ip
    return ip.is_global and not ip.is_multicast


class CheckedBackend(httpcore.NetworkBackend):
    """Resolves a host once, checks every address, and connects to the checked address itself,
    so that a name that changes between check and connection gains nothing.

    Raises PermissionError where an address is not `allowed`.
    """

    def __init__(self, allowed: Callable[[str], bool], deadline: float) -> None:
        self._allowed, self._deadline = allowed, deadline
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: object = None,
    ) -> httpcore.NetworkStream:  # fmt: skip
        """A connection to a host, by one of its addresses."""
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
