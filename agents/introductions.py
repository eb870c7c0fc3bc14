"""How the user introduces themselves: "I'm Graça, I make tiles in Caldas da Rainha, closed mondays"."""

from __future__ import annotations

import re

from agents import claims, sentences
from agents.claims.people import NAME
from agents.patterns import lazy

_NAMED = lazy(
    rf"(?:(?i:\b(?:i['’]m|i am|my name(?:['’]s| is)|ich bin(?: die| der)?|ich heiße|mein name ist|sono|mi chiamo)) "
    rf"{NAME}|\b{NAME} here)(?=,|\.(?:\s|$)|\s+(?:and|und|e)\s)"
)
_PARTS = lazy(
    r",\s+(?:(?:and|und|e)\s+)?|;\s+|\s+(?:so|but|because|aber|ma)\s+|"
    r"\s+(?:and|und|e)\s+(?=(?:i|i['’](?:m|ve)|we|my|ich|wir|io)\b)",
    re.IGNORECASE,
)
_MINE = lazy(r"(?:i|i['’]m|i['’]ve|we|we['’]re|my|ich|wir|mein\w*)\b", re.IGNORECASE)
# What brings somebody here is no part of who they are.
_WANTED = lazy(
    r"\b(?:need|want|would like|['’]d like|have (?:a|an|some|one) (?:\w+ )?(?:question|problem|issue|appointment|"
    r"request)|calling|writing|looking for|wonder\w*|hope|trying|brauche|möchte|suche|hätte|vorrei|cerco|ho bisogno)\b",
    re.IGNORECASE,
)
# Beside a name these say who somebody is, though they look like verbs.
_STATE = lazy(
    r"(?:closed|open(?:ed)?|married|divorced|widowed|retired|based|born|aged|self-employed|geschlossen|geöffnet|"
    r"verheiratet|geboren|chius[oa]|apert[oa]|sposat[oa]|nat[oa])\b",
    re.IGNORECASE,
)
_POLITE = lazy(
    r"(?:by the way|btw|sorry|thanks?|thank you|please|pls|hi|hello|hey|nice to|danke|bitte|hallo|grazie|ciao|"
    r"piacere)\b",
    re.IGNORECASE,
)


def read(sentence: str) -> str:
    """What the user says of themselves with their name: what stands beside it, and what they do; "" for none.

    A name alone is none. What is said of somebody or something else in between is left out.
    """
    named = _NAMED.search(sentence)
    if named is None or sentences.is_supposed(sentence) or claims.is_reported(sentence[: named.end()]):
        return ""
    told = [named.group()]
    is_own = True
    for part in filter(None, _PARTS.split(sentence[named.end() :].strip(" .!"))):
        is_own = _tells(part) if _MINE.match(part) or is_own else False
        told += [part] if is_own else []
    return ", ".join(told) if len(told) > 1 else ""


def _tells(part: str) -> bool:
    """True for a part that says who somebody is: what they do day after day, or words beside the name "
    "without a verb."""
    if (
        _POLITE.match(part)
        or _WANTED.search(part)
        or claims.is_temporary(part)
        or sentences.ends_asking(part)
    ):
        return False
    if _MINE.match(part):
        return claims.is_foreign(part) or claims.tells_of_now(part)
    return bool(_STATE.match(part)) or sentences.is_fragment(part)
