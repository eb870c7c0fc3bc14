"""A telephone number that words call by its last figures: "the 118 number is dead, it's 01632 960774 now"."""

from __future__ import annotations

import re

from agents import caches
from agents.patterns import lazy

_NUMBER = lazy(r"(?<![\w.])\+?\d[\d ()/.-]{6,18}\d(?!\w)")
_TAIL = lazy(
    r"\b(?:the|that|old) (?P<the>\d{3,4}) (?:number|one|line)\b|"
    r"\b(?:number|one|line|nummer|numero)\b[^.;!?\d]{0,16}\b"
    r"(?:ending|ends|end|finishing|finishes|mit|auf|con|in|per|finisce) "
    r"(?:in |on |with |con |per )?(?P<ending>\d{3,4})(?![\w:.,]*\d)|"
    r"\bdie (?P<die>\d{3,4})er[ -]nummer\b|尾号(?:是|为)?(?P<han>\d{3,4})",
    re.IGNORECASE,
)
# That nobody is reached there any more.
_DEAD = lazy(
    r"\b(?:dead|no longer|not any ?more|(?:doesn|isn|won)['’]t (?:work|in use|any ?more|answer)|disconnected|gone|"
    r"out of (?:use|order|service)|is off|delete|forget|replaced|changed|gilt nicht mehr|geht nicht mehr|tot|"
    r"abgeschaltet|"
    r"non (?:vale|funziona|va|esiste) più|disattivat\w|cambiat\w)\b|停用|不用了|注销|打不通",
    re.IGNORECASE,
)


def are_told(text: str, said: str) -> bool:
    """Whether words call the one number of a text by its last figures, say that it is dead, and give another."""
    tail = _tail(said)
    held = [re.sub(r"\D", "", match[0]) for match in _NUMBER.finditer(text)] if tail else []
    return len(held) == 1 and held[0].endswith(tail)


# All that is known is compared with the same words.
@caches.of_texts(16)
def _tail(said: str) -> str:
    tails = {next(filter(None, match.groups())) for match in _TAIL.finditer(said)}
    told = {re.sub(r"\D", "", match[0]) for match in _NUMBER.finditer(said)}
    dead = any(_DEAD.search(said[match.end() : match.end() + 30]) for match in _TAIL.finditer(said))
    return tails.pop() if len(tails) == 1 and len(told) == 1 and dead else ""


__all__ = ["are_told"]
