"""Words by which English reports what somebody said, thinks, wants or shows."""

from __future__ import annotations

# What a source says or writes, with a clause, a quotation or a noun phrase for content.
SPEECH = frozenset(
    """
    acknowledge add admit advise advocate affirm agree air allege announce answer apologise apologize appeal argue
    ask assert assure attest bemoan blame boast brag broadcast call caution chant charge chime cite claim clarify
    comment communicate complain concede conclude confess confirm congratulate contend continue counter declare
    demand deny describe detail disagree disclose elaborate email emphasise emphasize estimate exclaim
    explain express forecast guarantee highlight hint hypothesize imply indicate inform insist interject joke lament
    maintain mention message murmur mutter note notify object observe opine order outline plead pledge point post
    predict proclaim profess project promise propose protest quip quote read reaffirm reassure recall recite reckon
    recommend recount reiterate relate remark remind repeat reply report request respond retort reveal rule say
    shout signal speculate state stipulate stress suggest surmise swear tell testify thank theorize threaten tout
    tweet underline underscore urge utter vouch vow warn whisper write yell
    """.split()
)
# What a source holds true, wants or feels; always with a clause.
THOUGHT = frozenset(
    """
    agree anticipate assume believe conclude consider contemplate decide decline deem determine doubt dream envision
    expect favor favour fear feel figure find forget guess hear hope imagine intend judge know learn like notice
    plan prefer realise realize reckon recognise recognize refuse regard remember see seek suspect think understand
    view want wish wonder worry
    """.split()
)
# How a source takes something, with a noun phrase for content.
STANCE = frozenset(
    """
    accuse acknowledge advocate affirm announce applaud assail attack attribute back belittle bemoan berate blame
    blast brand call castigate challenge champion cheer chide cite claim commend compare condemn condone confirm
    contradict credit criticise criticize declare decry defend demand demean denounce deny deplore deride describe
    disavow discuss dislike dismiss disparage dispute downplay dub echo endorse envision explain
    express extol hail hate heckle highlight insult label lambast lampoon laud liken love malign mention mock oppose
    outline pledge portray praise predict promise promote propose question rebuff rebuke rebut recognise recognize
    refer reference refute reject repeat report retweet reveal ridicule rip salute scold shun signal slam suggest
    support threaten tout urge vilify voice welcome
    """.split()
)
# What a source takes something as: "sees the plan as a trap".
VIEWS = frozenset(
    "see view regard perceive interpret identify paint present describe portray characterize cast".split()
)
# Documents and studies "show" and "find"; their clause is what they say.
SHOWING = frozenset("show find indicate suggest demonstrate reveal confirm".split())
DOCUMENTS = frozenset(
    """
    analysis assessment audit census chart data document dossier email estimate evidence figure file filing finding
    footage polling graph image index investigation letter memo number photo photograph picture poll probe projection record
    report research result review statistics statistic study survey test transcript video
    """.split()
)
# Verbs of saying whose bare object is rarely what is said.
NEED_CLAUSE = THOUGHT | frozenset(
    "agree air answer appeal ask continue find hear learn order point post read relate remind rule say see tell thank".split()
)
# Nouns that name a saying or a thought, with a clause or "about …" for content.
STATEMENTS = frozenset(
    """
    accusation admission allegation announcement argument assertion assessment assumption assurance attack belief call
    case charge claim comment complaint concern conclusion confession contention criticism declaration demand denial
    desire endorsement estimate expectation explanation fear hint hope insistence mention message note objection opinion
    plea pledge point prediction promise proposal question reference refusal remark report request revelation rumor
    rumour speculation statement suggestion suspicion testimony theory threat view vow warning
    """.split()
)
# Verbs that only lend such a noun its place: "made the claim that", "expressed the hope that".
LIGHT = frozenset(
    "make give offer issue deliver release have express voice raise take reject deny dismiss repeat".split()
)
# Words that give a statement to nobody in particular.
SEEMING = frozenset("seem appear".split())
HEDGES = frozenset("reportedly allegedly purportedly supposedly apparently seemingly".split())
# The preposition that brings the content of a verb and belongs to its cue.
PREPOSITIONS: dict[str, frozenset[str]] = {
    verb: frozenset(words.split())
    for verb, words in {
        "call": "for on upon",
        "refer": "to",
        "respond": "to",
        "point": "to",
        "allude": "to",
        "warn": "of about against",
        "speak": "of about out",
        "talk": "about of",
        "complain": "about of",
        "comment": "on about",
        "object": "to",
        "argue": "for against",
        "appeal": "for",
        "agree": "with on to",
        "apologize": "for",
        "apologise": "for",
        "hint": "at",
        "boast": "about of",
        "joke": "about",
        "rail": "against",
        "brag": "about of",
        "vouch": "for",
        "lash": "out",
        "inquire": "about",
    }.items()
}
