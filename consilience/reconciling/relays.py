"""What a report has from somebody else's reporting: agencies, outlets, monitors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from consilience.model import Attribution, Mention, Reading, Relay, Span
from consilience.reconciling.cast import Cast
from consilience.reconciling.outlets import Outlets

AGENCIES = re.compile(
    r"""\b(?:AFP|Agence\ France[- ]Presse|Reuters|AP|Associated\ Press|dpa|ANSA|EFE|TASS|Interfax|RIA|Xinhua|PTI|ANI|IANS
    |UPI|Bloomberg|Kyodo|Yonhap|Anadolu|SANA|IRNA|Fars|Tasnim|WAFA|PA\ Media|CNN|BBC|CNBC|NBC|ABC|CBS|NPR|PBS|MSNBC|Sky
    |Al[- ]Jazeera|Al[- ]Arabiya|Al[- ]Manar|RT|DW|CBC|NHK|Haaretz|Le\ Monde|El\ País|Der\ Spiegel|Politico|Axios|Vox|BuzzFeed
    |Newsweek|Time\ magazine)\b
    |\b(?:News|Times|Post|Daily|Journal|Tribune|Herald|Gazette|Guardian|Telegraph|Observer|Chronicle|Mirror|Standard|Courier
    |Examiner|Inquirer|Dispatch|Mail|Express|Press|Radio|Television|TV|Broadcasting|Newspaper|Magazine|Media|Wire|Weekly
    |Agency|Observatory|Monitor|Watch|Bulletin|Star|Independent|Economist|Globe|Sun)\b""",
    re.VERBOSE,
)
MONITORS = re.compile(
    r"\b(?:monitor(?:ing)?\ (?:group|organi[sz]ation|service|network)|war\ monitor|monitors|news\ agency|state\ (?:media|tv|television|radio|news\ agency)"
    r"|local\ (?:media|radio|newspapers?|television|reports)|media\ reports|news\ reports|(?:state|local|national)[- ]run\ \w+|broadcaster|newspaper|the\ daily)\b",
    re.IGNORECASE,
)
OWN = frozenset(["told", "tell", "tells", "telling", "informed", "inform"])
NOT_MEDIA = re.compile(
    r"\b(?:Ministry|Department|Court|Party|Council|Police|Army|Bank|University|Secretary|Agency\ for|Security\ Agency|Intelligence)\b"
)
NEAR = 40  # characters between "told" and the name of the one who was told


def find_relays(readings: Sequence[Reading], cast: Cast, outlets: Outlets) -> tuple[Relay, ...]:
    """Every place where a report says that it has something from another outlet, agency or monitor."""
    found = {
        replace(relay, of=outlets.name(relay.of))
        for reading in readings
        for relay in _of_report(reading, cast)
        if outlets.name(relay.of) != outlets.name(reading.report.outlet or "")
    }
    return tuple(sorted(found, key=lambda r: (r.report, r.start, r.end)))


def _of_report(reading: Reading, cast: Cast) -> Iterable[Relay]:
    own = (reading.report.outlet or "").casefold()
    for attribution in reading.attributions:
        relay = _reported_by(reading, attribution, cast) or _told_to(reading, attribution, cast)
        if relay is not None and not (own and relay.of.casefold() in own):
            yield relay


def _reported_by(reading: Reading, attribution: Attribution, cast: Cast) -> Relay | None:
    """The source itself is an outlet or monitor: "CNN reports", "according to the Observatory"."""
    if not attribution.source or not attribution.cue:
        return None
    text = reading.report.text
    source = Span(attribution.source[0].start, attribution.source[-1].end)
    of = cast.name(reading.report.id, attribution.speaker)
    words = source.of(text)
    media = of is not None and _is_media(of) and not _is_person(reading, attribution.speaker)
    if not media:
        match = MONITORS.search(words)
        if match is None or len(words) > 120:
            return None
        of = _named_in(reading, source, cast) or " ".join(words.split())
    whole = Span(min(source.start, attribution.cue[0].start), max(source.end, attribution.cue[-1].end))
    if whole.end - whole.start > 200:
        whole = source
    return Relay(reading.report.id, whole.start, whole.end, str(of))


def _named_in(reading: Reading, source: Span, cast: Cast) -> str | None:
    names = [
        m for m in reading.mentions if m.kind == "name" and source.start <= m.start and m.end <= source.end
    ]
    media = [n for m in names if (n := cast.name(reading.report.id, m.entity)) is not None and _is_media(n)]
    return media[0] if media else None


def _told_to(reading: Reading, attribution: Attribution, cast: Cast) -> Relay | None:
    """ "told AFP": the one who was told is an outlet."""
    text = reading.report.text
    for cue in attribution.cue:
        if cue.of(text).split()[-1:] and cue.of(text).split()[-1].lower() not in OWN:
            continue
        listener = next((m for m in _names_after(reading, cue) if _is_media(_shown(reading, m, cast))), None)
        if listener is not None:
            end = _with_tail(text, listener.end)
            return Relay(reading.report.id, cue.start, end, _shown(reading, listener, cast))
    return None


def _names_after(reading: Reading, cue: Span) -> Iterable[Mention]:
    gap = reading.report.text[cue.end : cue.end + NEAR]
    stop = cue.end + (re.search(r"[,.;:\"“\n]", gap) or re.search(r"$", gap)).start()  # type: ignore[union-attr]
    return (m for m in reading.mentions if m.kind == "name" and cue.end <= m.start < stop)


def _with_tail(text: str, end: int) -> int:
    tail = re.match(r"\s+(?:news agency|news|television|TV|radio|newspaper|magazine)\b", text[end : end + 20])
    return end + tail.end() if tail else end


def _shown(reading: Reading, mention: Mention, cast: Cast) -> str:
    return cast.name(reading.report.id, mention.entity) or reading.report.text[mention.start : mention.end]


def _is_media(name: str) -> bool:
    return AGENCIES.search(name) is not None and NOT_MEDIA.search(name) is None


def _is_person(reading: Reading, entity: str | None) -> bool:
    return any(e.id == entity and e.type == "person" for e in reading.entities)
