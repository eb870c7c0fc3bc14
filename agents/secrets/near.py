"""Finds the lines near a telling word: the only ones that costly patterns must be tried on."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias

Stretch: TypeAlias = tuple[int, int]

# No pattern crosses more ends of lines than this between its telling word and its value.
REACH = 6
# Letters that patterns without case take for ASCII ones, and `str.lower` leaves as they are.
_LIKE_ASCII = str.maketrans("ſıİ", "sii")


def holds(text: str, words: Sequence[str]) -> bool:
    """Whether one of the lower-case `words` stands in the text, in any case."""
    folded = text.translate(_LIKE_ASCII).lower() if not text.isascii() else text.lower()
    return any(word in folded for word in words)


def matches(pattern: re.Pattern[str], text: str, places: Sequence[Stretch]) -> Iterator[re.Match[str]]:
    """What the pattern matches within the stretches of `stretches`."""
    for first, last in places:
        yield from pattern.finditer(text, first, last)


def stretches(text: str, words: Sequence[str]) -> list[Stretch]:
    """Where the lines stand that hold one of `words`, with REACH lines before and after each; none overlap."""
    if not holds(text, words):
        return []
    found: list[Stretch] = []
    starts = [0, *(match.end() for match in re.finditer("\n", text)), len(text) + 1]
    for number, (first, after) in enumerate(itertools.pairwise(starts)):
        if holds(text[first : after - 1], words):
            begin = starts[max(0, number - REACH)]
            if found and begin <= found[-1][1]:
                begin = found.pop()[0]
            found.append((begin, starts[min(number + REACH + 1, len(starts) - 1)] - 1))
    return found
