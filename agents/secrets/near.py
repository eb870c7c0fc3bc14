"""Finds the lines near a telling word: the only ones that costly patterns must be tried on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

# No pattern crosses more ends of lines than this between its telling word and its value.
REACH = 6
# Letters that patterns without case take for ASCII ones, and `str.lower` leaves as they are.
_LIKE_ASCII = str.maketrans("ſıİ", "sii")


def holds(text: str, words: Sequence[str]) -> bool:
    """Whether one of the lower-case `words` stands in the text, in any case."""
    folded = text.translate(_LIKE_ASCII).lower() if not text.isascii() else text.lower()
    return any(word in folded for word in words)


def matches(
    pattern: re.Pattern[str], text: str, stretches: Sequence[tuple[int, int]]
) -> Iterator[re.Match[str]]:
    """What the pattern matches within the stretches; their neighbourhood is seen by what looks behind."""
    for first, last in stretches:
        yield from pattern.finditer(text, first, last)


def stretches(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Where in the text the lines stand that hold one of `words`, with REACH lines before and after each."""
    if not holds(text, words):
        return []
    found: list[tuple[int, int]] = []
    ends = _ends(text)
    for number, last in enumerate(ends):
        if holds(text[ends[number - 1] if number else 0 : last], words):
            first = ends[number - REACH - 1] + 1 if number > REACH else 0
            last = ends[min(number + REACH, len(ends) - 1)]
            if found and first <= found[-1][1]:
                first = found.pop()[0]
            found.append((first, last))
    return found


def _ends(text: str) -> list[int]:
    """Where each line ends: the places of the line feeds, and the end of the text."""
    return [*(match.start() for match in re.finditer("\n", text)), len(text)]
