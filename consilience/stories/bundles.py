"""Stories over more reports than fit into one heap: each window of time is grouped by itself, and what the windows found is joined.

A window's group is a bundle; the likeness of two bundles is the mean over their pairs of reports, as within a window, but taken
from the mean of their vectors, so that it costs the same for any size. The unit of work is one window, then one bundle.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from consilience.stories.clashes import left_of_likeness
from consilience.stories.features import Features, merged
from consilience.stories.grouping import group
from consilience.stories.likeness import MANY, WINDOW, WORDED_ALIKE, Likeness, whole_profiles_of
from consilience.stories.linkage import ALIKE, COHESION, Held, expected
from consilience.stories.vectors import Vector, mean, vector_of

TELLING = 30  # of a bundle's features, those by which others like it are looked up
LATEST = 40  # open stories that one feature finds
NEAREST = 10  # open stories that a bundle is compared with
LARGEST = 1_000  # reports of a story to which no more are joined from other windows


@dataclass(frozen=True, slots=True)
class Bundle:
    """Reports of one window that are of one story: the places of its members in order of time, their first and last days
    (since 1970), its vector, and how it holds together."""

    members: tuple[int, ...]
    first: int
    last: int
    vector: Vector
    held: Held


def bundles_of(
    heap: Sequence[Features], days: Sequence[int], begin: int = 0
) -> Iterator[tuple[Bundle, Features]]:
    """The groups of one window's reports, each with what its members tell of together; `begin` is the number of the first."""
    groups, profiles = group(heap)
    whole = whole_profiles_of(heap, groups)
    likeness = Likeness(profiles)
    for members in groups:
        held = Held(len(members), sum(whole[m].width for m in members), likeness.within(members))
        spread = [days[m] for m in members]
        vector = mean([(vector_of(whole[m].weights), 1.0) for m in members[:MANY]])
        numbers = tuple(begin + m for m in members)
        bundle = Bundle(numbers, min(spread), max(spread), vector, held)
        yield bundle, merged([heap[m] for m in members[:MANY]])


class _Open:
    """A story that later bundles may still join. `key` is the bundle that stands for it when it is asked what speaks against."""

    __slots__ = ("first", "held", "key", "last", "members", "vector")

    def __init__(self, bundle: Bundle) -> None:
        self.members, self.first, self.last = [*bundle.members], bundle.first, bundle.last
        self.vector, self.held, self.key = bundle.vector, bundle.held, bundle.members[0]

    def take(self, bundle: Bundle, average: float) -> None:
        mine, theirs = self.held, bundle.held
        within = mine.within + theirs.within + average * mine.reports * theirs.reports
        total = mine.reports + theirs.reports
        self.vector = mean([(self.vector, mine.reports), (bundle.vector, theirs.reports)])
        self.held = Held(total, mine.words + theirs.words, within)
        self.members += bundle.members
        self.first, self.last = min(self.first, bundle.first), max(self.last, bundle.last)


class Joiner:
    """Joins the bundles of windows that come in order of time, and gives each story when none can join it any more.

    `features` gives what a bundle tells of by its first member; it is asked only about bundles that are alike. Stories that
    have nothing new within `reach` reports or WINDOW days are closed, so that no more than these are held.
    """

    def __init__(self, features: Callable[[int], Features], reach: int) -> None:
        self._features, self._reach = features, reach
        self._open: dict[int, _Open] = {}
        self._index: dict[int, deque[int]] = defaultdict(lambda: deque(maxlen=LATEST))
        self._next = 0

    def add(self, bundles: Iterable[Bundle], begin: int) -> Iterator[list[int]]:
        """Takes one window's bundles, its first member being number `begin`; gives the stories that are closed by then."""
        new = list(bundles)
        yield from self._closed(begin, min((b.first for b in new), default=0))
        waiting = set(
            self._open
        )  # each takes one bundle of a window at most: two were found to be of two stories
        for bundle in new:
            number = self._best(bundle, waiting)
            if number is None:
                self._begin(bundle)
            else:
                waiting.discard(number)

    def rest(self) -> Iterator[list[int]]:
        """The stories that are still open at the end."""
        yield from (sorted(self._open.pop(number).members) for number in sorted(self._open))

    def _closed(self, begin: int, day: int) -> Iterator[list[int]]:
        for number, story in list(self._open.items()):
            if story.members[-1] < begin - self._reach or story.last < day - WINDOW:
                yield sorted(self._open.pop(number).members)
        for feature, numbers in list(self._index.items()):
            alive = [n for n in numbers if n in self._open]
            if not alive:
                del self._index[feature]
            elif len(alive) < len(numbers):
                self._index[feature] = deque(alive, maxlen=LATEST)

    def _begin(self, bundle: Bundle) -> None:
        self._open[self._next] = _Open(bundle)
        self._file(bundle, self._next)
        self._next += 1

    def _file(self, bundle: Bundle, number: int) -> None:
        for feature in bundle.vector.heaviest(TELLING):
            numbers = self._index[feature]
            if number not in numbers:
                numbers.append(number)

    def _best(self, bundle: Bundle, waiting: set[int]) -> int | None:
        """The story that a bundle joins: the most alike of those that are alike enough."""
        found: list[tuple[float, int]] = []
        for number in self._candidates(bundle, waiting):
            average = self._likeness(bundle, self._open[number])
            if average >= ALIKE and average >= COHESION * expected(
                self._open[number].held, bundle.held, average
            ):
                found.append((-average, number))
        if not found:
            return None
        average, number = min(found)
        self._open[number].take(bundle, -average)
        self._file(bundle, number)
        return number

    def _candidates(self, bundle: Bundle, waiting: set[int]) -> list[int]:
        """The waiting stories that share most telling features with a bundle."""
        shared: dict[int, int] = defaultdict(int)
        for feature in bundle.vector.heaviest(TELLING):
            for number in self._index.get(feature, ()):
                if number in waiting:
                    shared[number] += 1
        return sorted(shared, key=lambda n: (-shared[n], -n))[:NEAREST]

    def _likeness(self, bundle: Bundle, story: _Open) -> float:
        far = bundle.first - story.last > WINDOW or story.first - bundle.last > WINDOW
        if far or story.held.reports + bundle.held.reports > LARGEST:
            return 0.0
        cosine = bundle.vector.dot(story.vector)
        if cosine < ALIKE:
            return 0.0
        against = left_of_likeness(self._features(bundle.members[0]), self._features(story.key))
        return min(WORDED_ALIKE, cosine) * against
