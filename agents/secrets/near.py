"""Finds the lines near a telling word: the only ones that costly patterns must be tried on."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import TypeAlias

Stretch: TypeAlias = tuple[int, int]

# No pattern crosses more ends of lines than this between its telling word and its value.
REACH = 6
# Letters that patterns without case take for ASCII ones, and `str.lower` leaves as they are.
LIKE_ASCII = (("ſ", "s"), ("ı", "i"), ("İ", "i"), ("\u212a", "k"))


def _folded(text: str) -> str:
    """The text in small letters, each at its place."""
    if not text.isascii():
        # `translate` is slow where not all is ASCII.
        for letter, like in LIKE_ASCII:
            text = text.replace(letter, like)
    return text.lower()


def matches(pattern: re.Pattern[str], text: str, places: Sequence[Stretch]) -> Iterator[re.Match[str]]:
    """What the pattern matches within the stretches of `stretches`."""
    for first, last in places:
        yield from pattern.finditer(text, first, last)


def stretches(text: str, words: Sequence[str]) -> list[Stretch]:
    """Where the lines stand that hold one of `words`, with REACH lines before and after each; none overlap."""
    folded = _folded(text)
    places = [at for word in words for at in _places(folded, word)]
    if not places:
        return []
    starts = [0, *(match.end() for match in re.finditer("\n", text)), len(text) + 1]
    found: list[Stretch] = []
    for number in sorted({bisect_right(starts, at) - 1 for at in places}):
        begin = starts[max(0, number - REACH)]
        if found and begin <= found[-1][1]:
            begin = found.pop()[0]
        found.append((begin, starts[min(number + REACH + 1, len(starts) - 1)] - 1))
    return found


def _places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)
