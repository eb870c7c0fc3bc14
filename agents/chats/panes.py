"""The parts of a screen that may hold a conversation: columns between its gutters, one or several side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from agents.chats.shapes import Segment, beside, height_of, segments
from storage.model import Box, Frame, Word

# The share of a line's words that must be sure.
SURE = 0.4
# Bars at the top and bottom of a screen run over all columns.
BARS = (0.14, 0.94)
# The name of a conversation stands above this part of the screen.
HEAD = 0.22
# What is lower than this part of a line is no letters: the rim of a picture, a line cut through.
LOW = 0.4
# At most so many columns are told apart: the widest gutters count.
MOST = 7
# A part of a screen with more lines is no conversation, and no screen is wider or higher.
LINES, PIXELS = 400, 1 << 15
# No letter is so many heights of a line wide: the rim of a bubble, the side of a window.
WIDE = 3.0
# A bar so far from the words beside it, in heights of a line, is the rim of their bubble, and no letter of theirs.
OFF = 0.8
# A line as high as this many is two that were read as one; its words stand closer than NEAR heights, and
# columns are GAP apart.
TANGLED, NEAR, GAP = 1.7, 0.75, 1.5


@dataclass(frozen=True, slots=True)
class Region:
    """Neighbouring columns of a screen: the number of the first, how many, what stands in them from top to bottom."""

    first: int
    columns: int
    segments: list[Segment]


def regions(frame: Frame) -> list[Region]:
    """Every run of neighbouring columns, the fewest first."""
    every = segments(word for word in frame.words if _is_on_screen(word.box))
    height = height_of(every)
    written = segments(word for line in every for word in line.words if _may_be_letters(word, height))
    every = [
        _unrimmed(one, height)
        for line in written
        for one in _untangled(line, height)
        if one.box.h >= LOW * height and _is_readable(one)
    ]
    every = _joined(every, height)
    borders = _gutters(every, frame.height)
    columns: list[list[Segment]] = [[] for _ in range(len(borders) + 1)]
    for one in every:
        columns[int(np.searchsorted(borders, one.left, side="right"))].append(one)
    count = len(columns)
    found = [
        Region(first, width, _in_rows([one for column in columns[first : first + width] for one in column]))
        for width in range(1, count + 1)
        for first in range(count - width, -1, -1)
    ]
    return [region for region in found if 1 < len(region.segments) <= LINES]


def _is_on_screen(box: Box) -> bool:
    return min(box.x, box.y) >= 0 and min(box.w, box.h) > 0 and max(box.x + box.w, box.y + box.h) <= PIXELS


def _may_be_letters(word: Word, height: float) -> bool:
    return word.box.w <= WIDE * max(height, word.box.h) * len(word.text)


def _unrimmed(line: Segment, height: float) -> Segment:
    """A line without the rim of its bubble: bars that stand off at either end."""
    words = list(line.words)
    while len(words) > 1 and words[0].text == "|" and _gap(words[0], words[1]) >= OFF * height:
        del words[0]
    while len(words) > 1 and words[-1].text == "|" and _gap(words[-2], words[-1]) >= OFF * height:
        del words[-1]
    return Segment(tuple(words))


def _gap(left: Word, right: Word) -> int:
    return right.box.x - (left.box.x + left.box.w)


def _is_readable(one: Segment) -> bool:
    """Whether the reader believed enough of a line; what is cut through by an edge is read as anything."""
    return len(one.words) < 3 or sum(word.sure for word in one.words) >= SURE * len(one.words)


def _untangled(line: Segment, height: float) -> list[Segment]:
    """A line as its rows: two that were read as one are as high as two."""
    if line.box.h < TANGLED * height or len(line.words) < 4:
        return [line]
    rows: list[list[Word]] = []
    for word in sorted(line.words, key=lambda word: word.box.y + word.box.h / 2):
        middle = word.box.y + word.box.h / 2
        if rows and middle - (rows[-1][0].box.y + rows[-1][0].box.h / 2) < 0.6 * height:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [piece for row in rows for piece in _pieces(sorted(row, key=lambda word: word.box.x), height)]


def _pieces(row: Sequence[Word], height: float) -> list[Segment]:
    """A row cut where it reaches over a gutter."""
    found = [[row[0]]]
    for word in row[1:]:
        if _gap(found[-1][-1], word) > GAP * height:
            found.append([])
        found[-1].append(word)
    return [Segment(tuple(piece)) for piece in found]


def _joined(every: Sequence[Segment], height: float) -> list[Segment]:
    """Pieces of one line, which stand as near to each other as its words, as one."""
    found: list[Segment] = []
    rows = defaultdict[int, list[int]](list)
    for one in sorted(every, key=lambda one: one.left):
        row = int(one.middle / height)
        near = sorted(chain(*(rows[row + step] for step in (-1, 0, 1))))
        at = next((at for at in near if _are_one(found[at], one, height)), None)
        if at is None:
            rows[row].append(len(found))
            found.append(one)
        else:
            words = sorted((*found[at].words, *one.words), key=lambda word: word.box.x)
            found[at] = Segment(tuple(words))
    return found


def _are_one(left: Segment, right: Segment, height: float) -> bool:
    last = left.words[-1].box
    level = abs(left.middle - right.middle) < 0.5 * height and beside(left, right)
    return level and -height < right.left - max(left.right, last.x + last.w) < NEAR * height


def _in_rows(region: Sequence[Segment]) -> list[Segment]:
    """From top to bottom, what stands on one row from the left."""
    rows: list[list[Segment]] = []
    for one in sorted(region, key=lambda one: one.middle):
        if rows and beside(rows[-1][0], one):
            rows[-1].append(one)
        else:
            rows.append([one])
    return [one for row in rows for one in sorted(row, key=lambda one: one.left)]


def _gutters(every: Sequence[Segment], height: int) -> list[int]:
    """The middles of the widest gaps between columns that no line of the page's body reaches over, from the left."""
    top, bottom = BARS[0] * height, BARS[1] * height
    body = [one for one in every if not height or top < one.middle < bottom]
    if not body:
        return []
    covered = np.zeros(max(one.right for one in body) + 1, dtype=np.int32)
    for one in body:
        covered[one.left : one.right] += 1
    # One notice may reach over all columns.
    free = covered <= (1 if len(body) > 30 else 0)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], free.astype(np.int8), [0]))))
    runs = [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    wide = [(b - a, (a + b) // 2) for a, b in runs if a > 0 and b < len(covered) and b - a >= height_of(body)]
    return sorted(middle for _, middle in sorted(wide, reverse=True)[: MOST - 1])
