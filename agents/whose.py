"""Whose words a line is, where users ask of themselves: what others say of themselves, or a page of anybody, is not
the user's."""

from __future__ import annotations

import re
from collections.abc import Collection

from agents import jottings, selves, sentences
from agents.claims import people
from agents.context import Evidence, Line
from agents.patterns import lazy
from agents.question import Parsed
from storage.model import Frame, Memory, Observation, ObservationType, Role, Turn

PAGE, NOTES = "page", "notes"
_THE_USER = frozenset({"", "user", "the user"})

# The user as whom a question is about: what they do, are or have, not what others do for them.
_OWN = lazy(
    r"\b(?:i|my|mine|myself|ich|mein\w*|io|mio|mia|miei|mie|je|mon|ma|mes)\b|我"
    r"|^\s*(?:dove|quando|cosa|che|come|quale)?\s*(?:abito|vivo|lavoro|sono|ho)\b",
    re.IGNORECASE,
)
_SPEAKER_FIRST = lazy(r"\W*(?:(?:hi|hello|hallo|ciao)\W+)?(?:i|ich|io|user)\b|\W*我(?![的们])", re.IGNORECASE)
# What the user knows, saw or was told: of whatever there was.
_WITNESS = lazy(
    r"\bi (?:ever |last |first |just )?(?:know|remember|recall|hear|heard|see|saw|seen|read|look|looked|find|found"
    r"|learn|learnt|learned|watch|watched|notice|noticed|get|got|receive|received)\b"
    r"|\b(?:weiß|sah|las|hörte|bekam|habe) ich\b|\b(?:cosa so|ho (?:visto|letto|sentito))\b"
    r"|我(?:知道|记得|看|读|听|收)",
    re.IGNORECASE,
)
# What a page may claim of somebody: where and of what they live, how they are reached, what they are and have.
_PERSONAL = lazy(
    r"\b(?:live|living|reside|home|address|work|job|employer|employed|company|profession|occupation|boss|salary|earn"
    r"|phone|mobile|number|e-?mail|birthday|born|old am i|age|allerg\w+|diet|vegan|vegetarian|married|single|spouse"
    r"|emergency contact|heir|blood|religion|nationality|name|wohn\w*|arbeit\w*|beruf|arbeitgeber|adresse|nummer"
    r"|geburtstag|notfallkontakt|heiße|abito|vivo|lavoro|indirizzo|numero|compleanno|chiamo)\b"
    r"|\bwhere (?:am|was|were) i\b|住|工作|地址|电话|号码|生日|过敏|名字|联系人",
    re.IGNORECASE,
)


def asks_of_own(parsed: Parsed) -> bool:
    """Whether a question is about the user alone, and none of their people."""
    named = parsed.people or parsed.kin or people.names_relation(parsed.text)
    return not named and not _WITNESS.search(parsed.text) and _OWN.search(parsed.text) is not None


def asks_of_kin(parsed: Parsed) -> bool:
    """Whether a question is about somebody by what they are to the user: "where does my brother live?"."""
    return people.bare_relation(parsed.text) is not None


def is_of_none_of_them(evidence: Evidence, line: Line, parsed: Parsed) -> bool:
    """True for what users say of themselves alone, where they ask of their sister: what names her nowhere."""
    if evidence.teller or not _SPEAKER_FIRST.match(line.text):
        return False
    told = f"{evidence.text} {evidence.found.replies_to}"
    wanted = people.relation_words(parsed.text)
    return not (wanted & people.relation_words(told) or any(name in told for name in parsed.kin))


def teller(thing: Observation | Memory, user_names: Collection[str]) -> str:
    """Whose words a thing is, where they are not the user's: a name, for a screen "page" or "notes"; else empty."""
    if isinstance(thing, Frame):
        return NOTES if jottings.are_of_user(thing) else PAGE
    if isinstance(thing, Memory):
        name = str(thing.body.get("actor") or thing.body.get("source") or "")
        return "" if name.casefold() in _THE_USER or sentences.fold(name) in user_names else name
    if isinstance(thing, Turn) and thing.role is Role.PARTICIPANT:
        return "" if sentences.fold(thing.speaker) in user_names else thing.speaker
    return ""


def is_of_another(evidence: Evidence, line: Line, parsed: Parsed) -> bool:
    """True for what somebody else, or a page, says of itself, where users ask of themselves."""
    if not evidence.teller or not asks_of_own(parsed):
        return False
    if isinstance(evidence.found.thing, Memory):
        return line.text.startswith(evidence.teller) and people.USER not in line.text
    if stands_in_notes(evidence, parsed) and not jottings.is_spoken(line.text):
        return False
    return selves.is_of_speaker(line.text) and not selves.is_of_listener(line.text)


def stands_in_notes(evidence: Evidence, parsed: Parsed) -> bool:
    """True for what the user's own notes on a screen tell of their matters, but for what a person is and has."""
    return evidence.teller == NOTES and asks_of_own(parsed) and _PERSONAL.search(parsed.text) is None


def is_claimed(evidence: Evidence, parsed: Parsed) -> bool:
    """True for a screen that tells something personal of the user: nobody but a page has said so."""
    thing = evidence.found.thing
    if isinstance(thing, Memory):
        shown = bool(thing.sources) and all(one.type is ObservationType.FRAME for one in thing.sources)
    else:
        shown = isinstance(thing, Frame)
    return shown and asks_of_own(parsed) and _PERSONAL.search(parsed.text) is not None
