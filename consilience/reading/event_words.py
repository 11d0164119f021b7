"""Words for happenings, by type."""

from __future__ import annotations

_VERBS = {
    "attack": """attack strike bomb bombard shell hit target ambush raid assault storm fire shoot stab detonate ram
        pound invade hijack open_fire blow""",
    "death": "kill die murder execute assassinate drown perish behead slay massacre",
    "injury": "wound injure hurt maim hospitalize hospitalise",
    "arrest": "arrest detain capture apprehend abduct kidnap jail imprison seize hold",
    "departure": "leave depart flee evacuate withdraw retreat escape",
    "arrival": "arrive reach enter land join",
    "return": "return turn",
    "movement": "cross travel head move march sail transfer transport relocate deport advance board fly",
    "agreement": "agree sign broker negotiate ratify settle reconcile accept",
    "meeting": "meet visit host gather convene",
    "statement": """announce declare condemn denounce warn criticize criticise decry pledge vow threaten accuse
        urge apologize apologise admit deny confirm""",
    "protest": "protest demonstrate rally riot picket boycott",
    "justice": "charge sentence convict acquit indict sue try prosecute extradite plead fine appeal rule investigate",
    "politics": "elect vote resign appoint inaugurate impeach dissolve nominate oust pass approve reject veto sanction ban",
    "disaster": "crash collapse sink capsize explode flood erupt derail burn topple collide overturn leak spill",
    "rescue": "rescue save recover find search locate retrieve treat",
    "destruction": "destroy damage crater demolish wreck torch raze burn flatten gut",
    "release": "release free exchange hand return swap liberate",
    "aid": "deliver provide supply distribute donate send airlift",
    "economy": "invest close cut raise lay hire sell buy acquire launch shut idle merge strike",
    "control": "capture seize take recapture retake lose surrender occupy besiege surround overrun defeat liberate control",
    "change": "begin start end stop halt block suspend resume cancel postpone delay open launch strand derail",
    "health": "infect vaccinate test diagnose quarantine",
}  # fmt: skip
_NOUNS = {
    "attack": "attack airstrike strike bombing shooting raid ambush assault offensive shelling blast explosion stabbing operation incursion battle clash fighting gunfire",
    "death": "death killing murder assassination massacre execution funeral",
    "arrest": "arrest detention capture abduction kidnapping hostage-taking",
    "departure": "departure evacuation withdrawal retreat",
    "arrival": "arrival",
    "movement": "transfer passage journey",
    "agreement": "deal agreement pact truce ceasefire cease-fire accord treaty settlement contract",
    "meeting": "meeting summit talks negotiation visit speech conference hearing",
    "protest": "protest demonstration riot rally walkout march unrest",
    "justice": "trial verdict sentence lawsuit indictment conviction investigation inquiry",
    "politics": "election vote referendum resignation inauguration coup impeachment",
    "disaster": "crash collapse sinking flood earthquake quake fire wildfire storm hurricane cyclone eruption landslide derailment accident spill outbreak wreck tsunami tornado",
    "rescue": "rescue search recovery",
    "aid": "delivery shipment donation",
    "release": "release handover exchange swap",
    "economy": "merger closure takeover layoff sale shutdown bankruptcy",
}  # fmt: skip

VERBS: dict[str, str] = {}
for _type, _words in _VERBS.items():
    for _word in _words.split():
        VERBS.setdefault(_word, _type)
NOUNS: dict[str, str] = {word: kind for kind, words in _NOUNS.items() for word in words.split()}
MODALS = frozenset(
    [
        "may",
        "might",
        "could",
        "would",
        "should",
        "can",
        "will",
        "shall",
        "must",
        "'d",
        "'ll",
        "’d",
        "’ll",
        "wo",
    ]
)
UNREAL = frozenset(
    [
        "want",
        "plan",
        "hope",
        "try",
        "seek",
        "intend",
        "expect",
        "refuse",
        "fail",
        "fear",
        "threaten",
        "need",
        "ask",
        "urge",
        "vow",
        "pledge",
        "prevent",
        "aim",
        "offer",
        "attempt",
    ]
)
STATIVE = frozenset(
    [
        "be",
        "have",
        "seem",
        "appear",
        "remain",
        "include",
        "contain",
        "consist",
        "belong",
        "mean",
        "involve",
        "know",
        "think",
        "believe",
        "like",
        "want",
        "need",
    ]
)
