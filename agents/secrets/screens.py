"""Finds the secrets among words with places: as they are read, along rows, beside labels, by a grid's numbers."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from agents.secrets import by_lines, fields, layout, seeds, shapes, torn
from agents.secrets.by_lines import Looking
from agents.secrets.found import Found, SecretKind
from agents.secrets.layout import Line, Placed
from agents.secrets.masking import apart, find
from agents.secrets.own import NONE, OwnPatterns
from storage.model import Box
from storage.words import between

# What fills a block of its own: stray pieces within it belong to it, too.
BLOCKS = frozenset({SecretKind.PRIVATE_KEY, SecretKind.PASSPORT, SecretKind.TOKEN, SecretKind.API_KEY})
# What goes on over several lines.
LONG = frozenset({SecretKind.TOKEN, SecretKind.API_KEY})
# What is looked for across columns. What has many lines is not: those of its neighbours would go with it. Nor is
# what sentences tell: one would go on in the next column.
ALONG_ROWS = frozenset(SecretKind) - BLOCKS - {SecretKind.SEED_PHRASE, SecretKind.PASSWORD}
# What may be an order's or a parcel's number, too.
NUMBERS = frozenset({SecretKind.CARD, SecretKind.SSN, SecretKind.NATIONAL_ID})


@dataclass(frozen=True, slots=True)
class View:
    """Words in one order: their text, and for each of them its number and its place in the text."""

    text: str
    places: tuple[tuple[int, int, int], ...]

    def words_of(self, found: Found) -> list[tuple[int, int, int]]:
        """The words that hold a part of a secret, and which part (from, to)."""
        return [
            (index, max(found.first, first) - first, min(found.last, last) - first)
            for index, first, last in self.places
            if first < found.last and found.first < last
        ]


@dataclass(frozen=True, slots=True)
class OnScreen:
    """The secrets of a screen.

    `text` is all words in reading order, unmasked; `found` are the secrets in it; `hidden` are the words that hold a
    part of one, `boxes` the places to be masked; `elsewhere` are secrets that only another order of the words shows,
    with the text of that order.
    """

    text: str
    found: tuple[Found, ...] = ()
    hidden: frozenset[int] = frozenset()
    boxes: tuple[Box, ...] = ()
    elsewhere: tuple[tuple[str, tuple[Found, ...]], ...] = ()
    main: View = View("", ())

    def words_of(self, found: Found) -> list[int]:
        """The words that hold a part of one of `found`."""
        return [index for index, *_ in self.main.words_of(found)]


def on_screen(words: Sequence[Placed], own: OwnPatterns = NONE, looking: Looking = by_lines.none) -> OnScreen:
    """The secrets among `words`, which are in reading order; `looking` adds what a learnt finder tells of lines."""
    main = _view(words, ((index, _between(words, index)) for index in range(len(words))))
    lines = layout.lines(words)
    rows = layout.rows(lines)
    harmless = {
        index for _, value in layout.beside(lines, rows, layout.is_harmless_label) for index in value.words
    }
    learnt = by_lines.find(main.text, looking)
    found = [one for one in find(main.text, own, learnt=learnt) if not _is_harmless(one, main, harmless)]
    elsewhere = []
    for view, unsure in _other_views(words, lines, rows, own):
        seen = [one for one in unsure if not _is_harmless(one, view, harmless)]
        known = {index for one in found for index, *_ in main.words_of(one)}
        new = [one for one in seen if any(index not in known for index, *_ in view.words_of(one))]
        if new:
            elsewhere.append((view.text, tuple(new)))
            found = apart([*found, *(part for one in new for part in _in_main(main, view, one))])
    if not found:
        return OnScreen(main.text, main=main)
    found = apart([*found, *_strays(words, main, found), *_rests(lines, main, found)])
    hidden = frozenset(index for one in found for index, *_ in main.words_of(one))
    return OnScreen(
        main.text, tuple(found), hidden, tuple(_boxes(words, main, found)), tuple(elsewhere), main
    )


def _between(words: Sequence[Placed], index: int) -> str:
    if index == 0:
        return ""
    before = words[index - 1]
    return between(before.text, words[index].text) if words[index].line == before.line else "\n"


def _view(words: Sequence[Placed], order: Iterator[tuple[int, str]]) -> View:
    """A view of words by their numbers, each with what stands before it."""
    parts, places, length = [], [], 0
    for index, before in order:
        parts.append(before)
        length += len(before)
        parts.append(words[index].text)
        places.append((index, length, length + len(words[index].text)))
        length += len(words[index].text)
    return View("".join(parts), tuple(places))


def _is_harmless(found: Found, view: View, harmless: set[int]) -> bool:
    """Whether a number stands beside a label that says it is an order's or a parcel's."""
    return found.kind in NUMBERS and all(index in harmless for index, *_ in view.words_of(found))


def _other_views(
    words: Sequence[Placed], lines: Sequence[Line], rows: Sequence[Sequence[Line]], own: OwnPatterns
) -> Iterator[tuple[View, list[Found]]]:
    if any(len(row) > 1 for row in rows):
        along = _view(words, _along(rows))
        yield along, [one for one in find(along.text, own) if one.kind in ALONG_ROWS]
    joined = torn.joined([word.text for word in words], [word.line for word in words])
    if joined:
        whole = _view(words, _joining(words, joined))
        yield whole, list(shapes.find(whole.text))
    beside = layout.beside(lines, rows, layout.is_label)
    if beside:
        view = _view(words, _pairs(beside))
        yield view, find(view.text, own)
    fields_view = _view(words, _values(beside))
    yield fields_view, list(_passwords(fields_view, beside))
    for numbers in layout.grids(words, lines, seeds.is_listed):
        grid = _view(words, ((index, " " if at else "") for at, index in enumerate(numbers)))
        yield grid, list(seeds.of_grid(grid.text, " ".join(word.text for word in words)))


def _along(rows: Sequence[Sequence[Line]]) -> Iterator[tuple[int, str]]:
    """All words row by row, over the gaps between columns."""
    for number, row in enumerate(rows):
        for at, line in enumerate(row):
            far = at > 0 and layout.is_far(row[at - 1], line)
            before = "\n" if (at == 0 and number) or far else " " if at else ""
            for place, index in enumerate(line.words):
                yield index, before if place == 0 else " "


def _joining(words: Sequence[Placed], joined: Set[int]) -> Iterator[tuple[int, str]]:
    """The words in reading order, without a gap before those that belong to the piece before them."""
    for index in range(len(words)):
        yield index, "" if index in joined else _between(words, index)


def _pairs(beside: Sequence[tuple[Line, Line]]) -> Iterator[tuple[int, str]]:
    """Each label with the value beside or below it as `label: value`, a password's only if the label says so."""
    for label, value in beside:
        if fields.is_password_label(label.text) and not label.text.endswith((":", "：")):
            continue
        colon = " " if label.text.endswith((":", "：")) else ": "
        for place, index in enumerate(value.words):
            yield index, f"\n\n{label.text}{colon}" if place == 0 else " "


def _values(beside: Sequence[tuple[Line, Line]]) -> Iterator[tuple[int, str]]:
    for label, value in beside:
        if fields.is_password_label(label.text):
            for place, index in enumerate(value.words):
                yield index, "\n" if place == 0 else " "


def _passwords(view: View, beside: Sequence[tuple[Line, Line]]) -> Iterator[Found]:
    """The values of password fields that look like passwords, over the gaps a reader makes."""
    places = {index: (first, last) for index, first, last in view.places}
    for label, value in beside:
        if fields.is_password_label(label.text) and _is_password(value.text.split()):
            yield Found(
                SecretKind.PASSWORD,
                places[value.words[0]][0],
                places[value.words[-1]][1],
                label.text.strip(" :*"),
            )


def _is_password(pieces: Sequence[str]) -> bool:
    """Whether the pieces of a field's value are a password, and no words of a sentence."""
    prose = any(piece.lower() in torn.SMALL_WORDS for piece in pieces)
    return len(pieces) <= 3 and not prose and fields.is_strong("".join(pieces))


def _in_main(main: View, view: View, found: Found) -> Iterator[Found]:
    """A secret of another view as the parts it has in the reading order."""
    places = {index: first for index, first, _ in main.places}
    for index, start, end in view.words_of(found):
        yield Found(found.kind, places[index] + start, places[index] + end, found.label)


def _strays(words: Sequence[Placed], main: View, found: Sequence[Found]) -> Iterator[Found]:
    """Pieces that stand within the block of a secret and were read into another line."""
    for one in found:
        inside = [words[index].box for index, *_ in main.words_of(one)]
        if one.kind not in BLOCKS or not layout.is_block(inside):
            continue
        block = layout.around(inside)
        tall = min(box.h for box in inside) / 2
        top, bottom = min(map(layout.center, inside)) - tall, max(map(layout.center, inside)) + tall
        held = {index for index, *_ in main.words_of(one)}
        for index, first, last in main.places:
            box = words[index].box
            if index not in held and layout.holds(block, box) and top <= layout.center(box) <= bottom:
                yield Found(one.kind, first, last, one.label)


def _rests(lines: Sequence[Line], main: View, found: Sequence[Found]) -> Iterator[Found]:
    """The lines below those of a key, or right behind one, that are nothing but more of it, in whatever order."""
    places = {index: (first, last) for index, first, last in main.places}
    for one in found:
        if one.kind not in LONG:
            continue
        held = {index for index, *_ in main.words_of(one)}
        block = [line for line in lines if held & set(line.words)]
        for above in block:
            for line in lines:
                next_to = layout.is_below(above, line) or layout.goes_on(above, line)
                if line not in block and next_to and torn.is_rest_line(line.text):
                    block.append(line)
                    yield Found(one.kind, places[line.words[0]][0], places[line.words[-1]][1], one.label)


def _boxes(words: Sequence[Placed], main: View, found: Sequence[Found]) -> Iterator[Box]:
    """The places of the secrets: of each line from its first word to its last, and of a block all of it."""
    for one in found:
        hidden = [words[index] for index, *_ in main.words_of(one)]
        for _, group in itertools.groupby(hidden, key=lambda word: word.line):
            boxes = [word.box for word in group]
            yield layout.around(boxes)
        boxes = [word.box for word in hidden]
        if one.kind in BLOCKS and layout.is_block(boxes):
            yield layout.around(boxes)
