"""Accounts as rows of the tables in `columns`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from consilience.model import Account, Figure, Quote, Reading, Standing
from consilience.presenting.contract.values import evidence_object, evidence_objects

Row = dict[str, Any]


def rows_of(account: Account) -> dict[str, list[Row]]:
    """The rows of each table that one account gives."""
    story = account.story.id
    return {
        "stories": [_story(account)],
        "story_reports": _members(account),
        "figures": [_figure(story, f) for f in account.figures],
        "figure_values": [row for f in account.figures for row in _values(story, f)],
        "quotes": [_quote(story, q) for q in account.quotes],
        "quote_uses": [row for q in account.quotes for row in _uses(story, q)],
        "story_events": [
            {"story": story, "event": e.id, "what": e.what, "type": e.type, "date": e.date, "inferred": e.inferred,
             "place": e.place, "actors": list(e.actors), **_standing(e.standing), "evidence": evidence_objects(e.evidence)}
            for e in account.events
        ],
        "relays": [
            {"story": story, "report": r.report, "start": r.start, "end": r.end, "of": r.of} for r in account.relays
        ],
        "contradictions": [
            {"story": story, "contradiction": c.id, "kind": c.kind, "what": c.what, "reason": c.reason, "side": number,
             "says": side.says, "evidence": evidence_objects(side.evidence)}
            for c in account.contradictions
            for number, side in enumerate(c.sides)
        ],
        "story_places": [
            {"story": story, "place": p.id, "name": p.name, "names": list(p.names), "lat": p.lat, "lon": p.lon,
             "geonameid": p.geonameid, "country": p.country, "evidence": evidence_objects(p.evidence)}
            for p in account.places
        ],
        "story_actors": [
            {"story": story, "actor": a.id, "name": a.name, "type": a.type, "names": list(a.names),
             "roles": list(a.roles), "evidence": evidence_objects(a.evidence)}
            for a in account.actors
        ],
    }  # fmt: skip


def report_row(reading: Reading) -> Row:
    """What a report is, as a row of `reports`."""
    report = reading.report
    return {
        "report": report.id, "file": report.file, "title": report.title, "outlet": report.outlet,
        "byline": report.byline, "published": report.published, "updated": report.updated, "url": report.url,
        "language": report.language, "encoding": report.encoding, "sha256": report.received.sha256,
        "warnings": list(report.warnings), "read": reading.read, "text": report.text,
    }  # fmt: skip


def _story(account: Account) -> Row:
    story = account.story
    dates = sorted(r.report.published for r in story.readings if r.report.published)
    return {
        "story": story.id, "title": story.title, "reports": len(story.readings),
        "outlets": len({r.report.outlet or r.report.id for r in story.readings}),
        "first": dates[0] if dates else None, "last": dates[-1] if dates else None, "joined_by": list(story.joined_by),
    }  # fmt: skip


def _members(account: Account) -> list[Row]:
    reasons = {join.report: join.reason for join in account.story.joins}
    inferred = {date.report: date.date for date in account.dates}
    ids = [reading.report.id for reading in account.story.readings]
    return [
        {"story": account.story.id, "report": i, "reason": reasons.get(i), "inferred_date": inferred.get(i)}
        for i in ids
    ]


def _figure(story: str, f: Figure) -> Row:
    return {
        "story": story, "figure": f.id, "what": f.what, "unit": f.unit, "status": f.status, "as_of": f.as_of,
        "follows": f.follows, "reason": f.reason, **_standing(f.standing),
    }  # fmt: skip


def _values(story: str, f: Figure) -> Iterable[Row]:
    for value in f.values:
        given = {"value": value.value, "low": value.low, "high": value.high, "unit": value.unit}
        for evidence in value.evidence:
            yield {"story": story, "figure": f.id, **given, **evidence_object(evidence)}


def _quote(story: str, q: Quote) -> Row:
    return {
        "story": story, "quote": q.id, "text": q.text, "status": q.status, "conflict": q.conflict,
        "speakers": list(q.speakers), "reason": q.reason, **_standing(q.standing),
    }  # fmt: skip


def _uses(story: str, q: Quote) -> Iterable[Row]:
    for number, evidence in enumerate(q.evidence):
        wording = q.wordings[number] if number < len(q.wordings) else None
        yield {"story": story, "quote": q.id, **evidence_object(evidence), "wording": wording}


def _standing(standing: Standing) -> Row:
    return {
        "credibility": standing.credibility, "origins": list(standing.origins), "outlets": standing.outlets,
        "reports": standing.reports,
    }  # fmt: skip
