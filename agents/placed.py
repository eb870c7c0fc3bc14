"""The lines of a screen by where they stand: what labels them, left of them or above them, and where they run on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from agents import torn
from agents.patterns import lazy
from storage.model import Box, Word
from storage.words import joined

# A line of more words is a statement: it needs no label, and is none.
STATEMENT = 8
# What stands above belongs to it when the gap is no more than so many heights of the lower of the two.
ABOVE = 2.2
# Two lines are in one row when they share this part of the lower one's height.
SAME_ROW = 0.5
# A line of at least so many words was broken where the next word had no room; lines of a list begin where they please.
BROKEN = 7
# A paragraph is followed over so many lines.
LONGEST_RUN = 5
# Lines of one paragraph are of one size.
LARGER = 1.6

_LETTERS = lazy(r"[^\W\d_]{2,}")
_ENDED = lazy(r"[.!?](?=\s)|[。！？]")
_ENDS = (".", "!", "?", ":", "。", "！", "？")
_LABELS = lazy(r"[^\W\d_]\w*\s?:")
_NUMBER = lazy(r"(?<!\w)\d")
_BARE = lazy(
    r"[^\w%$€£¥+.,:-]*(?:(?:EUR|USD|GBP|CHF|SEK|NOK|DKK)\s|[$€£¥]\s?)?[+-]?\d[\d.,:' ]*"
    r"(?:\s?[^\W\d_]{1,3}|\s?[%$€£¥]|\s?/\s?\w)?\W*"
)


@dataclass(frozen=True, slots=True)
class _Cell:
    """A line as it stands on the screen."""

    text: str
    box: Box

    @property
    def is_short(self) -> bool:
        return len(self.text.split()) <= STATEMENT

    @property
    def names(self) -> bool:
        """True for words that may be a label: letters, and not only a unit."""
        return self.is_short and _LETTERS.search(self.text) is not None and not is_bare(self.text)


def is_bare(text: str) -> bool:
    """True for a number with its unit and nothing else: it says nothing without its label."""
    return _BARE.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Placed:
    """What names a line where it stands, and what it goes on with below; empty where nothing does.

    `row` is what of the label stands beside it on the left.
    """

    label: str = ""
    rest: str = ""
    row: str = ""


def of_lines(lines: Sequence[str], words: Iterable[Word]) -> list[Placed]:
    """What is told of each line of a screen by where it stands; of one whose place is not known nothing. `words` are
    those of the screen in their order.
    """
    sure = (word for word in words if word.sure)
    every = (_cell(list(line)) for _, line in groupby(sure, key=lambda word: word.line))
    cells = [cell for cell in every if cell.text]
    labelled, runs = _labelled(cells), _runs(cells)
    rest = list(cells)
    return [
        Placed(labelled[id(cell)][0], _rest(line, cell, runs), labelled[id(cell)][1])
        if (cell := _taken(line, rest))
        else Placed()
        for line in lines
    ]


def _labelled(cells: Sequence[_Cell]) -> dict[int, tuple[str, str]]:
    """The label of each cell, and what of it stands on the left."""
    beside = [_beside(cell, cells) for cell in cells]
    leading = {id(one) for one in beside}
    return {
        id(cell): (
            _label(cell, left, cells if is_bare(cell.text) or id(cell) not in leading else ()),
            left.text if left else "",
        )
        for cell, left in zip(cells, beside, strict=True)
    }


def _runs(cells: Sequence[_Cell]) -> dict[int, _Cell]:
    """For each line of a paragraph but its last the one it runs on in."""
    found = {}
    for cell in cells:
        below = next((one for one in cells if _is_broken(cell, one, cells)), None)
        if below is not None:
            found[id(cell)] = below
    return found


def _is_broken(cell: _Cell, below: _Cell, cells: Sequence[_Cell]) -> bool:
    """Whether a line goes on right below it, because the next word had no room beside it."""
    if cell is below or len(cell.text.split()) < BROKEN or not _stands_over(cell.box, below.box):
        return False
    one, other = cell.box, below.box
    even = abs(one.x - other.x) <= one.h and max(one.h, other.h) <= LARGER * min(one.h, other.h)
    if not even or cell.text.endswith(_ENDS) or _LABELS.match(below.text):
        return False
    beside = [one.box for one in cells if abs(one.box.x - other.x) <= other.h]
    widest = max(box.x + box.w for box in beside if abs(box.y - other.y) <= LONGEST_RUN * 2 * other.h)
    first = other.w * len(below.text.split(maxsplit=1)[0]) / max(1, len(below.text))
    return one.x + one.w + first > widest


def _rest(line: str, cell: _Cell, runs: Mapping[int, _Cell]) -> str:
    """The lines below that a line, which ends its cell, runs on in."""
    told: list[str] = []
    while cell.text.endswith(line) and id(cell) in runs and len(told) < LONGEST_RUN:
        cell = runs[id(cell)]
        ended = _ENDED.search(cell.text)
        told.append(cell.text[: ended.end()] if ended else cell.text)
        line = cell.text
        if ended:
            break
    return " ".join(told)


def _cell(words: Sequence[Word]) -> _Cell:
    left, top = min(word.box.x for word in words), min(word.box.y for word in words)
    right = max(word.box.x + word.box.w for word in words)
    bottom = max(word.box.y + word.box.h for word in words)
    return _Cell(torn.tidy(joined(word.text for word in words)), Box(left, top, right - left, bottom - top))


def _taken(line: str, left: list[_Cell]) -> _Cell | None:
    """The first cell that holds a line; cells that are passed over stay behind, but not those that hold more of it."""
    at = next((at for at, cell in enumerate(left) if line in cell.text), None)
    if at is None:
        return None
    cell = left[at]
    if cell.text == line:
        del left[at]
    return cell


def _label(cell: _Cell, beside: _Cell | None, cells: Sequence[_Cell]) -> str:
    """What stands `beside` a cell on the left, and of a number, or where nothing stands there, what is above it."""
    if not cell.is_short:
        return ""
    above = _above(cell, cells) if beside is None or is_bare(cell.text) else None
    return " ".join(one.text for one in (beside, above) if one is not None)


def _beside(cell: _Cell, cells: Sequence[_Cell]) -> _Cell | None:
    """The nearest words on the left in the same row."""
    if not cell.is_short:
        return None
    row = [one for one in cells if one.names and _ends_before(one, cell) and _in_row(one.box, cell.box)]
    return max(row, key=lambda one: one.box.x, default=None)


def _above(cell: _Cell, cells: Sequence[_Cell]) -> _Cell | None:
    """The words above it, across the numbers of its column."""
    at = cell
    while True:
        over = [one for one in cells if _stands_over(one.box, at.box)]
        nearest = max(over, key=lambda one: one.box.y, default=None)
        if nearest is None or nearest.names:
            return nearest if nearest is not None and not _NUMBER.search(nearest.text) else None
        if not is_bare(nearest.text):
            return None
        at = nearest


def _ends_before(one: _Cell, other: _Cell) -> bool:
    return one.box.x + one.box.w <= other.box.x


def _in_row(one: Box, other: Box) -> bool:
    shared = min(one.y + one.h, other.y + other.h) - max(one.y, other.y)
    return shared >= SAME_ROW * min(one.h, other.h)


def _stands_over(one: Box, other: Box) -> bool:
    gap = other.y - (one.y + one.h)
    beside = min(one.x + one.w, other.x + other.w) > max(one.x, other.x)
    return beside and -other.h / 2 <= gap <= ABOVE * max(one.h, other.h) and one.y < other.y
