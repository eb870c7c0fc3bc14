"""Where the words that were looked for stand in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

Stretch = tuple[int, int]
"""The first character and the number of characters."""


def stretches(text: str, phrases: Sequence[str]) -> list[Stretch]:
    """Where the phrases (`*` stands for any letters) stand in a text, in its order; they do not overlap."""
    found = sorted(stretch for phrase in phrases for stretch in _of(text, phrase))
    apart: list[Stretch] = []
    for start, length in found:
        if not apart or start >= sum(apart[-1]):
            apart.append((start, length))
    return apart


def as_typed(phrases: Sequence[str]) -> str:
    """The phrases as a search that finds each of them on a screen."""
    return " ".join(f'"{phrase}"' for phrase in phrases)


def _of(text: str, phrase: str) -> Iterator[Stretch]:
    words = [r"\w*".join(map(re.escape, word.split("*"))) for word in phrase.split() if word.strip("*")]
    if not words:
        return
    pattern = r"\W+".join(words)
    unspaced = any(character >= "\u2e80" for character in phrase)
    whole = pattern if unspaced else rf"(?<!\w){pattern}(?!\w)"
    for match in re.finditer(whole, text, re.IGNORECASE):
        yield match.start(), len(match.group())
