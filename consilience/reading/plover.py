"""Event types of PLOVER, the ontology of political events.

Source: Open Event Data Alliance, PLOVER; Halterman, Bagozzi, Beger, Schrodt and Scarborough (2023), "PLOVER and
POLECAT". It has sixteen types, all of them dealings between actors: accidents, natural disasters, markets and
elections have none there, and none here.
"""

from __future__ import annotations

from consilience.reading.event_words import Act

# A PLOVER type and the acts of it: `type.act` for one act, `type` alone for all acts of a type.
_TYPES = {
    "AGREE": "agreement.agree statement.pledge",
    "CONSULT": "meeting.meet meeting.visit meeting.talk",
    "CONCEDE": "statement.apologize",
    "COOPERATE": "release.exchange",
    "AID": "aid rescue.rescue",
    "RETREAT": "agreement.reconcile departure.withdraw release.release release.hand_over politics.resign control.lose",
    "REQUEST": "statement.urge statement.ask",
    "ACCUSE": "statement.condemn statement.accuse justice.charge justice.sue justice.investigate",
    "REJECT": "statement.deny politics.reject",
    "THREATEN": "statement.threaten",
    "PROTEST": "protest",
    "SANCTION": "politics.sanction",
    "COERCE": "arrest movement.deport attack.hijack justice.sentence justice.convict justice.extradite politics.oust "
    "control.seize control.besiege health.quarantine",
    "ASSAULT": "attack injury.wound death.kill",
}
_BY_ACT = {act: code for code, acts in _TYPES.items() for act in acts.split()}
# Of words that also tell of accidents and illness, those that say somebody did it.
_BY_SOMEBODY = frozenset(
    """
    kill killing murder execute execution assassinate assassination behead slay slaying massacre leave shoot
    wound wounding injure injury
    """.split()
)
_EITHER = frozenset({"death.kill", "injury.wound"})


def plover_type(act: Act, lemma: str) -> str | None:
    """The PLOVER type of a trigger; None for what the ontology does not cover."""
    one = f"{act.type}.{act.name}"
    if one in _EITHER and lemma not in _BY_SOMEBODY:
        return None
    return _BY_ACT.get(one, _BY_ACT.get(act.type))
