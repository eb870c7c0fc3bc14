"""Finds what was read in the wrong language: letters make of 三つの荷物 what no reader is sure of, and the reverse."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from app.capture import regions
from storage.model import Box, Word

# Words read in their own language are surer than this (19 of 20, .9 and more); those of another script are not.
DOUBTFUL = 0.6
# What is narrower than so many of its heights (an icon, a mark in a corner) is not worth another reading.
LEAST_WIDE = 1.5
# A box of letters that are none is lower than the characters it was made from: so much of it is added on each side.
MARGIN = 0.15


def stretches(line: Iterable[Word]) -> Iterator[list[Word]]:
    """Words side by side, none of which is sure, where they take as much room as a word."""
    for doubtful, group in groupby(line, key=lambda word: word.confidence < DOUBTFUL):
        found = list(group)
        if doubtful and _is_wide(found):
            yield found


def place(stretch: Sequence[Word], line: Sequence[Word], within: Box) -> Box:
    """Where a stretch stands: as high as its line, and as wide as the sure words beside it leave room."""
    at = line.index(stretch[0])
    before, after = line[:at], line[at + len(stretch) :]
    top = min(word.box.y for word in line)
    bottom = max(word.box.y + word.box.h for word in line)
    room = round(MARGIN * (bottom - top)) + 1
    own = _around(stretch)
    left = max([own.x - (bottom - top), *(word.box.x + word.box.w + 1 for word in before)])
    right = min([own.x + own.w + (bottom - top), *(word.box.x - 1 for word in after)])
    box = Box(left, top - room, max(own.w, right - left), bottom - top + 2 * room)
    return regions.clipped(box, within)


def settled(words: Sequence[Word], *, dense: bool) -> bool:
    """Whether a reading in a language of characters of many strokes (`dense`), or of letters, is one in its script."""
    letters = [letter for word in words for letter in word.text if letter.isalnum()]
    own = sum((unicodedata.east_asian_width(letter) in "WF") is dense for letter in letters)
    return certainty(words) >= DOUBTFUL and own > len(letters) / 2


def certainty(words: Sequence[Word]) -> float:
    """How sure a reading is, by the room that its words take."""
    room = sum(word.box.w for word in words)
    return sum(word.confidence * word.box.w for word in words) / room if room else 0.0


def _around(words: Sequence[Word]) -> Box:
    box = words[0].box
    for word in words[1:]:
        box = regions.around(box, word.box)
    return box


def _is_wide(words: Sequence[Word]) -> bool:
    box = _around(words)
    return box.w >= LEAST_WIDE * box.h
