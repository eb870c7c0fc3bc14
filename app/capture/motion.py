"""What moved up or down between two pictures: its words keep their text, and only what it uncovered is read.

A picture is looked at in cells: one row of pixels, one tile wide. A cell that holds the pixels another cell of the same
column held before has moved; how far is voted on by rows that occur once in both. Every pane, header and side bar is
told apart that way without knowing of any, and nothing is believed that is not the same to the pixel.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.capture import regions
from storage import picture_patches
from storage.model import Box, Word

SIDE = picture_patches.SIDE
# Fewer changed tiles than this are read: that is cheaper than looking where they came from.
LEAST_TILES = 12
# So many columns of cells vote together: four letters in a row are seldom alike, four words hardly ever.
TOGETHER = 4
# A distance counts when so many rows vote for it, and no more than so many distances are looked at.
LEAST_VOTES, MOST_DISTANCES = 6, 8
# It must explain so many cells with something in them, and with the others this part of all that changed.
LEAST_CELLS, LEAST_PART = 64, 0.1
# So many rows in a column move together, or it is chance.
LEAST_RUN = 8
# A word moves when it is the same with so much room at its sides, as a part of its height, and so many rows around:
# what an edge had cut may be a whole word now.
ROOM, ROWS_AROUND = 1 / 3, 2

Cells = NDArray[np.uint64]
Marks = NDArray[np.bool_]
# Numbers without a pattern: a sum weighted by them is another one for another row of pixels.
_WEIGHTS = np.random.default_rng(20261127).integers(1, 2**63, SIDE // 2, dtype=np.uint64)
# What a cell of one colour comes to, for the colour 1: two pixels are one number.
_FLAT = np.uint64(int(_WEIGHTS.sum(dtype=np.uint64)) * (2**32 + 1) % 2**64)


@dataclass(frozen=True, slots=True)
class _Distance:
    """How far something moved down: `same` marks cells that hold what was so far above, `taken` those it explains."""

    down: int
    same: Marks
    taken: Marks


@dataclass(frozen=True, slots=True)
class Motion:
    """What became of the cells in `area`, a part of the picture on the grid of tiles.

    `gone`: cells that changed and need no reading, because they are empty now or hold what moved there; `unread`: those
    that do. `carried` are tiles without any `unread`; `uncovered` those where new text comes into sight.
    """

    area: Box
    changed: Marks
    unread: Marks
    carried: Marks
    uncovered: Marks
    distances: tuple[_Distance, ...]

    @property
    def gone(self) -> Marks:
        """Cells whose words are known from elsewhere now."""
        return self.changed & ~self.unread

    @property
    def farthest(self) -> int:
        """The greatest distance at which something moved, in rows of pixels."""
        return max(abs(distance.down) for distance in self.distances)

    def carry(self, words: Sequence[Word]) -> tuple[tuple[Word, ...], tuple[Box, ...]]:
        """The words where they are now, and the places of words that came only in part: those are to be read."""
        boxes = regions.as_rows(word.box for word in words)
        stays = ~_any(self.gone, self._spans(boxes))
        there = boxes[stays]
        kept = [word for word, stay in zip(words, stays.tolist(), strict=True) if stay]
        lost: list[Box] = []
        for distance in self.distances:
            moved, cut = self._moved(boxes, distance, there)
            kept.extend(_down(words[i], distance.down) for i in moved)
            there = np.concatenate([there, _below(boxes[moved], distance.down)])
            lost.extend(_down(words[i], distance.down).box for i in cut)
        hidden = regions.mostly_on(regions.as_rows(lost), there).tolist()
        return tuple(kept), tuple(box for box, gone in zip(lost, hidden, strict=True) if not gone)

    def trimmed(self, box: Box) -> Box:
        """`box` without the rows at its top and bottom that need no reading."""
        if regions.overlap(box, self.area) < box.w * box.h:
            return box
        top, left = box.y - self.area.y, (box.x - self.area.x) // SIDE
        right = -(-(box.x + box.w - self.area.x) // SIDE)
        rows = np.flatnonzero(self.unread[top : top + box.h, left:right].any(axis=1))
        return Box(box.x, box.y + int(rows[0]), box.w, int(np.ptp(rows)) + 1) if len(rows) else box

    def take(self, kept: NDArray[np.uint32], now: NDArray[np.uint32]) -> None:
        """Copies the cells that need no reading from `now` to `kept`."""
        place = np.s_[self.area.y : self.area.y + self.area.h, self.area.x : self.area.x + self.area.w]
        np.copyto(kept[place], now[place], where=np.repeat(self.gone, SIDE, axis=1)[:, : self.area.w])

    def _moved(
        self, boxes: NDArray[np.int64], distance: _Distance, there: NDArray[np.int64]
    ) -> tuple[list[int], list[int]]:
        """Which words came whole to a place where none is, and which came in part."""
        goals = _below(boxes, distance.down)
        room = np.maximum(2, (ROOM * goals[:, 3]).astype(np.int64))
        wide = goals + np.stack([-room, room * 0 - ROWS_AROUND, 2 * room, room * 0 + 2 * ROWS_AROUND], axis=1)
        new = _any(self.changed, self._spans(goals))
        inside = (wide[:, 1] >= self.area.y) & (wide[:, 1] + wide[:, 3] <= self.area.y + self.area.h)
        same = ~_any(~distance.same, self._spans(wide)) & inside
        taken = _any(distance.taken, self._spans(goals))
        moved = np.flatnonzero(new & same & ~regions.mostly_on(goals, there)).tolist()
        return moved, np.flatnonzero(taken & ~(new & same)).tolist()

    def _spans(self, boxes: NDArray[np.int64]) -> NDArray[np.int64]:
        """The cells each box touches: first row, first column, end row, end column."""
        rows, columns = self.changed.shape
        x, y, w, h = (boxes - (self.area.x, self.area.y, 0, 0)).T
        spans = np.stack([y, x // SIDE, y + h, -(-(x + w) // SIDE)], axis=1)
        return np.asarray(np.clip(spans, 0, (rows, columns, rows, columns)))


def find(before: NDArray[np.uint32], now: NDArray[np.uint32], differing: Marks) -> Motion | None:
    """What moved between two pictures whose tiles `differing` differ; None when nothing worth it did."""
    if np.count_nonzero(differing) < LEAST_TILES:
        return None
    area = _around(differing, now.shape)
    old, new = _cells(before, area), _cells(now, area)
    changed = old != new
    inked = changed & (new != _flat(now, area))
    distances = list(_distances(old, new, changed, inked))
    left = inked.copy()
    for distance in distances:
        left &= ~distance.taken
    if not distances or np.count_nonzero(inked & ~left) < LEAST_PART * np.count_nonzero(inked):
        return None
    carried = differing & ~_tiles(left, area, differing.shape)
    return Motion(area, changed, left, carried, _uncovered(distances, area, carried), tuple(distances))


def _around(tiles: Marks, shape: tuple[int, ...]) -> Box:
    """The pixels around marked tiles, and one tile more on every side."""
    rows, columns = np.flatnonzero(tiles.any(axis=1)), np.flatnonzero(tiles.any(axis=0))
    left, top = (int(columns[0]) - 1) * SIDE, (int(rows[0]) - 1) * SIDE
    right, bottom = (int(columns[-1]) + 2) * SIDE, (int(rows[-1]) + 2) * SIDE
    return regions.clipped(Box(left, top, right - left, bottom - top), Box(0, 0, shape[1], shape[0]))


def _cells(colours: NDArray[np.uint32], area: Box) -> Cells:
    """A number for what each cell of `area` holds."""
    piece = colours[area.y : area.y + area.h, area.x : area.x + area.w]
    if area.w % SIDE or colours.shape[1] % 2:
        piece = np.pad(piece, ((0, 0), (0, -area.w % SIDE)))
    columns = piece.shape[1] // SIDE
    return np.asarray(piece.view(np.uint64).reshape(area.h, columns, SIDE // 2) @ _WEIGHTS)


def _flat(colours: NDArray[np.uint32], area: Box) -> Cells:
    """The number each cell would have if all of it had the colour of its first pixel."""
    first = colours[area.y : area.y + area.h, area.x : area.x + area.w : SIDE]
    return first.astype(np.uint64) * _FLAT


def _distances(old: Cells, new: Cells, changed: Marks, inked: Marks) -> Iterator[_Distance]:
    """The distances that explain something, the one with the most votes first."""
    left = inked.copy()
    for down in _voted(old, new, changed):
        same = np.zeros_like(changed)
        same[max(0, down) : len(same) + min(0, down)] = (
            new[max(0, down) : len(new) + min(0, down)] == old[max(0, -down) : len(old) + min(0, -down)]
        )
        taken = _in_runs(same) & left
        if np.count_nonzero(taken) >= LEAST_CELLS:
            left &= ~taken
            yield _Distance(down, same, taken)


def _voted(old: Cells, new: Cells, changed: Marks) -> list[int]:
    """Distances for which rows vote that occur once in both pictures."""
    votes: Counter[int] = Counter()
    weights = _WEIGHTS[:TOGETHER]
    for group in _groups(np.flatnonzero(np.count_nonzero(changed, axis=0) >= LEAST_RUN)):
        was = _single(old[:, group] @ weights[: len(group)])
        is_now = _single(new[:, group] @ weights[: len(group)])
        _, here, there = np.intersect1d(was[0], is_now[0], assume_unique=True, return_indices=True)
        votes.update((is_now[1][there] - was[1][here]).tolist())
    del votes[0]
    return [down for down, count in votes.most_common(MOST_DISTANCES) if count >= LEAST_VOTES]


def _groups(columns: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    """Columns that stand side by side, at most `TOGETHER` at once."""
    for run in np.split(columns, np.flatnonzero(np.diff(columns) > 1) + 1):
        for first in range(0, len(run), TOGETHER):
            yield run[first : first + TOGETHER]


def _single(rows: Cells) -> tuple[Cells, NDArray[np.int64]]:
    """The values that stand once among the rows, and where; a row like the one above it is passed over."""
    places = np.flatnonzero(np.concatenate([[True], rows[1:] != rows[:-1]]))
    values, first, count = np.unique(rows[places], return_index=True, return_counts=True)
    return values[count == 1], places[first[count == 1]]


def _in_runs(marks: Marks) -> Marks:
    """Marks that stand in a run of `LEAST_RUN` rows or more."""
    if len(marks) < LEAST_RUN:
        return np.zeros_like(marks)
    full = np.ones((len(marks) - LEAST_RUN + 1, marks.shape[1]), np.bool_)
    for step in range(LEAST_RUN):
        full &= marks[step : step + len(full)]
    runs = np.zeros_like(marks)
    for step in range(LEAST_RUN):
        runs[step : step + len(full)] |= full
    return runs


def _tiles(cells: Marks, area: Box, grid: tuple[int, ...]) -> Marks:
    """The tiles in which a cell is marked."""
    padded = np.pad(cells, ((0, -len(cells) % SIDE), (0, 0)))
    found = padded.reshape(-1, SIDE, cells.shape[1]).any(axis=1)
    tiles = np.zeros(grid, np.bool_)
    top, left = area.y // SIDE, area.x // SIDE
    tiles[top : top + found.shape[0], left : left + found.shape[1]] = found
    return tiles


def _uncovered(distances: Sequence[_Distance], area: Box, carried: Marks) -> Marks:
    """Tiles above what moved down and below what moved up, as far as it moved: what is there came into sight."""
    marks = np.zeros_like(carried)
    for distance in distances:
        tiles = -(-abs(distance.down) // SIDE) + 1
        for group in regions.clusters(_tiles(distance.taken, area, carried.shape)):
            rows, columns = zip(*group, strict=True)
            beside = slice(max(0, min(columns) - 1), max(columns) + 2)
            top, bottom = min(rows), max(rows)
            if distance.down > 0:
                marks[max(0, top - tiles) : top + 1, beside] = True
            else:
                marks[bottom : bottom + tiles + 1, beside] = True
    return marks & ~carried


def _below(boxes: NDArray[np.int64], rows: int) -> NDArray[np.int64]:
    return boxes + np.array([0, rows, 0, 0], np.int64)


def _any(marks: Marks, spans: NDArray[np.int64]) -> Marks:
    """For each span of cells whether one in it is marked: four looks into a table of sums."""
    sums = np.zeros((marks.shape[0] + 1, marks.shape[1] + 1), np.int64)
    np.cumsum(np.cumsum(marks, axis=0), axis=1, out=sums[1:, 1:])
    top, left, bottom, right = spans.T
    return np.asarray(sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left] > 0)


def _down(word: Word, rows: int) -> Word:
    box = word.box
    return word.at(Box(box.x, box.y + rows, box.w, box.h))
