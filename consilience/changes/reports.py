"""Reports that came into a story, left it, or were corrected; with what they bring that was not known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from consilience.changes.compared import Compared, outlet
from consilience.changes.wording import few, quoted
from consilience.model import Account, Change, Evidence, Reading, Span
from consilience.model.lines import evidence_of
from consilience.model.words import count_words, list_words

FEW = 3  # reports that are told of one by one


def story_began(account: Account) -> Change:
    """The change by which a story is there."""
    readings = account.story.readings
    outlets = list(dict.fromkeys(outlet(reading) for reading in readings))
    told = _of(
        (len(account.events), "event"), (len(account.figures), "figure"), (len(account.quotes), "quotation")
    )
    says = f"A new story, told by {few(outlets)}: {quoted(account.story.title)}, with {told or 'no event, figure or quotation'}."
    item = readings[0].report.id if len(readings) == 1 else None
    return Change("report", item, says, tuple(_beginning(reading) for reading in readings))


def changed_reports(compared: Compared) -> Iterator[Change]:
    """New reports, one by one where they are few, and those that left."""
    fresh = compared.fresh
    if len(fresh) > FEW:
        yield _many(fresh, compared)
    else:
        for reading in fresh:
            yield _came(reading, compared)
    for reading in compared.gone:
        says = f"The report of {outlet(reading)} no longer stands in this story."
        yield Change("report", None, says, (_beginning(reading),))


def _beginning(reading: Reading) -> Evidence:
    """The first sentence that is no boilerplate."""
    own = (s for s in reading.sentences if not any(b.overlaps(s) for b in reading.boilerplate))
    first = next(own, None)
    return Evidence(reading.report.id, first.start, first.end) if first else Evidence(reading.report.id, 0, 0)


def _came(reading: Reading, compared: Compared) -> Change:
    who, title = outlet(reading), reading.report.title
    again = who in {outlet(then) for then in compared.then.values()}
    says = f"{who} {'has a further report' if again else 'now reports it, too'}"
    says += f": {quoted(title)}" if title else ""
    return Change(
        "report",
        reading.report.id,
        f"{says}. {_brings(reading, compared)}",
        (_beginning(reading),),
    )


def _many(fresh: Sequence[Reading], compared: Compared) -> Change:
    outlets = list(dict.fromkeys(outlet(reading) for reading in fresh))
    added = _added({reading.report.id for reading in fresh}, compared)
    says = f"{len(fresh)} further reports now stand in this story, of {few(outlets)}. They add {added or 'no event, figure or quotation'}."
    return Change("report", None, says, tuple(_beginning(reading) for reading in fresh))


def _brings(reading: Reading, compared: Compared) -> str:
    """What a new report adds, and whose words it only passes on."""
    added = _added({reading.report.id}, compared)
    origin, taken, told = _taken(reading, compared)
    if origin and taken >= told and not added:
        return f"It adds nothing of its own: all that it tells is from {origin}."
    says = f"It adds {added or 'no event, figure or quotation'}."
    return (
        f"{says} Mostly from {origin}: {taken} of {told} sentences that tell something." if origin else says
    )


def _taken(reading: Reading, compared: Compared) -> tuple[str | None, int, int]:
    """From which other origin a report mostly has what it tells, in how many of how many sentences."""
    for line in compared.after.lineages:
        for report, (taken, told) in zip(line.reports, line.taken, strict=True):
            if report == reading.report.id and taken and line.origin != outlet(reading):
                return line.origin, taken, told
    return None, 0, 0


def _added(versions: set[str], compared: Compared) -> str:
    """How many lines rest on these reports alone."""
    after = compared.after
    return _of(
        *(
            (sum(all(e.report in versions for e in evidence_of(line)) for line in lines), noun)
            for lines, noun in (
                (after.events, "event"),
                (after.figures, "figure"),
                (after.quotes, "quotation"),
            )
        )
    )


def _of(*counts: tuple[int, str]) -> str:
    return list_words([count_words(number, noun) for number, noun in counts if number])


def corrected_reports(compared: Compared, told: Iterable[Change]) -> Iterator[Change]:
    """Each report that was put out anew, with the sentences that are not as before and of which no correction is told yet."""
    corrections = [e for change in told if change.kind == "correction" for e in change.evidence]
    for before, after in compared.corrected:
        then = {_plain(before, sentence) for sentence in before.sentences}
        other = [s for s in after.sentences if _plain(after, s) not in then]
        mine = [e for e in corrections if e.report == after.report.id]
        rest = [s for s in other if not any(s.start <= e.start < s.end for e in mine)]
        if rest or not mine:
            yield _put_out_anew(after, rest)


def _plain(reading: Reading, sentence: Span) -> str:
    return " ".join(sentence.of(reading.report.text).split())


def _put_out_anew(after: Reading, other: Sequence[Span]) -> Change:
    evidence = tuple(Evidence(after.report.id, s.start, s.end) for s in other)
    says = f"{count_words(len(other), 'sentence')} {'is' if len(other) == 1 else 'are'} not as before"
    says = f"{outlet(after)} has put out its report anew: {says if other else 'no sentence is new in it'}."
    return Change("correction", after.report.id, says, evidence or (_beginning(after),))
