"""Evidence bundles: everything that an account rests on, as a zipped bag (RFC 8493, BagIt 1.0)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence

from consilience.errors import UsageError
from consilience.exporting.annotations import text_bytes, web_annotations
from consilience.exporting.decided import Decided, judgement_objects
from consilience.exporting.evidence import readings_in, reports_in, web_address
from consilience.exporting.program import PROGRAM
from consilience.exporting.provenance import provenance
from consilience.exporting.zipped import zipped
from consilience.intake.text import whole
from consilience.model import Account, Build, Report
from consilience.presenting.contract import Json, build_object, to_json
from consilience.presenting.page import render_page

PAYLOAD, MANIFEST, TAG_MANIFEST = "data/", "manifest-sha256.txt", "tagmanifest-sha256.txt"
BAG, INFO = "bagit.txt", "bag-info.txt"
ACCOUNT, ORIGINALS, ANNOTATIONS = "data/account.json", "data/originals.json", "data/annotations.jsonld"
DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
SAFE = re.compile(r"[A-Za-z0-9_-]{1,80}")


def evidence_bundle(accounts: Sequence[Account], decided: Decided) -> bytes:
    """The originals as received, their texts, the account, its page, annotations, provenance and judgements, and hashes of all.

    Raises UsageError where the bytes of a report as received are not at hand.
    """
    payload = _payload(accounts, decided)
    tags = {BAG: DECLARATION, INFO: _info(accounts, payload), MANIFEST: _manifest(payload)}
    files = {**tags, TAG_MANIFEST: _manifest(tags), **payload}
    folder = "consilience-" + ("-".join(a.story.id for a in accounts) if len(accounts) == 1 else "stories")
    folder = folder if SAFE.fullmatch(folder) else "consilience-story"
    return zipped({f"{folder}/{name}": data for name, data in files.items()})


def _payload(accounts: Sequence[Account], decided: Decided) -> dict[str, bytes]:
    reports = reports_in(accounts)
    build = Build(tuple(readings_in(accounts)), tuple(accounts), ())
    files = {
        ACCOUNT: (to_json(build_object(build), indent=2) + "\n").encode(),
        "data/index.html": render_page(build).encode(),
        ANNOTATIONS: web_annotations(accounts, decided),
        "data/judgements.json": (
            to_json(list(judgement_objects(accounts, decided)), indent=1) + "\n"
        ).encode(),
        "data/prov.jsonld": provenance(accounts),
        ORIGINALS: (to_json([_original(report) for report in reports.values()], indent=1) + "\n").encode(),
    }
    for report in reports.values():
        files[original_path(report.received.sha256)] = _bytes_of(report)
        files[text_path(report.id)] = text_bytes(report)
    return files


def original_path(sha256: str) -> str:
    """Where the bytes of that hash lie in a bundle."""
    return f"data/originals/{sha256}"


def text_path(report: str) -> str:
    """Where the text of a report lies in a bundle, by its id."""
    name = report if SAFE.fullmatch(report) else hashlib.sha256(report.encode()).hexdigest()
    return f"data/text/{name}.txt"


def _original(report: Report) -> Json:
    received = report.received
    return {
        "report": report.id, "sha256": received.sha256, "size": len(received.data), "name": whole(received.name),
        "media_type": received.media_type, "url": received.url, "address": web_address(report),
        "encoding": report.encoding, "original": original_path(received.sha256), "text": text_path(report.id),
    }  # fmt: skip


def _bytes_of(report: Report) -> bytes:
    data = report.received.data
    if hashlib.sha256(data).hexdigest() != report.received.sha256:
        raise UsageError(
            f"The bytes of {report.file} as received are not at hand, so that no bundle can be made."
        )
    return data


def _info(accounts: Sequence[Account], payload: Mapping[str, bytes]) -> bytes:
    titles = "; ".join(" ".join(whole(account.story.title).split()) for account in accounts)
    lines = (
        f"Bag-Software-Agent: {PROGRAM}",
        f"External-Description: {titles}",
        f"Payload-Oxum: {sum(map(len, payload.values()))}.{len(payload)}",
    )
    return "".join(line + "\n" for line in lines).encode()


def _manifest(files: Mapping[str, bytes]) -> bytes:
    return "".join(
        f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items())
    ).encode()
