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
    r"valley|area|metro)$"
)
DIRECTION = re.compile(
    r"(?i)^(?:the\s+)?(?:(?:north|south|east|west|northeast|northwest|southeast|southwest|north-?east|north-?west|south-?east|"
    r"south-?west|central|upper|lower|mid|inner)(?:ern)?|downtown|upstate|greater|metro|metropolitan|mainland|rural|suburban|"
    r"city of|town of|village of|port of|isle of|island of)[\s-]+(?P<name>.+)$"
)
FACILITY = re.compile(
    r"(?i)\b(?:jail|prison|airport|hospital|college|university|school|church|park|mall|library|museum|stadium|arena|center|centre|"
    r"courthouse|court|hall|hotel|station|base|camp|barracks|university|bridge|bypass|port|harbou?r|zoo|clinic|cemetery)\b"
)
# What bodies and public places named for the place they are in are called.
INSTITUTION = re.compile(
    r"(?i)^(?:(?:city|county|town|township|village|borough|district|state|area|regional|metropolitan|metro|municipal|national|"
    r"federal|central|general|public|international|community|memorial|senior|junior|elementary|middle|high|primary|technical|"
    r"volunteer|independent|catholic|civic|local|rural|transit|north|south|east|west|parish|armed|islamic|mosque|supreme|"
    r"democratic|republican|naval|air|royal|crown|district|"
    r"agricultur\w+|economic|environmental|health|human|social|safety|fire|police|sheriff['’]?s?|water|highway|transportation|"
    r"education|housing|school|university|medical|chamber|power|electric|gas|sewer|parks?|recreation|planning|zoning|tourism|"
    r"development|criminal|civil|justice|emergency|rescue|ambulance|defen[cs]e|foreign|interior|finance|weather|forest|wildlife)\s+)*"
    r"(?:police|departments?|dept|council|commission|commissioners?|board|court|courthouse|authority|school|schools|university|college|academy|"
    r"hospital|clinic|jail|prison|airport|station|library|museum|chamber|government|parliament|army|navy|military|forces?|guard|"
    r"ministry|embassy|consulate|bureau|agency|office|service|services|district|county|city|patrol|sheriff['’]?s?|fire|"
    r"firefighters|association|society|assembly|senate|legislature|house|center|centre|company|corp|bank|stock|exchange|church|"
    r"diocese|cathedral|mosque|zoo|theatre|theater|orchestra|symphony|rotary|ymca|festival|fair|post|times|stadium|arena|park|mall|"
    r"campus|hotel|port|harbou?r|convention|supreme|republicans?|democrats?|department['’]s|coalition|institute|foundation|league)\b"
)
PARTY_SEAT = re.compile(r"\b[DRI]-(?P<seat>[A-Z][\w'’.]*(?: [A-Z][\w'’]+){0,2})(?=[,;.)\s])")
