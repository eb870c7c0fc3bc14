"""Where words stand on a screen, as places in its picture."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest

from agents import filters as typed_filters
from app.interfaces import Place
from app.services import views
from storage import choosing, filters
from storage.filters import Covered
from storage.model import Box, Word


def of_quote(words: tuple[Word, ...], quote: str) -> list[Place]:
    """Where the words of a quote stand: as a run in reading order if there is one, else each of its longer words."""
    boxes = _boxes(words)
    return [views.place(boxes[at]) for at in _of_quote(words, quote)]


def of_search(words: tuple[Word, ...], typed: str) -> list[Place]:
    """Where what is typed into a search stands, in reading order: "exact words" and begin* as a search finds them,
    each time they stand there; Chinese and Japanese without quotation marks, too. Other words side by side, each
    time, if they stand so anywhere, else as those of a quote.
    """
    phrases, left = typed_filters.phrases(typed)
    unspaced = [part for part in left.split() if choosing.is_unspaced(part)]
    others = " ".join(part for part in left.split() if part not in unspaced)
    said = [word.text for word in words]
    found = {one for phrase in (*phrases, *unspaced) for one in filters.covered(said, phrase)}
    found.update(filters.covered(said, others) or (Covered(at, 0.0, 1.0) for at in _of_quote(words, others)))
    boxes = _boxes(words)
    return [_part(boxes[one.word], one) for one in sorted(found, key=lambda one: (one.word, one.start))]


def _boxes(words: tuple[Word, ...]) -> list[Box]:
    """Each word's box, up to where the next of its line begins.

    WORKAROUND: Tesseract gives the first Chinese word of a line at times the box of half the line.
    """
    return [
        _up_to(one.box, after.box) if after is not None and after.line == one.line else one.box
        for one, after in zip_longest(words, words[1:])
    ]


def _up_to(box: Box, after: Box) -> Box:
    return Box(box.x, box.y, min(box.w, after.x - box.x), box.h) if after.x > box.x else box


def _part(box: Box, covered: Covered) -> Place:
    """The covered part of a word's box: the letters of one script are taken to be equally wide."""
    left, right = round(box.w * covered.start), round(box.w * covered.end)
    return views.place(Box(box.x + left, box.y, max(1, right - left), box.h))


def _of_quote(words: tuple[Word, ...], quote: str) -> Iterable[int]:
    parts = [folded for part in quote.split() if (folded := _folded(part))]
    texts = [_folded(word.text) for word in words]
    if not parts:
        return ()
    run = _longest_run(texts, parts)
    if len(run) >= min(2, len(parts)):
        return run
    telling = {part for part in parts if len(part) > 3} or set(parts)
    return [at for at, text in enumerate(texts) if text in telling]


def _longest_run(texts: list[str], parts: list[str]) -> range:
    best = range(0)
    for start in range(len(texts)):
        for offset in range(len(parts)):
            length = 0
            while (
                start + length < len(texts)
                and offset + length < len(parts)
                and texts[start + length] == parts[offset + length]
            ):
                length += 1
            if length > len(best):
                best = range(start, start + length)
    return best


def _folded(word: str) -> str:
    return word.casefold().strip(".,;:!?()[]{}\"'“”‘’…")
