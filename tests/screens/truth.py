"""What a drawn screen says, and how much of it was read."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.capture import pixels
from app.capture.ports import GrayImage, Picture
from storage.model import Word

_CHARACTERS = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
# A Chinese or Japanese character counts as a word; elsewhere what stands between spaces, without marks at its ends.
_PIECES = re.compile(rf"[{_CHARACTERS}]|[^\s{_CHARACTERS}]+")
_MARKS = " .,;:!?()[]{}<>\"'`“”‘’|·•—–-_=*/\\。，；：！？（）、《》"


@dataclass(frozen=True, slots=True)
class Placed:
    """A word that was drawn and its box in real pixels."""

    text: str
    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True, slots=True)
class DrawnScreen:
    """The pixels (red, green, blue) of a screen and its words."""

    pixels: NDArray[np.uint8]
    words: tuple[Placed, ...]

    def picture(self) -> Picture:
        """The screen as a recorder sees it."""
        height, width, _ = self.pixels.shape
        four = np.zeros((height, width, 4), np.uint8)
        four[:, :, :3] = self.pixels[:, :, ::-1]
        return Picture(width, height, four.tobytes())

    def gray(self) -> GrayImage:
        """The screen as a reader gets it."""
        return pixels.gray(self.picture())


@dataclass(frozen=True, slots=True)
class Score:
    """How many words were drawn, read, and both."""

    drawn: int
    read: int
    both: int

    @property
    def recall(self) -> float:
        """The part of the drawn words that was read."""
        return self.both / max(1, self.drawn)

    @property
    def precision(self) -> float:
        """The part of the read words that was drawn."""
        return self.both / max(1, self.read)

    def __add__(self, other: Score) -> Score:
        return Score(self.drawn + other.drawn, self.read + other.read, self.both + other.both)


def score(screen: DrawnScreen, words: Iterable[Word]) -> Score:
    """Words count as often as they stand there; marks at their ends and forms of quotes do not matter."""
    drawn = pieces(word.text for word in screen.words)
    read = pieces(word.text for word in words)
    return Score(drawn.total(), read.total(), (drawn & read).total())


def pieces(texts: Iterable[str]) -> Counter[str]:
    """The words of `texts` as they are compared."""
    plain = (unicodedata.normalize("NFKC", piece) for text in texts for piece in _PIECES.findall(text))
    return Counter(stripped for piece in plain if (stripped := piece.strip(_MARKS)))
