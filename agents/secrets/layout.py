"""Where words stand to each other: lines, rows of a form or table, values beside their labels, numbered grids."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

from agents.patterns import lazy
from agents.secrets import fields, identities
from storage.model import Box

# In heights of a line: how far a value stands from its label to the right and below, and how crooked a column is.
RIGHT, BELOW, CROOKED = 45.0, 5.0, 2.0
LONGEST_LABEL, MOST_WORDS = 48, 6
MOST_ROWS, MOST_IN_CELL = 14, 5
NAMES = lazy(
    r"\b(?:ssn|social security|card|visa|kart\w*|carte|tarjeta|carta|iban|konto\w*|bankverbindung|compte|cuenta|conto"
    r"|rekening|account|\w*code|codigo|codice|pin|otp|tan|cvv|cvc"
    r"|(?:api|access|secret|private|encryption|signing|license) ?key|key|bot|token|secret|credentials?"
    r"|authorization|database_url)\b|卡号|账号|验证码|密钥",
    re.IGNORECASE,
)
GRID_NUMBER = lazy(r"[(#]?([0-9OIl|]{1,2})[.):\]]?")
NUMBERED = lazy(r"[(#]?(\d{1,2})[.):]?([A-Za-z]{3,8})")
GRID_WORD = lazy(r"[A-Za-z0-9|]{3,8}[.,]?")
LEAST_GRID, LEAST_CELLS, MOST_GRID = 11, 5, 24
BLOCK_GAP = 1.5
LOOSE = 3.0
TORN = 6.0


class Placed(Protocol):
    """A word with its place and line."""

    @property
    def text(self) -> str:
        """The word."""

    @property
    def line(self) -> int:
        """The number of its line."""

    @property
    def box(self) -> Box:
        """Where it stands."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of one column: the numbers of its words, its text and its place."""

    words: tuple[int, ...]
    text: str
    box: Box


def around(boxes: Sequence[Box]) -> Box:
    """The box around some."""
    x, y = min(box.x for box in boxes), min(box.y for box in boxes)
    return Box(x, y, max(box.x + box.w for box in boxes) - x, max(box.y + box.h for box in boxes) - y)


def holds(block: Box, box: Box) -> bool:
    """Whether the middle of `box` lies in `block`."""
    x, y = box.x + box.w / 2, box.y + box.h / 2
    return block.x <= x <= block.x + block.w and block.y <= y <= block.y + block.h


def is_below(above: Line, line: Line) -> bool:
    """Whether a line stands right under another, in the same column."""
    gap = line.box.y - (above.box.y + above.box.h)
    shared = min(above.box.x + above.box.w, line.box.x + line.box.w) - max(above.box.x, line.box.x)
    return (
        center(line.box) > center(above.box) + above.box.h / 2
        and gap <= BLOCK_GAP * line.box.h
        and shared > 0
    )


def goes_on(line: Line, other: Line) -> bool:
    """Whether a line stands right behind another at its height: a piece that was torn from it."""
    gap = other.box.x - (line.box.x + line.box.w)
    return _level(line.box, other.box) and -line.box.h <= gap <= TORN * line.box.h


def center(box: Box) -> float:
    """How far down the middle of a box is."""
    return box.y + box.h / 2


def is_block(boxes: Sequence[Box]) -> bool:
    """Whether boxes stand close together: the box around them is not much larger than they are."""
    if len(boxes) < 2:
        return False
    block = around(boxes)
    return block.w * block.h <= LOOSE * sum(box.w * box.h for box in boxes)


def lines(words: Sequence[Placed]) -> list[Line]:
    """The lines that words in reading order make."""
    found = []
    for _, group in groupby(range(len(words)), key=lambda index: words[index].line):
        numbers = tuple(group)
        text = " ".join(words[index].text for index in numbers)
        found.append(Line(numbers, text, around([words[index].box for index in numbers])))
    return found


def rows(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines at one height together, from left to right; rows from top to bottom."""
    found: list[list[Line]] = []
    for line in sorted(lines, key=lambda one: 2 * one.box.y + one.box.h):
        row = next((row for row in reversed(found[-4:]) if _level(row[-1].box, line.box)), None)
        if row is None:
            found.append([line])
        else:
            row.append(line)
    return [sorted(row, key=lambda one: one.box.x) for row in found]


def _level(one: Box, other: Box) -> bool:
    shared = min(one.y + one.h, other.y + other.h) - max(one.y, other.y)
    return 2 * shared >= min(one.h, other.h)


def is_far(left: Line, right: Line) -> bool:
    """Whether two lines of a row are too far apart to belong together."""
    return right.box.x - (left.box.x + left.box.w) > RIGHT * max(left.box.h, right.box.h)


def beside(
    lines: Sequence[Line], rows: Sequence[Sequence[Line]], is_wanted: Callable[[str], bool]
) -> list[tuple[Line, Line]]:
    """Every label that is wanted, with each value right of it or below it."""
    found = []
    for row in rows:
        for at, line in enumerate(row):
            if not _is_short(line.text) or not is_wanted(line.text):
                continue
            if at + 1 < len(row) and not is_far(line, row[at + 1]):
                found.append((line, row[at + 1]))
            found.extend((line, value) for value in _below(line, lines))
    return found


def is_label(text: str) -> bool:
    """Whether a line names something that may be secret."""
    return (
        fields.is_password_label(text)
        or NAMES.search(text) is not None
        or identities.ANY_NAME.search(fields.unmarked(f"{text}\n")) is not None
    )


def is_harmless_label(text: str) -> bool:
    """Whether a line names a number that is nobody's: an order's, a parcel's."""
    return identities.OF_SOMETHING.search(text.rstrip(" :*.")) is not None


def _is_short(text: str) -> bool:
    """Whether a line may be a label: short, no question or sentence, and nothing behind a colon."""
    if len(text) > LONGEST_LABEL or text.endswith(("?", "!")) or len(text.split()) > MOST_WORDS:
        return False
    return re.search(r"[:：] *\S|=|\d{3}", text) is None


def _below(label: Line, lines: Sequence[Line]) -> Iterator[Line]:
    """The lines under a label, in its column, until the column ends."""
    above = label
    column = [
        line
        for line in lines
        if line is not label and line.box.y > label.box.y and _in_column(label.box, line.box)
    ]
    for number, line in enumerate(sorted(column, key=lambda one: one.box.y)[:MOST_ROWS]):
        gap = line.box.y - (above.box.y + above.box.h)
        if gap > BELOW * max(label.box.h, line.box.h) or (number and len(line.words) > MOST_IN_CELL):
            return
        yield line
        if len(line.words) > MOST_IN_CELL:
            return
        above = line


def _in_column(label: Box, box: Box) -> bool:
    crooked = CROOKED * max(label.h, box.h)
    return abs(label.x - box.x) <= crooked or abs(label.x + label.w - box.x - box.w) <= crooked


def _cell(words: Sequence[Placed], line: Line) -> int | None:
    """The word of a line that is one word, with a number or what was read for one or for a box's edge before it."""
    told = [index for index in line.words if words[index].text.strip("|[]()")]
    if len(told) == 1 or (len(told) == 2 and len(words[told[0]].text) <= 3):
        return told[-1]
    return None


def grids(
    words: Sequence[Placed], lines: Sequence[Line], is_listed: Callable[[str], bool]
) -> Iterator[list[int]]:
    """The words of a grid: in the order of the numbers before them, and as they stand where numbers were misread."""
    numbered: dict[int, int] = {}
    for index, word in enumerate(words):
        both = NUMBERED.fullmatch(word.text)
        if both:
            numbered.setdefault(int(both[1]), index)
            continue
        number = GRID_NUMBER.fullmatch(word.text)
        after = words[index + 1] if index + 1 < len(words) else None
        if number and after is not None and after.line == word.line and GRID_WORD.fullmatch(after.text):
            value = number[1].translate(str.maketrans("OIl|", "0111"))
            numbered.setdefault(int(value), index + 1)
    together = [numbered[number] for number in range(1, MOST_GRID + 1) if number in numbered]
    last = max((number for number in numbered if number <= MOST_GRID), default=0)
    if len(together) >= max(LEAST_GRID, 0.8 * last):
        yield together
    places = [_cell(words, line) for line in lines]
    cells = [index for index in places if index is not None and is_listed(words[index].text)]
    if len(cells) >= LEAST_CELLS:
        yield cells
