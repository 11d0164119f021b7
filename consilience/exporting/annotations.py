"""Accounts as W3C Web Annotations (JSON-LD): one annotation for each piece of evidence."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from consilience.exporting.decided import Decided, judgement_words
from consilience.exporting.evidence import Reports, hash_uri, reports_in, web_address, words_of
from consilience.exporting.lines import PAGE, Kind, Line, lines_of, name_of
from consilience.exporting.program import PROGRAM
from consilience.intake.text import whole
from consilience.model import Account, Evidence, Judgement, Report
from consilience.presenting.contract import Json, Object, to_json

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32  # characters of prefix and suffix in a TextQuoteSelector
MOTIVATIONS: dict[Kind, str] = {"actor": "identifying", "place": "identifying", "contradiction": "assessing"}


def web_annotations(accounts: Sequence[Account], decided: Decided) -> bytes:
    """An AnnotationCollection with one page (W3C Web Annotation Data Model, 2017): the lines, then what people decided of them.

    A target's source is the report's text by its hash, so that the positions hold for whoever has that text.
    """
    reports = reports_in(accounts)
    lines = [line for account in accounts for line in lines_of(account)]
    items: list[Json] = [_annotation(line, e, reports) for line in lines for e in line.evidence]
    items += [
        _assessment(account, one, e, reports)
        for account in accounts
        for one in decided.of(account)
        for e in one.evidence
    ]
    names = [account.story.id for account in accounts]
    collection: Object = {
        "@context": CONTEXT, "id": name_of("annotations", *names), "type": "AnnotationCollection",
        "label": whole("; ".join(account.story.title for account in accounts)), "total": len(items),
        "generator": {"id": PAGE, "type": "Software", "name": PROGRAM},
        "first": {
            "id": name_of("page", *names), "type": "AnnotationPage", "startIndex": 0, "items": items,
        },
    }  # fmt: skip
    return (to_json(collection, indent=1) + "\n").encode()


def text_uri(report: Report) -> str:
    """The name of a report's text by the hash of its UTF-8 bytes."""
    return hash_uri(hashlib.sha256(text_bytes(report)).hexdigest())


def text_bytes(report: Report) -> bytes:
    """A report's text as UTF-8; it has as many characters as the text that evidence points into."""
    return whole(report.text).encode()


def _annotation(line: Line, evidence: Evidence, reports: Reports) -> Object:
    where = (
        evidence.report,
        str(evidence.start),
        str(evidence.end),
        evidence.speaker or "",
        evidence.origin or "",
    )
    motivation = MOTIVATIONS.get(line.kind, "describing")
    return {
        "id": name_of("annotation", line.name, *where), "type": "Annotation", "motivation": motivation,
        "body": {
            "id": line.name, "type": "TextualBody", "purpose": motivation, "value": whole(line.says),
            "format": "text/plain", "language": "en",
        },
        "target": _target(evidence, reports),
    }  # fmt: skip


def _assessment(account: Account, one: Judgement, evidence: Evidence, reports: Reports) -> Object:
    """What somebody decided, at the words that it is about."""
    where = (evidence.report, str(evidence.start), str(evidence.end))
    return {
        "id": name_of("judgement", account.story.id, str(one.number), *where), "type": "Annotation", "motivation": "assessing",
        "creator": {"type": "Person", "name": whole(one.who)}, "created": one.at,
        "body": {"type": "TextualBody", "purpose": "assessing", "value": whole(judgement_words(one)), "format": "text/plain"},
        "target": _target(evidence, reports),
    }  # fmt: skip


def _target(evidence: Evidence, reports: Reports) -> Object:
    report = reports[evidence.report]
    text = report.text
    source: Object = {"id": text_uri(report), "type": "Text", "format": "text/plain"}
    about: Object = {"language": report.language, "via": web_address(report)}
    quote: Object = {
        "type": "TextQuoteSelector", "exact": words_of(evidence, reports),
        "prefix": whole(text[max(0, evidence.start - AROUND) : evidence.start]),
        "suffix": whole(text[evidence.end : evidence.end + AROUND]),
    }  # fmt: skip
    position: Object = {"type": "TextPositionSelector", "start": evidence.start, "end": evidence.end}
    return {
        "type": "SpecificResource",
        "source": source | {name: value for name, value in about.items() if value},
        "selector": [quote, position],
    }
