"""Happenings that people name: whether a line that tells of one tells of that which is asked for, or of another."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agents import glosses, stems
from agents.patterns import lazy
from agents.question import Parsed, Shape

# Each happening with the words it is told by, in English; other languages are read through their English.
_NAMED = tuple(
    stems.held(words)
    for words in (
        "wedding marry married marries marriage weds bride groom nuptials",
        "funeral burial buried cremation wake",
        "birthday born birth",
        "exam test examination resit viva midterm quiz",
        "interview",
        "dentist dental tooth teeth",
        "doctor gp physician checkup check-up clinic hospital",
        "surgery operation operated",
        "vet vaccination",
        "flight fly flies plane depart lands landing airport",
        "trip journey travel holiday holidays vacation leave",
        "concert gig show recital performance",
        "rehearsal practice choir",
        "party celebration celebrate celebrated",
        "graduation graduate graduates",
        "delivery deliver delivered parcel package",
        "deadline due submit submission",
        "haircut hairdresser barber",
        "rent lease",
        "marathon race run",
        "match game kickoff kick-off",
        "lunch dinner breakfast brunch supper meal",
        "lecture seminar class lesson course",
        "release launch rollout",
        "plumber electrician technician",
        "inspection audit",
        "camping camp",
    )
)
# What any of them may be called.
_MEETING = stems.held("meeting meet meets appointment call catch-up sync talk date visit session event")
# Which of several is meant, and not what it is of.
_ORDER = stems.held(
    "next first last final second third new upcoming big own my mein meine nächste nächster prossimo 下"
)
_ASKED = lazy(
    r"^\W*(?:(?:so|and|but|ok|hey|please|tell me|do you know)\W+)*"
    r"(?:when|what (?:time|day|date)|on (?:which|what) (?:day|date)|at what time|where|wann|um wie ?viel uhr|wo|quando"
    r"|a che ora|dove)(?:['’]s|\s+(?:is|are|was|were|ist|sind|war|findet|è|sono|era|will be))\s+(?P<thing>.+?)\W*$",
    re.IGNORECASE,
)
_WHOSE = lazy(r"^(?P<name>[A-ZÄÖÜ][\w-]+)['’]s\s|\bdi (?P<of>[A-Z][\w-]+)\b|\bvon (?P<von>[A-ZÄÖÜ][\w-]+)\b")
_OWN = lazy(r"\b(?:my|mein\w{0,2}|(?:il )?mi[oa]|user['’]s)\b|我的", re.IGNORECASE)
# A longer question says more than what is asked for.
WORDS = 7


def is_another(parsed: Parsed, text: str) -> bool:
    """Whether `text` tells of another happening than the one whose time or place is asked, or of another's.

    What tells of no happening by name ("we go live on Monday") may be any.
    """
    match = _ASKED.match(parsed.text) if parsed.shape in (Shape.WHEN, Shape.WHERE) else None
    if match is None or len(match["thing"].split()) > WORDS:
        return False
    thing, asked = match["thing"], _asked(match["thing"], parsed)
    if parsed.shape is Shape.WHERE and not any(_is_happening(word) for word in asked):
        return False
    return _of_another(thing, text) or _differs(asked, glosses.terms(text))


def _is_happening(word: frozenset[str]) -> bool:
    return bool(word & _MEETING) or any(named & word for named in _NAMED)


def _asked(thing: str, parsed: Parsed) -> tuple[frozenset[str], ...]:
    """The words of what is asked for, each with its English, without the names of whose it is."""
    whose = _WHOSE.search(thing)
    owner = [name for name in (whose.groups() if whose else ()) if name]
    # In German every noun has a capital.
    capital = parsed.names if parsed.language != "de" else ()
    names = stems.held(" ".join((*parsed.people, *capital, *owner)))
    return tuple(word for word in glosses.concepts(thing) if word.isdisjoint(names))


def _differs(asked: Sequence[frozenset[str]], told: frozenset[str]) -> bool:
    words = frozenset[str]().union(*asked)
    meant = [named for named in _NAMED if named & words]
    others = any(named & told for named in _NAMED) or bool(_MEETING & told)
    if not words or words & (told - _MEETING) or not others:
        return False
    if meant:
        # "My driving test" is not told by "my exam in statistics": what it is of would be named.
        known = frozenset[str]().union(*meant, _MEETING, _ORDER)
        return any(word.isdisjoint(known) for word in asked) or not any(named & told for named in meant)
    return not (words & _MEETING and _MEETING & told)


def _of_another(thing: str, text: str) -> bool:
    """Whether somebody's is asked for by their name, and the line tells of the user's own without that name."""
    whose = _WHOSE.search(thing)
    if whose is None:
        return False
    name = next(filter(None, whose.groups()))
    return stems.stem(name) not in stems.held(text) and _OWN.search(text) is not None
