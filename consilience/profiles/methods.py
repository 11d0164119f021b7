"""The methods: as reported, UCDP's three estimates, ACLED's most conservative number, Airwars' range with its grade."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from consilience.model import Account, Evidence, Figure, Judgement, Span
from consilience.model.words import bounded_words, list_words, number_words
from consilience.profiles.estimate import Estimate, Given, Inputs, inputs_of
from consilience.profiles.wording import given_words, left_out_words

GRADES = "ABCDE"  # of sources, the most reliable first; F and no grade say nothing
FAIR = 2  # independent origins


@dataclass(frozen=True, slots=True)
class Known:
    """What people said of a figure and of its sources.

    `rejected` is evidence that counts for nothing, `confirmed` who confirmed the figure, `grades` the Admiralty grade of
    each source by its name, A to F.
    """

    rejected: tuple[Evidence, ...] = ()
    confirmed: str | None = None
    grades: Mapping[str, str] | None = None

    @classmethod
    def of(cls, figure: Figure, judgements: Sequence[Judgement], grades: Mapping[str, str]) -> Known:
        """What the judgements that hold on a story's lines say of one figure."""
        held = [one for one in judgements if one.holds]
        rejected = tuple(e for one in held if one.verdict == "rejected" for e in one.evidence)
        confirmed = [
            one.who for one in held if one.verdict == "confirmed" and one.item == figure.id and not one.part
        ]
        return cls(rejected, confirmed[-1] if confirmed else None, grades)


NOTHING = Known()
Numbers = tuple[float | None, float | None, float | None]  # low, best, high
NONE: Numbers = (None, None, None)
Method = Callable[[Figure, Account, Known], Estimate]


def as_reported(figure: Figure, account: Account, known: Known = NOTHING) -> Estimate:
    """Every value with everyone who gives it; nothing is chosen."""
    inputs = inputs_of(figure, account, known.rejected)
    if not inputs.given:
        return _estimate("as reported", inputs, "As reported: no value is left.", NONE)
    earlier = f" Earlier values of the same origins: {given_words(inputs.earlier)}." if inputs.earlier else ""
    used = (*inputs.given, *inputs.earlier)
    lowest, highest = _ends(used)
    says = f"As reported: {given_words(inputs.given)}.{earlier}"
    return _estimate("as reported", inputs, says, (lowest, None, highest), used=used)


def ucdp(figure: Figure, account: Account, known: Known = NOTHING) -> Estimate:
    """Low, best and high as the UCDP GED has them: the lowest, the most likely and the highest reliable estimate.

    Which value is the most reliable is judged by the grades that people gave to the sources, then by the number of
    independent origins; where no value is better founded, UCDP takes the lower one (UCDP Definitions, "best estimate").
    """
    inputs = inputs_of(figure, account, known.rejected)
    if not inputs.given:
        return _estimate("UCDP", inputs, "UCDP: no value is left.", NONE)
    low, high = _ends(inputs.given)
    best, why = _best(inputs, known.grades or {})
    says = (
        f"UCDP low {number_words(low)}, best {number_words(best)}, high {number_words(high)}. "
        f"Given are {given_words(inputs.given)}; low and high are the ends of these. {why}"
    )
    return _estimate("UCDP", inputs, says, (low, best, high))


def acled(figure: Figure, account: Account, known: Known = NOTHING) -> Estimate:
    """The most conservative number: where reports differ or are vague, ACLED takes the lowest (ACLED Codebook, "Fatalities").

    A vague word counts as its least: "dozens" as 12, "hundreds" as 100.
    """
    inputs = inputs_of(figure, account, known.rejected)
    if not inputs.given:
        return _estimate("ACLED", inputs, "ACLED: no value is left.", NONE)
    lowest, _ = _ends(inputs.given)
    of = "the only value given" if len(inputs.given) == 1 else "the most conservative of the values given"
    says = f"ACLED {number_words(lowest)}: {of}, {given_words(inputs.given)}."
    return _estimate("ACLED", inputs, says, (None, lowest, None))


def airwars(figure: Figure, account: Account, known: Known = NOTHING) -> Estimate:
    """The least and the largest number, with a grade (Airwars, Methodology, "Casualty grading").

    Fair: two or more independent origins. Weak: one. Contested: other accounts contradict the sentences that give the
    figure. Confirmed: a person confirmed it; Airwars asks that a belligerent has accepted responsibility, which no
    program can find. Discounted: people rejected every value.
    """
    inputs = inputs_of(figure, account, known.rejected)
    if not inputs.given:
        says = "Airwars, Discounted: no value is left."
        return _estimate("Airwars", inputs, says, NONE, grade="Discounted")
    lowest, highest = _ends(inputs.given)
    grade, why = _graded(inputs, account, known)
    span = bounded_words(None, lowest, highest)
    says = f"Airwars {span}, {grade}: {why} Given are {given_words(inputs.given)}."
    return _estimate("Airwars", inputs, says, (lowest, None, highest), grade=grade)


PROFILES: Mapping[str, Method] = {
    "as-reported": as_reported,
    "ucdp": ucdp,
    "acled": acled,
    "airwars": airwars,
}


def _estimate(
    profile: str, inputs: Inputs, says: str, numbers: Numbers, *,
    used: tuple[Given, ...] | None = None, grade: str | None = None,
) -> Estimate:  # fmt: skip
    low, best, high = numbers
    said = says + left_out_words(inputs)
    return Estimate(profile, low, best, high, said, used or inputs.given, inputs.left_out, grade)


def _ends(given: Sequence[Given]) -> tuple[float, float]:
    return min(one.lowest for one in given), max(one.highest for one in given)


def _best(inputs: Inputs, grades: Mapping[str, str]) -> tuple[float, str]:
    """The number of the best graded source, else that of most origins, else the lower; and why."""
    givers: dict[float, list[str]] = defaultdict(list)
    for one in inputs.given:
        value = one.value.value
        givers[one.lowest if value is None else value].append(one.origin)
    rank = {number: min((_rank(origin, grades), origin) for origin in who) for number, who in givers.items()}
    graded = [number for number in givers if rank[number][0] == min(rank.values())[0]]
    most = max(len(givers[number]) for number in graded)
    widest = [number for number in graded if len(givers[number]) == most]
    best, said = min(widest), number_words(min(widest))
    if len(givers) == 1:
        return best, f"Best is {said}, the only number given."
    if len(graded) == 1:
        source = rank[best][1]
        return best, f"Best is {said}, of the source graded most reliable ({source}, {grades[source]})."
    if len(widest) == 1:
        return best, f"Best is {said}, which most independent origins give ({list_words(givers[best])})."
    return best, f"No value is better founded than the others, so that best is the lowest of these, {said}."


def _rank(origin: str, grades: Mapping[str, str]) -> int:
    grade = grades.get(origin, "F")
    return GRADES.index(grade) if grade in GRADES else len(GRADES)


def _graded(inputs: Inputs, account: Account, known: Known) -> tuple[str, str]:
    """The grade and why."""
    who = [one.origin for one in inputs.given]
    if known.confirmed:
        return "Confirmed", f"{known.confirmed} confirmed it."
    if _contested(inputs, account):
        return "Contested", "other accounts contradict what its sentences tell."
    if len(who) >= FAIR:
        return "Fair", f"{len(who)} independent origins."
    return "Weak", f"one origin only, {who[0]}."


def _contested(inputs: Inputs, account: Account) -> bool:
    """Whether a contradiction of facts stands in a sentence that gives the figure."""
    sentences = {r.report.id: r.sentences for r in account.story.readings}
    facts = [e for c in account.contradictions if c.kind == "fact" for s in c.sides for e in s.evidence]
    return any(_in_one_sentence(e, fact, sentences) for e in _evidence(inputs) for fact in facts)


def _in_one_sentence(a: Evidence, b: Evidence, sentences: Mapping[str, Iterable[Span]]) -> bool:
    return a.report == b.report and any(
        s.start <= a.start < s.end and s.start <= b.start < s.end for s in sentences[a.report]
    )


def _evidence(inputs: Inputs) -> Iterable[Evidence]:
    return (e for one in inputs.given for e in one.value.evidence)
