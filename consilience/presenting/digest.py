"""The account for the terminal: in brief, figures, conflicts, quotes, timeline, relays."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from consilience.model import Account, Build, Evidence
from consilience.model.words import bare_quote, count_words, list_words
from consilience.presenting.brief import Part, brief_of, positions
from consilience.presenting.citing import Citations
from consilience.presenting.dates import date_words
from consilience.presenting.story_view import StoryView
from consilience.presenting.words import figure_words, origin_words

_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_STATUS_STYLES = {"conflicting": "red", "changed": "yellow", "agreed": "green", "single": "dim"}


def print_digest(build: Build, console: Console) -> None:
    """Prints every story of a build in the order of what matters, and what could not be read."""
    for account in build.accounts:
        _story(account, console)
    warned = [(one.report.file, warning) for one in build.readings for warning in one.report.warnings]
    failed = [(failure.file, failure.message) for failure in build.failures]
    for title, notices in (("Could not be read", failed), ("Warnings", warned)):
        if notices:
            _heading(console, title)
        for file, message in notices:
            _line(console, _plain(f"{file}: {message}"))


def _story(account: Account, console: Console) -> None:
    view = StoryView(account)
    console.rule(style="dim")
    console.print(_plain(view.title, "bold"))
    console.print(_plain(_where_and_when(view), "dim"))
    if view.known_as_of:
        console.print(_plain(f"Known as of {view.known_as_of[0]}", "dim"))
    _brief(account, console)
    _figures(view, console)
    _quotes(view, console)
    _timeline(view, console)
    _relays(view, console)
    console.print()


def _where_and_when(view: StoryView) -> str:
    account = view.account
    counts = [
        count_words(len(account.story.readings), "report"),
        count_words(view.outlets, "outlet"),
        count_words(len(account.lineages), "independent origin"),
        count_words(len(account.contradictions), "conflict"),
    ]
    event = view.main_event
    return " · ".join(
        [*([date_words(event.date)] if event else []), *([view.where] if view.where else []), *counts]
    )


def _brief(account: Account, console: Console) -> None:
    brief = brief_of(account)
    _part(console, "Independent origins agree", brief.agreed)
    if brief.contradictions:
        _heading(console, "Accounts conflict")
    for one in brief.contradictions:
        what = f"“{bare_quote(one.what)}”" if one.kind == "quote" else one.what
        _line(console, _plain(what, "bold"), _plain(f": {' or '.join(positions(one))}"))
    _rest(console, brief.contradictions_total - len(brief.contradictions))
    _part(console, "Only one origin says", brief.single)


def _part(console: Console, title: str, part: Part) -> None:
    if not part.lines:
        return
    _heading(console, title)
    for line in part.lines:
        says = f"“{line.says}”" if line.kind == "quote" else line.says
        first, second = _plain(line.lead, "bold"), _plain(says)
        if line.kind == "figure":
            shown = [first, Text(" "), second]
        else:
            shown = [first, Text(": "), second] if line.lead else [second]
        _line(console, *shown, _plain(f" ({origin_words(line.standing)})", "dim"))
    _rest(console, part.total - len(part.lines))


def _figures(view: StoryView, console: Console) -> None:
    if not view.account.figures:
        return
    _heading(console, "Figures")
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    shown = [state.figure for count in view.figures.compared for state in count.states]
    for figure in (*shown, *(state.figure for state in view.figures.single)):
        for place, value in enumerate(figure.values):
            first = place == 0
            table.add_row(
                _plain(figure_words(figure, value), "bold"),
                _plain(figure.what if first else ""),
                _plain(figure.status if first else "", _STATUS_STYLES[figure.status]),
                _plain(_carriers(view.citations, value.evidence), "dim"),
            )
    console.print(Padding(table, (0, 0, 0, 2)))


def _quotes(view: StoryView, console: Console) -> None:
    if view.account.quotes:
        _heading(console, "Quotes")
    for quote in view.quotes:
        joined = " or ".join(quote.speakers) if quote.status == "conflicting" else list_words(quote.speakers)
        _line(console, _plain(f"“{bare_quote(quote.text)}”"))
        source = f"{joined or 'no speaker named'}, in {_carriers(view.citations, quote.evidence)}"
        _line(console, _plain(source, "dim"), indent=4)


def _timeline(view: StoryView, console: Console) -> None:
    if view.account.events:
        _heading(console, "Timeline")
    for day in view.timeline.days:
        _line(console, _plain(day.words, "bold"))
        for entry in day.events:
            note = "date inferred; " if entry.event.inferred else ""
            about = _plain(f" ({note}{list_words([one.report for one in entry.carriers])})", "dim")
            _line(console, _plain(entry.event.what), about, indent=4)
    undated = len(view.timeline.undated) + len(view.timeline.undated_single)
    if undated:
        _line(console, _plain(f"and {count_words(undated, 'event')} without a date", "dim"))


def _relays(view: StoryView, console: Console) -> None:
    _heading(console, "Who has it from whom")
    for sentence in view.lineage:
        _line(console, _plain(sentence))
    pairs = dict.fromkeys((view.citations.label(relay.report), relay.of) for relay in view.account.relays)
    for report, of in pairs:
        _line(console, _plain(report), _plain(" from ", "dim"), _plain(of))


def _carriers(citations: Citations, evidence: Iterable[Evidence]) -> str:
    return list_words([carrier.report for carrier in citations.carriers(evidence)]) or "no report"


def _heading(console: Console, title: str) -> None:
    console.print()
    console.print(_plain(title, "bold underline"))


def _line(console: Console, *parts: Text, indent: int = 2) -> None:
    for line in Text.assemble(*parts).wrap(console, max(console.width - indent, 20)):
        line.rstrip()
        console.print(Text(" " * indent) + line)


def _rest(console: Console, number: int) -> None:
    if number > 0:
        _line(console, _plain(f"and {number} more", "dim"))


def _plain(text: str, style: str = "") -> Text:
    """Words of a report as they are, without what would steer the terminal; never read as markup."""
    return Text(_STEERING.sub(" ", text), style)
