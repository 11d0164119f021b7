"""Drafts of ClaimReview (schema.org) for what the reports of a story give differently."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from consilience.exporting.decided import Decided, judgement_words
from consilience.exporting.evidence import Reports, reports_in, web_address
from consilience.exporting.lines import figure_says, name_of
from consilience.intake.text import whole
from consilience.model import Account, Evidence, Figure, Judgement, Quote
from consilience.model.words import bare_quote
from consilience.presenting.contract import Json, Object, to_json

DRAFT = (
    "Draft made by Consilience from conflicting reports. It holds no judgement: a person adds reviewRating, author, url "
    "and datePublished before it is published."
)


@dataclass(frozen=True, slots=True)
class _Given:
    """An account, what people decided of it, and the reports of all accounts."""

    account: Account
    decided: Decided
    reports: Reports


def claim_reviews(accounts: Sequence[Account], decided: Decided) -> bytes:
    """One draft for each value of a conflicting figure and each speaker or wording of a conflicting quote."""
    reports = reports_in(accounts)
    drafts: list[Json] = []
    for account in accounts:
        given = _Given(account, decided, reports)
        for figure in account.figures:
            drafts += _of_figure(given, figure)
        for quote in account.quotes:
            drafts += _of_quote(given, quote)
    return (to_json({"@context": "https://schema.org", "@graph": drafts}, indent=1) + "\n").encode()


def _of_figure(given: _Given, figure: Figure) -> Iterator[Object]:
    if figure.status != "conflicting":
        return
    for number, value in enumerate(figure.values):
        claim = figure_says(figure, number) + (f" ({figure.as_of})" if figure.as_of else "")
        yield _draft(given, figure, claim, value.evidence)


def _of_quote(given: _Given, quote: Quote) -> Iterator[Object]:
    if quote.status != "conflicting":
        return
    sides: dict[str, list[Evidence]] = {}
    for one in quote.evidence:
        words = quote.text if quote.conflict == "speakers" else _said(one, given.reports)
        said = f"“{bare_quote(words)}”" + (f", said by {one.speaker}" if one.speaker else "")
        sides.setdefault(said, []).append(one)
    for claim, evidence in sides.items():
        yield _draft(given, quote, claim, evidence)


def _said(evidence: Evidence, reports: Reports) -> str:
    return reports[evidence.report].text[evidence.start : evidence.end]


def _draft(given: _Given, line: Figure | Quote, claim: str, evidence: Sequence[Evidence]) -> Object:
    account, reports = given.account, given.reports
    appearances = [_appearance(report, reports) for report in dict.fromkeys(e.report for e in evidence)]
    about: Object = {"@type": "Claim", "text": whole(claim), "appearance": appearances}
    authors = list(dict.fromkeys(name for e in evidence if (name := e.speaker or e.origin)))
    if authors:
        about |= {"author": [_author(account, name) for name in authors]}
    draft: Object = {
        "@type": "ClaimReview", "@id": name_of("claim", account.story.id, line.id, claim),
        "identifier": f"{account.story.id}/{line.id}", "creativeWorkStatus": "Draft", "description": DRAFT,
        "claimReviewed": whole(claim), "reviewBody": whole(line.reason), "itemReviewed": about,
    }  # fmt: skip
    held = {(e.report, e.start) for e in evidence}
    comments: list[Json] = [
        _comment(one)
        for one in given.decided.holding(account, line.id)
        if not one.part or any((e.report, e.start) in held for e in one.evidence)
    ]
    return draft | ({"comment": comments} if comments else {})


def _comment(one: Judgement) -> Object:
    """What somebody decided of the line, for whoever rates it."""
    author: Object = {"@type": "Person", "name": whole(one.who)}
    return {"@type": "Comment", "text": whole(judgement_words(one)), "dateCreated": one.at, "author": author}


def _author(account: Account, name: str) -> Object:
    kinds = {"person": "Person", "organization": "Organization"}
    known = next((a for a in account.actors if name in (a.name, *a.names)), None)
    return {"@type": kinds.get(known.type, "Thing") if known else "Thing", "name": whole(name)}


def _appearance(report: str, reports: Reports) -> Object:
    one = reports[report]
    known: Object = {
        "url": web_address(one), "headline": one.title and whole(one.title), "datePublished": one.published,
        "publisher": {"@type": "Organization", "name": whole(one.outlet)} if one.outlet else None,
    }  # fmt: skip
    return {"@type": "Article", "identifier": report} | {k: v for k, v in known.items() if v}
