"""A piece of screen made ready for Tesseract: dark letters on a light ground, in the size it reads best."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from app.capture import pixels
from app.capture.ports import GrayImage
from storage.model import Box

# The ground is looked for in squares of this side; a block that is narrower than three of them is none.
CELL = 4
# In a square that varies less there is nothing but ground; a ground that differs by more from the page's is a block.
EVEN = 8
OTHER_GROUND = 24
# Letters are looked past over so many squares: 36 px hold more ground than ink.
LOOK_PAST = 9
# Weak letters on a coloured block are made up to so many times as dark, if they are letters (and no grain) at all.
MOST_GAIN, LEAST_CONTRAST = 2.5, 40
# Darker than this is ink, where the ground is white.
INK = 165
# Tesseract reads lines of so many pixels best; it is given no more than it needs, which is cheaper.
BEST_LINE, BEST_DENSE_LINE = 22, 30
USUAL_LINE = 11
SMALLEST_LINE, LARGEST_LINE = 5, 64
STRIP = 64
# What is so much darker than the ground is drawn on it, however weakly.
DRAWN = 30
# A bar (an underline, the gap between two blocks) runs so many lines down or across, and is a line thick at the most. A
# rule (the side of a cell) runs down less far and is as thin as this part of a line; strokes of letters are neither.
BAR, RULE, RULE_THIN = 8, 3, 7
SCALES = (1.0, 1.5, 2.0, 3.0)


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the reader gets for a piece of screen: its pixels, and how many of them one of the screen became."""

    image: GrayImage
    scale: float

    def box(self, left: int, top: int, right: int, bottom: int) -> Box:
        """A place in `image`, in pixels of the piece it was made from."""
        x, y = (max(0, int((edge - pixels.PADDING) / self.scale)) for edge in (left, top))
        far_x, far_y = (-int(-(edge - pixels.PADDING) // self.scale) for edge in (right, bottom))
        return Box(x, y, max(1, far_x - x), max(1, far_y - y))


def prepared(flat: GrayImage, scale: float) -> Prepared:
    """A piece of a flattened picture, enlarged and with a margin."""
    if scale == 1:
        return Prepared(pixels.padded(flat), scale)
    size = (max(1, round(flat.shape[1] * scale)), max(1, round(flat.shape[0] * scale)))
    larger = np.asarray(Image.fromarray(flat).resize(size, Image.Resampling.BICUBIC))
    return Prepared(pixels.padded(larger), scale)


def flattened(gray: GrayImage) -> GrayImage:
    """`gray` as dark letters on a white ground everywhere: also on coloured blocks, and on slopes between colours.

    The rules of tables and under links are left out: Tesseract takes them for letters.
    """
    return _without_rules(_on_white(gray))


def _on_white(gray: GrayImage) -> GrayImage:
    page = float(np.median(gray))
    plain = np.asarray(255 - gray) if page < pixels.DARK else gray
    grounds = _grounds(gray)
    blocks = np.abs(grounds.astype(np.int16) - page) > OTHER_GROUND
    if not blocks.any():
        return plain
    contrast = _contrast(gray, grounds)
    near = _within(blocks, 3, np.logical_or)
    return np.where(_spread(near, gray), 255 - contrast, plain).astype(np.uint8)


def _without_rules(flat: GrayImage) -> GrayImage:
    heights = line_heights(flat)
    line = float(np.median(heights)) if heights.size else USUAL_LINE
    drawn = flat < float(np.median(flat)) - DRAWN
    rules = _bars(drawn, RULE * line, line / RULE_THIN, 0)
    for axis in (0, 1):
        rules |= _bars(drawn, BAR * line, line, axis)
    return np.where(rules, np.uint8(255), flat) if rules.any() else flat


def _bars(drawn: NDArray[np.bool_], length: float, thickest: float, axis: int) -> NDArray[np.bool_]:
    """What runs at least `length` along `axis`, and is no thicker than `thickest`."""
    runs = _runs(drawn, round(length), axis)
    return runs & ~_runs(runs, max(1, round(thickest)) + 1, 1 - axis)


def _runs(drawn: NDArray[np.bool_], length: int, axis: int) -> NDArray[np.bool_]:
    """Those places of `drawn` that lie in runs of at least `length` of them along `axis`."""
    if length > drawn.shape[axis]:
        return np.zeros_like(drawn)
    lines = drawn if axis == 0 else drawn.T
    starts, found = lines, np.zeros_like(lines)
    # Where a run of so many begins is known by halves: 12 are 8, and 8 that begin 4 later.
    known = 1
    while known < length:
        step = min(known, length - known)
        starts = starts[: len(starts) - step] & starts[step:]
        known += step
    if not starts.any():
        return np.zeros_like(drawn)
    found[: len(starts)] = starts
    known = 1
    while known < length:
        step = min(known, length - known)
        found[step:] |= found[:-step].copy()
        known += step
    return found if axis == 0 else found.T


def _grounds(gray: GrayImage) -> GrayImage:
    """The colour of the ground in every square."""
    low, high = _in_cells(gray, np.minimum), _in_cells(gray, np.maximum)
    middles = np.ascontiguousarray(_whole_cells(gray)[CELL // 2 :: CELL, CELL // 2 :: CELL])
    usual = np.asarray(Image.fromarray(middles).filter(ImageFilter.MedianFilter(LOOK_PAST)))
    # The look past letters rounds the corners of blocks: what is even far enough speaks for itself.
    middle = _within(high, 3, np.maximum) - _within(low, 3, np.minimum) <= EVEN
    wide = _within(middle, 3, np.logical_or) & (high - low <= EVEN)
    beside, alike = _beside(low, high - low <= EVEN)
    return np.where(wide, low, np.where(alike, beside, usual)).astype(np.uint8)


def _beside(cells: GrayImage, even: NDArray[np.bool_]) -> tuple[GrayImage, NDArray[np.bool_]]:
    """What lies to the left of every square in its row, and whether the same lies to the right.

    A bar that is no higher than its line of text has more ground beside the letters than above and below.
    """
    ground = _fours(cells, even)
    places = np.arange(cells.shape[1])
    last = np.maximum.accumulate(np.where(ground, places, -1), axis=1)
    after = np.minimum.accumulate(np.where(ground, places, cells.shape[1])[:, ::-1], axis=1)[:, ::-1]
    known = (last >= 0) & (after < cells.shape[1])
    left = np.take_along_axis(cells, np.maximum(last, 0), axis=1)
    right = np.take_along_axis(cells, np.minimum(after, cells.shape[1] - 1), axis=1)
    return left, known & (np.abs(left.astype(np.int16) - right) <= EVEN)


def _fours(cells: GrayImage, even: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The even squares that make a larger one with three like them: these are ground, and no stroke of a letter."""
    level = cells.astype(np.int16)
    across = even[:, :-1] & even[:, 1:] & (np.abs(np.diff(level, axis=1)) <= EVEN)
    down = even[:-1] & even[1:] & (np.abs(np.diff(level, axis=0)) <= EVEN)
    corners = across[:-1] & across[1:] & down[:, :-1] & down[:, 1:]
    found = np.zeros_like(even)
    for top, left in ((0, 0), (0, 1), (1, 0), (1, 1)):
        found[top : top + corners.shape[0], left : left + corners.shape[1]] |= corners
    return found


def _contrast(gray: GrayImage, grounds: GrayImage) -> GrayImage:
    """How much every pixel differs from the ground of the nearby square that it is most like, strengthened."""
    height, width = grounds.shape
    around = np.pad(grounds, 1, mode="edge")
    exact = gray.astype(np.int16)
    differs = np.full(gray.shape, 255, np.int16)
    for down in range(3):
        for right in range(3):
            ground = _spread(around[down : down + height, right : right + width], gray)
            np.minimum(differs, np.abs(exact - ground), out=differs)
    strongest = _within(_in_cells(differs.astype(np.uint8), np.maximum), LOOK_PAST, np.maximum)
    gain = np.clip(255 / np.maximum(strongest.astype(np.float32), 1), 1, MOST_GAIN)
    gain[strongest < LEAST_CONTRAST] = 1
    return np.asarray(np.minimum(255, differs * _spread(gain, gray)).astype(np.uint8))


def scale_for(flat: GrayImage, best_line: int = BEST_LINE) -> float:
    """How much a flattened piece is to be enlarged, by the height of its lines."""
    heights = line_heights(flat)
    if not heights.size:
        return 2.0
    wanted = best_line / float(np.median(heights))
    return min(SCALES, key=lambda scale: abs(np.log(scale / wanted)))


def line_heights(flat: GrayImage) -> NDArray[np.int_]:
    """The heights of all runs of inked rows that can be a line of text, looked for in strips."""
    height, width = flat.shape
    strips = max(1, width // STRIP)
    used = flat[:, : strips * STRIP] if width >= STRIP else flat
    inked = (used < INK).reshape(height, strips, -1).any(axis=2)
    edges = np.diff(np.pad(inked, ((1, 1), (0, 0))).astype(np.int8), axis=0).T
    starts, ends = np.argwhere(edges == 1), np.argwhere(edges == -1)
    runs = ends[:, 1] - starts[:, 1]
    return np.asarray(runs[(runs >= SMALLEST_LINE) & (runs <= LARGEST_LINE)])


def _whole_cells(image: GrayImage) -> GrayImage:
    """`image` with its last row and column repeated until only whole squares are left."""
    height, width = image.shape
    return np.pad(image, ((0, -height % CELL), (0, -width % CELL)), mode="edge")


def _in_cells(image: GrayImage, darker_or_lighter: np.ufunc) -> GrayImage:
    """The darkest or lightest pixel of every square."""
    whole = _whole_cells(image)
    rows = reduce(darker_or_lighter, (whole[down::CELL] for down in range(CELL)))
    cells: GrayImage = reduce(darker_or_lighter, (rows[:, right::CELL] for right in range(CELL)))
    return cells


def _spread(cells: NDArray[Any], like: GrayImage) -> NDArray[Any]:
    """A number a square as a number a pixel."""
    return np.repeat(np.repeat(cells, CELL, axis=0), CELL, axis=1)[: like.shape[0], : like.shape[1]]


def _within(cells: NDArray[Any], side: int, largest: np.ufunc) -> NDArray[Any]:
    """For every square the `largest` (or smallest) of those around it, `side` of them a side."""
    for axis in (0, 1):
        found = cells.copy()
        for step in range(1, side // 2 + 1):
            ahead, behind = [slice(None)] * 2, [slice(None)] * 2
            ahead[axis], behind[axis] = slice(step, None), slice(None, -step)
            here, there = tuple(behind), tuple(ahead)
            largest(found[here], cells[there], out=found[here])
            largest(found[there], cells[here], out=found[there])
        cells = found
    return cells
