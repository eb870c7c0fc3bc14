"""Play in a conversation: from where somebody begins a role-play, what is said in it is true of nobody."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import takewhile

from agents import sentences
from agents.finding import Utterance, Voice
from agents.patterns import lazy

# After a pause as long as this a conversation begins anew.
PAUSE = timedelta(hours=2)
_NO_PRAISE = (
    r"(?!(?:\w+ ){0,2}(?:star|genius|legend|life-?saver|angel|hero|dear|treasure|best|help|friend|gem|model|assistant|"
    r"machine|bot|ai)\b)"
)
_BEGINS = lazy(
    r"\brole-?play|\blet['’]?s play (?:a|an|the) (?:scene|story|game where|text adventure)|\btext adventure\b|"
    rf"\byou(?:['’]?re| are| play| be) (?:the|a|an|my) {_NO_PRAISE}[^.?!\n]{{3,60}}?[,;]? (?:and )?"
    r"i(?:['’]?m| am| play) (?:the |a |an |your |[A-Z])|"
    r"\b(?:pretend|imagine) (?:that )?(?:you(?:['’]?re| are)|to be|we(?:['’]?re| are)|i(?:['’]?m| am))\b|"
    r"\b(?:be|you(?:['’]?re| are)) (?:my |the |our )?(?:dungeon|game) master\b|"
    r"\brollenspiel|\bdu bist (?:der|die|ein\w*) [^.?!\n]{3,60}?[,;]? (?:und )?ich bin\b|\bgioco di ruolo|角色扮演",
    re.IGNORECASE,
)
_ENDS = lazy(
    r"\b(?:end (?:of )?(?:the )?(?:scene|story|game|role-?play)|stop (?:playing|the game|the role-?play)|"
    r"back to reality|"
    r"enough (?:of (?:the|this) )?(?:game|story|play\w*)|(?:ok(?:ay)?|now),? (?:real|serious) (?:talk|question)|"
    r"out of character now|spiel (?:ende|vorbei)|fine del gioco)\b|游戏结束",
    re.IGNORECASE,
)
# What is said beside the play, in brackets or behind its mark.
_ASIDE = lazy(
    r"\(\(?\s*ooc\b[:,]?\s*(?P<in>[^)]+)\)|^\s*ooc\b[:,]?\s*(?P<line>.+)$", re.IGNORECASE | re.MULTILINE
)


def without_play(utterances: Iterable[Utterance]) -> Iterator[Utterance]:
    """The utterances in order, those of a play with nothing left of them but what was said beside it."""
    playing = False
    last: datetime | None = None
    for one in utterances:
        playing = playing and last is not None and one.time - last <= PAUSE
        last = one.time
        own = one.voice is Voice.USER
        playing = playing and not (own and _ENDS.search(one.text))
        begins = _BEGINS.search(one.text) if own and not playing else None
        playing = playing or begins is not None
        if playing and one.voice is not Voice.SCREEN:
            before = _before(one.text) if begins else ""
            yield replace(one, text="\n".join(filter(None, (before, _aside(one.text)))))
        else:
            yield one


def _before(text: str) -> str:
    """The sentences before the one that begins it."""
    return " ".join(takewhile(lambda sentence: not _BEGINS.search(sentence), sentences.split(text)))


def _aside(text: str) -> str:
    return "\n".join((match["in"] or match["line"]).strip() for match in _ASIDE.finditer(text))
