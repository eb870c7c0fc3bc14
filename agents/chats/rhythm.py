"""How lines follow each other: what belongs to one message stands closer than what does not."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from agents.chats.shapes import Segment

# Lines of one paragraph stand between so many of their heights apart, from foot to foot.
TIGHT, LOOSE = 1.1, 1.9
# The pitch of lines where none follow each other closely.
USUAL = 1.5
# Another message stands further away than so many pitches, another bubble with its rim still further.
APART, BUBBLE = 1.25, 1.5


def pitch(one: Segment, below: Segment) -> float:
    """From what the letters of one stand on to what those of the other do."""
    return below.baseline - one.baseline


def apart(column: Sequence[Segment], height: float, pitches: float = APART) -> float:
    """From which pitch on two lines of a column are of two messages. `height` is that of a line."""
    close = [
        pitch(one, below)
        for one, below in pairwise(column)
        if abs(one.left - below.left) <= height and TIGHT * height <= pitch(one, below) <= LOOSE * height
    ]
    return pitches * (sorted(close)[len(close) // 4] if close else USUAL * height)
