"""Joins words with the underscore between them that Tesseract took for a gap (`order_total` in thin type)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np

from app.capture import regions
from app.capture.ports import GrayImage
from app.capture.readers import preparing
from storage.model import Word

# A gap is looked into when it is no wider than so many heights of its words.
WIDEST = 1.5
# Words of one name are of one size: "gap" is this many times as high as "a" at the most.
LARGER = 2.0
# An underscore lies below this part of the words' height, and no further below them than the other.
HIGHEST, LOWEST = 0.6, 0.4
# It fills this part of the gap, is thinner than that part of the words' height, and goes on for less than that part
# of it below the words beside; what goes on further is a line under both.
FILLED, THICKEST, BEYOND = 0.8, 0.25, 0.35


def joined(words: Iterable[Word], flat: GrayImage) -> Iterator[Word]:
    """`words` in the order of their lines, those that an underscore on the flattened picture joins made one."""
    least = float(np.median(flat)) - preparing.DRAWN
    last: Word | None = None
    for word in words:
        if last is None:
            last = word
        elif _is_underscore_between(last, word, flat, least):
            last = replace(
                last,
                text=f"{last.text}_{word.text}",
                box=regions.around(last.box, word.box),
                confidence=(last.confidence + word.confidence) / 2,
            )
        else:
            yield last
            last = word
    if last is not None:
        yield last


def _is_underscore_between(one: Word, other: Word, flat: GrayImage, least: float) -> bool:
    left, right = one.box.x + one.box.w, other.box.x
    height = max(one.box.h, other.box.h)
    if one.line != other.line or not 0 < right - left <= WIDEST * height:
        return False
    if height > LARGER * min(one.box.h, other.box.h) or not (
        one.text[-1].isalnum() and other.text[0].isalnum()
    ):
        return False
    top, bottom = min(one.box.y, other.box.y), max(one.box.y + one.box.h, other.box.y + other.box.h)
    foot = top + round(HIGHEST * (bottom - top))
    below = flat[foot : bottom + round(LOWEST * height), left:right] < least
    lines = np.flatnonzero(below.mean(axis=1) >= FILLED)
    if (
        not 0 < lines.size <= max(1, THICKEST * height)
        or (flat[top:foot, left + 1 : right - 1] < least).any()
    ):
        return False
    beyond = round(BEYOND * height)
    row = flat[foot + lines[-1]] < least
    return not (row[max(0, left - beyond) : left].all() and row[right : right + beyond].all())
