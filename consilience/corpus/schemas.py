"""Every table that a corpus gives: its columns, their Arrow types, and what each holds."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import pyarrow as pa

VERSION = 1  # of the tables; counts up when a column changes its meaning

TEXT, WHOLE, REAL, FLAG, DAY = pa.string(), pa.int64(), pa.float64(), pa.bool_(), pa.date32()
OFFSET, TEXTS = pa.int32(), pa.list_(pa.string())
SPANS = pa.list_(pa.struct([("start", OFFSET), ("end", OFFSET)]))
EVIDENCE = pa.list_(
    pa.struct([("report", TEXT), ("start", OFFSET), ("end", OFFSET), ("speaker", TEXT), ("origin", TEXT)])
)
Columns = dict[str, tuple[pa.DataType, str]]

REPORT: Columns = {"report": (TEXT, "Id of the report, as in `reports`.")}
SPAN: Columns = {
    "start": (OFFSET, "First character of the span in `reports.text`, in Unicode code points from 0."),
    "end": (OFFSET, "End of the span, excluded."),
}
STORY: Columns = {"story": (TEXT, "Id of the story, as in `stories`.")}
BOUNDS: Columns = {
    "value": (REAL, "The number said; null for a vague word."),
    "low": (REAL, "The least that is meant; null for an open end."),
    "high": (REAL, "The most that is meant; null for an open end."),
}
STANDING: Columns = {
    "credibility": (OFFSET, "1 (confirmed by other independent sources) to 6 (cannot be judged)."),
    "origins": (TEXTS, "The different people, bodies and outlets it finally comes from."),
    "outlets": (OFFSET, "How many outlets carry it."),
    "reports": (OFFSET, "How many reports carry it."),
}
SAID_BY: Columns = {
    "speaker": (TEXT, "Who says it there, by name; null where the report itself does."),
    "origin": (TEXT, "The person, body, agency or outlet it finally comes from."),
}

OF_READINGS: dict[str, Columns] = {
    "reports": {
        "report": (TEXT, "Id: the first 16 hex digits of the hash of what was received, a hyphen, and `item`."),
        "item": (WHOLE, "Number of the article in the whole input, from 0."),
        "file": (TEXT, "The file as given, `FILE:N` for article N of a file that holds many."),
        "title": (TEXT, "Title, as the article gives it."),
        "outlet": (TEXT, "Who published it, as the article gives it."),
        "byline": (TEXT, "Who wrote it, as the article gives it."),
        "published": (TEXT, "ISO 8601 date or date and time, as the article gives it."),
        "updated": (TEXT, "ISO 8601 date or date and time of the last change, as the article gives it."),
        "day": (DAY, "The day by which the report is placed among the others: that of `published`, else the latest day "
                     "that its text names, else null."),
        "url": (TEXT, "Where it was published."),
        "language": (TEXT, "ISO 639-1 code of its language; null where it cannot be told."),
        "encoding": (TEXT, "The encoding by which its bytes were read; null where its format says."),
        "sha256": (TEXT, "Hash of what was received, in hex."),
        "warnings": (TEXTS, "Sentences on what a reader should know of the text."),
        "read": (FLAG, "False for a report in another language: it is kept, but has no marks and no story."),
        "words": (OFFSET, "Words outside boilerplate."),
        "text": (TEXT, "The text that every span points into."),
    },
    "sentences": {
        **REPORT, "sentence": (OFFSET, "Number of the sentence in its report, from 0."), **SPAN,
        "boilerplate": (FLAG, "Whether it is advert, prompt or other matter that is no part of the report."),
    },
    "entities": {
        **REPORT, "entity": (TEXT, "Id of the entity within its report."),
        "name": (TEXT, "The fullest spelling in this report."),
        "type": (TEXT, "person, organization, place, group, event, product or other."),
    },
    "mentions": {
        **REPORT, **SPAN, "entity": (TEXT, "Whom or what the words stand for: an id of `entities`."),
        "kind": (TEXT, "name, nominal or pronoun."), "role": (TEXT, "A title or office beside the name."),
    },
    "times": {
        **REPORT, **SPAN, "type": (TEXT, "DATE, TIME, DURATION or SET."),
        "value": (TEXT, "TIMEX3 value; X for what the text does not fix."),
    },
    "places": {
        **REPORT, **SPAN, "name": (TEXT, "The name of the place."),
        "lat": (REAL, "WGS 84 degrees north; null where unresolved."),
        "lon": (REAL, "WGS 84 degrees east; null where unresolved."),
        "geonameid": (WHOLE, "Number in GeoNames."), "country": (TEXT, "ISO 3166-1 alpha-2 code."),
        "feature": (TEXT, "GeoNames feature code: PCLI, ADM1, PPL ..."),
        "reason": (TEXT, "Why it is unresolved; null where it is resolved."),
    },
    "quantities": {
        **REPORT, **SPAN, **BOUNDS,
        "unit": (TEXT, "%, an ISO 4217 code, fraction, or a measure; null for a count."),
        "head": (TEXT, "Lemma of what is counted."), "modifiers": (TEXTS, "Lemmas that narrow it."),
        "of_start": (OFFSET, "First character of the counted phrase; null where there is none."),
        "of_end": (OFFSET, "End of the counted phrase."), "verb": (TEXT, "Lemma of the verb that governs it."),
        "role": (TEXT, "Its dependency on that verb, in Universal Dependencies terms."),
        "negated": (FLAG, "Whether it is denied."), "remaining": (FLAG, "Whether it is what is left of more."),
    },
    "attributions": {
        **REPORT, "attribution": (OFFSET, "Number of the statement in its report, from 0."),
        "speaker": (TEXT, "Who says it: an id of `entities`; null where nobody named does."),
        "speaker_name": (TEXT, "The fullest name of the speaker in this report."),
        "source": (SPANS, "The words for who says it."), "cue": (SPANS, "The words for saying."),
        "content": (SPANS, "What is said."), "direct": (FLAG, "Whether it is said in quotation marks."),
        "quoted": (SPANS, "The words inside quotation marks, without the marks."),
    },
    "events": {
        **REPORT, "event": (TEXT, "Id of the happening within its report."), **SPAN,
        "type": (TEXT, "attack, death, movement, statement, agreement ...; other where none fits."),
        "plover": (TEXT, "Type of the PLOVER ontology; null for what it does not cover."),
        "lemma": (TEXT, "Lemma of the word that tells of it."),
        "date": (TEXT, "ISO date or interval `a/b`; null where the text fixes none."),
        "place": (TEXT, "Name of the place; null where the text names none."),
        "participants": (TEXTS, "Who took part: ids of `entities`."),
        "factuality": (TEXT, "happened, not_happened, planned, threatened, asked, possible or denied."),
        "attribution": (OFFSET, "The statement that tells of it, as in `attributions`; null for the report itself."),
    },
    "errors": {
        "item": (WHOLE, "Number of the article in the whole input, from 0; null for what concerns a story."),
        "file": (TEXT, "The file as given, `FILE:N` for article N of a file that holds many."),
        "code": (TEXT, "A code that stays the same: empty, damaged, too_large, bad_json, no_text, no_article, fault ..."),
        "message": (TEXT, "What is wrong, in a sentence."),
    },
}  # fmt: skip

OF_COPIES: dict[str, Columns] = {
    "copies": {
        "copy": (TEXT, "Id of the passage that stands in all of these reports."), **REPORT, **SPAN,
        "day": (DAY, "The day of the report, as in `reports`."),
        "first": (FLAG, "Whether this report probably had it first; null where nothing tells."),
        "public": (FLAG, "Whether all have it from one public statement rather than from each other."),
        "reason": (TEXT, "Why, in a sentence."),
    },
}  # fmt: skip

OF_STORIES: dict[str, Columns] = {
    "stories": {
        "story": (TEXT, "Id: a hash of the ids of its reports."), "title": (TEXT, "The title that tells most of it."),
        "reports": (OFFSET, "How many reports it has."), "outlets": (OFFSET, "How many outlets they are of."),
        "first": (TEXT, "The earliest date of its reports, ISO 8601."), "last": (TEXT, "The latest."),
        "joined_by": (TEXTS, "What its reports have in common, in sentences."),
    },
    "story_reports": {
        **STORY, **REPORT, "reason": (TEXT, "Why the report stands in its story; null where it stands alone."),
        "inferred_date": (TEXT, "The report's date, or interval `a/b`, where it was worked out from its text and the others."),
    },
    "figures": {
        **STORY, "figure": (TEXT, "Id of the figure within its story."), "what": (TEXT, "What is counted."),
        "unit": (TEXT, "As in `quantities`."), "status": (TEXT, "agreed, conflicting, changed or single."),
        "as_of": (TEXT, "The moment for which it holds, ISO 8601."),
        "follows": (TEXT, "Id of the figure of which this is a later state."),
        "reason": (TEXT, "Why it has this status, in a sentence."), **STANDING,
    },
    "figure_values": {
        **STORY, "figure": (TEXT, "Id of the figure within its story."), **BOUNDS,
        "unit": (TEXT, "The unit, where it is another than the figure's."), **REPORT, **SPAN, **SAID_BY,
    },
    "quotes": {
        **STORY, "quote": (TEXT, "Id of the quote within its story."), "text": (TEXT, "Its fullest wording."),
        "status": (TEXT, "agreed, conflicting or single."),
        "conflict": (TEXT, "What the reports differ in: speakers or wording; null where they do not."),
        "speakers": (TEXTS, "Everybody who is given as its speaker."),
        "reason": (TEXT, "Why it has this status, in a sentence."), **STANDING,
    },
    "quote_uses": {
        **STORY, "quote": (TEXT, "Id of the quote within its story."), **REPORT, **SPAN, **SAID_BY,
        "wording": (TEXT, "How the words differ from the fullest wording: full, shortened, joined, altered or rendered."),
    },
    "story_events": {
        **STORY, "event": (TEXT, "Id of the event within its story."), "what": (TEXT, "What happened, in the reports' words."),
        "type": (TEXT, "As in `events`."), "date": (TEXT, "ISO date or interval `a/b`."),
        "inferred": (FLAG, "Whether the date leans on a report's date that was worked out."),
        "place": (TEXT, "Name of the place."), "actors": (TEXTS, "Names of those who took part."), **STANDING,
        "evidence": (EVIDENCE, "Where the reports tell of it."),
    },
    "relays": {
        **STORY, **REPORT, **SPAN, "of": (TEXT, "Whose reporting the report says that it has this from."),
    },
    "contradictions": {
        **STORY, "contradiction": (TEXT, "Id of the contradiction within its story; one row for each side."),
        "kind": (TEXT, "figure, quote, date, place or fact."), "what": (TEXT, "What the sides differ in."),
        "reason": (TEXT, "Why both can hardly hold, in a sentence."), "side": (OFFSET, "Number of the side, from 0."),
        "says": (TEXT, "What this side says, in the reports' words."), "evidence": (EVIDENCE, "Where it says so."),
    },
}  # fmt: skip


def _schema(columns: Columns) -> pa.Schema:
    return pa.schema(
        [pa.field(name, kind, metadata={"about": about}) for name, (kind, about) in columns.items()]
    )


SCHEMAS: Mapping[str, pa.Schema] = MappingProxyType(
    {name: _schema(columns) for name, columns in (OF_READINGS | OF_COPIES | OF_STORIES).items()}
)
