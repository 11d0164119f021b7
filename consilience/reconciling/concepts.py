"""Which words may count the same things, and which say different things of them."""

from __future__ import annotations

_ALIKE = [
    "fighter militant jihadist terrorist gunman rebel insurgent extremist combatant",
    "civilian noncombatant non-combatant relative family dependant dependent",
    "soldier serviceman troop trooper",
    "body remains corpse death fatality dead",
    "people person individual human victim others other that",
    "worker employee staff staffer labourer laborer member",
    "child kid minor youngster",
    "bus coach",
    "car vehicle automobile",
    "house home dwelling residence",
    "boat ship vessel ferry craft",
    "plant factory facility",
    "policeman policewoman officer police",
    "protester demonstrator marcher",
    "passenger traveller traveler commuter",
    "migrant refugee asylum-seeker",
    "prisoner detainee inmate captive",
    "doctor physician medic",
    "job position post",
    "patient case infection",
    "injury injured wounded",
]
ALIKE = {word: number for number, line in enumerate(_ALIKE) for word in line.split()}

_FATES = {
    "killed": "kill die dead body remains corpse death drown murder slay perish fatality execute claim shot father",
    "wounded": "wound injure hurt injured wounded injury hospitalize hospitalise hospitalised treat",
    "missing": "miss missing unaccounted disappear",
    "rescued": "rescue save survive survivor pull",
    "arrested": "arrest detain arrested custody",
    "displaced": "flee displace evacuate evacuated homeless displaced",
    "returned": "return",
    "infected": "infect infected",
    "destroyed": "destroy demolish destroyed burn",
    "damaged": "damage damaged",
}
FATES = {word: fate for fate, words in _FATES.items() for word in words.split()}
_APART = [  # words of one line set one part of a whole apart from another
    "wounded injured dead missing unhurt",
    "male female",
    "young elderly old new",
    "american british afghan russian chinese french german israeli palestinian syrian iraqi iranian turkish indian pakistani",
    "foreign local",
    "full-time part-time",
    "temporary permanent",
    "senior junior",
    "civilian military",
]
APART = {word: number for number, line in enumerate(_APART) for word in line.split()}

PARTIAL = frozenset(
    ["more", "additional", "further", "other", "another", "extra"]
)  # a count on top of one given before
UNFOLDING = frozenset(
    ["killed", "wounded", "missing", "rescued", "arrested", "displaced", "infected"]
)  # counts that grow or shrink


PERSONS = frozenset(
    [
        "people",
        "person",
        "individual",
        "human",
        "victim",
        "other",
        "fatality",
        "casualty",
        "dead",
        "doctor",
        "physician",
        "medic",
        "nurse",
        "patient",
        "worker",
        "employee",
        "staff",
        "staffer",
        "fighter",
        "militant",
        "jihadist",
        "terrorist",
        "gunman",
        "rebel",
        "insurgent",
        "soldier",
        "troop",
        "officer",
        "policeman",
        "civilian",
        "relative",
        "family",
        "child",
        "kid",
        "boy",
        "girl",
        "man",
        "woman",
        "student",
        "teacher",
        "passenger",
        "driver",
        "pilot",
        "crew",
        "migrant",
        "refugee",
        "protester",
        "demonstrator",
        "prisoner",
        "detainee",
        "hostage",
        "resident",
        "villager",
        "guard",
        "visitor",
        "tourist",
        "journalist",
        "reporter",
        "foreigner",
        "national",
        "citizen",
        "member",
        "official",
        "leader",
        "survivor",
        "guest",
        "diner",
        "shopper",
        "worshipper",
    ]
)


def set_apart(mine: set[str], yours: set[str]) -> bool:
    """Whether two sets of narrowing words say that different parts are counted ("male", "female")."""
    ours, theirs = ({APART[w]: w for w in words if w in APART} for words in (mine, yours))
    return any(line in theirs and theirs[line] != word for line, word in ours.items())


def persons(head: str) -> bool:
    """Whether a head lemma counts people: a known word, or a people's name ("Americans")."""
    return head in PERSONS or head.endswith(("ian", "ican", "ghan", "ese", "aqi", "eli", "stani"))


def same_kind(a: str, b: str) -> bool:
    """Whether two head lemmas may count the same kind of thing."""
    return a == b or (a in ALIKE and ALIKE.get(a) == ALIKE.get(b))


def fate_of(words: tuple[str, ...]) -> str | None:
    """What the words say became of what is counted: killed, wounded, missing ..."""
    return next((FATES[w] for w in words if w in FATES), None)
