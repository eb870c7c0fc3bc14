"""How Tesseract is set for screens, whichever way it is called (figures: word recall on rendered screens)."""

from __future__ import annotations

from app.capture.ports import GrayImage

# A piece whose brightness varies less than this holds no text (a flat area, a soft gradient).
EMPTY_DEVIATION = 3.0
# The resolution Tesseract is told: 96 dpi of a screen, enlarged twice.
DOTS_PER_INCH = 192
# Page segmentation: one block. Columns were cut before (`layout`); Tesseract's own search for them takes the numbers
# beside a program for text that stands on its side, and loses a quarter of a terminal.
MODE = 6
# The neural engine alone; the older one is worse on screens and its data is not in the fast set.
ENGINE = 1
# What is set besides. Light letters on a dark ground were made dark on light before (`preparing`): trying both ways
# once more costs 30 % and gives the same words.
VARIABLES = {"user_defined_dpi": str(DOTS_PER_INCH), "tessedit_do_invert": "0"}
# To be set before a reader's process starts: Tesseract's threads fight one another (five times the CPU).
ENVIRONMENT = {"OMP_THREAD_LIMIT": "1"}


def is_empty(gray: GrayImage) -> bool:
    """Whether there is nothing to read, which saves the call."""
    return gray.size == 0 or float(gray.std()) < EMPTY_DEVIATION
