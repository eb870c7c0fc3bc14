"""A reader of text without OCR: words are drawn as bars of pixels that spell them, and read back exactly."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.capture.ports import GrayImage, Picture
from storage.model import Box, Word

# A word is a bar of `HEIGHT` rows: this mark, its length in bytes, its bytes, each one pixel wide. Only the first row
# is read; those below hold other numbers made of it, for no two rows of a letter are alike either.
MARK = np.array([3, 252, 5, 250], np.uint8)
HEIGHT = 12


class FakeReader:
    """Reads what `blank` and `write` drew. Counts its calls; `fail_with` makes the next ones fail."""

    name = "fake"
    trouble = ""

    def __init__(self) -> None:
        self.calls = 0
        self.fail_with: Exception | None = None

    def read(self, gray: GrayImage, *, whole: bool) -> tuple[Word, ...]:
        self.calls += 1
        if self.fail_with is not None:
            raise self.fail_with
        words = (_word_at(gray, int(y), int(x)) for y, x in np.argwhere(_marks(gray)))
        return tuple(word for word in words if word is not None)

    def close(self) -> None:
        """Nothing is open."""


def blank(width: int, height: int) -> NDArray[np.uint8]:
    """An empty white canvas, (height, width, 4)."""
    return np.full((height, width, 4), 255, np.uint8)


def write(canvas: NDArray[np.uint8], text: str, x: int, y: int) -> None:
    """Draws the words of `text` in one row from (x, y) on."""
    for word in text.split():
        letters = word.encode()
        bar = np.concatenate([MARK, np.array([len(letters), *letters], np.uint8)])
        canvas[y : y + HEIGHT, x : x + len(bar), :3] = _letters(bar)[: len(canvas) - y, :, None]
        x += len(bar) + 8


def picture(canvas: NDArray[np.uint8]) -> Picture:
    """The canvas as the screen would give it."""
    return Picture(canvas.shape[1], canvas.shape[0], canvas.tobytes())


def _letters(bar: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """All rows of the bar whose first row this is."""
    below = (bar[None, :] ^ (5 * np.arange(HEIGHT, dtype=np.uint8))[:, None]) & 127
    return np.concatenate([bar[None, :], below[1:]])


def _marks(gray: GrayImage) -> NDArray[np.bool_]:
    """Where a mark begins, in the topmost row of its bar."""
    if gray.shape[1] <= len(MARK):
        return np.zeros((1, 1), np.bool_)
    windows = np.lib.stride_tricks.sliding_window_view(gray, len(MARK), axis=1)
    found = np.asarray((windows == MARK).all(axis=2))
    found[1:] &= ~found[:-1].copy()
    return found


def _word_at(gray: GrayImage, y: int, x: int) -> Word | None:
    """The word whose bar begins there, if the picture holds all of it."""
    start = x + len(MARK) + 1
    length = int(gray[y, start - 1]) if start <= gray.shape[1] else 0
    letters = gray[y, start : start + length]
    if not length or len(letters) < length:
        return None
    text = letters.tobytes().decode(errors="replace")
    bar = gray[y : y + HEIGHT, x : start + length]
    height = int((bar == _letters(bar[0])[: len(bar)]).all(axis=1).sum())
    return Word(text, Box(x, y, bar.shape[1], height), 1.0, y // HEIGHT)
