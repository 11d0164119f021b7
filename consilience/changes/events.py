"""What changed in the happenings that were known: confirmed, dated otherwise, new in a corrected report."""

from __future__ import annotations

from collections.abc import Iterator

from consilience.changes.compared import Compared, outlet, pair_up, where
from consilience.changes.confirmed import confirmation
from consilience.changes.wording import few, quoted, stopped
from consilience.model import Change, ChangeKind, Event, Quote
from consilience.model.timex import interval_of
from consilience.model.words import clipped


def changed_events(compared: Compared) -> Iterator[Change]:
    """The changes of the happenings, in no order; those that a new report alone tells of belong to that report."""
    pairs = pair_up(compared.before.events, compared.after.events)
    known = {place for event in compared.before.events for place in where(event.evidence)}
    for old, new in pairs.now:
        then = old.evidence if old else tuple(e for e in new.evidence if not compared.is_fresh(e))
        if then:
            yield from confirmation(new.id, then, new.evidence, f"this: {clipped(new.what)}", compared)
        if old is not None:
            yield from _dated_otherwise(old, new)
        elif not where(new.evidence) & known:
            yield from _in_correction(new, clipped(new.what), compared)


def changed_quotes(compared: Compared) -> Iterator[Change]:
    """Quotations that an outlet put otherwise, or put in, when it corrected its report."""
    pairs = pair_up(compared.before.quotes, compared.after.quotes)
    known = {place for quote in compared.before.quotes for place in where(quote.evidence)}
    for old, new in pairs.now:
        if old is not None:
            yield from _reworded(old, new, compared)
        elif not where(new.evidence) & known:
            said = f"{quoted(new.text)}, of {few(new.speakers)}" if new.speakers else quoted(new.text)
            yield from _in_correction(new, f"the quotation {said}", compared)


def _dated_otherwise(old: Event, new: Event) -> Iterator[Change]:
    """A date that shares no day with the one before."""
    then, now = interval_of(old.date or ""), interval_of(new.date or "")
    if then and now and (then[1] < now[0] or now[1] < then[0]):
        says = f"{quoted(new.what)} is now dated {new.date}, no longer {old.date}."
        evidence = tuple(e for _, given in new.dates for e in given)
        yield Change("event", new.id, says, evidence or new.evidence)


def _in_correction(new: Event | Quote, what: str, compared: Compared) -> Iterator[Change]:
    """What was not told before, and is now told by the corrected version of a report that was there."""
    by = {after.report.id: outlet(after) for _, after in compared.corrected}
    if all(e.report in by for e in new.evidence):
        who = few(sorted({by[e.report] for e in new.evidence}))
        kind: ChangeKind = "quote" if isinstance(new, Quote) else "event"
        says = f"New in the corrected report of {who}: {what}"
        yield Change(kind, new.id, stopped(says), new.evidence)


def _reworded(old: Quote, new: Quote, compared: Compared) -> Iterator[Change]:
    for before, after in compared.corrected:
        then = [e for e in old.evidence if e.report == before.report.id]
        now = [e for e in new.evidence if e.report == after.report.id]
        if then and now and compared.words(then[0]) != compared.words(now[0]):
            who = f" of {few(new.speakers)}" if new.speakers else ""
            says = f"{outlet(after)} corrected a quotation{who} from {quoted(compared.words(then[0]))} to {quoted(compared.words(now[0]))}."
            yield Change("correction", new.id, says, (*now, *then))
