"""Places to read: changed tiles become boxes that hold whole words and lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from storage.model import Box

# A run of empty columns this wide lies between words of 13 px text and wider ones, hardly ever inside a word;
# in higher text the gaps are this part of its height.
WORD_GAP, WORD_GAP_OF_HEIGHT = 6, 1 / 8
# Rows of one colour between two lines of text; 13 px text at normal spacing has 3 and more.
LINE_GAP = 2
# How far a box may grow to reach such a gap. Sideways: a long word of 13 px text, or of text as high as the box.
SIDE_REACH, SIDE_REACH_OF_HEIGHT, LONGEST_REACH = 160, 4, 480
# Up or down: most of a tile.
LINE_REACH = 24
# Colours that differ by less than this are one background (gradients, compression).
FLAT = 12

Tile = tuple[int, int]


def clusters(changed: NDArray[np.bool_]) -> Iterator[list[Tile]]:
    """Groups of changed tiles (row, column) that touch, or leave one tile between them in a row."""
    left = {(int(row), int(column)) for row, column in np.argwhere(changed)}
    while left:
        yield _grown(left.pop(), left)


def _grown(seed: Tile, left: set[Tile]) -> list[Tile]:
    """The group of `seed`, taken out of `left`."""
    group = [seed]
    for row, column in group:
        near = {(row + down, column + right) for down in (-1, 0, 1) for right in (-2, -1, 0, 1, 2)} & left
        left -= near
        group.extend(near)
    return group


def of_tiles(tiles: Iterable[Tile], side: int, within: Box) -> Box:
    """The box around `tiles` of `side` pixels, cut to `within`."""
    rows, columns = zip(*tiles, strict=True)
    left, top = min(columns) * side, min(rows) * side
    right, bottom = (max(columns) + 1) * side, (max(rows) + 1) * side
    return clipped(Box(left, top, right - left, bottom - top), within)


def clipped(box: Box, within: Box) -> Box:
    """The part of `box` inside `within`; its width or height is 0 where they do not meet."""
    left, top = max(box.x, within.x), max(box.y, within.y)
    right = min(box.x + box.w, within.x + within.w)
    bottom = min(box.y + box.h, within.y + within.h)
    return Box(left, top, max(0, right - left), max(0, bottom - top))


def overlap(one: Box, other: Box) -> int:
    """How many pixels two boxes share."""
    shared = clipped(one, other)
    return shared.w * shared.h


def without(box: Box, other: Box) -> tuple[Box, ...]:
    """What is left of `box` when `other` is taken away, in at most four pieces."""
    hole = clipped(other, box)
    if not (hole.w and hole.h):
        return (box,)
    below, right = hole.y + hole.h, hole.x + hole.w
    pieces = (
        Box(box.x, box.y, box.w, hole.y - box.y),
        Box(box.x, hole.y, hole.x - box.x, hole.h),
        Box(right, hole.y, box.x + box.w - right, hole.h),
        Box(box.x, below, box.w, box.y + box.h - below),
    )
    return tuple(piece for piece in pieces if piece.w > 0 and piece.h > 0)


def as_rows(boxes: Iterable[Box]) -> NDArray[np.int64]:
    """Boxes as numbers, a row each: x, y, width, height."""
    return np.array([(box.x, box.y, box.w, box.h) for box in boxes], np.int64).reshape(-1, 4)


def mostly_on(boxes: NDArray[np.int64], others: NDArray[np.int64]) -> NDArray[np.bool_]:
    """For each of `boxes` whether more than half of it lies on one of `others`; both as `as_rows` gives them."""
    left, top, wide, high = boxes.T[:, :, None]
    x, y, w, h = others.T
    shared_width = np.minimum(x + w, left + wide) - np.maximum(x, left)
    shared_height = np.minimum(y + h, top + high) - np.maximum(y, top)
    shared = np.maximum(shared_width, 0) * np.maximum(shared_height, 0)
    return np.asarray((shared * 2 > wide * high).any(axis=1))


def area(boxes: Iterable[Box]) -> int:
    """Pixels in all boxes together, overlaps counted twice."""
    return sum(box.w * box.h for box in boxes)


def around(one: Box, other: Box) -> Box:
    """The smallest box that holds both."""
    left, top = min(one.x, other.x), min(one.y, other.y)
    right = max(one.x + one.w, other.x + other.w)
    bottom = max(one.y + one.h, other.y + other.h)
    return Box(left, top, right - left, bottom - top)


def merged(boxes: Iterable[Box]) -> tuple[Box, ...]:
    """The boxes with overlapping ones joined, top to bottom, left to right."""
    done: list[Box] = []
    for box in boxes:
        _join(box, done)
    return tuple(sorted(done, key=lambda box: (box.y, box.x)))


def _join(box: Box, done: list[Box]) -> None:
    """Adds `box` to `done`; swallows what it overlaps, and what the larger box then overlaps."""
    while touching := [other for other in done if overlap(box, other)]:
        for other in touching:
            done.remove(other)
            box = around(box, other)
    done.append(box)


def widened(box: Box, green: NDArray[np.uint8]) -> Box:
    """`box` grown to the next gaps between lines and words, so that no word is cut; `green` is one channel."""
    height, width = green.shape
    rows = green[max(0, box.y - LINE_REACH) : box.y + box.h + LINE_REACH, box.x : box.x + box.w]
    top, bottom = _grow(box.y, box.y + box.h, height, LINE_REACH, LINE_GAP, np.ptp(rows, axis=1) < FLAT)
    reach = min(max(SIDE_REACH, SIDE_REACH_OF_HEIGHT * (bottom - top)), LONGEST_REACH)
    gap = max(WORD_GAP, round(WORD_GAP_OF_HEIGHT * (bottom - top)))
    columns = green[top:bottom, max(0, box.x - reach) : box.x + box.w + reach]
    left, right = _grow(box.x, box.x + box.w, width, reach, gap, np.ptp(columns, axis=0) < FLAT)
    return Box(left, top, right - left, bottom - top)


def _grow(start: int, end: int, limit: int, reach: int, gap: int, flat: NDArray[np.bool_]) -> tuple[int, int]:
    """The span start..end moved outwards to the nearest gaps; `flat` covers it with `reach` at both ends."""
    before = min(start, reach)
    first = start - _to_gap(flat[:before][::-1], gap)
    last = end + _to_gap(flat[before + end - start :], gap)
    return first, min(last, limit)


def _to_gap(flat: NDArray[np.bool_], gap: int) -> int:
    """Steps past the nearest run of `gap` flat places; without one, past the widest run; else all of them."""
    run, widest, past_widest = 0, 0, len(flat)
    for step, is_flat in enumerate(flat.tolist(), start=1):
        run = run + 1 if is_flat else 0
        if run == gap:
            return step
        if run > widest:
            widest, past_widest = run, step
    return past_widest
