"""What stands in a report's text but is no part of it: adverts, prompts, navigation, author notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from consilience.model import Report, Span

# Each pattern is a way that sites address the reader or label their own furniture, on a line of its own.
WHOLE_LINE = re.compile(
    r"""^(?:\W*)(?:
    (?:advert(?:isement|ising)?s?|sponsored(?:\ (?:content|by.*|links?))?|promoted(?:\ (?:content|stories))?
      |paid\ (?:content|post|partner\ content)|story\ continues\ below.*|continue\ reading.*|article\ continues.*)
      (?:\s*[-–—:|].{0,60})?
    |(?:view\ |see\ |show\ |hide\ |read\ |load\ |\d+\ |leave\ a\ |post\ a\ |add\ a\ |join\ the\ )?(?:all\ |the\ )?comments?(?:\ \(?\d+\)?)?
    |(?:share|tweet|pin|e-?mail|print|whatsapp|facebook|twitter|linkedin|reddit|telegram|copy\ link|save|like|follow)
      (?:(?:\s*[,/|·•]?\s*|\ (?:this|on|via|with|us|article|story|to)\ ?)+(?:share|tweet|pin|e-?mail|print|whatsapp|facebook|twitter|linkedin|reddit|telegram|copy\ link|save|article|story|page|link))*
    |(?:related|more|recommended|popular|trending|most\ read|latest|top|editor['’]?s\ picks?|you\ (?:may|might)\ also\ like|don['’]?t\ miss|up\ next|read\ next|what\ to\ read\ next)
      (?:\ (?:topics?|articles?|stories|news|content|links?|posts?|coverage|reading|videos?|from\ .{2,40}|on\ .{2,40}|in\ .{2,40}))?\W*.{0,0}
    |related\ topics?.{0,120}
    |(?:by\ )?(?:getty(?:\ images)?|shutterstock|istock)(?:\ /.*)?
    |(?:watch|listen|video|photos?|gallery|slideshow|live\ updates?|live\ blog|podcast)(?:\ (?:now|live|here|below|more))?\s*:?
    |(?:back\ to\ top|skip\ to\ (?:main\ )?content|skip\ ad(?:vert(?:isement)?)?|menu|search|home|next|previous|close|loading\.*|log\ ?in|sign\ ?in|sign\ ?up|register|subscribe(?:\ now)?|donate(?:\ now)?|tags?|filed\ under:?.{0,120}|tags?:.{0,160}|topics?:.{0,160}|author|about\ the\ author|updated:?|reprints?(?:\ (?:and|&)\ permissions)?)
    |(?:©|\(c\)|copyright\b).{0,200}
    |all\ rights\ reserved.{0,120}
    )\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
# Sentences in which a site speaks to its reader about itself.
ADDRESS = re.compile(
    r"""(?:
    \b(?:sign\ up|subscribe|register)\b.{0,60}\b(?:newsletters?|alerts?|e-?mails?|inbox|updates?|briefing|access|today|now|channel)\b
    |\b(?:click|tap|scroll|swipe)\b.{0,30}\b(?:here|below|down|through|to\ (?:read|watch|view|see|comment|subscribe|continue|expand|share))\b
    |\b(?:like|follow|find|join)\ us\ on\b
    |\bfollow\b.{1,60}\bon\ (?:twitter|facebook|instagram|x|telegram|linkedin|tiktok|threads|bluesky|whatsapp|youtube)\b
    |\bshare\ (?:this|your|it|the)\b.{0,80}\b(?:facebook|twitter|social|friends|below|comments?|thoughts|story|stories)\b
    |\bplease\ (?:share|like|subscribe|consider|enable|disable|turn|let\ us\ know|log|sign|support|note:?\ comments)\b
    |\blet\ us\ know\b.{0,80}\b(?:comments?|commenting|below|think|twitter|facebook|issues)\b
    |\b(?:comments?|discussion)\b.{0,40}\b(?:are\ (?:closed|moderated|subject|welcome)|below|policy|section)\b
    |\bwhat\ do\ you\ think\b.{0,160}\?
    |\bhave\ (?:a\ )?(?:your\ say|news\ tip|story\ tip|you\ (?:been\ affected|got\ a\ story|witnessed))\b
    |\b(?:download|get|try)\ (?:our|the)\b.{0,40}\bapps?\b
    |\b(?:this|our)\ (?:site|website|page)\ uses\ cookies\b|\baccept\ (?:all\ )?cookies\b|\bprivacy\ policy\b|\bterms\ (?:of\ (?:use|service)|and\ conditions)\b
    |\bthis\ (?:article|story|post|piece|report)\ (?:was\ )?(?:first\ |originally\ )(?:appeared|published|posted)\b
    |\bthe\ views\ expressed\b.{0,120}\b(?:author|writer|own|reflect)\b
    |\b(?:support|back|fund)\ (?:our|independent)\ (?:journalism|reporting|work|news)\b|\bbecome\ a\ (?:member|subscriber|patron|supporter)\b
    |\b(?:unlimited|full|free)\ access\b.{0,60}\b(?:subscri|month|week|trial|article)
    |\bread\ (?:more|also|next|our|the\ full)\s*(?::|here\b|about\b.{0,80}$)|\b(?:see|read|watch)\ (?:also|more|related)\s*:
    |\bstory\ continues\ below\b|\badvertisement\b
    |\benable\ javascript\b|\byour\ browser\ (?:does\ not|doesn['’]t)\ support\b|\bad\ ?blocker\b
    |\bcontact\ (?:the\ (?:author|reporter|writer)|us|our\ news(?:\ ?room|desk|\ desk))\b.{0,40}(?:@|\bat\b)
    |\breporting\ by\ .{3,120}(?:editing|writing|additional\ reporting)\ by\b
    |\b(?:watch|view)\ (?:the\ )?(?:video|clip|live)\b.{0,30}(?:above|below|here|:)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
AUTHOR_NOTE = re.compile(
    r"""^(?!The\b)(?:[A-Z][\w.'’-]+\ ){1,4}(?:is|was|has\ been|writes|covers|reports|works|joined)\ .{0,80}?
    \b(?:reporter|editor|journalist|correspondent|writer|columnist|contributor|author|producer|freelance\w*|fellow|intern|
    staff|writes\ (?:about|for)|covers|(?:senior|managing|news|breaking)\ (?:editor|reporter|writer))\b(?!.{0,40}\btold\b)""",
    re.VERBOSE,
)
SAID = re.compile(r"\b(?:said|says|told|added|according)\b")
QUOTED = re.compile(r"^\s*[\"“'‘]")
NOTE_TAIL = 0.55  # an author note stands in the last part of a text


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str


def find_boilerplate(report: Report) -> tuple[Span, ...]:
    """Spans of whole lines, or of whole sentences within a line, that are not the report's own words.

    A line counts when it is nothing but a site's label, speaks to the reader about the site, or tells
    who the author is near the end. Neighbouring lines of boilerplate are one span.
    """
    lines = list(_lines(report.text))
    marked = [_is_boilerplate(line, lines, i, report.text) for i, line in enumerate(lines)]
    _mark_names_of_author(lines, marked)
    spans: list[Span] = []
    for line, whole in zip(lines, marked, strict=True):
        spans += [Span(line.start, line.end)] if whole else _sentences(line)
    return _joined(spans, report.text)


def _lines(text: str) -> Iterator[_Line]:
    at = 0
    for raw in text.split("\n"):
        words = raw.strip()
        if words:
            start = at + raw.index(words[0])
            yield _Line(start, start + len(words), words)
        at += len(raw) + 1


def _is_boilerplate(line: _Line, lines: list[_Line], i: int, text: str) -> bool:
    if len(line.text) <= 200 and WHOLE_LINE.match(line.text):
        return i > 0 or len(lines) == 1
    if len(line.text) > 400 or QUOTED.match(line.text):
        return False
    if AUTHOR_NOTE.match(line.text) and line.start > NOTE_TAIL * len(text) and not SAID.search(line.text):
        return True
    return bool(ADDRESS.search(line.text)) and _mostly_address(line.text)


def _mostly_address(line: str) -> bool:
    """Whether every sentence of the line speaks to the reader, or the line is one short prompt."""
    sentences = [s for s in re.split(r"(?<=[.!?])\s+", line) if s]
    hits = sum(bool(ADDRESS.search(s)) for s in sentences)
    return not SAID.search(line) and (
        hits == len(sentences) or (hits * 2 >= len(sentences) and len(line) < 240)
    )


def _sentences(line: _Line) -> list[Span]:
    """Single sentences of address inside a line of report."""
    spans, at = [], 0
    for sentence in re.split(r"(?<=[.!?])(?=\s+[A-Z])", line.text):
        lead = len(sentence) - len(sentence.lstrip())
        if (
            ADDRESS.search(sentence)
            and not SAID.search(sentence)
            and len(sentence) < 200
            and not QUOTED.match(sentence)
        ):
            spans.append(Span(line.start + at + lead, line.start + at + len(sentence)))
        at += len(sentence)
    return spans


def _mark_names_of_author(lines: list[_Line], marked: list[bool]) -> None:
    """A bare name right before an author note, or before another such name, belongs to the note."""
    for i in range(len(lines) - 2, -1, -1):
        bare = re.fullmatch(r"(?:By )?(?:[A-Z][\w.'’-]+ ?){1,4}", lines[i].text)
        if not marked[i] and marked[i + 1] and bare and i > 1:
            later = " ".join(
                line.text for line, m in zip(lines[i + 1 : i + 4], marked[i + 1 :], strict=False) if m
            )
            marked[i] = lines[i].text.removeprefix("By ") in later


def _joined(spans: list[Span], text: str) -> tuple[Span, ...]:
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and not text[joined[-1].end : span.start].strip():
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return tuple(joined)
