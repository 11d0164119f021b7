"""How well a statement stands: origins counted once, explained in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from consilience.model import Evidence, Standing

CONFIRMED, PROBABLE, POSSIBLE, DOUBTFUL, UNJUDGED = 1, 2, 3, 4, 6


def judge(evidence: Iterable[Evidence], outlets: Mapping[str, str], contradicted: bool = False) -> Standing:
    """Standing after the Admiralty system's second part (AJP-2.1): 1 where independent origins agree,
    3 where they agree but others contradict, 4 for a lone origin that is contradicted, 6 for a lone one.

    `outlets` gives each report's outlet; copies and relays share one origin and count once.
    """
    items = list(evidence)
    origins = tuple(sorted({e.origin for e in items if e.origin}))
    reports = {e.report for e in items}
    count = len({outlets[r] for r in reports})
    if len(origins) > 1:
        credibility = POSSIBLE if contradicted else CONFIRMED
    else:
        credibility = DOUBTFUL if contradicted else UNJUDGED
    return Standing(
        origins, count, len(reports), credibility, _sentence(origins, count, len(reports), contradicted)
    )


def _sentence(origins: tuple[str, ...], outlets: int, reports: int, contradicted: bool) -> str:
    who = _list(origins)
    if len(origins) > 1:
        text = f"{len(origins)} independent origins: {who}."
    elif reports > 1:
        text = f"{reports} reports, but one origin: {who}."
    else:
        text = f"One origin only: {who}."
    return text + (" Other accounts contradict it." if contradicted else "")


def _list(names: tuple[str, ...]) -> str:
    if not names:
        return "not named"
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]
