"""What people decided of the accounts that are given out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from consilience.exporting.rows import Row
from consilience.model import Account, Figure, Judgement
from consilience.presenting.contract.values import evidence_objects
from consilience.profiles import Known

VERDICTS = frozenset({"confirmed", "rejected", "corrected"})


@dataclass(frozen=True, slots=True)
class Decided:
    """The judgements of the lines of each story, by the story's id, and the Admiralty grade of each source, by its name."""

    judgements: Mapping[str, Sequence[Judgement]] = field(default_factory=dict)
    grades: Mapping[str, str] = field(default_factory=dict)

    def of(self, account: Account) -> Sequence[Judgement]:
        """All of a story, in the order in which they were made."""
        return self.judgements.get(account.story.id, ())

    def holding(self, account: Account, item: str) -> list[Judgement]:
        """The verdicts that hold on a line, on the whole or on a part of it."""
        return [one for one in self.of(account) if one.item == item and one.holds and one.verdict in VERDICTS]

    def verdict(self, account: Account, item: str) -> str | None:
        """The verdict that holds on a line as a whole."""
        return next((one.verdict for one in self.holding(account, item) if not one.part), None)

    def known(self, account: Account, figure: Figure) -> Known:
        """What the methods of those who count take of it."""
        return Known.of(figure, self.of(account), self.grades)


NOTHING = Decided()


def without_rejected(account: Account, decided: Decided) -> Account:
    """The account without the events, people and places that people rejected as a whole."""

    def stays(item: str) -> bool:
        return decided.verdict(account, item) != "rejected"

    return replace(
        account,
        events=tuple(one for one in account.events if stays(one.id)),
        actors=tuple(one for one in account.actors if stays(one.id)),
        places=tuple(one for one in account.places if stays(one.id)),
    )


def judgement_words(one: Judgement) -> str:
    """A judgement in a line: the verdict, with the grade where it is one, what holds instead, and why."""
    verdict = f"{one.verdict} {one.grade}" if one.grade is not None else one.verdict
    return ": ".join(part for part in (verdict, one.correction, one.why) if part)


def judgement_objects(accounts: Sequence[Account], decided: Decided) -> Iterator[Row]:
    """Each judgement, as it stands in JSON and in tables."""
    for account in accounts:
        for one in decided.of(account):
            yield {
                "story": account.story.id, "number": one.number, "at": one.at, "who": one.who, "why": one.why, "verdict": one.verdict,
                "kind": one.kind, "item": one.item, "what": one.what, "correction": one.correction, "grade": one.grade,
                "part": one.part, "holds": one.holds,
                "evidence": evidence_objects(one.evidence),
            }  # fmt: skip
