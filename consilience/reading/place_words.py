"""Words that tell what kind of place, and the short forms of states and provinces."""

from __future__ import annotations

import re

SHORT_STATES = {  # AP style, with points in the text
    "ala": "Alabama", "ariz": "Arizona", "ark": "Arkansas", "calif": "California", "colo": "Colorado", "conn": "Connecticut",
    "dc": "District of Columbia", "del": "Delaware", "fla": "Florida", "ga": "Georgia", "ill": "Illinois", "ind": "Indiana",
    "kan": "Kansas", "kans": "Kansas", "ky": "Kentucky", "la": "Louisiana", "mass": "Massachusetts", "md": "Maryland",
    "mich": "Michigan", "minn": "Minnesota", "miss": "Mississippi", "mo": "Missouri", "mont": "Montana", "nc": "North Carolina",
    "nd": "North Dakota", "ndak": "North Dakota", "neb": "Nebraska", "nev": "Nevada", "nh": "New Hampshire", "nj": "New Jersey",
    "nm": "New Mexico", "nmex": "New Mexico", "ny": "New York", "okla": "Oklahoma", "ore": "Oregon", "pa": "Pennsylvania",
    "penn": "Pennsylvania", "ri": "Rhode Island", "sc": "South Carolina", "sd": "South Dakota", "sdak": "South Dakota",
    "tenn": "Tennessee", "tex": "Texas", "va": "Virginia", "vt": "Vermont", "wash": "Washington", "wis": "Wisconsin",
    "wisc": "Wisconsin", "wva": "West Virginia", "wyo": "Wyoming",
    "alta": "Alberta", "bc": "British Columbia", "man": "Manitoba", "nb": "New Brunswick", "ns": "Nova Scotia", "ont": "Ontario",
    "pei": "Prince Edward Island", "que": "Quebec", "sask": "Saskatchewan", "nsw": "New South Wales", "qld": "Queensland",
}  # fmt: skip
CODES = {  # postal, after a comma
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California", "CO": "Colorado", "CT": "Connecticut",
    "DE": "Delaware", "DC": "District of Columbia", "FL": "Florida", "GA": "Georgia", "HI": "Hawaii", "ID": "Idaho",
    "IL": "Illinois", "IN": "Indiana", "IA": "Iowa", "KS": "Kansas", "KY": "Kentucky", "LA": "Louisiana", "ME": "Maine",
    "MD": "Maryland", "MA": "Massachusetts", "MI": "Michigan", "MN": "Minnesota", "MS": "Mississippi", "MO": "Missouri",
    "MT": "Montana", "NE": "Nebraska", "NV": "Nevada", "NH": "New Hampshire", "NJ": "New Jersey", "NM": "New Mexico",
    "NY": "New York", "NC": "North Carolina", "ND": "North Dakota", "OH": "Ohio", "OK": "Oklahoma", "OR": "Oregon",
    "PA": "Pennsylvania", "RI": "Rhode Island", "SC": "South Carolina", "SD": "South Dakota", "TN": "Tennessee", "TX": "Texas",
    "UT": "Utah", "VT": "Vermont", "VA": "Virginia", "WA": "Washington", "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming",
    "AB": "Alberta", "BC": "British Columbia", "MB": "Manitoba", "NB": "New Brunswick", "NL": "Newfoundland and Labrador",
    "NS": "Nova Scotia", "ON": "Ontario", "QC": "Quebec", "SK": "Saskatchewan", "NSW": "New South Wales", "QLD": "Queensland",
}  # fmt: skip
KIND_BEFORE = re.compile(
    r"(?i)^(?:the\s+)?(?:province|state|region|district|county|governorate|commonwealth|co\.)(?:\s+of)?\s+(?P<name>.+)$"
)
KIND_AFTER = re.compile(
    r"(?i)^(?:the\s+)?(?P<name>.+?)\s+(?:province|governorate|state|region|district|county|prefecture|oblast|department|"
    r"area|metro)$"
)
TOWN_AFTER = re.compile(r"(?i)^(?P<name>.+?)\s+(?:city|town|village|borough|township|twp\.?)$")
DIRECTION = re.compile(
    r"(?i)^(?:the\s+)?(?:(?:north|south|east|west|northeast|northwest|southeast|southwest|north-?east|north-?west|south-?east|"
    r"south-?west|central|upper|lower|mid|inner)(?:ern)?|downtown|upstate|greater|metro|metropolitan|mainland|rural|suburban|"
    r"former|city of|town of|village of|port of|isle of|island of)[\s-]+(?P<name>.+)$"
)
COUNTY = re.compile(r"(?i)^(?:county|parish|township|twp|river|lake|creek|valley)\b")
SAID_DIVISION_AFTER = re.compile(
    r"[ -](?:(?i:state|province|governorate|prefecture|oblast)\b|Gov(?:\.|ernor)\b)"
)
SAID_DIVISION_BEFORE = re.compile(r"(?i)\b(?:state|province|governorate|commonwealth|county) of (?:the )?$")
SAID_TOWN_BEFORE = re.compile(r"(?i)\b(?:city|town|village|suburb|port) of (?:the )?$")
# What bodies and public places named for the place they are in are called.
INSTITUTION = re.compile(
    r"(?i)\b(?:police|departments?|dept|council|commission|commissioners|board|court|courthouse|authority|schools?|university|"
    r"college|academy|hospital|clinic|cent(?:er|re)|squad|party|jail|prison|airport|station|library|museum|government|"
    r"parliament|army|navy|military|armed forces|national guard|ministry|minister|embassy|consulate|bureau|agency|service|services|"
    r"patrol|sheriff['’]?s?|fire|firefighters|association|society|assembly|senate|legislature|"
    r"chamber of commerce|bank|stock exchange|diocese|cathedral|mosque|zoo|orchestra|symphony|festival|fair|stadium|survey|"
    r"republicans?|democrats?|institute|cooperatives?|division|program|district|administration|transit|health|public works|"
    r"utilities|city|town|municipal|lions club|rotary|elks|ymca|attorney general|film|arts)\b"
)
COMMON = re.compile(
    r"(?i)(?:the )?(?:city|town|village|county|state|district|province|region|facility|cent(?:er|re)|place|side|street|avenue|road|"
    r"drive|hall|city hall|house|home|farm|school|church|station|refuge|valley|river|lake|island|park|court|north|south|east|west|"
    r"northeast|northwest|southeast|southwest|continent|earth|capital|campus|downtown|main street)"
)
NO_PLACE = re.compile(  # words that head the names of bodies, though some town far away is called so
    r"(?i)(?:america|supreme|superior|federal|national|central|union|liberty|justice|congress|metro|metropolitan|naval|royal|regional|"
    r"memorial|general|community|county|city|international|independence|home|white|old town|landmark|emerald|summit|college|university|"
    r"north|south|east|west|northern|southern|eastern|western|district|state|global|world|concordia|providence|victory|hope)"
)
SEAT = re.compile(  # buildings and streets that stand for who sits there, not the towns of these names
    r"(?i)(?:the )?(?:white house|kremlin|pentagon|capitol(?: hill)?|wall street|downing street|whitehall|elys[eé]e(?: palace)?)"
)
PARTY = re.compile(r"[DRI]?-(?=[A-Z])")
PARTY_SEAT = re.compile(r"\b[DRI]-(?P<seat>[A-Z][\w'’.]{0,24}(?: [A-Z][\w'’]{1,24}){0,2})(?=[,;.)\s])")
AMERICAN = re.compile(  # institutions and roads that go by these words in the United States above all
    r"(?=[BCEFHIPSTUst])\b(?:County (?:Sheriff|Jail|Commission|Courthouse|Board|Clerk|Court)|[Ss]heriff['’]s|(?:Independent )?School District|"
    r"Elementary School|State Police|Highway Patrol|Interstate|I-\d\d|U\.S\. (?:Highway )?\d|[Tt]ownship|state Sen\.|state Rep\.|"
    r"state senator|state representative|Board of (?:Education|Selectmen|Supervisors)|Police Department|Fire Department)\b"
)
TOWN_STATE = re.compile(
    r"\b(?P<town>[A-Z][\w'’-]{1,24}(?:[ .]{1,2}[A-Z][\w'’-]{1,24}){0,2}), (?P<state>"
    r"[NS]\. ?[CDHJMY]\.|R\. ?I\.|D\. ?C\.|W\. ?Va\.|B\. ?C\.|N\. ?[BS]\.|P\. ?E\. ?I\.|(?:"
    + "|".join(sorted({s.capitalize() for s in SHORT_STATES if len(s) > 1}))
    + r")\.|(?:" + "|".join(sorted(CODES)) + r")(?![\w.]))"
)  # fmt: skip
