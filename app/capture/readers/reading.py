"""What readers by Tesseract share: a picture is made even, cut into parts, and each part read in its own language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from statistics import median

from app.capture import regions
from app.capture.ports import GrayImage, ReaderUnavailable
from app.capture.readers import doubts, layout, preparing, settings, tessdata, underscores
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

# Between two syllables of a Korean word lies less than this part of their height, between two words more.
SYLLABLE_GAP = 0.42
HANGUL = re.compile("[\uac00-\ud7af][\uac00-\ud7af.,!?]")


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
    """The words in `gray`; `recognise` is asked once for every part, and again for what nobody could be sure of."""
    if settings.is_empty(gray):
        return
    flat = preparing.flattened(gray)
    plain = [data for data in languages if not data.dense] or [languages[0]]
    dense = [data for data in languages if data.dense]
    first = 0
    for part in layout.parts(flat, dense=bool(dense) and not plain[0].dense):
        line = first
        for word in _surest(flat, part.box, dense if part.dense else plain, languages, recognise, first):
            line = word.line
            yield word
        first = line + 1


def _surest(
    flat: GrayImage,
    box: Box,
    likely: Sequence[Data],
    languages: Sequence[Data],
    recognise: Recognise,
    first: int,
) -> Iterator[Word]:
    """The words of one part in the surest of its likely languages; what is doubtful in it, in the surest of all."""

    def read_in(wanted: Sequence[Data]) -> list[tuple[list[Word], Data]]:
        return [(list(_words_of(flat, box, data, recognise, first)), data) for data in wanted]

    words, data = max(read_in(likely), key=_certainty)
    if words and doubts.certainty(words) < doubts.DOUBTFUL:
        others = read_in([other for other in languages if other not in likely])
        sure = [found for found in others if doubts.settled(found[0], dense=found[1].dense)]
        words, data = max(((words, data), *sure), key=_certainty)
    rest = [other for other in languages if other is not data]
    for _, group in groupby(words, key=lambda word: word.line):
        line = list(group)
        yield from _mended(flat, box, line, rest, recognise) if rest else line


def _certainty(reading: tuple[Sequence[Word], Data]) -> float:
    return doubts.certainty(reading[0])


def _mended(
    flat: GrayImage, box: Box, line: Sequence[Word], others: Sequence[Data], recognise: Recognise
) -> Iterator[Word]:
    """A line whose doubtful stretches were read again in other languages, where these are surer of them."""
    at = 0
    for stretch in doubts.stretches(line):
        start = line.index(stretch[0])
        yield from line[at:start]
        at = start + len(stretch)
        place = doubts.place(stretch, line, box)
        readings = [
            words
            for other in others
            if doubts.settled(words := list(_words_of(flat, place, other, recognise, 0)), dense=other.dense)
        ]
        best = max((stretch, *readings), key=doubts.certainty)
        yield from (replace(word, line=stretch[0].line) for word in best)
    yield from line[at:]


def _words_of(flat: GrayImage, box: Box, data: Data, recognise: Recognise, first: int) -> Iterator[Word]:
    """The words of one part in one language, in pixels of the picture; its lines are counted from `first`."""
    words = _recognised(flat, box, data, recognise, first)
    return _in_whole_words(_as_high(words)) if data.dense else underscores.joined(words, flat)


def _recognised(flat: GrayImage, box: Box, data: Data, recognise: Recognise, first: int) -> Iterator[Word]:
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


def _in_whole_words(words: Iterable[Word]) -> Iterator[Word]:
    """Tesseract gives the syllables of Korean one by one: those that stand close are a word."""
    last: Word | None = None
    for word in words:
        if last is not None and _is_of_word(last, word):
            sure = (last.confidence + word.confidence) / 2
            box = regions.around(last.box, word.box)
            last = replace(last, text=last.text + word.text, box=box, confidence=sure)
            continue
        if last is not None:
            yield last
        last = word
    if last is not None:
        yield last


def _is_of_word(one: Word, other: Word) -> bool:
    near = other.box.x - (one.box.x + one.box.w) <= SYLLABLE_GAP * one.box.h
    return near and one.line == other.line and HANGUL.match(one.text[-1] + other.text[0]) is not None


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
