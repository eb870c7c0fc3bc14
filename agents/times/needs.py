"""What a pattern cannot match without: letters or a digit that a text must have, so that most patterns need no try.

A text is told by 314 patterns of eight languages, and nearly every sentence has no word of nearly all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

# WORKAROUND: Python's own reader of patterns has no public name since 3.11; it can go when it has one again.
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from agents.patterns import lazy

# Stands for a digit of any script among what a pattern needs, and behind what is held by a text that has one.
_DIGIT = r"\d"
_DIGITS = lazy(_DIGIT)
# Longest range of characters that is told one by one.
_LONGEST_RANGE = 12
# The dotless and the dotted I, which patterns take for an i and case folding does not.
_SAME = {0x130: "i", 0x131: "i"}

Need = frozenset[str]
"""Strings of which the `held` of a text must hold one."""


def held(text: str) -> str:
    """A text as needs are looked for in it."""
    return fold(text) + (_DIGIT if _DIGITS.search(text) else "")


def fold(text: str) -> str:
    """A text with all that a pattern takes as the same, whatever its case, made the same."""
    return text.translate(_SAME).casefold()


def of(pattern: str, flags: re.RegexFlag) -> tuple[Need, ...]:
    """What every match of a pattern holds, the rarest first; nothing where that cannot be told."""
    found = _of_sequence(parser.parse(pattern, flags))
    return tuple(sorted(dict.fromkeys(found), key=_worth, reverse=True))


def _worth(need: Need) -> tuple[int, int]:
    return min(map(len, need)), -len(need)


# Any: the parts of a pattern as Python reads it, which have no types.
def _of_sequence(parts: Sequence[Any]) -> Iterator[Need]:
    """Letters that follow one another are needed as one string."""
    run = ""
    for op, value in parts:
        if op is ops.LITERAL:
            run += fold(chr(value))
            continue
        if run:
            yield frozenset({run})
        run = ""
        yield from _of_part(op, value)
    if run:
        yield frozenset({run})


def _of_part(op: Any, value: Any) -> Iterator[Need]:
    """Of what may be left out, of what is only looked at, and of what is not known here, nothing."""
    if op is ops.SUBPATTERN:
        yield from _of_sequence(value[-1])
    elif op in (ops.MAX_REPEAT, ops.MIN_REPEAT) and value[0] > 0:
        yield from _of_sequence(value[2])
    elif op is ops.BRANCH:
        rarest = [max(_of_sequence(way), key=_worth, default=None) for way in value[1]]
        ways = [need for need in rarest if need is not None]
        if len(ways) == len(rarest):
            yield frozenset[str]().union(*ways)
    elif op is ops.IN:
        signs = [_of_signs(kind, sign) for kind, sign in value]
        if all(signs):
            yield frozenset[str]().union(*signs)


def _of_signs(op: Any, value: Any) -> Need:
    """The signs that a class of characters takes; nothing where they are too many to tell."""
    if op is ops.LITERAL:
        return frozenset({fold(chr(value))})
    if op is ops.RANGE and value[1] - value[0] < _LONGEST_RANGE:
        return frozenset(fold(chr(code)) for code in range(value[0], value[1] + 1))
    return frozenset({_DIGIT}) if op is ops.CATEGORY and value is ops.CATEGORY_DIGIT else frozenset()
