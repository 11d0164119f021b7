"""From which reports, outlets and program the lines of accounts come: PROV-O as JSON-LD."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from consilience.exporting.annotations import text_uri
from consilience.exporting.evidence import Reports, hash_uri, outlet_of, reports_in, web_address
from consilience.exporting.lines import PAGE, Line, lines_of, name_of
from consilience.exporting.program import PROGRAM
from consilience.intake.text import whole
from consilience.model import Account, Report
from consilience.presenting.contract import Json, Object, to_json

CONTEXT: Object = {
    "prov": "http://www.w3.org/ns/prov#", "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "dcterms": "http://purl.org/dc/terms/",
}  # fmt: skip
ACTIVITY = name_of("activity", PROGRAM)


def provenance(accounts: Sequence[Account]) -> bytes:
    """A graph in which each line is derived from the texts of reports, and these from the bytes received."""
    reports = reports_in(accounts)
    lines = [line for account in accounts for line in lines_of(account)]
    graph: list[Json] = [*_program(), *_outlets(reports.values())]
    graph += [node for report in reports.values() for node in _report(report)]
    graph += [_line(line, reports) for line in lines]
    return (to_json({"@context": CONTEXT, "@graph": graph}, indent=1) + "\n").encode()


def _program() -> list[Json]:
    return [
        {"@id": PAGE, "@type": ["prov:Agent", "prov:SoftwareAgent"], "rdfs:label": "Consilience"},
        {
            "@id": ACTIVITY, "@type": "prov:Activity", "rdfs:label": PROGRAM,
            "prov:wasAssociatedWith": {"@id": PAGE},
        },
    ]  # fmt: skip


def _outlets(reports: Iterable[Report]) -> list[Json]:
    names = sorted({outlet_of(report) for report in reports})
    return [
        {"@id": _outlet(name), "@type": ["prov:Agent", "prov:Organization"], "rdfs:label": whole(name)}
        for name in names
    ]


def _outlet(name: str) -> str:
    return name_of("outlet", name)


def _report(report: Report) -> list[Json]:
    """The bytes received, and the text that was taken from them, where that is another."""
    bytes_uri, outlet = hash_uri(report.received.sha256), {"@id": _outlet(outlet_of(report))}
    received: Object = {
        "@id": bytes_uri, "@type": "prov:Entity", "rdfs:label": whole(report.file),
        "dcterms:format": report.received.media_type, "prov:wasAttributedTo": outlet,
    }  # fmt: skip
    if (url := web_address(report)) is not None:
        received |= {"prov:hadPrimarySource": {"@id": _iri(url)}}
    if text_uri(report) == bytes_uri:
        return [received | {"dcterms:identifier": report.id}]
    text: Object = {
        "@id": text_uri(report), "@type": "prov:Entity", "dcterms:identifier": report.id,
        "rdfs:label": whole(report.title or report.file), "prov:wasDerivedFrom": {"@id": bytes_uri},
        "prov:wasGeneratedBy": {"@id": ACTIVITY}, "prov:wasAttributedTo": outlet,
    }  # fmt: skip
    return [received, text]


def _line(line: Line, reports: Reports) -> Json:
    used = list(dict.fromkeys(e.report for e in line.evidence))
    outlets = sorted({_outlet(outlet_of(reports[one])) for one in used})
    return {
        "@id": line.name, "@type": "prov:Entity", "dcterms:type": line.kind, "rdfs:label": whole(line.says),
        "dcterms:identifier": f"{line.story}/{line.item}", "prov:wasGeneratedBy": {"@id": ACTIVITY},
        "prov:wasDerivedFrom": [{"@id": text_uri(reports[one])} for one in used],
        "prov:wasAttributedTo": [{"@id": outlet} for outlet in outlets],
    }  # fmt: skip


def _iri(url: str) -> str:
    """An address with what no IRI may hold written as percent signs and digits."""
    return "".join(f"%{ord(c):02X}" if c in ' "<>\\^`{|}' or ord(c) < 33 else c for c in whole(url))
