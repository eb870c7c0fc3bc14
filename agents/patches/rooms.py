"""The room or building where something takes place, told by its kind: "in the library on Cobden Street"."""

from __future__ import annotations

import re

from agents import stems
from agents.patches.meant import WEAK
from agents.patterns import lazy

_KINDS = (
    r"hall|library|church|chapel|crypt|school|gym|pool|lido|studio|room|centre|center|club(?:house)?|pub|barn|theatre|canteen|"
    r"caf[eé]|office|workshop|pavilion|rectory|vestry|cellar|attic|museum|gallery|arena|stadium|college|academy|clinic|"
    r"surgery|hospital|annexe?|shed|boathouse|halle|saal|bücherei|bibliothek|kirche|kapelle|schule|turnhalle|"
    r"schwimmbad|raum|zimmer|zentrum|vereinsheim|gemeindehaus|pfarrsaal|keller|werkstatt|praxis|sala|"
    r"salone|biblioteca|chiesa|scuola|palestra|piscina|aula|centro|circolo|teatro|oratorio|cantina|cappella"
)
_NAME = r"[A-ZÀ-ÖØ-Þ](?:[\w'’-]|\.(?=\w))*"
_ARTICLE = r"(?:(?:the|our|their|an?|der|die|das|dem|den|il|lo|la|nella|nel) |l['’])?"
# "in St Olave's hall", "in the library on Cobden Street", "in der Turnhalle", "nella palestra di Via Roma".
_ROOM = lazy(
    rf"\b(?P<by>(?i:in|at|im|in der|in dem|in den|bei|nell[ao]|nel|all[ao]|al)) (?P<room>{_ARTICLE}"
    rf"(?:(?:{_NAME}|[a-zäöüß]{{3,12}}) ){{0,3}}?\w*(?i:{_KINDS})\b(?: (?i:{_KINDS})\b)?(?! "
    rf"\w+ing\b)(?: {_NAME}){{0,2}}"
    rf"(?:,? (?:on|in|at|of|behind|opposite|am|an der|in der|di|in) (?:(?:the|der|dem) )?{_NAME}"
    rf"(?: {_NAME}){{0,3}})?)"
)
_NAMED = lazy(_NAME)
# "the boiler in the old hall", "stays in the hall": where it is not, or where it was.
_NO_MORE = lazy(
    r"\b(?:no longer|not|instead of|rather than|nicht(?: mehr)?|statt|non|invece (?:di|che))\s(?:\w+\s){0,3}$",
    re.IGNORECASE,
)
# Whose room it is: theirs who say so, or that of what was spoken of.
_OURS = lazy(
    r"\b(?:we|us|everything|it|they|wir|uns|es|alles|siamo|saremo|ci (?:vediamo|troviamo|trasferiamo)|tutto)\b",
    re.IGNORECASE,
)


def _rooms(text: str) -> list[re.Match[str]]:
    return [one for one in _ROOM.finditer(text) if not _NO_MORE.search(text[: one.start()])]


def changed(text: str, told: str) -> str:
    """A text with its one room exchanged for the one that words name; as it was where there are more, or the same."""
    before, after = _rooms(text), _rooms(told)
    if len(before) != 1 or len(after) != 1:
        return text
    old, new = before[0], after[0]
    shared = set(stems.content(told[: new.start()])) & stems.held(text[: old.start()] + text[old.end() :])
    if not _OURS.search(told[: new.start()]) and not shared - WEAK:
        return text
    if (
        set(_NAMED.findall(new["room"])) & set(_NAMED.findall(old["room"]))
        or new["room"].casefold() in text.casefold()
    ):
        return text
    return f"{text[: old.start('by')]}{new['by']} {new['room']}{text[old.end('room') :]}"
