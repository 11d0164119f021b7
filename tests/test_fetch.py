"""Fetching from real servers on this machine: what is had, and what must not be."""

from __future__ import annotations

import gzip
import socket
import threading
import tracemalloc
from http.server import BaseHTTPRequestHandler

import pytest
from sites import loopback, send, served

from consilience.errors import InputError
from consilience.intake.fetch import Fetcher, is_public

HERE = Fetcher(allowed=loopback, seconds=2.0, most_bytes=100_000)


def code(fetcher: Fetcher, url: str) -> str:
    with pytest.raises(InputError) as caught:
        fetcher.fetch(url)
    assert caught.value.file == url
    return caught.value.code


def test_a_page_is_had_with_its_type_and_address() -> None:
    def answer(h: BaseHTTPRequestHandler) -> None:
        if h.path == "/old":
            send(h, 302, Location="/new")
        else:
            send(h, 200, b"<p>words</p>", Content_Type="text/html; charset=utf-8")

    with served(answer) as at:
        found = HERE.fetch(f"{at}/old")
    assert (found.data, found.media_type, found.url) == (b"<p>words</p>", "text/html", f"{at}/new")


@pytest.mark.parametrize(
    ("status", "headers", "expected"),
    [
        (404, {}, "http_error"), (500, {}, "http_error"), (200, {"Content_Type": "image/png"}, "wrong_type"),
        (302, {"Location": "http://10.0.0.1:1/"}, "private_address"), (302, {"Location": "/again"}, "too_many_redirects"),
        (302, {"Location": "file:///etc/passwd"}, "bad_address"), (302, {"Location": "http://user:word@127.0.0.1/"}, "bad_address"),
    ],
)  # fmt: skip
def test_answers_that_are_no_page(status: int, headers: dict[str, str], expected: str) -> None:
    with served(lambda h: send(h, status, b"", **headers)) as at:
        assert code(HERE, f"{at}/x") == expected


def test_a_stream_without_end_is_cut() -> None:
    def answer(h: BaseHTTPRequestHandler) -> None:
        h.send_response(200)
        h.send_header("Content-Type", "text/html")
        h.end_headers()
        try:
            while True:
                h.wfile.write(b"word " * 1000)
        except OSError:
            return

    with served(answer) as at:
        assert code(HERE, at) == "too_large"


def test_a_page_that_unpacks_without_end_is_cut() -> None:
    packed = gzip.compress(bytes(50_000_000))
    with served(lambda h: send(h, 200, packed, Content_Encoding="gzip")) as at:
        assert code(HERE, at) == "too_large"


def test_a_silent_server_times_out() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        quick = Fetcher(allowed=loopback, seconds=0.3)
        assert code(quick, f"http://127.0.0.1:{silent.getsockname()[1]}/") == "timeout"


def test_by_default_only_public_addresses_are_asked() -> None:
    with served(lambda h: send(h, 200, b"secret")) as at:
        assert code(Fetcher(), at) == "private_address"
        assert code(Fetcher(), at.replace("127.0.0.1", "localhost")) == "private_address"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.0.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "::1",
        "fd00::1",
        "::ffff:10.0.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "::7f00:1",
        "fe80::1%eth0",
        "fec0::1",
        "64:ff9b::127.0.0.1",
        "64:ff9b::a00:1",
        "64:ff9b:1::1.1.1.1",
        "2002:7f00:1::",
        "2002:c0a8:1::1",
        "2001:0:7f00:1::1",
    ],
)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


def test_addresses_that_are_public() -> None:
    assert is_public("1.1.1.1")
    assert is_public("2606:4700::1111")
    assert is_public("64:ff9b::1.1.1.1")
    assert is_public("::ffff:1.1.1.1")


def test_a_drip_without_end_meets_the_deadline() -> None:
    """A byte at a time keeps every single read alive; only a limit on the whole stops it."""
    over = threading.Event()

    def answer(h: BaseHTTPRequestHandler) -> None:
        h.send_response(200)
        h.send_header("Content-Type", "text/html")
        h.end_headers()
        try:
            while not over.wait(0.05):
                h.wfile.write(b"w")
        except OSError:
            return

    with served(answer) as at:
        guard = threading.Timer(5.0, over.set)
        guard.start()
        try:
            assert code(Fetcher(allowed=loopback, seconds=0.5), at) == "timeout"
            assert not over.is_set()
        finally:
            over.set()
            guard.cancel()


def test_a_page_packed_twice_is_cut_or_refused() -> None:
    packed = gzip.compress(gzip.compress(bytes(200_000_000), 9), 9)
    with served(lambda h: send(h, 200, packed, Content_Encoding="gzip, gzip")) as at:
        tracemalloc.start()
        try:
            assert code(HERE, at) in {"too_large", "wrong_encoding"}
            assert tracemalloc.get_traced_memory()[1] < 20_000_000
        finally:
            tracemalloc.stop()


def test_a_packed_page_is_unpacked() -> None:
    with served(lambda h: send(h, 200, gzip.compress(b"<p>words</p>"), Content_Encoding="gzip")) as at:
        assert HERE.fetch(at).data == b"<p>words</p>"


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://127.0.0.1/x",
        "http://user:word@127.0.0.1/",
        "http:///x",
        "http://[::1",
        "http://a...b/",
    ],
)
def test_addresses_that_are_not_asked(url: str) -> None:
    assert code(HERE, url) in {"bad_address", "unreachable"}
