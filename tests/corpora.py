"""Small corpora written for the tests, and what a corpus run leaves behind."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

AGENCY = (
    "The barge Salome lost both engines in the strait on Monday night and drifted for nine hours before a tug from "
    "Port Elda reached her at dawn, the coastguard said."
)


def articles() -> list[dict[str, str]]:
    """Two stories, one of them carried word for word, and reports that stand alone."""
    rows = [
        ("Shore Daily", "2023-05-02", f"{AGENCY} Three crew members were hurt. “Nobody slept,” said Ana Veres, the captain."),
        ("Elda Post", "2023-05-02", f"{AGENCY} Four crew members were hurt, the owner of the barge, Tomas Brill, said."),
        ("Radio Strait", "2023-05-03", f"{AGENCY} Captain Ana Veres told Radio Strait that four of the crew of the Salome were in hospital."),
        ("Hill Herald", "2023-05-02", "A fire destroyed 40 stalls at the market of Garrow on Tuesday. Mayor Ines Holt said that nobody was killed."),
        ("Garrow News", "2023-05-03", "The market fire in Garrow burned down 42 stalls on Tuesday, Mayor Ines Holt said. Stall holders want help."),
        ("Valley Times", "2023-05-09", "The orchestra of Lorne will move into its new hall in October, its director, Pia Sand, said on Monday."),
        ("Valley Times", "2023-05-10", "Bees have returned to the roofs of Lorne. The city counted 31 hives, twice as many as a year ago."),
        ("Shore Daily", "", "The lighthouse on Cape Mell will be painted red again. It was white for six years."),
    ]  # fmt: skip
    return [
        {"title": text[:40], "outlet": outlet, "published": day, "text": text} for outlet, day, text in rows
    ]


def write_lines(path: Path) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in articles()), encoding="utf-8")
    return path


def corpus(*arguments: str | Path, code: str | None = None) -> subprocess.CompletedProcess[str]:
    """Runs the command as a user does; `code` is run in its process first."""
    start = f"{code or ''}\nimport sys\nfrom consilience.cli import main\nsys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", start, "corpus", *map(str, arguments), "--quiet"]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


def rows(out: Path, table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = pq.read_table(out / table).to_pylist()
    return found


def tables(out: Path) -> dict[str, bytes]:
    """Every file that a run gives, but for what it keeps in order to go on."""
    files = (path for path in sorted(out.rglob("*")) if path.is_file())
    named = {str(path.relative_to(out)): path for path in files}
    return {name: path.read_bytes() for name, path in named.items() if not name.startswith("work/")}


def warc(records: Sequence[tuple[str, bytes, str]], *, packed: bool = True) -> bytes:
    """A WARC of (status, body, content type), packed by gzip or not."""
    target = io.BytesIO()
    writer = WARCWriter(target, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("x.warc.gz", {"software": "test"}))
    for number, (status, body, kind) in enumerate(records):
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(
                f"http://news.example/{number}", "response", payload=io.BytesIO(body), http_headers=headers
            )
        )
    return target.getvalue()  # fmt: skip
