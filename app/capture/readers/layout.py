"""Cuts a flattened picture where columns part and where the script changes, so that each part is read once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.capture.ports import GrayImage
from app.capture.readers import preparing
from storage.model import Box

# A gap this many lines wide over the whole height parts columns (numbers beside a program stand nearer to it).
COLUMN_GAP = 2.2
# What would be narrower than so many lines stays with its neighbour.
NARROWEST = 8
# Stretches in which this part of the lines begin within so much of a line's height of one of the other's are the cells
# of a table, which are read row by row.
SAME_ROWS, SAME_HEIGHT = 0.8, 0.35
# So many bars (menus, tabs, a status line) may stand above columns, and below.
MOST_BARS = 4
# What is lower than so many lines (a row of cards) reads well across its gaps.
LOWEST = 12
# A gap this many lines high parts a bar from the columns below it.
ROW_GAP = 0.8
# Characters of Chinese, Japanese and Korean have more strokes one above the other than letters (1.4 to 1.9 on a
# rendered line against 2.1 and more), and more often three or more of them.
# Between the two (a bold headline) their neighbours tell.
DENSE_STROKES, DENSE_SHARE, LETTER_STROKES = 2.04, 0.28, 1.9
# Words tell nothing of their script with less ink than so many columns, or when they are lower than so many rows.
TELLING_COLUMNS, TELLING_ROWS = 12, 7
# What is higher than so many lines is a picture or a frame; a gap this many lines wide parts words.
HIGHEST, WORD_GAP = 3.5, 1.5

Ink = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a picture; `dense` when it is written in characters of many strokes."""

    box: Box
    dense: bool


def parts(flat: GrayImage, *, dense: bool) -> tuple[Part, ...]:
    """The parts of a flattened picture, each to be read at once; with `dense` they are told apart by script, too."""
    ink = flat < preparing.INK
    heights = preparing.line_heights(flat)
    line = float(np.median(heights)) if heights.size else preparing.USUAL_LINE
    boxes = _columns(ink, line)
    if not dense:
        return tuple(Part(box, dense=False) for box in boxes)
    return tuple(part for box in boxes for part in _by_script(ink, box, line))


def _columns(ink: Ink, line: float) -> list[Box]:
    """The picture in columns, and the bars above and below them; one box when there are none."""
    height, width = ink.shape
    bars = _stretches(_inked(ink, 1), max(1, round(ROW_GAP * line)))
    for top, bottom in _middles(bars, height):
        cut = _cut(ink[top:bottom], line)
        if len(cut) > 1:
            columns = [Box(left, top, right - left, bottom - top) for left, right in cut]
            rest = (Box(0, 0, width, top), Box(0, bottom, width, height - bottom))
            return [box for box in (rest[0], *columns, rest[1]) if box.h]
    return [Box(0, 0, width, height)] if bars else []


def _middles(bars: list[tuple[int, int]], height: int) -> Iterator[tuple[int, int]]:
    """Where columns may stand: everywhere, or below the first bars and above the last ones."""
    for above in range(min(MOST_BARS, len(bars))):
        for below in range(min(MOST_BARS, len(bars) - above)):
            top = bars[above][0] if above else 0
            yield top, bars[len(bars) - below - 1][1] if below else height


def _cut(ink: Ink, line: float) -> list[tuple[int, int]]:
    """Where the columns of a bar begin and end; together they are as wide as it is."""
    if len(ink) < LOWEST * line:
        return [(0, ink.shape[1])]
    spans = _stretches(_inked(ink, 0), max(1, round(COLUMN_GAP * line)))
    wide: list[tuple[int, int]] = []
    for left, right in spans:
        if wide and not _part_here(ink, wide[-1][0], left, right, line):
            wide[-1] = (wide[-1][0], right)
        else:
            wide.append((left, right))
    return wide


def _part_here(ink: Ink, first: int, middle: int, end: int, line: float) -> bool:
    """Whether two stretches are columns with lines of their own: those of a table stand at one height."""
    if min(middle - first, end - middle) < NARROWEST * line:
        return False
    left, right = (_starts(ink[:, span]) for span in (slice(first, middle), slice(middle, end)))
    fewer, more = sorted((left, right), key=len)
    if not len(fewer):
        return False
    nearest = np.abs(fewer[:, None] - more[None, :]).min(axis=1)
    return float((nearest <= SAME_HEIGHT * line).mean()) < SAME_ROWS


def _starts(ink: Ink) -> NDArray[np.int_]:
    """The rows where lines begin."""
    return np.flatnonzero(np.diff(np.pad(_inked(ink, 1), (1, 0)).astype(np.int8)) == 1)


def _inked(ink: Ink, axis: int) -> Ink:
    """Which columns (axis 0) or rows (axis 1) hold ink."""
    return np.asarray(ink.any(axis=axis))


def _stretches(filled: Ink, gap: int) -> list[tuple[int, int]]:
    """`filled` in stretches parted by at least `gap` empty places, which go half to each side."""
    edges = np.diff(np.pad(filled, 1).astype(np.int8))
    starts, ends = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    if not starts.size:
        return []
    parting = np.flatnonzero(starts[1:] - ends[:-1] >= gap)
    middles = ((ends[:-1] + starts[1:]) // 2)[parting].tolist()
    return list(zip([0, *middles], [*middles, len(filled)], strict=True))


def _by_script(ink: Ink, box: Box, line: float) -> Iterator[Part]:
    """A part cut between its lines where the script changes."""
    piece = ink[box.y : box.y + box.h, box.x : box.x + box.w]
    lines = _stretches(_inked(piece, 1), 1)
    told = [_is_dense(piece[top:bottom], line) for top, bottom in lines]
    known = next((script for script in told if script is not None), False)
    start = 0
    for (top, _), script in zip(lines, told, strict=True):
        if script is not None and script != known:
            if top > start:
                yield Part(Box(box.x, box.y + start, box.w, top - start), known)
            start, known = top, script
    if lines:
        yield Part(Box(box.x, box.y + start, box.w, box.h - start), known)


def _is_dense(band: Ink, line: float) -> bool | None:
    """Whether most of a band is written in dense characters; None when there is too little of it."""
    dense = letters = 0
    for left, right in _stretches(_inked(band, 0), max(1, round(WORD_GAP * line))):
        for top, bottom in _stretches(_inked(band[:, left:right], 1), 1):
            strokes = _strokes(band[top:bottom, left:right], line)
            if strokes.size and _many(strokes):
                dense += strokes.size
            elif strokes.size and float(strokes.mean()) <= LETTER_STROKES:
                letters += strokes.size
    return dense > letters if dense + letters else None


def _strokes(words: Ink, line: float) -> NDArray[np.int_]:
    """How many strokes every inked column of a line of words crosses; none where that tells nothing."""
    height = int(_inked(words, 1).sum())
    counts = (np.diff(np.pad(words, ((1, 0), (0, 0))).astype(np.int8), axis=0) == 1).sum(axis=0)
    counts = np.asarray(counts[counts > 0])
    telling = TELLING_ROWS <= height <= HIGHEST * line and counts.size >= TELLING_COLUMNS
    return np.asarray(counts if telling else counts[:0])


def _many(strokes: NDArray[np.int_]) -> bool:
    return float(strokes.mean()) >= DENSE_STROKES and float((strokes >= 3).mean()) >= DENSE_SHARE
