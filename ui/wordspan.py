"""Choosing text on a picture: the words between two points, in reading order. No widget here."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from app.interfaces import WordView


def between(
    words: Sequence[WordView], start: tuple[float, float], end: tuple[float, float]
) -> Sequence[WordView]:
    """The words from the one nearest to `start` to the one nearest to `end` (x, y in pixels of the frame)."""
    if not words:
        return ()
    first, last = sorted((_nearest(words, start), _nearest(words, end)))
    return words[first : last + 1]


def text(words: Sequence[WordView]) -> str:
    """The words as text, a line of the screen to a line."""
    return "\n".join(
        " ".join(word.text for word in line) for _, line in groupby(words, key=lambda word: word.line)
    )


def _nearest(words: Sequence[WordView], point: tuple[float, float]) -> int:
    def far(at: int) -> float:
        place = words[at].place
        beside = max(place.x - point[0], 0.0, point[0] - place.x - place.w)
        above = max(place.y - point[1], 0.0, point[1] - place.y - place.h)
        # A line is left only when the pointer is nearer to another one.
        return beside + 20 * above

    return min(range(len(words)), key=far)
