"""Recognises the codes of a list: lines that name what is opened, or stand below "Codes", each with its value behind.

"front door 1408 / alarm 3380", or "# Codes" over "- gate 5512" and "- office 7741A".
"""

from __future__ import annotations

from collections.abc import Iterator

from agents.patterns import lazy
from agents.secrets import forms, misread, names
from agents.secrets.found import Found, SecretKind

_LINE = lazy(r"[^\n]+")
_NAMED = misread.in_any_case(names.LOCKED)
_NETWORK = misread.in_any_case(names.NETWORK)
_OTHER = misread.in_any_case(names.OTHER_CODE)
# A line over a list that says what its lines hold.
_HEAD = misread.in_any_case(
    rf"\W*(?:[^\W\d_]+\s){{0,3}}?(?:{names.CODE}|{names.LOCKED}|schlosser|turen|lucchetti|portes|"
    r"numbers|nummern|numeri|numeros)(?:\s[^\W\d_]+){0,3}\W*$"
)
# What stands before the value: a sign of a list, and some words.
_LEAD = lazy(
    r"[\s>*•☐·–-]{0,6}[^\W\d_][\w'’.]*(?:[ \t][^\W\d_][\w'’.]*){0,3}"
    r"(?:[ \t]{1,2}(?:[:=–→|-]{1,2}[ \t]{1,2})?|[:=]\s?|\t)$"
)
_MOST_LINES = 30
_LONGEST = 60


def find(text: str) -> Iterator[Found]:
    """The values of every list of two lines or more that are made alike, and name what is opened."""
    listed: list[tuple[str, Found]] = []
    headed = False
    for line in _LINE.finditer(text):
        one = _of_line(line.group())
        if one is not None and len(listed) < _MOST_LINES:
            listed.append((line.group(), one.moved(line.start())))
            continue
        yield from _secret(listed, headed=headed)
        listed = []
        headed = len(line.group()) <= _LONGEST and _heads(line.group())
    yield from _secret(listed, headed=headed)


def _heads(line: str) -> bool:
    return _HEAD.match(line) is not None and _OTHER.search(line) is None


def _of_line(line: str) -> Found | None:
    """The value of a line that holds a name of a few words, and it."""
    if len(line) > _LONGEST:
        return None
    for match in forms.VALUE.finditer(line):
        alone = not line[match.end() :].strip() and _LEAD.match(line[: match.start()])
        if alone and (forms.is_value(match) or forms.is_year(match.group())):
            kind = SecretKind.PASSWORD if match.lastgroup == "strange" else SecretKind.PIN
            return Found(kind, *match.span(), "code")
    return None


def _secret(listed: list[tuple[str, Found]], *, headed: bool) -> Iterator[Found]:
    """Of lines in a row all below a head, otherwise those that name what is opened; a year only beside others."""
    opened = [_NAMED.search(line) is not None for line, _ in listed]
    if all(forms.is_year(line[-4:]) for line, _ in listed):
        return
    if headed and any(opened):
        yield from (found for _, found in listed)
    elif sum(opened) > 1:
        for (line, found), opens in zip(listed, opened, strict=True):
            if opens or (found.kind is SecretKind.PASSWORD and _NETWORK.search(line)):
                yield found
