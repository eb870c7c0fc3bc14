"""How Tesseract is set for screens, whichever way it is called (figures: word recall on rendered screens)."""

from __future__ import annotations

from app.capture import pixels
from app.capture.ports import GrayImage

# A piece whose brightness varies less than this holds no text (a flat area, a soft gradient).
EMPTY_DEVIATION = 3.0
# The resolution Tesseract is told: 96 dpi of a screen, enlarged twice.
DOTS_PER_INCH = 96 * pixels.ENLARGE
# Page segmentation: 3 finds columns first, right for a whole screen; 6 takes one block, right for a piece.
WHOLE_MODE = 3
PIECE_MODE = 6
# The neural engine alone; the older one is worse on screens and its data is not in the fast set.
ENGINE = 1
# To be set before a reader's process starts: Tesseract's threads fight one another (five times the CPU).
ENVIRONMENT = {"OMP_THREAD_LIMIT": "1"}


def is_empty(gray: GrayImage) -> bool:
    """Whether there is nothing to read, which saves the call."""
    return gray.size == 0 or float(gray.std()) < EMPTY_DEVIATION


def mode(whole: bool) -> int:
    """The page segmentation for a whole screen or a piece of one."""
    return WHOLE_MODE if whole else PIECE_MODE
