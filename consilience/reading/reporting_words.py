"""Words by which English reports what somebody said, thinks, wants or shows."""

from __future__ import annotations

SPEECH = frozenset(
    """say tell add write ask note report announce suggest tweet describe argue continue explain call acknowledge
    declare state claim insist warn reply respond recall conclude reveal predict promise pledge vow threaten confirm
    deny stress emphasize emphasise maintain assert allege contend concede admit remark comment observe mention
    caution testify boast joke complain lament quip exclaim shout whisper murmur mutter repeat reiterate counter
    retort disclose indicate inform advise assure estimate forecast project cite quote propose recommend urge demand
    request order appeal plead swear guarantee underline underscore highlight point clarify elaborate
    speculate hint imply charge blame post message rule agree disagree object protest apologize apologise thank
    congratulate notify communicate proclaim profess read outline detail stipulate tout relate recount broadcast air""".split()
)
THOUGHT = frozenset(
    """think believe know feel hope fear expect want wish doubt suspect assume guess reckon consider see view
    understand realize realise worry wonder imagine intend plan prefer favor favour regard deem judge find learn
    remember forget decide determine conclude agree dream like need seek anticipate hear""".split()
)
STANCE = frozenset(  # with a noun phrase for content
    """accuse criticize criticise praise endorse condemn denounce decry support oppose defend reject dismiss
    attack mock slam blast hail welcome back question challenge dispute rebuke applaud laud blame label brand
    ridicule lambast call describe refer discuss cite propose deny announce outline reveal pledge promise
    declare mention repeat explain confirm predict threaten claim demand urge suggest tout highlight dub
    acknowledge downplay echo refute rebut condone""".split()
)
SHOWING = frozenset("show suggest indicate find reveal conclude report state say read note confirm demonstrate estimate".split())
NOUNS = frozenset(
    """statement claim allegation accusation suggestion belief view opinion argument assertion announcement warning
    comment remark criticism hope fear concern promise pledge vow threat call demand request proposal denial
    admission assessment estimate prediction report description""".split()
)
WHO_ELSE = frozenset("according per".split())
# Verbs of which the clause object is rarely a claim when the subject is the report's own narration.
NEED_CLAUSE = THOUGHT | frozenset("ask continue read point rule agree order appeal find see learn hear post air relate".split())
PREPOSITIONS = {  # the preposition that brings the content of a verb
    "call": {"for", "on", "upon"}, "refer": {"to"}, "point": {"to"}, "warn": {"of", "about", "against"},
    "speak": {"of", "about"}, "talk": {"about", "of"}, "accuse": {"of"}, "complain": {"about", "of"},
    "comment": {"on", "about"}, "object": {"to"}, "argue": {"for", "against"}, "appeal": {"for"}, "agree": {"with", "on", "to"},
    "blame": {"for"}, "praise": {"for"}, "criticize": {"for"}, "apologize": {"for"}, "hint": {"at"},
}  # fmt: skip
