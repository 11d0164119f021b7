"""Accounts as FollowTheMoney entities, each statement with the report that makes it (followthemoney.tech)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from followthemoney.dataset import Dataset
from followthemoney.statement import StatementEntity

from consilience.exporting.decided import Decided, without_rejected
from consilience.exporting.evidence import Reports, outlet_of, reports_in, web_address
from consilience.exporting.places import place_of
from consilience.intake.text import whole
from consilience.model import Account, Actor, Event, Evidence, Report, StoryPlace
from consilience.model.timex import interval_of
from consilience.presenting.contract import to_json

SCHEMATA = {"person": "Person", "organization": "Organization", "group": "LegalEntity"}
PROGRAM = Dataset.make({"name": "consilience", "title": "Consilience"})


def ftm_entities(accounts: Sequence[Account], decided: Decided) -> bytes:
    """Entities with their statements, one JSON object a line.

    A statement's `dataset` names the report that makes it, and `origin` whom the report has it from; the report
    itself is the Article that `proof` names. What people rejected has no entity.
    """
    reports = reports_in(accounts)
    entities = [_article(report) for report in reports.values()]
    for account in accounts:
        entities += _of_account(without_rejected(account, decided), reports)
    return "".join(to_json(_packed(entity)) + "\n" for entity in entities).encode()


def dataset_of(report: str) -> str:
    """The name of the dataset that stands for a report."""
    return "report_" + re.sub("[^a-z0-9]+", "_", report.lower()).strip("_")


def _of_account(account: Account, reports: Reports) -> Iterator[StatementEntity]:
    story = account.story.id
    people = {name: a for a in reversed(account.actors) if a.type in SCHEMATA for name in (a.name, *a.names)}
    for actor in account.actors:
        if actor.type in SCHEMATA:
            yield _actor(story, actor, reports)
    for place in account.places:
        yield _place(story, place, reports)
    for event in account.events:
        yield _event(account, event, people, reports)


def _packed(entity: StatementEntity) -> dict[str, Any]:
    """The entity as the library writes it, its statements in one order."""
    made = entity.to_statement_dict()
    made["statements"].sort(key=lambda s: (s["prop"], s["value"], s["dataset"], s["id"]))
    return made


class _Maker:
    """An entity that is being made, and what its statements rest on."""

    def __init__(self, schema: str, name: str, reports: Reports) -> None:
        self.entity = StatementEntity(PROGRAM, {"schema": schema, "id": name})
        self._reports = reports

    def says(self, prop: str, value: str | None, evidence: Iterable[Evidence]) -> None:
        """A statement for each report that makes it, if the value is one of its kind to the library; cut where it is longer
        than the library takes."""
        if value is None:
            return
        known = self.entity.schema.properties[prop]
        if len(value) > known.max_length:
            value = value[: known.max_length - 1] + "…"
        for one in evidence:
            report = self._reports[one.report]
            self.entity.unsafe_add(
                known, whole(value), dataset=dataset_of(report.id), origin=whole(one.origin or outlet_of(report)),
                seen=report.published, fuzzy=False,
            )  # fmt: skip

    def proven(self, evidence: Iterable[Evidence]) -> StatementEntity:
        """The entity with the reports that it rests on."""
        for one in evidence:
            self.says("proof", _article_id(one.report), (one,))
        return self.entity


def _article_id(report: str) -> str:
    return f"article-{report}"


def _article(report: Report) -> StatementEntity:
    made = _Maker("Article", _article_id(report.id), {report.id: report})
    here = (Evidence(report.id, 0, len(report.text)),)
    about: Mapping[str, str | None] = {
        "fileName": report.file, "title": report.title, "author": report.byline, "publisher": report.outlet,
        "sourceUrl": web_address(report), "publishedAt": report.published, "modifiedAt": report.updated,
        "language": report.language, "mimeType": report.received.media_type, "encoding": report.encoding,
        "name": report.title or report.file, "bodyText": report.text, "notes": f"SHA-256 {report.received.sha256}",
    }  # fmt: skip
    for prop, value in about.items():
        made.says(prop, value, here)
    return made.entity


def _actor(story: str, actor: Actor, reports: Reports) -> StatementEntity:
    made = _Maker(SCHEMATA[actor.type], f"{story}-{actor.id}", reports)
    for one in actor.evidence:
        said = " ".join(reports[one.report].text[one.start : one.end].split())
        made.says("name" if said == actor.name else "alias", said if said in actor.names else None, (one,))
    if not made.entity.has("name"):
        made.says("name", actor.name, actor.evidence[:1])
    if actor.type == "person":
        for role in actor.roles:
            made.says("position", role, actor.evidence[:1])
    return made.proven(actor.evidence)


def _place(story: str, place: StoryPlace, reports: Reports) -> StatementEntity:
    made = _Maker("Address", f"{story}-{place.id}", reports)
    for prop in ("name", "full"):
        made.says(prop, place.name, place.evidence)
    made.says("country", place.country, place.evidence)
    if place.lat is not None and place.lon is not None:
        made.says("latitude", str(place.lat), place.evidence)
        made.says("longitude", str(place.lon), place.evidence)
    return made.proven(place.evidence)


def _event(account: Account, event: Event, people: Mapping[str, Actor], reports: Reports) -> StatementEntity:
    story = account.story.id
    made = _Maker("Event", f"{story}-{event.id}", reports)
    made.says("name", event.what, event.evidence)
    made.says("summary", event.standing.sentence, event.evidence[:1])
    for value, evidence in event.dates or ((event.date, event.evidence),):
        _dated(made, value, evidence)
    made.says("location", event.place, event.evidence)
    if (place := place_of(event, account)) is not None:
        made.says("addressEntity", f"{story}-{place.id}", event.evidence)
    for name in event.actors:
        if (actor := people.get(name)) is not None:
            made.says("involved", f"{story}-{actor.id}", event.evidence)
    return made.proven(event.evidence)


def _dated(made: _Maker, value: str | None, evidence: Iterable[Evidence]) -> None:
    days = interval_of(value) if value else None
    if days is None:
        return
    evidence = tuple(evidence)
    if days[0] == days[1]:
        made.says("date", days[0].isoformat(), evidence)
    else:
        made.says("startDate", days[0].isoformat(), evidence)
        made.says("endDate", days[1].isoformat(), evidence)
