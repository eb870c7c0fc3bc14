"""Screens written down as lines of text at places, as the reader would give them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TypeAlias

from storage import ids
from storage.model import Box, Frame, ObservationId, Word

WHEN = datetime(2026, 3, 4, 15, 30, tzinfo=UTC)
# A letter is so wide, a line so high, as a usual font is at 14 pixels.
LETTER, HEIGHT = 7, 14
Line: TypeAlias = tuple[int, int, str]


def words(lines: Sequence[Line]) -> tuple[Word, ...]:
    """Lines that begin at (x, y) as the reader gives them."""
    found: list[Word] = []
    for number, (x, y, text) in enumerate(lines):
        left = x
        for part in text.split():
            found.append(Word(part, Box(left, y, LETTER * len(part), HEIGHT), 0.9, number))
            left += LETTER * (len(part) + 1)
    return tuple(found)


def screen(lines: Sequence[Line], app: str, title: str = "", url: str = "", when: datetime = WHEN) -> Frame:
    """A frame of such lines."""
    placed = words(lines)
    text = "\n".join(text for _, _, text in lines)
    return Frame(ObservationId(ids.new(when)), when, text, app, title, url, 1, 1200, 800, placed)


def right(y: int, text: str) -> Line:
    """A line that ends at the right edge."""
    return 1140 - LETTER * len(text), y, text
