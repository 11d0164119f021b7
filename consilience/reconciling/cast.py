"""Actors and places of a story: the entities of its reports, united under all their spellings."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from consilience.model import Actor, Evidence, Mention, PlaceMention, Reading, StoryPlace
from consilience.reconciling.aliases import Aliases, known_aliases
from consilience.reconciling.identity import stable_id
from consilience.reconciling.spelling import (
    acronym_fits,
    adds_people,
    core,
    end_with_kind,
    is_acronym,
    keys_of,
    plain,
    same_place_name,
    spelt_alike,
)

ACTING = frozenset({"person", "organization", "group"})
Key = tuple[str, str]  # report id, entity id


@dataclass
class _Member:
    """One entity of one report with its names and where each stands first."""

    key: Key
    type: str
    names: Counter[str]
    mentions: list[tuple[str, Mention]]
    place: PlaceMention | None
    roles: set[str] = field(default_factory=set)
    listed: frozenset[str] = frozenset()  # the names shown for its names in the alias lists

    @property
    def face(self) -> object:
        """All by which another member is compared with it."""
        place = (self.place.geonameid, self.place.country) if self.place is not None else None
        return self.type, frozenset(self.names), place, self.listed

    @cached_property
    def cores(self) -> frozenset[str]:
        """Its names without what says how or where it is."""
        return frozenset(core(name) for name in self.names)

    @cached_property
    def keys(self) -> frozenset[str]:
        """What two members that are one have in common, one of these at least: a listed name, a word of their names,
        how a name sounds, its initials, the place."""
        found = {f"listed {name}" for name in self.listed}.union(*(keys_of(name) for name in self.names))
        if self.place is not None and self.place.geonameid:
            found.add(f"place {self.place.geonameid}")
        return frozenset(found)


@dataclass(frozen=True, slots=True)
class Cast:
    """Who and where: actors, places, and which actor or place each report's entity is."""

    actors: tuple[Actor, ...]
    places: tuple[StoryPlace, ...]
    names: dict[Key, str]  # (report, entity) -> the name shown

    def name(self, report: str, entity: str | None) -> str | None:
        """The name shown for an entity of a report."""
        return self.names.get((report, entity)) if entity is not None else None


def gather_cast(readings: Sequence[Reading], aliases: Aliases | None = None) -> Cast:
    """Unites entities that bear one name, spellings of one name, an acronym and its expansion, or a
    surname and the only full name it can stand for; names listed together in `aliases` are one."""
    known = known_aliases() if aliases is None else aliases
    members = [m for reading in readings for m in _members(reading, known)]
    members.sort(key=lambda m: (-max(len(core(n).split()) for n in m.names), m.key))
    groups: list[list[_Member]] = []
    faces: list[
        dict[object, _Member]
    ] = []  # of each group, one member for each way in which its members differ
    holding: dict[str, set[int]] = defaultdict(set)
    for member in members:
        near = sorted(set().union(*(holding[k] for k in member.keys)))
        fits = [groups[n] for n in near if _same(member, faces[n])]
        if len(fits) > 1:
            fits = _closest(member, fits)
        if len(fits) != 1:
            fits = [[]]
            groups.append(fits[0])
            faces.append({})
        fits[0].append(member)
        number = next(n for n in (*near, len(groups) - 1) if groups[n] is fits[0])
        faces[number].setdefault(member.face, member)
        for key in member.keys:
            holding[key].add(number)
    actors, places, names = [], [], {}
    for group in groups:
        shown = _shown(group)
        kind = _kind(group)
        if kind == "place":
            places.append(_place(group, shown))
        elif kind in ACTING:
            actors.append(_actor(group, shown, kind))
        names.update({m.key: shown for m in group})
    return Cast(tuple(sorted(actors, key=_weight)), tuple(sorted(places, key=_weight)), names)


def _members(reading: Reading, known: Aliases) -> Iterable[_Member]:
    text = reading.report.text
    places = {(p.start, p.end): p for p in reading.places}
    for entity in reading.entities:
        own = [m for m in reading.mentions if m.entity == entity.id]
        named = [m for m in own if m.kind == "name"]
        if not named:
            continue
        spelt: dict[str, Mention] = {}
        for m in named:
            spelt.setdefault(text[m.start : m.end], m)
            if (end := end_with_kind(text, m.end, entity.type == "place")) > m.end:
                spelt.setdefault(" ".join(text[m.start : end].split()), replace(m, end=end))
        place = next(
            (
                places[m.start, m.end]
                for m in named
                if (m.start, m.end) in places and places[m.start, m.end].lat is not None
            ),
            None,
        )
        kind = "place" if entity.type == "place" else entity.type
        yield _Member(
            (reading.report.id, entity.id), kind, Counter(text[m.start : m.end] for m in named),
            sorted(spelt.items(), key=lambda x: x[1].start), place, {m.role for m in own if m.role},
            frozenset(shown for n in spelt if (shown := known.get(plain(n), known.get(core(n))))),
        )  # fmt: skip


def _same(member: _Member, faces: Mapping[object, _Member]) -> bool:
    return any(_one(member, other) for other in faces.values())


def _one(a: _Member, b: _Member) -> bool:
    if a.place and b.place and a.place.geonameid and a.place.geonameid == b.place.geonameid:
        return True
    if not _kinds_agree(a, b):
        return False
    if a.listed & b.listed:
        return True
    if not a.cores.isdisjoint(b.cores):
        return True
    if a.type == "person" and b.type == "person":
        return _persons(a, b)
    if a.type == "place" and b.type == "place":
        return not _apart(a, b) and any(same_place_name(x, y) for x in a.names for y in b.names)
    if any(adds_people(x, y) or adds_people(y, x) for x in a.names for y in b.names):
        return True
    return any(spelt_alike(x, y) or _acronym(x, y) or _acronym(y, x) for x in a.names for y in b.names)


def _apart(a: _Member, b: _Member) -> bool:
    """Whether both places are known and lie in different countries."""
    return bool(
        a.place and b.place and a.place.country and b.place.country and a.place.country != b.place.country
    )


def _kinds_agree(a: _Member, b: _Member) -> bool:
    loose = {"organization", "group", "other"}
    return (
        a.type == b.type
        or {a.type, b.type} <= loose
        or ("other" in (a.type, b.type) and "person" not in (a.type, b.type))
    )


def _acronym(short: str, full: str) -> bool:
    return is_acronym(short) and not is_acronym(full) and len(plain(short)) > 2 and acronym_fits(short, full)


def _persons(a: _Member, b: _Member) -> bool:
    """One surname is not enough where both have first names; a surname alone joins a full name."""
    for x in (core(n).split() for n in a.names):
        for y in (core(n).split() for n in b.names):
            if len(x) > 1 and len(y) > 1:
                if x[-1] == y[-1] and (
                    x[0] == y[0] or (min(len(x[0]), len(y[0])) == 1 and x[0][0] == y[0][0])
                ):
                    return True
                if spelt_alike(" ".join(x), " ".join(y)):
                    return True
            elif x and y and x[-1] == y[-1] and len(x[-1]) > 2:
                return True
    return False


def _closest(member: _Member, fits: list[list[_Member]]) -> list[list[_Member]]:
    """Among several, the one that bears the very same name; else none, rather than a guess."""
    mine = {core(n) for n in member.names}
    exact = [g for g in fits if any(mine & {core(n) for n in m.names} for m in g)]
    same_report = [g for g in exact if any(m.key[0] == member.key[0] for m in g)]
    return exact if len(exact) == 1 else same_report if len(same_report) == 1 else exact[:1]


def _shown(group: Sequence[_Member]) -> str:
    names: Counter[str] = Counter()
    for m in group:
        names.update(m.names)
    listed = {shown for m in group for shown in m.listed}
    if listed:
        return min(listed)
    return max(
        names, key=lambda n: (not is_acronym(n), not n.isupper(), min(len(core(n).split()), 4), names[n], n)
    )


def _kind(group: Sequence[_Member]) -> str:
    counts = Counter[str]()
    for m in group:
        counts[m.type] += sum(m.names.values())
    return max(counts, key=lambda k: (counts[k], k))


def _spellings(group: Sequence[_Member]) -> tuple[tuple[str, ...], tuple[Evidence, ...]]:
    names: Counter[str] = Counter()
    evidence = set()
    for m in group:
        names.update(m.names)
        names.update(spelt for spelt, _ in m.mentions if spelt not in m.names)
        evidence |= {Evidence(m.key[0], x.start, x.end) for _, x in m.mentions}
    return tuple(sorted(names, key=lambda n: (-names[n], n))), tuple(sorted(evidence))


def _actor(group: Sequence[_Member], shown: str, kind: str) -> Actor:
    names, evidence = _spellings(group)
    roles = tuple(sorted({r for m in group for r in m.roles}))
    return Actor(stable_id("a", evidence), shown, kind, names, evidence, roles)


def _place(group: Sequence[_Member], shown: str) -> StoryPlace:
    names, evidence = _spellings(group)
    found = next((m.place for m in group if m.place is not None), None)
    if found is None:
        return StoryPlace(stable_id("p", evidence), shown, names, evidence)
    return StoryPlace(
        stable_id("p", evidence), shown, names, evidence, found.lat, found.lon, found.geonameid, found.country
    )


def _weight(item: Actor | StoryPlace) -> tuple[int, str, str]:
    return -len(item.evidence), item.name, item.id
