"""Finds the secrets of a text or of read words, and puts markers in their place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from agents.secrets import fields, numbers, seeds, shapes
from agents.secrets.found import Found

ROUNDS = 5
"""How often a masked text is looked through again."""


class ReadWord(Protocol):
    """A word as OCR reads it."""

    @property
    def text(self) -> str:
        """The word."""

    @property
    def line(self) -> int:
        """The number of the line it stands in."""


def find(text: str) -> list[Found]:
    """The secrets of a text in order, none overlapping: those that overlap are one, named for the longest.

    A masked text is looked through again, because one secret may stand between another and its name.
    """
    found = _apart(_candidates(text))
    for _ in range(ROUNDS if found else 0):
        more = _candidates(mask(text, found))
        if not more:
            break
        found = _apart([*found, *(_unmasked(secret, found) for secret in more)])
    return found


def _candidates(text: str) -> list[Found]:
    return [*shapes.find(text), *seeds.find(text), *numbers.find(text), *fields.find(text)]


def _apart(candidates: list[Found]) -> list[Found]:
    merged: list[Found] = []
    for found in sorted(candidates, key=lambda f: (f.first, -f.last)):
        if merged and found.overlaps(merged[-1]):
            merged[-1] = _union(merged[-1], found)
        else:
            merged.append(found)
    return merged


def _unmasked(secret: Found, masks: list[Found]) -> Found:
    """A secret found in a masked text, at its place in the text before it was masked."""
    first, last = secret.first, secret.last
    for done in masks:
        grown = (done.last - done.first) - len(done.marker)
        if first >= done.first + len(done.marker):
            first, last = first + grown, last + grown
        elif last > done.first:
            first, last = min(first, done.first), max(last + grown, done.last)
    return replace(secret, first=first, last=last)


def _union(a: Found, b: Found) -> Found:
    longest = max(a, b, key=lambda f: f.last - f.first)
    return replace(longest, first=min(a.first, b.first), last=max(a.last, b.last))


def mask(text: str, found: Sequence[Found]) -> str:
    """The text with a marker for each secret of `find(text)`."""
    for secret in sorted(found, key=lambda f: f.first, reverse=True):
        text = text[: secret.first] + secret.marker + text[secret.last :]
    return text


def masked(text: str) -> tuple[str, list[Found]]:
    """The text without its secrets, and where they stood in it."""
    found = find(text)
    return mask(text, found), found


def hidden_words(words: Sequence[ReadWord]) -> frozenset[int]:
    """The indexes of the words that hold a part of a secret; `words` are in reading order."""
    text, places = _joined(words)
    found = find(text)
    return frozenset(
        index
        for index, (first, last) in enumerate(places)
        if any(first < secret.last and secret.first < last for secret in found)
    )


def _joined(words: Sequence[ReadWord]) -> tuple[str, list[tuple[int, int]]]:
    """The words as a text, lines by newline, and each word's place in it."""
    text, places, line = "", [], None
    for word in words:
        text += "" if line is None else " " if word.line == line else "\n"
        places.append((len(text), len(text) + len(word.text)))
        text, line = text + word.text, word.line
    return text, places
