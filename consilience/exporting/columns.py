"""The tables that accounts give: their columns, the type of each by its name in Arrow, and what each holds."""

from __future__ import annotations

TEXT, WHOLE, REAL, FLAG, DAY = "string", "int64", "double", "bool", "date32"
OFFSET, TEXTS, SPANS = "int32", "list<string>", "list<span>"
EVIDENCE = "list<evidence>"
Columns = dict[str, tuple[str, str]]

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

METADATA: Columns = {
    "file": (TEXT, "The file as given, `FILE:N` for article N of a file that holds many."),
    "title": (TEXT, "Title, as the article gives it."),
    "outlet": (TEXT, "Who published it, as the article gives it."),
    "byline": (TEXT, "Who wrote it, as the article gives it."),
    "published": (TEXT, "ISO 8601 date or date and time, as the article gives it."),
    "updated": (TEXT, "ISO 8601 date or date and time of the last change, as the article gives it."),
}
RECEIPT: Columns = {
    "url": (TEXT, "Where it was published."),
    "language": (TEXT, "ISO 639-1 code of its language; null where it cannot be told."),
    "encoding": (TEXT, "The encoding by which its bytes were read; null where its format says."),
    "sha256": (TEXT, "Hash of what was received, in hex."),
    "warnings": (TEXTS, "Sentences on what a reader should know of the text."),
    "read": (FLAG, "False for a report in another language: it is kept, but has no marks and no story."),
}
TEXT_OF_REPORT: Columns = {"text": (TEXT, "The text that every span points into.")}

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

OF_ACCOUNTS: dict[str, Columns] = {
    "reports": {"report": (TEXT, "Id of the report."), **METADATA, **RECEIPT, **TEXT_OF_REPORT},
    **OF_STORIES,
    "story_places": {
        **STORY, "place": (TEXT, "Id of the place within its story."), "name": (TEXT, "The name of the place."),
        "names": (TEXTS, "Every spelling of it."), "lat": (REAL, "WGS 84 degrees north; null where unresolved."),
        "lon": (REAL, "WGS 84 degrees east; null where unresolved."), "geonameid": (WHOLE, "Number in GeoNames."),
        "country": (TEXT, "ISO 3166-1 alpha-2 code."), "evidence": (EVIDENCE, "Where the reports name it."),
    },
    "story_actors": {
        **STORY, "actor": (TEXT, "Id of the actor within its story."), "name": (TEXT, "The fullest name."),
        "type": (TEXT, "person, organization, place, group, event, product or other."),
        "names": (TEXTS, "Every spelling of it."), "roles": (TEXTS, "Titles and offices."),
        "evidence": (EVIDENCE, "Where the reports name it."),
    },
    "judgements": {
        **STORY, "number": (WHOLE, "Number of its entry in the log."), "at": (TEXT, "When it was decided, ISO 8601, UTC."),
        "who": (TEXT, "Who decided it."), "why": (TEXT, "Why, in that person's words."),
        "verdict": (TEXT, "confirmed, rejected, corrected, noted, open or graded."),
        "kind": (TEXT, "Of what: a figure, quote, event, contradiction, actor, place or check."),
        "item": (TEXT, "Id of the line that it is about now; null where that stands there no more."),
        "what": (TEXT, "What it is about, in the words of that time."), "correction": (TEXT, "What holds instead."),
        "grade": (OFFSET, "The statement's grade, 1 to 6, where it is graded."),
        "part": (FLAG, "Whether it is about this evidence of the line alone."),
        "holds": (FLAG, "False where a later decision overruled it."), "evidence": (EVIDENCE, "What of the line it is about."),
    },
}  # fmt: skip
