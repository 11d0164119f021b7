"""Words for happenings: acts (words that may tell of one happening), each of a type."""

from __future__ import annotations

from typing import NamedTuple


class Act(NamedTuple):
    """What a trigger word tells of: a type, and within it an act named by its first word."""

    type: str
    name: str


_ACTS = [  # type, verbs, nouns
    ("attack", "attack assault storm ambush raid invade ram target strike hit", "attack assault ambush raid incursion"),
    ("attack", "advance", "offensive operation fighting battle clash"),
    ("attack", "bomb bombard shell pound", "airstrike bombing bombardment shelling air-strike strike"),
    ("attack", "shoot gun_down open_fire", "shooting gunfire shootout"),
    ("attack", "stab knife", "stabbing"),
    ("attack", "detonate explode blow_up set_off go_off", "explosion blast detonation"),
    ("attack", "hijack", "hijacking"),
    ("death", "kill die murder execute assassinate perish behead slay massacre leave_dead shoot_dead",
     "killing death murder assassination massacre execution slaying"),
    ("death", "drown", "drowning"),
    ("death", "bury", "funeral burial"),
    ("injury", "wound injure hurt maim", "injury wounding"),
    ("injury", "hospitalize hospitalise", ""),
    ("arrest", "arrest detain apprehend jail imprison", "arrest detention imprisonment"),
    ("arrest", "capture abduct kidnap hold_captive take_prisoner take_hostage take_captive hold_hostage",
     "abduction kidnapping hostage-taking"),
    ("departure", "leave depart", "departure"),
    ("departure", "flee evacuate escape displace", "evacuation escape"),
    ("departure", "withdraw retreat pull_out", "withdrawal retreat pullout"),
    ("arrival", "arrive reach enter land join", "arrival"),
    ("return", "return turn_back turn_around go_back", "return"),
    ("movement", "cross travel head move march sail transfer transport relocate", "transfer passage journey"),
    ("movement", "deport expel", "deportation expulsion"),
    ("agreement", "agree sign broker negotiate settle", "deal agreement pact accord treaty settlement contract"),
    ("agreement", "reconcile", "truce ceasefire cease-fire armistice"),
    ("meeting", "meet convene gather", "meeting summit conference"),
    ("meeting", "visit host", "visit"),
    ("meeting", "talk", "talks negotiation"),
    ("meeting", "", "speech hearing address"),
    ("statement", "announce declare", "announcement declaration"),
    ("statement", "condemn denounce criticize criticise decry slam deplore", "condemnation denunciation"),
    ("statement", "warn", "warning"),
    ("statement", "pledge vow promise", "pledge vow promise"),
    ("statement", "threaten", "threat"),
    ("statement", "accuse blame", "accusation"),
    ("statement", "urge", "appeal"),
    ("statement", "ask request", "request"),
    ("statement", "apologize apologise", "apology"),
    ("statement", "admit", "admission"),
    ("statement", "deny", "denial"),
    ("statement", "confirm", "confirmation"),
    ("statement", "claim_responsibility", ""),
    ("protest", "protest demonstrate rally riot march", "protest demonstration riot rally march unrest"),
    ("protest", "picket boycott walk_out go_on_strike", "walkout boycott stoppage"),
    ("justice", "charge indict", "indictment"),
    ("justice", "sentence", "sentence"),
    ("justice", "convict", "conviction"),
    ("justice", "acquit", "acquittal"),
    ("justice", "sue", "lawsuit"),
    ("justice", "try prosecute", "trial prosecution"),
    ("justice", "rule", "ruling verdict"),
    ("justice", "investigate", "investigation inquiry"),
    ("justice", "extradite", "extradition"),
    ("justice", "plead fine appeal", ""),
    ("politics", "elect", "election"),
    ("politics", "vote", "vote referendum voting ballot"),
    ("politics", "resign", "resignation"),
    ("politics", "appoint nominate inaugurate", "appointment nomination inauguration"),
    ("politics", "impeach", "impeachment"),
    ("politics", "oust topple", "coup"),
    ("politics", "approve pass ratify", "approval ratification"),
    ("politics", "reject veto", "rejection veto"),
    ("politics", "sanction ban dissolve", "sanctions ban"),
    ("disaster", "crash collide derail", "crash collision derailment accident wreck"),
    ("disaster", "collapse", "collapse"),
    ("disaster", "sink capsize overturn", "sinking capsizing"),
    ("disaster", "flood", "flood flooding"),
    ("disaster", "erupt", "eruption"),
    ("disaster", "burn", "fire wildfire blaze"),
    ("disaster", "", "earthquake quake tremor"),
    ("disaster", "", "storm hurricane cyclone typhoon tornado"),
    ("disaster", "", "landslide mudslide avalanche"),
    ("disaster", "", "tsunami"),
    ("disaster", "leak spill", "leak spill"),
    ("disaster", "", "outbreak epidemic"),
    ("rescue", "rescue save", "rescue"),
    ("rescue", "recover find locate retrieve", "recovery discovery"),
    ("rescue", "search", "search"),
    ("destruction", "destroy damage crater demolish wreck torch raze flatten gut take_out", "destruction"),
    ("release", "release free liberate", "release"),
    ("release", "exchange swap", "exchange swap"),
    ("release", "hand_over turn_over hand", "handover"),
    ("aid", "deliver provide supply distribute airlift let_through", "delivery shipment"),
    ("aid", "donate", "donation"),
    ("aid", "send", ""),
    ("economy", "invest", "investment"),
    ("economy", "close shut idle", "closure closing shutdown"),
    ("economy", "cut lay_off dismiss", "layoff"),
    ("economy", "raise hike", "increase"),
    ("economy", "rise jump climb soar gain", "rise"),
    ("economy", "fall drop plunge slump tumble", "fall drop"),
    ("economy", "hire", ""),
    ("economy", "buy acquire purchase", "takeover acquisition purchase"),
    ("economy", "sell", "sale"),
    ("economy", "merge", "merger"),
    ("economy", "found establish create", ""),
    ("control", "seize recapture retake occupy overrun take_over take_control", "seizure"),
    ("control", "lose surrender", "surrender"),
    ("control", "besiege surround", "siege"),
    ("control", "defeat", "defeat victory"),
    ("change", "begin start open launch resume", ""),
    ("change", "end finish", ""),
    ("change", "halt stop block suspend strand stall", "halt suspension"),
    ("change", "cancel", "cancellation"),
    ("change", "postpone delay", "postponement delay"),
    ("health", "infect", "infection"),
    ("health", "vaccinate", "vaccination"),
    ("health", "test diagnose", ""),
    ("health", "quarantine", "quarantine"),
]  # fmt: skip


def _by_word(column: int) -> dict[str, Act]:
    found: dict[str, Act] = {}
    for row in _ACTS:
        name = (row[1] or row[2]).split()[0]
        for word in row[column].split():
            found.setdefault(word, Act(row[0], name))
    return found


VERBS, NOUNS = _by_word(1), _by_word(2)
PHRASES = {  # verb and what completes it, by lemma: one trigger
    tuple(word.split("_")): act for word, act in VERBS.items() if "_" in word
}
LIGHT = frozenset(  # verbs that leave it to their noun to say what happened
    ["strike", "make", "reach", "have", "take", "hold", "sign", "launch", "conduct", "carry", "stage", "give"]
)
WALKOUT = VERBS["picket"]
LABOUR = frozenset(
    [
        "union",
        "worker",
        "picket",
        "employer",
        "walkout",
        "wage",
        "labor",
        "labour",
        "staff",
        "teacher",
        "driver",
        "pilot",
    ]
)
AIR = frozenset(
    [
        "air",
        "missile",
        "drone",
        "rocket",
        "artillery",
        "mortar",
        "coalition",
        "military",
        "precision",
        "retaliatory",
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
