"""What stands behind a line of an account: words, their report, its addresses and hashes."""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Mapping, Sequence

from consilience.intake.text import whole
from consilience.model import Account, Evidence, Reading, Report

WEB = re.compile(r"https?://", re.IGNORECASE)
Reports = Mapping[str, Report]


def readings_in(accounts: Iterable[Account]) -> list[Reading]:
    """The readings of accounts, each once, in the order of the accounts."""
    return list({r.report.id: r for account in accounts for r in account.story.readings}.values())


def reports_in(accounts: Iterable[Account]) -> dict[str, Report]:
    """The reports of accounts by their ids."""
    return {reading.report.id: reading.report for reading in readings_in(accounts)}


def words_of(evidence: Evidence, reports: Reports) -> str:
    """The words that evidence points to, fit for any encoding; offsets of the rest stay."""
    return whole(reports[evidence.report].text[evidence.start : evidence.end])


def web_address(report: Report) -> str | None:
    """The address of a report, if it is one of the web."""
    return report.url if report.url and WEB.match(report.url) else None


def outlet_of(report: Report) -> str:
    """Who published a report; where nobody says, the name of its file, without the folders."""
    return report.outlet or report.file.replace("\\", "/").rsplit("/", 1)[-1]


def sources_of(evidence: Iterable[Evidence], reports: Reports) -> list[str]:
    """The outlets of evidence that are known, each once, in its order."""
    return list(dict.fromkeys(outlet for one in evidence if (outlet := reports[one.report].outlet)))


def cited(evidence: Sequence[Evidence], reports: Reports) -> list[dict[str, str | int | None]]:
    """Evidence with its words, outlet and address, for formats that stand without the reports."""
    return [
        {
            "report": one.report, "start": one.start, "end": one.end, "words": words_of(one, reports),
            "outlet": reports[one.report].outlet, "url": web_address(reports[one.report]),
            "speaker": one.speaker, "origin": one.origin,
        }
        for one in evidence
    ]  # fmt: skip


def hash_uri(sha256: str) -> str:
    """The name of bytes by their hash: an ni URI (RFC 6920)."""
    digest = urlsafe_b64encode(bytes.fromhex(sha256)).decode("ascii").rstrip("=")
    return f"ni:///sha-256;{digest}"
