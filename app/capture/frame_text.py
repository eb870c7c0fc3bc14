"""The running text of a screen: words that were read again take the place of the old ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from app.capture import regions
from app.capture.motion import Motion
from storage.model import Box, Word
from storage.words import joined

# Two words are on one line when they share this part of the lower one's height.
SAME_LINE = 0.5
# Words on one line are of one size: "Gap" is this many times as high as "a" at the most.
LARGER = 2.0
# A line ends where the gap to the next word is wider than so many of its heights: another column begins.
COLUMN_GAP = 2.0
# A line belongs to the block above when the gap between them is less than so many of its heights.
BLOCK_GAP = 1.2
# Rows are told apart among the last few only, which keeps a page of 2,000 words at some milliseconds.
OPEN_ROWS = 6
# A word is of a row when it is beside the nearest of so many that came last, or beside half of them.
LAST_WORDS = 6
# A new word this near the side of what was read again may have been cut there.
CUT = 2
# Stands for a letter of a guess; no reader reads it.
GUESS = "\0"


@dataclass(frozen=True, slots=True)
class _Line:
    """Words that stand side by side, and the box around them."""

    words: Sequence[Word]
    box: Box


class FrameText:
    """Holds the words of the last kept frame of every monitor. Used by one thread."""

    def __init__(self) -> None:
        self._words: dict[int, tuple[Word, ...]] = {}

    def words(self, monitor: int) -> tuple[Word, ...]:
        """The words on `monitor` as last known, in reading order."""
        return self._words.get(monitor, ())

    def begin(self, monitor: int, words: Sequence[Word]) -> tuple[Word, ...]:
        """All of `monitor` was read: these are its words. Answers with them in reading order."""
        self._words[monitor] = in_lines(words)
        return self._words[monitor]

    def update(self, monitor: int, read: Sequence[Box], words: Sequence[Word]) -> tuple[Word, ...]:
        """The places `read` were read again and hold `words`. Answers with all words in reading order."""
        self._words[monitor] = merge(self.words(monitor), read, words)
        return self._words[monitor]

    def carry(self, monitor: int, motion: Motion) -> tuple[Box, ...]:
        """Words that moved stand where they are now; `update` brings them into their order.

        Answers with the places where a word came only in part.
        """
        self._words[monitor], cut = motion.carry(self.words(monitor))
        return cut

    def forget(self, monitor: int) -> None:
        """Nothing is known of `monitor` any more."""
        self._words.pop(monitor, None)


def moved(words: Iterable[Word], right: int, down: int) -> tuple[Word, ...]:
    """`words` read in a crop, in pixels of the picture it was cut from at (right, down)."""
    return tuple(
        word.at(Box(word.box.x + right, word.box.y + down, word.box.w, word.box.h)) for word in words
    )


def merge(old: Sequence[Word], read: Sequence[Box], new: Sequence[Word]) -> tuple[Word, ...]:
    """The words of a frame after the places `read` were read again and gave `new`, in reading order.

    Old words whose middle lies in such a place go. A word that the side of the place cut through stays as it was:
    places are grown beyond what changed (`regions.widened`), so nothing changed at their sides.
    """
    stay = [word for word in old if not any(_holds(place, word.box) for place in read)]
    rests = _rests(new, stay, read)
    return in_lines([*stay, *(word for index, word in enumerate(new) if index not in rests)])


def in_lines(words: Iterable[Word]) -> tuple[Word, ...]:
    """`words` in reading order with `line` counted from 0: block by block, line by line, left to right."""
    lines = _by_block([line for row in _rows(words) for line in _columns(row)])
    return tuple(
        word if word.line == number else word.in_line(number)
        for number, line in enumerate(lines)
        for word in line.words
    )


def text_of(words: Iterable[Word]) -> str:
    """The words as text: a space between words, a new line between lines. `words` are in reading order."""
    return "\n".join(
        joined(word.text for word in line) for _, line in groupby(words, key=lambda word: word.line)
    )


def without_guesses(text: str, words: Iterable[Word]) -> str:
    """`text_of(words)` with every letter of a word the reader was not sure of made `GUESS`; as long as before."""
    letters, at = list(text), 0
    for word in words:
        at = text.index(word.text, at)
        end = at + len(word.text)
        if not word.sure:
            letters[at:end] = GUESS * len(word.text)
        at = end
    return "".join(letters)


def tidied(text: str) -> str:
    """A text from which guesses were taken, without the gaps they left."""
    lines = (re.sub(f" *{GUESS}+", "", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _holds(place: Box, box: Box) -> bool:
    """Whether the middle of `box` lies in `place`, and neither side sticks out."""
    x, y = box.x + box.w / 2, box.y + box.h / 2
    inside = place.x <= x < place.x + place.w and place.y <= y < place.y + place.h
    return inside and box.x >= place.x - CUT and box.x + box.w <= place.x + place.w + CUT


def _rests(new: Sequence[Word], stay: Sequence[Word], read: Sequence[Box]) -> set[int]:
    """Which of `new` are what the edge of a place that was read left of a word that stays."""
    beside = [i for i, word in enumerate(new) if any(_touches_side(word.box, place) for place in read)]
    places = regions.as_rows(word.box for word in stay)
    on_one = regions.mostly_on(regions.as_rows(new[i].box for i in beside), places)
    return {i for i, is_on_one in zip(beside, on_one.tolist(), strict=True) if is_on_one}


def _touches_side(box: Box, place: Box) -> bool:
    return box.x - place.x <= CUT or place.x + place.w - (box.x + box.w) <= CUT


def _rows(words: Iterable[Word]) -> list[list[Word]]:
    """Words at one height, over all columns."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (2 * word.box.y + word.box.h, word.box.x)):
        row = next((row for row in reversed(rows[-OPEN_ROWS:]) if _is_in(row, word)), None)
        if row is None:
            rows.append([word])
        else:
            row.append(word)
    return rows


def _is_in(row: Sequence[Word], word: Word) -> bool:
    """Whether a word is at the height of a row, whose last word may be of another column, or have too high a box."""
    last = row[-LAST_WORDS:]
    nearest = min(last, key=lambda other: _apart(other.box, word.box))
    return _beside(nearest, word) or 2 * sum(_beside(other, word) for other in last) >= len(last)


def _apart(one: Box, other: Box) -> int:
    """How many pixels are between two boxes from left to right."""
    return max(one.x, other.x) - min(one.x + one.w, other.x + other.w)


def _beside(one: Word, other: Word) -> bool:
    """Whether two words are at one height; a headline is not beside the small print, but a dash is beside a word."""
    low, high = (one, other) if one.box.h <= other.box.h else (other, one)
    if high.box.h > LARGER * low.box.h and any(letter.isalnum() for letter in low.text):
        return False
    shared = min(one.box.y + one.box.h, other.box.y + other.box.h) - max(one.box.y, other.box.y)
    return shared >= SAME_LINE * low.box.h


def _columns(row: Iterable[Word]) -> Iterator[_Line]:
    """A row cut where the gap between two words is a column's."""
    words: list[Word] = []
    box = Box(0, 0, 0, 0)
    for word in sorted(row, key=lambda word: word.box.x):
        if words and word.box.x - (box.x + box.w) <= COLUMN_GAP * max(word.box.h, box.h):
            words.append(word)
            box = regions.around(box, word.box)
        else:
            if words:
                yield _Line(words, box)
            words, box = [word], word.box
    if words:
        yield _Line(words, box)


def _by_block(lines: list[_Line]) -> list[_Line]:
    """The lines in the order of their blocks: a line joins the block that ends right above it."""
    blocks: list[list[_Line]] = []
    for line in sorted(lines, key=lambda line: (line.box.y, line.box.x)):
        above = next((block for block in reversed(blocks) if _follows(block[-1].box, line.box)), None)
        if above is None:
            blocks.append([line])
        else:
            above.append(line)
    return [line for block in blocks for line in block]


def _follows(above: Box, below: Box) -> bool:
    """Whether a line stands right under another."""
    side_by_side = min(above.x + above.w, below.x + below.w) > max(above.x, below.x)
    gap = below.y - (above.y + above.h)
    return side_by_side and -below.h / 2 <= gap <= BLOCK_GAP * max(above.h, below.h)
