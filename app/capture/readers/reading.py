"""What readers by Tesseract share: a picture is made even, cut into parts, and each part read in its own language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import median

from app.capture.ports import GrayImage, ReaderUnavailable
from app.capture.readers import layout, preparing, settings, tessdata, underscores
from app.capture.readers.preparing import Prepared
from app.capture.readers.tessdata import Data
from storage.model import Box, Word

# Names of languages in sentences; others are called by their codes.
NAMES = {
    "eng": "English",
    "chi_sim": "Chinese (simplified)",
    "chi_tra": "Chinese (traditional)",
    "jpn": "Japanese",
    "kor": "Korean",
    "deu": "German",
    "fra": "French",
    "spa": "Spanish",
    "ita": "Italian",
    "por": "Portuguese",
    "nld": "Dutch",
    "pol": "Polish",
    "rus": "Russian",
    "ukr": "Ukrainian",
    "tur": "Turkish",
    "ara": "Arabic",
    "heb": "Hebrew",
    "hin": "Hindi",
}


@dataclass(frozen=True, slots=True)
class Found:
    """A word as Tesseract tells it: its edges in the pixels it was given, and the number of its line there."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    confidence: float
    line: int


Recognise = Callable[[Prepared, Data], Iterable[Found]]


def read(gray: GrayImage, languages: tuple[Data, ...], recognise: Recognise) -> Iterator[Word]:
    """The words in `gray`; `recognise` is asked once for every part."""
    if settings.is_empty(gray):
        return
    flat = preparing.flattened(gray)
    plain = next((data for data in languages if not data.dense), languages[0])
    dense = next((data for data in languages if data.dense), None)
    first = 0
    for part in layout.parts(flat, dense=dense is not None and not plain.dense):
        data = dense if part.dense and dense is not None else plain
        line = first
        words = _words_of(flat, part.box, data, recognise, first)
        for word in _as_high(words) if data.dense else underscores.joined(words, flat):
            line = word.line
            yield word
        first = line + 1


def _words_of(flat: GrayImage, box: Box, data: Data, recognise: Recognise, first: int) -> Iterator[Word]:
    """The words of one part, in pixels of the picture; its lines are counted from `first`."""
    piece = flat[box.y : box.y + box.h, box.x : box.x + box.w]
    best = preparing.BEST_DENSE_LINE if data.dense else preparing.BEST_LINE
    prepared = preparing.prepared(piece, preparing.scale_for(piece, best))
    for found in recognise(prepared, data):
        place = prepared.box(found.left, found.top, found.right, found.bottom)
        moved = Box(place.x + box.x, place.y + box.y, place.w, place.h)
        yield Word(found.text, moved, found.confidence, first + found.line, data.names_of(found.text))


def _as_high(words: Iterable[Word]) -> Iterator[Word]:
    """Words of dense characters, each as high as its line: Tesseract gives some the room of three, and 一 none."""
    for _, group in groupby(words, key=lambda word: word.line):
        line = list(group)
        top = round(median(word.box.y for word in line))
        height = round(median(word.box.h for word in line))
        for word in line:
            yield word.at(Box(word.box.x, top, word.box.w, height))


def trouble(missing: Sequence[str], broken: Sequence[str]) -> str:
    """What is wrong with languages that were chosen, and what to do; empty when nothing is."""
    told = [
        f"{named(one)} is not read: its data is missing. Run: {tessdata.install_command(one)}"
        for one in missing
    ]
    told += [
        f"{named(one)} is not read: its data is damaged. Install it again: {tessdata.install_command(one)}"
        for one in broken
    ]
    return " ".join(told)


def damaged(broken: Sequence[str]) -> ReaderUnavailable:
    """What is raised when the data of no language loads."""
    command = tessdata.install_command(broken[0])
    return ReaderUnavailable(f"Tesseract's {named(broken[0])} data does not load. Run: {command}")


def named(language: str) -> str:
    """A language as a person calls it; its code where it is not known."""
    return NAMES.get(language, language)
