"""Drafts of ClaimReview (schema.org) for what the reports of a story give differently."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from consilience.exporting.evidence import Reports, reports_in, web_address
from consilience.exporting.lines import figure_says, name_of
from consilience.intake.text import whole
from consilience.model import Account, Evidence, Figure, Quote
from consilience.model.words import bare_quote
from consilience.presenting.contract import Json, Object, to_json

DRAFT = (
    "Draft made by Consilience from conflicting reports. It holds no judgement: a person adds reviewRating, author, url "
    "and datePublished before it is published."
)


def claim_reviews(accounts: Sequence[Account]) -> bytes:
    """One draft for each value of a conflicting figure and each speaker or wording of a conflicting quote."""
    reports = reports_in(accounts)
    drafts: list[Json] = []
    for account in accounts:
        for figure in account.figures:
            drafts += _of_figure(account, figure, reports)
        for quote in account.quotes:
            drafts += _of_quote(account, quote, reports)
    return (to_json({"@context": "https://schema.org", "@graph": drafts}, indent=1) + "\n").encode()


def _of_figure(account: Account, figure: Figure, reports: Reports) -> Iterator[Object]:
    if figure.status != "conflicting":
        return
    for number, value in enumerate(figure.values):
        claim = figure_says(figure, number) + (f" ({figure.as_of})" if figure.as_of else "")
        yield _draft(account, figure.id, claim, value.evidence, reports, figure.reason)


def _of_quote(account: Account, quote: Quote, reports: Reports) -> Iterator[Object]:
    if quote.status != "conflicting":
        return
    sides: dict[str, list[Evidence]] = {}
    for one in quote.evidence:
        words = quote.text if quote.conflict == "speakers" else _said(one, reports)
        said = f"“{bare_quote(words)}”" + (f", said by {one.speaker}" if one.speaker else "")
        sides.setdefault(said, []).append(one)
    for claim, evidence in sides.items():
        yield _draft(account, quote.id, claim, evidence, reports, quote.reason)


def _said(evidence: Evidence, reports: Reports) -> str:
    return reports[evidence.report].text[evidence.start : evidence.end]


def _draft(
    account: Account, item: str, claim: str, evidence: Sequence[Evidence], reports: Reports, reason: str
) -> Object:
    appearances = [_appearance(report, reports) for report in dict.fromkeys(e.report for e in evidence)]
    about: Object = {"@type": "Claim", "text": whole(claim), "appearance": appearances}
    authors = list(dict.fromkeys(name for e in evidence if (name := e.speaker or e.origin)))
    if authors:
        about |= {"author": [_author(account, name) for name in authors]}
    return {
        "@type": "ClaimReview", "@id": name_of("claim", account.story.id, item, claim),
        "identifier": f"{account.story.id}/{item}", "creativeWorkStatus": "Draft", "description": DRAFT,
        "claimReviewed": whole(claim), "reviewBody": whole(reason), "itemReviewed": about,
    }  # fmt: skip


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
