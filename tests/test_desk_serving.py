"""`consilience serve` as a process, and behind a real nginx as docs/serve.md describes it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from desks import PASSWORD, PEOPLE, Served, serving

from consilience.cli import main
from consilience.record import entries_after, open_record, receive, verify
from consilience.users import add_user, make_token, user_of_token
from consilience.users.roles import User

NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin") or "nginx"
DOCUMENT = Path(__file__).parents[1] / "docs" / "serve.md"


@contextmanager
def process(database: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`consilience serve` on a free port, and the first address that it tells."""
    command = [
        sys.executable,
        "-m",
        "consilience.cli",
        "serve",
        "--port",
        "0",
        "--database",
        str(database),
        *arguments,
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        try:
            assert running.stdout is not None
            told = next(line for line in running.stdout if "http" in line)
            yield running, re.search(r"https?://\S+", told)[0]  # type: ignore[index]
        finally:
            running.kill()


def test_on_ones_own_machine_from_the_link_to_the_end(tmp_path: Path) -> None:
    database = tmp_path / "desk.sqlite"
    with process(database) as (running, link):
        origin = "http://" + urlsplit(link).netloc
        with httpx.Client(base_url=origin, headers={"Origin": origin}, timeout=60) as browser:
            assert browser.get(link).status_code == 303
            browser.headers["X-CSRF-Token"] = browser.get("/api/session").json()["csrf"]
            token = browser.post("/api/tokens", json={"name": "a program"}).json()["secret"]
            browser.post(
                "/api/session", json={"name": "nobody", "password": PASSWORD}, headers={"Cookie": ""}
            )
            browser.post("/api/arrivals/text", json={"text": "Three ferries sank off Sousse on 4 May 2026."})
            cookie = next(iter(browser.cookies.values()))
            with browser.stream("GET", "/api/live") as stream:
                lines = stream.iter_lines()
                assert next(line for line in lines if line == "event: started")
                running.send_signal(signal.SIGTERM)
                rest = "".join(lines)  # the stream ends
        out, errors = running.communicate(timeout=60)
    assert running.returncode == 0
    assert "Traceback" not in errors
    for secret in (token, cookie, PASSWORD, urlsplit(link).query):
        assert secret not in out + errors + rest
    with open_record(str(database)) as record:
        logged = repr(entries_after(record, 0, 1000))
        assert "signed in" in logged
        assert not [secret for secret in (token, cookie, PASSWORD) if secret in logged]
        assert verify(record).problems == ()
        assert user_of_token(record, token) is not None


def test_an_interrupt_stops_it_too_and_what_waits_still_waits(tmp_path: Path) -> None:
    database = tmp_path / "desk.sqlite"
    with open_record(str(database)) as record:
        for number in range(40):
            receive(record, f"Report {number}: {number + 2} ferries sank.".encode(), name=f"r{number}.txt")
    with process(database) as (running, link):
        assert httpx.get("http://" + urlsplit(link).netloc + "/sign-in", timeout=60).status_code == 200
        running.send_signal(signal.SIGINT)
        _, errors = running.communicate(timeout=60)
    assert (running.returncode, errors) == (0, "")
    with open_record(str(database)) as record:
        assert verify(record).problems == ()


def test_a_second_interrupt_ends_at_once_what_is_slow_to_stop(tmp_path: Path) -> None:
    database = tmp_path / "desk.sqlite"
    with process(database) as (running, link):
        at = urlsplit(link)
        with (
            socket.create_connection((str(at.hostname), int(at.port or 0)), 60) as slow,
            socket.create_connection((str(at.hostname), int(at.port or 0)), 60) as idle,
        ):
            slow.sendall(f"POST /api/session HTTP/1.1\r\nHost: {at.netloc}\r\nOrigin: http://{at.netloc}\r\n"
                         "Content-Type: application/json\r\nContent-Length: 50\r\n\r\n{".encode())  # fmt: skip
            idle.sendall(f"GET /sign-in HTTP/1.1\r\nHost: {at.netloc}\r\n\r\n".encode())
            assert idle.recv(1) == b"H"
            running.send_signal(signal.SIGINT)
            while idle.recv(65_536):  # until the desk, which is stopping, hangs up on who asks nothing
                pass
            running.send_signal(signal.SIGINT)
            out, errors = running.communicate(timeout=60)
    assert (running.returncode, out) == (130, "")
    assert errors == "consilience: Interrupted while it stopped. What waits is done after the next start.\n"
    with open_record(str(database)) as record:
        assert verify(record).problems == ()


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What `consilience serve` says instead of serving."""
    assert main(["serve", *arguments]) == 2
    return capsys.readouterr().err


def test_what_keeps_it_from_serving_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database = str(tmp_path / "desk.sqlite")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert f"Port {port} of 127.0.0.1 is taken." in said(capsys, "--port", port, "--database", database)
    free = ("--port", "0", "--database", database)
    assert "192.0.2.1 is no address of this machine" in said(capsys, *free, "--host", "192.0.2.1")
    for outside in (("--host", "0.0.0.0"), ("--public-url", "https://desk.example")):
        told = said(capsys, *free, *outside)
        assert "Nobody has a password yet" in told
        assert f"consilience users add NAME --role admin --database {database}" in told
    with open_record(database) as record:
        add_user(record, "ada", "admin", PASSWORD, who="the tests")
    assert "with --public-url https://NAME" in said(capsys, *free, "--host", "0.0.0.0")
    for wrong in (
        "http://desk.example",
        "desk.example",
        "https://",
        "https://desk.example/desk",
        "https://a@b",
    ):
        assert "cannot be the desk's public address" in said(capsys, *free, "--public-url", wrong)
    missing = str(tmp_path / "no folder" / "desk.sqlite")
    assert "no folder" in said(capsys, "--port", "0", "--database", missing)
    assert "no_such_pipeline" in said(capsys, *free, "--pipeline", "no_such_pipeline")


@pytest.mark.parametrize("port", ["-1", "65536", "http", "²"])
def test_a_port_that_is_none_is_refused(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["serve", f"--port={port}"])
    assert f"{port} is no port" in capsys.readouterr().err


def test_where_somebody_has_a_password_no_link_is_told(tmp_path: Path) -> None:
    database = tmp_path / "desk.sqlite"
    with open_record(str(database)) as record:
        add_user(record, "ada", "admin", PASSWORD, who="the tests")
    with process(database) as (_, address):
        assert urlsplit(address).path == ""
        assert httpx.get(f"{address}/enter?key=x", timeout=60).status_code == 404


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def certificate(folder: Path) -> ssl.SSLContext:
    """Makes a certificate of this machine's own, and gives what trusts it."""
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
            "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
            "-keyout", str(folder / "desk.key"), "-out", str(folder / "desk.pem")]  # fmt: skip
    subprocess.run(made, check=True, capture_output=True)
    return ssl.create_default_context(cafile=str(folder / "desk.pem"))


def documented(folder: Path, port: int, plain: int, desk: str) -> str:
    """The configuration of docs/serve.md, with this test's names, ports and files."""
    block = re.search(r"```nginx\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    assert block is not None
    text = block[1]
    for there, here in (
        ("listen 443 ssl", f"listen 127.0.0.1:{port} ssl"), ("listen 80;", f"listen 127.0.0.1:{plain};"),
        ("/etc/ssl/desk.example.pem", str(folder / "desk.pem")), ("/etc/ssl/desk.example.key", str(folder / "desk.key")),
        ("https://desk.example", f"https://localhost:{port}"), ("server_name desk.example;", "server_name localhost;"),
        ("http://127.0.0.1:8321", desk),
    ):  # fmt: skip
        assert there in text, there
        text = text.replace(there, here)
    return text


@pytest.fixture
def behind_nginx(tmp_path: Path) -> Iterator[tuple[Served, httpx.Client, int]]:
    """A desk behind nginx, a browser that sees it by https alone, and the port of nginx for http."""
    trust, port, plain = certificate(tmp_path), free_port(), free_port()
    public = f"https://localhost:{port}"
    with (
        open_record(str(tmp_path / "desk.sqlite")) as record,
        serving(record, public=public, trusted=["127.0.0.1"]) as served,
    ):
        temporary = "".join(
            f"{kind}_temp_path {tmp_path}/{kind};\n"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        user = "user root;\n" if os.getuid() == 0 else ""
        config = tmp_path / "nginx.conf"
        config.write_text(
            f"{user}daemon off;\nworker_processes 1;\npid {tmp_path}/pid;\nerror_log {tmp_path}/errors;\nevents {{}}\n"
            f"http {{\naccess_log {tmp_path}/log;\n{temporary}{documented(tmp_path, port, plain, served.origin)}}}\n"
        )
        with subprocess.Popen([NGINX, "-c", str(config), "-e", str(tmp_path / "errors")]) as nginx:
            transport = httpx.HTTPTransport(verify=trust, retries=8)  # until nginx listens
            headers = {"Origin": public, "Sec-Fetch-Site": "same-origin"}
            with httpx.Client(base_url=public, transport=transport, headers=headers, timeout=30) as browser:
                yield served, browser, plain
            nginx.terminate()


def test_behind_nginx_a_team_signs_in_by_tls(behind_nginx: tuple[Served, httpx.Client, int]) -> None:
    served, browser, plain = behind_nginx
    led = browser.get("/")
    assert (led.status_code, led.headers["Location"]) == (303, "/sign-in?then=%2F")
    assert led.headers["Strict-Transport-Security"] == "max-age=63072000"
    fields = {"name": PEOPLE["analyst"], "password": PASSWORD, "then": "/"}
    answer = browser.post("/sign-in", data=fields, headers={"Origin": "null"})
    assert answer.headers["Set-Cookie"].startswith("__Host-consilience=")
    assert "Secure" in answer.headers["Set-Cookie"]
    browser.headers["X-CSRF-Token"] = browser.get("/api/session").json()["csrf"]
    files = {"file": ("ferry.txt", b"The ferry sank. " * 400_000)}
    assert browser.post("/api/arrivals/file", files=files).status_code == 201  # 6.4 MB
    assert (
        browser.post("/api/arrivals/file", files={"file": ("large.txt", b"x" * 23_000_000)}).status_code
        == 413
    )
    foreign = browser.delete("/api/tokens/x", headers={"Origin": served.origin})
    assert foreign.status_code == 403
    assert httpx.get(served.origin).status_code == 421  # is not the address that people use
    redirected = httpx.get(f"http://127.0.0.1:{plain}/reports?page=2", headers={"Host": "desk.example"})
    assert (redirected.status_code, redirected.headers["Location"]) == (
        301,
        str(browser.base_url.join("/reports?page=2")),
    )


def test_behind_nginx_what_is_live_comes_at_once(behind_nginx: tuple[Served, httpx.Client, int]) -> None:
    served, browser, _ = behind_nginx
    secret, _ = make_token(served.desk.record, User(PEOPLE["reader"], "reader"), "listens", "reader", None)
    with browser.stream("GET", "/api/live", headers={"Authorization": f"Bearer {secret}"}) as stream:
        assert stream.headers["Content-Type"].startswith("text/event-stream")
        lines = stream.iter_lines()
        for text in (
            "The first ferry sank.",
            "The second ferry sank.",
        ):  # the stream stays open between the two
            receive(served.desk.record, text.encode(), name=f"{text[4:9]}.txt")
            served.desk.worker.wake()
            assert next(line for line in lines if line == "event: read")


def test_behind_nginx_an_address_is_that_of_the_browser_whatever_it_says(
    behind_nginx: tuple[Served, httpx.Client, int],
) -> None:
    served, browser, _ = behind_nginx
    given = {"name": PEOPLE["reader"], "password": PASSWORD}
    browser.post("/api/session", json=given, headers={"X-Forwarded-For": "192.0.2.66"})
    logged = [entry.about for entry in entries_after(served.desk.record, 0, 100) if "from" in entry.about]
    assert [about["from"] for about in logged] == ["127.0.0.1"]
