"""What is read of a chat: segments of words on a pane, and what was said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, reduce
from itertools import groupby

from agents.patterns import lazy
from storage.model import Box, Word
from storage.words import joined

# Names with so much in common are one name read twice.
NAME = 0.75
# More of a text is not compared with another.
LETTERS = 500

_RIM = lazy(r" [.,;:'`_~¢°]+(?= |$)|(?<=[.!?]) [—|]$", re.MULTILINE)
_BAR = lazy(
    r"(?:(?<=^)|(?<=[.!?,] )|(?<=\n))\|(?= [a-z])|(?<= )\|(?= (?:will|am|have|was|had|can|do|don|think|left|need)\b)"
)
# Letters that reach below the line they stand on, and signs of which the box tells no line.
_BELOW = lazy(r"[gjpqyç,;()\[\]{}|/\\_]|^\W+$")


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time as a chat prints it: a minute of the day, a day, or both; `ago` is a rough one (“2 hours ago”).

    One that was read in a small hand, whose signs are easily mistaken, is not `sure`.
    """

    minute: int | None = None
    day: date | None = None
    ago: bool = False
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Said:
    """One message as one screen shows it. `own`: the user wrote it. `cut`: a part of it may be out of sight.

    `edited` is what the chat says of it; `speaker` is empty where no name is printed.
    """

    speaker: str
    text: str
    box: Box
    own: bool = False
    stamp: Stamp | None = None
    edited: bool = False
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Conversation:
    """What one screen shows of one conversation, from top to bottom. `assistant`: the other side is a program."""

    thread: str
    said: tuple[Said, ...]
    assistant: bool = False


@dataclass(frozen=True)
class Segment:
    """Words that stand side by side on one line, without a column's gap between them."""

    words: tuple[Word, ...]

    @cached_property
    def text(self) -> str:
        """The words as the line they are."""
        return joined(word.text for word in self.words)

    @cached_property
    def box(self) -> Box:
        """The box around the words."""
        return around(word.box for word in self.words)

    @property
    def left(self) -> int:
        """Where it begins."""
        return self.box.x

    @property
    def right(self) -> int:
        """Where it ends."""
        return self.box.x + self.box.w

    @property
    def middle(self) -> float:
        """Its height on the screen, at half of its own."""
        return self.box.y + self.box.h / 2

    @cached_property
    def baseline(self) -> float:
        """What its letters stand on; some reach below it."""
        feet = [float(one.box.y + one.box.h) for one in self.words if not _BELOW.search(one.text)]
        feet = feet or [one.box.y + 0.8 * one.box.h for one in self.words]
        return sorted(feet)[len(feet) // 2]


def text_of(lines: Iterable[Segment]) -> str:
    """What lines say, without the marks that the rim of a bubble leaves; a bar that begins a sentence is an I."""
    text = "\n".join(line.text for line in lines)
    return _BAR.sub("I", _RIM.sub("", text)).strip()


def segments(words: Iterable[Word]) -> list[Segment]:
    """The segments of a frame's words, whose `line` numbers count them."""
    return [Segment(tuple(line)) for _, line in groupby(words, key=lambda word: word.line)]


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all of `boxes`."""
    return reduce(_both, boxes)


def beside(one: Segment, other: Segment) -> bool:
    """Whether two segments stand on one row."""
    shared = min(one.box.y + one.box.h, other.box.y + other.box.h) - max(one.box.y, other.box.y)
    return shared >= 0.5 * min(one.box.h, other.box.h)


def same_name(one: str, other: str) -> bool:
    """Whether both are one name, perhaps read twice: a name is not read the same every time."""
    one, other = one.casefold().strip("@# "), other.casefold().strip("@# ")
    return bool(one) and letters_shared(one, other) >= NAME


def letters_shared(one: str, other: str) -> float:
    """The share of the letters of two texts that both have in one order: twice their longest common subsequence by both
    lengths. Of longer texts than LETTERS the beginnings and the lengths are compared.

    Crochemore and others, “A fast and practical bit-vector algorithm for the longest common subsequence problem”
    (2001): a row of the table is one number, so that no texts from a screen make this slow.
    """
    if one == other:
        return 1.0
    most = 2 * min(len(one), len(other)) / max(1, len(one) + len(other))
    one, other = one[:LETTERS], other[:LETTERS]
    places: dict[str, int] = {}
    for place, letter in enumerate(one):
        places[letter] = places.get(letter, 0) | 1 << place
    every = (1 << len(one)) - 1
    row = every
    for letter in other:
        common = row & places.get(letter, 0)
        row = (row + common | row - common) & every
    return min(most, 2 * (len(one) - row.bit_count()) / max(1, len(one) + len(other)))


def height_of(segments: Sequence[Segment]) -> float:
    """How high a line of running text is: the middle height of those of several words."""
    heights = sorted(one.box.h for one in segments if len(one.words) > 2) or sorted(
        one.box.h for one in segments
    )
    return float(heights[len(heights) // 2]) if heights else 1.0


def _both(one: Box, other: Box) -> Box:
    x, y = min(one.x, other.x), min(one.y, other.y)
    right, bottom = max(one.x + one.w, other.x + other.w), max(one.y + one.h, other.y + other.h)
    return Box(x, y, right - x, bottom - y)
