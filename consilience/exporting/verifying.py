"""Whether an evidence bundle is as it was made: every file, every text, every quoted word."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from consilience.errors import InputError
from consilience.exporting.bundle import (
    ACCOUNT,
    ANNOTATIONS,
    BAG,
    INFO,
    MANIFEST,
    ORIGINALS,
    PAYLOAD,
    TAG_MANIFEST,
    original_path,
    text_path,
)
from consilience.exporting.evidence import hash_uri
from consilience.exporting.opened import Opened, open_zip
from consilience.intake import open_received
from consilience.intake.text import whole
from consilience.model import Received, Report

TAGS = (BAG, INFO, MANIFEST)
MALFORMED = (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError)


@dataclass(frozen=True, slots=True)
class BundleVerdict:
    """What is not as it was, in sentences; `seal` is the hash that stands for the whole bundle.

    `notes` are no faults: originals in which this version of the program finds another text.
    """

    problems: tuple[str, ...]
    notes: tuple[str, ...]
    files: int
    reports: int
    quotes: int
    seal: str


@dataclass(slots=True)
class _Bag:
    """A bundle that is being verified."""

    zip: Opened
    folder: str
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    reports: int = 0
    quotes: int = 0

    def has(self, name: str) -> bool:
        return self.folder + name in self.zip.entries

    def sha256(self, name: str) -> str:
        return self.zip.sha256(self.folder + name)

    def data(self, name: str) -> bytes:
        return self.zip.data(self.folder + name)


def verify_bundle(name: str, stream: BinaryIO) -> BundleVerdict:
    """Reads a bundle and says what is missing, added or changed, and which evidence does not hold.

    That all is whole shows only that nothing was changed since the hashes were written: who wrote them, the `seal`
    tells those to whom it was told before. Raises InputError for what is no bundle, or made to do harm.
    """
    opened = open_zip(name, stream)
    bag = _Bag(opened, _folder(opened))
    seal = bag.sha256(TAG_MANIFEST) if bag.has(TAG_MANIFEST) else ""
    _check_files(bag)
    if not bag.problems:
        try:
            _check_contents(bag)
        except MALFORMED as error:
            bag.problems.append(
                f"What it holds is no account of Consilience's ({type(error).__name__}: {error})."
            )
    return BundleVerdict(
        tuple(bag.problems), tuple(bag.notes), len(opened.entries), bag.reports, bag.quotes, seal
    )


def _folder(opened: Opened) -> str:
    """The one folder that a zipped bag has, with a slash."""
    folders = {name.split("/", 1)[0] + "/" for name in opened.entries if "/" in name}
    if len(folders) != 1 or next(iter(folders)) + BAG not in opened.entries:
        raise InputError(
            opened.name, "not_a_bundle", "It is no evidence bundle: it has no folder with a bagit.txt."
        )
    return folders.pop()


def _check_files(bag: _Bag) -> None:
    """Every file against the manifests."""
    listed = {**_listed(bag, TAG_MANIFEST, TAGS), **_listed(bag, MANIFEST, (ACCOUNT, ORIGINALS, ANNOTATIONS))}
    for name, sha256 in listed.items():
        if not bag.has(name):
            bag.problems.append(f"{name!a} is missing.")
        elif bag.sha256(name) != sha256:
            bag.problems.append(f"{name!a} was changed.")
    for entry in sorted(bag.zip.entries):
        name = entry.removeprefix(bag.folder)
        if name == entry or (name not in listed and name != TAG_MANIFEST):
            bag.problems.append(f"{name!a} was added: no manifest names it.")


def _listed(bag: _Bag, manifest: str, required: tuple[str, ...]) -> dict[str, str]:
    """The hashes of a manifest by the names of the files."""
    if not bag.has(manifest):
        bag.problems.append(f"{manifest} is missing.")
        return {}
    found: dict[str, str] = {}
    for line in bag.data(manifest).decode("utf-8", "replace").splitlines():
        sha256, _, name = line.partition("  ")
        fits = name.startswith(PAYLOAD) if manifest == MANIFEST else name in TAGS
        if not fits or name in found:
            bag.problems.append(f"{manifest} has a line that does not belong there: {line[:100]!a}.")
        found[name] = sha256
    bag.problems += [f"{manifest} does not name {name}." for name in required if name not in found]
    return found


def _check_contents(bag: _Bag) -> None:
    """Texts against their hashes and originals, evidence against the texts."""
    account = json.loads(bag.data(ACCOUNT))
    originals = {one["report"]: one for one in json.loads(bag.data(ORIGINALS))}
    texts: dict[str, str] = {}
    for report in account["reports"]:
        texts[report["id"]] = report["text"]
        _check_report(bag, report, originals.get(report["id"]))
    bag.reports = len(texts)
    _check_spans(bag, account["stories"], texts)
    _check_quotes(bag, json.loads(bag.data(ANNOTATIONS)), texts)


def _check_report(bag: _Bag, report: Mapping[str, Any], original: Mapping[str, Any] | None) -> None:
    name, sha256 = report["id"], report["sha256"]
    shown = ascii(report["file"])
    if original is None or original["sha256"] != sha256 or not bag.has(original_path(sha256)):
        bag.problems.append(f"The original of {shown} is missing.")
        return
    data = bag.data(original_path(sha256))
    if hashlib.sha256(data).hexdigest() != sha256:
        bag.problems.append(f"The original of {shown} has not the hash that it is named by.")
    if not bag.has(text_path(name)) or bag.data(text_path(name)) != whole(report["text"]).encode():
        bag.problems.append(f"The text of {shown} is not the one that the account rests on.")
    received = Received(original["name"], data, original["media_type"], sha256, original["url"])
    again = open_received(received, original["encoding"])
    if not any(isinstance(one, Report) and one.text == report["text"] for one in again):
        bag.notes.append(f"This version of Consilience takes another text from the original of {shown}.")


def _check_spans(bag: _Bag, stories: Any, texts: Mapping[str, str]) -> None:
    for one in _evidence(stories):
        if one["report"] not in texts or not 0 <= one["start"] <= one["end"] <= len(texts[one["report"]]):
            bag.problems.append(f"The account points to what no report holds: {ascii(str(one))[:200]}.")


def _evidence(value: Any) -> Iterator[Mapping[str, Any]]:
    """Every object that points into a report."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if {"report", "start", "end"} <= one.keys():
                yield one
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one


def _check_quotes(bag: _Bag, annotations: Any, texts: Mapping[str, str]) -> None:
    """Whether each quoted word stands where its annotation says."""
    by_uri = {hash_uri(hashlib.sha256(whole(text).encode()).hexdigest()): text for text in texts.values()}
    for item in annotations["first"]["items"]:
        quote, position = item["target"]["selector"]
        text = by_uri.get(item["target"]["source"]["id"], "")
        bag.quotes += 1
        if whole(text[position["start"] : position["end"]]) != quote["exact"] or position["start"] < 0:
            bag.problems.append(
                f"The words {ascii(quote['exact'])[:100]} do not stand where the account says."
            )
