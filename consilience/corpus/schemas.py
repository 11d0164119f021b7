"""Every table that a corpus gives: its columns, their Arrow types, and what each holds."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import pyarrow as pa

from consilience.exporting.arrow import schema_of
from consilience.exporting.columns import (
    BOUNDS,
    DAY,
    FLAG,
    METADATA,
    OF_STORIES,
    OFFSET,
    REAL,
    RECEIPT,
    REPORT,
    SPAN,
    SPANS,
    TEXT,
    TEXT_OF_REPORT,
    TEXTS,
    WHOLE,
    Columns,
)

VERSION = 1  # of the tables; counts up when a column changes its meaning

OF_READINGS: dict[str, Columns] = {
    "reports": {
        "report": (TEXT, "Id: the first 16 hex digits of the hash of what was received, a hyphen, and `item`."),
        "item": (WHOLE, "Number of the article in the whole input, from 0."),
        **METADATA,
        "day": (DAY, "The day by which the report is placed among the others: that of `published`, else the latest day "
                     "that its text names, else null."),
        **RECEIPT,
        "words": (OFFSET, "Words outside boilerplate."), **TEXT_OF_REPORT,
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

SCHEMAS: Mapping[str, pa.Schema] = MappingProxyType(
    {name: schema_of(columns) for name, columns in (OF_READINGS | OF_COPIES | OF_STORIES).items()}
)
