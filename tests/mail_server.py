"""A mail server on loopback that speaks as much IMAP over TLS as reading a mailbox takes, and notes what is said to it."""

from __future__ import annotations

import base64
import re
import socketserver
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

USER, PASSWORD = "desk@paper.example", 'pä ss"w\\örd'


def certificate(folder: Path) -> Path:
    """A certificate for 127.0.0.1 and its key, made for one run, in one file."""
    path = folder / "mail.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
               "-subj", "/CN=mail", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(path), "-out", str(folder / "crt")]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    path.write_text(path.read_text() + (folder / "crt").read_text())
    return path


class MailServer:
    """Messages by their UIDs. `cut` closes the connection at a command that contains it; `claims` are sizes to lie about."""

    def __init__(self) -> None:
        self.messages: dict[int, bytes] = {}
        self.claims: dict[int, int] = {}
        self.validity, self.port, self.cut = 7, 0, ""
        self.said: list[str] = []

    def answer(self, command: str) -> list[bytes] | None:
        """The lines that a command is answered with, before its end; none where it is refused."""
        if command in {"CAPABILITY", "NOOP"}:
            return [b"* CAPABILITY IMAP4rev1 AUTH=PLAIN"]
        if command == 'EXAMINE "Press/Today"':
            return [b"* %d EXISTS" % len(self.messages), b"* OK [UIDVALIDITY %d] x" % self.validity]
        if match := re.fullmatch(r"UID SEARCH UID (\d+):\*", command):
            found = {uid for uid in self.messages if uid >= int(match[1])} | {
                max(self.messages, default=0)
            } - {0}
            return [b"* SEARCH " + b" ".join(b"%d" % uid for uid in sorted(found))]
        if match := re.fullmatch(r"UID FETCH (\d+) \(RFC822.SIZE\)", command):
            size = self.claims.get(int(match[1]), len(self.messages.get(int(match[1]), b"")))
            return [b"* 1 FETCH (UID %s RFC822.SIZE %d)" % (match[1].encode(), size)]
        if match := re.fullmatch(r"UID FETCH (\d+) \(BODY.PEEK\[\]<0.(\d+)>\)", command):
            data = self.messages.get(int(match[1]))
            head = b"* 1 FETCH (UID %s BODY[]<0> {%d}\r\n" % (match[1].encode(), len(data or b""))
            return [] if data is None else [head + data + b")"]
        return None


class _Conversation(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        mail = self.server.mail
        self.wfile.write(b"* OK ready\r\n")
        while line := self.rfile.readline().decode().strip():
            tag, command = line.split(" ", 1)
            mail.said.append(command)
            if mail.cut and mail.cut in command:
                return
            if command == "AUTHENTICATE PLAIN":
                self.wfile.write(b"+ \r\n")
                given = base64.b64decode(self.rfile.readline()).decode()
                answers: list[bytes] | None = [] if given == f"\0{USER}\0{PASSWORD}" else None
            else:
                answers = [b"* BYE"] if command == "LOGOUT" else mail.answer(command)
            for answer in answers or ():
                self.wfile.write(answer + b"\r\n")
            self.wfile.write(f"{tag} {'NO' if answers is None else 'OK'} done\r\n".encode())
            if command == "LOGOUT":
                return


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, mail: MailServer, tls: ssl.SSLContext) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.mail, self.tls = mail, tls

    def finish_request(self, request: object, client_address: object) -> None:
        try:
            with self.tls.wrap_socket(request, server_side=True) as secured:  # type: ignore[arg-type]
                super().finish_request(secured, client_address)  # type: ignore[arg-type]
        except OSError:
            return  # whoever asked went away


@contextmanager
def mail_server(pem: Path) -> Iterator[MailServer]:
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(pem)
    mail = MailServer()
    with _Server(mail, tls) as server:
        mail.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        try:
            yield mail
        finally:
            server.shutdown()
