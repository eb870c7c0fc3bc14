"""The very thing that a note tells of, told once more as it is now: elsewhere, with another, or done by another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from agents import stems
from agents.patches import listed
from agents.patches.meant import WEAK
from agents.patterns import lazy

# What tells by itself that it was otherwise before.
_NOW = lazy(
    r"\b(?:now|nowadays|these days|currently|since (?!i |we |he |she |they |it )|as of|"
    r"from (?:today|now|next|this|\d|the \d)\w*|instead|at the moment|"
    r"jetzt|nun|inzwischen|mittlerweile|neuerdings|seit|ab (?:heute|sofort|jetzt|nächste\w*|\d)|"
    r"ora|adesso|ormai|d['’]ora in poi|da (?:oggi|ieri|luned|marted|mercoled|gioved|venerd|questa)\w*)\b",
    re.IGNORECASE,
)
# Where something is or whom it is with: behind these stands what may be another now.
_AT = frozenset(
    "at in on with by under behind beside near opposite to bei beim im in am an auf neben unter hinter mit zu zum zur "
    "vom von from dallo dai dagli da dal dalla in nel nella nello a al alla su sul sulla con presso sotto "
    "dietro".split()
)
# Before the thing itself, and no part of it.
_LEADING = lazy(
    r"^(?:(?:ok|okay|so|and|but|oh|by the way|btw|anyway|well|also|plus|und|aber|also|übrigens|e|ma|allora|poi|"
    r"comunque)[,\s]+)*"
    r"(?:(?:since|as of|from|seit|ab|da|dal) (?:[\w’']+ ){1,3}?"
    r"(?=(?:the|my|our|der|die|das|mein\w*|unser\w*|il|lo|la|le|i|gli)\s))?"
    r"(?:(?:the|an?|my|our|user['’]s|der|die|das|mein\w*|unser\w*|il|lo|la|le|i|gli|l['’]|"
    r"(?:il |la |i |le )?(?:mi[oae]i?|nostr[oaie])|dell['’]utente)\s+)?",
    re.IGNORECASE,
)
_NO_THING = {
    stems.stem(word)
    for word in "user now nowadays currently jetzt nun inzwischen mittlerweile neuerdings ab sofort "
    "ora adesso ormai liegt steht "
    "sta stanno è kept keep".split()
}
_ONLY_FOR_NOW = lazy(
    r"\b(?:for now|right now|until|till|for (?:a|the) (?:week|while|day|night|moment|weekend)|this week(?:end)?|today|"
    r"bis|gerade|diese woche|heute|fino a|oggi|questa settimana)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Shape:
    """A statement that tells where something is, or whom it is with: the thing, and what stands behind."""

    thing: frozenset[str]
    rest: str


def _shape(text: str) -> _Shape | None:
    """The parts of a statement that tells where something is or whom it is with; None of any other."""
    words = _LEADING.sub("", text.strip()).replace("’", "'").split()
    for at, word in enumerate(words):
        if at and word.casefold() in _AT and not _is_time(words[at + 1 :]):
            thing = frozenset(stems.content(" ".join(words[:at]).replace("'s", ""))) - _NO_THING
            return _Shape(thing, " ".join(words[at + 1 :])) if thing - WEAK else None
        if word[-1] in ",.;:!?":
            return None
    return None


def _is_time(words: Sequence[str]) -> bool:
    """Whether what stands behind a word of place is a day or an hour."""
    return any(word[0].isdigit() or listed.days_of(word) for word in words[:1])


def tells(sentence: str) -> bool:
    """Whether a sentence tells where something is now, whom it is with, or who does it, for good."""
    now = bool(_NOW.search(sentence)) and not _ONLY_FOR_NOW.search(sentence)
    return now and (_shape(sentence) is not None or _DOES.match(sentence) is not None)


def is_told(sentence: str, note: str) -> bool:
    """Whether a sentence tells of the thing that a line of a note begins with that it is elsewhere, or with another."""
    if not tells(sentence):
        return False
    told, lines = _shape(sentence), note.splitlines()
    return any(
        told is not None and _is_elsewhere(told, known) for line in lines if (known := _shape(line))
    ) or any(_is_done_by_another(sentence, line) for line in lines)


def _is_elsewhere(told: _Shape, known: _Shape) -> bool:
    there, here = (set(stems.content(one.rest)) - _NO_THING for one in (known, told))
    return told.thing == known.thing and bool(here - there) and bool(there - here)


# Who does what: "Ida keeps the minutes now". What many may do beside each other is nobody's duty.
_DOES = lazy(
    r"(?:(?:and|so|but|now|und|jetzt|e|ora|adesso),? )?"
    r"(?P<who>(?-i:[A-ZÀ-ÖØ-Þ])[\w'’-]+(?: (?-i:[A-ZÀ-ÖØ-Þ])[\w'’-]+)?)"
    r" (?!(?:is|was|has|had|plays?|likes?|loves?|lives?|works?|eats?|drinks?|speaks?|goes|comes?|wears?|owns?|knows?|"
    r"says?|thinks?|needs?|wants?|stud(?:y|ies)|learns?|attends?|sings?|uses?|gets?|takes?|rides?|visits?|joins?|sees?|"
    r"reads?|watches|buys?|nimmt|fährt|besucht|liest|sieht|kauft|prende|visita|legge|guarda|compra|"
    r"ist|war|hat|spielt|mag|liebt|wohnt|arbeitet|isst|trinkt|spricht|geht|kommt|trägt|besitzt|kennt|weiß|sagt|"
    r"braucht|will|lernt|singt|benutzt|"
    r"è|era|ha|suona|gioca|ama|vive|abita|lavora|mangia|beve|parla|va|viene|porta|possiede|conosce|dice|vuole|studia|"
    r"canta|usa)\b)[^\W\d_]+ (?P<what>.+)",
    re.IGNORECASE,
)


def _is_done_by_another(sentence: str, known: str) -> bool:
    """Whether a sentence says of all that somebody does by a note that somebody else does it."""
    told, held = _DOES.match(sentence), _DOES.match(known)
    if told is None or held is None or set(told["who"].split()) & set(known.split()):
        return False
    what = {word for word in stems.content(told["what"]) if not word.isdigit()} - _NO_THING - WEAK
    return bool(what) and what <= stems.held(held["what"])
