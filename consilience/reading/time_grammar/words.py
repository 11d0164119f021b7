"""Words of time."""

from __future__ import annotations

MONTHS = {
    name: number
    for number, names in enumerate(
        """january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep
        |october oct|november nov|december dec""".replace("\n", "").split("|"), 1)
    for name in names.split()
}  # fmt: skip
SHORT_MONTHS = frozenset(
    ["jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec"]
)
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ["monday mon", "tuesday tue tues", "wednesday wed", "thursday thu thurs thur", "friday fri", "saturday sat", "sunday sun"], 1)
    for name in names.split()
}  # fmt: skip
SHORT_WEEKDAYS = frozenset(["mon", "tue", "tues", "wed", "thu", "thurs", "thur", "fri", "sat", "sun"])
UNITS = {  # unit -> TIMEX3 duration letter, T before those of the clock
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "night": "D", "week": "W", "fortnight": "W", "month": "M",
    "quarter": "Q", "year": "Y", "decade": "DE", "century": "CE", "weekend": "WE", "season": "S",
    "morning": "TMO", "afternoon": "TAF", "evening": "TEV", "centurie": "CE",
}  # fmt: skip
PARTS_AS_UNITS = frozenset(["season", "morning", "afternoon", "evening"])
DAYPARTS = {"mornings": "TMO", "afternoons": "TAF", "evenings": "TEV", "nights": "TNI", "morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI", "noon": "T12:00", "midnight": "T24:00",
            "midday": "T12:00", "dawn": "TMO", "overnight": "TNI", "lunchtime": "TMI", "daytime": "TDT"}  # fmt: skip
SEASONS = {"spring": 1, "summer": 2, "fall": 3, "autumn": 3, "winter": 4}
SEASON_CODES = {1: "SP", 2: "SU", 3: "FA", 4: "WI"}
ORDINALS = {
    w: n for n, w in enumerate(
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth", "twenty-first", "twenty-second", "twenty-third", "twenty-fourth", "twenty-fifth", "twenty-sixth", "twenty-seventh", "twenty-eighth", "twenty-ninth", "thirtieth", "thirty-first"], 1)
}  # fmt: skip
SMALL = {w: n for n, w in enumerate(
    ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"])}  # fmt: skip
TENS = {
    w: 10 * n
    for n, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6}
FRACTIONS = {"1/2": 0.5, "½": 0.5, "1/4": 0.25, "¼": 0.25, "3/4": 0.75, "¾": 0.75}
COUNTED = {"a": 1, "an": 1, "another": 1, "dozen": 12, "couple": 2}
VAGUE_NUMBERS = frozenset(["several", "few", "many", "some", "numerous", "recent", "countless", "dozens"])
PRESENT = frozenset(["now", "currently", "presently", "nowadays", "current"])
PAST = frozenset(["recently", "lately"])
ZONES = frozenset(
    [
        "gmt",
        "utc",
        "est",
        "edt",
        "cst",
        "cdt",
        "mst",
        "mdt",
        "pst",
        "pdt",
        "et",
        "ct",
        "pt",
        "bst",
        "cet",
        "cest",
        "ist",
        "jst",
        "eastern",
        "e.t",
    ]
)
DEICTIC_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1}
ADVERB_SETS = {"daily": "P1D", "weekly": "P1W", "monthly": "P1M", "annually": "P1Y", "yearly": "P1Y",
               "hourly": "PT1H", "nightly": "P1D"}  # fmt: skip
THIS_LAST_NEXT = {"last": -1, "this": 0, "next": 1}
DIRECTIONS = {"last": -2, "past": -1, "previous": -2, "this": 0, "coming": 1, "next": 2, "following": 2}
BEFORE = frozenset(["ago", "earlier", "before"])
YEAR_KINDS = frozenset(["fiscal", "financial", "academic", "school", "tax"])
DECADES = {
    "twenties": 2,
    "thirties": 3,
    "forties": 4,
    "fifties": 5,
    "sixties": 6,
    "seventies": 7,
    "eighties": 8,
    "nineties": 9,
}
AFTER_YEAR = frozenset(["ago", "earlier", "before", "after", "when", "that", "of", "to", "in", "s"])
JOINS = frozenset(["to", "and", "until", "till", "through", "-", "–", "—", "or"])
AFTER_DAY = frozenset(
    [
        "in",
        "at",
        "of",
        "for",
        "and",
        "or",
        "but",
        "to",
        "with",
        "when",
        "as",
        "on",
        "by",
        "from",
        "near",
        "after",
        "before",
        "was",
        "were",
        "is",
        "will",
        "while",
    ]
)
