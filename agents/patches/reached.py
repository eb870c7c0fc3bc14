"""The telephone numbers by which somebody is reached, exchanged for those that words give anew."""

from __future__ import annotations

import re

from agents.patches import own
from agents.patches.said import Said
from agents.patterns import lazy

A_DATE = (
    r"(?:(?:19|20)\d\d(?:[-/.]\d{1,2}[-/.]\d{1,2}|[-–/](?:19|20)\d\d)|\d{1,2}-\d{1,2}-(?:\d\d){1,2}"
    r"|\d{1,2}[./]\d{1,2}[./](?:\d\d){1,2})(?!\w|[./-]\d)"
)
"""What is written like a number to call, and is a date or two years."""
_PHONE = lazy(rf"(?<![\w.])(?!{A_DATE})\+?\d[\d ()/.-]{{6,18}}\d(?!\w)")


def called_at(text: str, said: Said) -> str:
    """A text with its one telephone number exchanged for the one that is given, if it is of the same line."""
    before, after = list(_PHONE.finditer(text)), list(_PHONE.finditer(said.text))
    if len(before) != 1 or len(after) != 1 or sum(sign.isdigit() for sign in after[0][0]) < FEWEST_DIGITS:
        return text
    if _is_anothers(text, said, after[0][0]):
        return text
    lines = {_line_of(text, before[0]), _line_of(said.text, after[0])} - {""}
    return text.replace(before[0][0], after[0][0]) if len(lines) < 2 else text


def numbers(text: str) -> tuple[str, ...]:
    """The telephone numbers of a text, as they are written."""
    found = (match[0] for match in _PHONE.finditer(text))
    return tuple(one for one in found if sum(sign.isdigit() for sign in one) >= FEWEST_DIGITS)


def same_number(number: str) -> str:
    """What a telephone number is compared by, however it is written."""
    return re.sub(r"\D", "", number)


def _is_anothers(text: str, said: Said, number: str) -> bool:
    """Whether a number is told in a sentence that names somebody else, and nobody whom a text names behind its first
    word."""
    told = next((one for one in said.sentences if number in one), said.text)
    before = told.partition(number)[0]
    held = [name for name in own.names(text.partition(" ")[2]) if len(name) >= _NAME_LETTERS]
    other = bool(held) and bool(own.new_names(text, before))
    return other and not any(own.says(told, name) for name in held)


# Shorter words in capitals are "Tel" and "Dr".
_NAME_LETTERS = 4
FEWEST_DIGITS = 7
_LINES = {
    "mobile": lazy(r"\b(?:mobile|cell\w*|handy\w*|mobil\w*)\b|手机", re.IGNORECASE),
    "work": lazy(r"\b(?:work|office|büro\w*|ufficio|dienst\w*|lavoro)\b|公司|办公", re.IGNORECASE),
    "home": lazy(r"\b(?:home|landline|festnetz\w*|privat\w*|casa|fisso)\b|家里|座机", re.IGNORECASE),
}


def _line_of(text: str, number: re.Match[str]) -> str:
    """Which of somebody's numbers one is, where that is told just before it."""
    before = text[max(0, number.start() - 30) : number.start()]
    return next((name for name, pattern in _LINES.items() if pattern.search(before)), "")


# Somebody's number, said as the one that holds: "Imelda's mobile is 07700 900461".
_REACHED_AT = lazy(
    r"\b(?:mobile|cell|phone|number|handy\w*|telefon\w*|nummer|cellulare|numero)\s+(?:\w+ )?"
    r"(?:is|ist|è|lautet|:)\s+\+?\d"
    r"|\b(?:new|neue[rs]?|nuov[oa])\s+(?:\w+ )?(?:mob(?:ile)?|cell(?:phone)?|phone|tel|number|handy\w*|\w*nummer|"
    r"cellulare|numero|telefono)(?: (?:number|di \w+))?\s?[:,.]?\s\+?\d"
    r"|(?:电话|手机号?)(?:是|：|:)\s?\+?\d",
    re.IGNORECASE,
)


def gives_a_number(said: str) -> bool:
    """Whether the words give somebody's telephone number."""
    return bool(_REACHED_AT.search(said) and _PHONE.search(said))
