"""How two texts, or two bodies of a memory, differ: word by word, and never longer than a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from app.interfaces import FieldDiff, Piece

SAME, ADDED, REMOVED = "same", "added", "removed"
MOST_WORDS = 800
"""Words that are compared one by one; where more differ, all of the old is told as gone and all of the new as come."""

MOST_SHOWN = 1500
"""Characters of what came or went that are told in one piece."""

AROUND = 60
"""Characters told of what stays, on each side."""

# A word with the space behind it; a character by itself where words are not parted by spaces.
_UNSPACED = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_WORD = re.compile(rf"[{_UNSPACED}]|[^\s{_UNSPACED}]+\s*|\s+")


def fields(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[FieldDiff]:
    """The fields that differ between two bodies. Any: whatever a body may hold."""
    for name in {**before, **after}:
        old, new = told(before.get(name)), told(after.get(name))
        if old != new:
            yield FieldDiff(name, tuple(pieces(old, new)))


def told(value: Any) -> str:
    """A field as a text, the items of a list one a line. Any: whatever a body may hold."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return "\n".join(told(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{name}: {told(inner)}" for name, inner in value.items())
    return str(value)


def pieces(old: str, new: str) -> Iterator[Piece]:
    """What stays, goes and comes, in the order of the new text; long stretches are cut in their middle."""
    start = _to_word(old, _shared(old, new))
    end = _shared_end(old[start:], new[start:])
    if start:
        yield Piece(SAME, _cut(old[:start], first=True))
    yield from _between(
        _WORD.findall(old[start : len(old) - end]), _WORD.findall(new[start : len(new) - end])
    )
    if end:
        yield Piece(SAME, _cut(old[len(old) - end :], last=True))


def _between(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    if max(len(old), len(new)) > MOST_WORDS:
        yield from _piece(REMOVED, old)
        yield from _piece(ADDED, new)
        return
    # Words are the same whatever space is behind them.
    matched = SequenceMatcher(
        None, [word.strip() for word in old], [word.strip() for word in new], autojunk=False
    )
    for how, a, b, c, d in matched.get_opcodes():
        if how == "equal":
            yield Piece(
                SAME, _cut("".join(max(pair, key=len) for pair in zip(old[a:b], new[c:d], strict=True)))
            )
        else:
            yield from _piece(REMOVED, old[a:b])
            yield from _piece(ADDED, new[c:d])


def _piece(how: str, words: Sequence[str]) -> Iterator[Piece]:
    text = "".join(words)
    if text:
        yield Piece(how, text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]}…")


def _cut(text: str, *, first: bool = False, last: bool = False) -> str:
    """What stays, as far as one needs it to know where one is."""
    if len(text) <= 2 * AROUND + 3:
        return text
    head, tail = "" if first else text[:AROUND], "" if last else text[-AROUND:]
    return f"{head} … {tail}"


def _shared(one: str, other: str) -> int:
    """How many characters both begin with; by halving, since texts may be millions long."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[low:middle] == other[low:middle] else (low, middle - 1)
    return low


def _to_word(text: str, end: int) -> int:
    """The beginning of the word that `end` lies in, so that no word is told in halves."""
    return max(text.rfind(" ", 0, end), text.rfind("\n", 0, end)) + 1


def _shared_end(one: str, other: str) -> int:
    """How many characters both end with, whole words only."""
    shared = _shared(one[::-1], other[::-1])
    tail = one[len(one) - shared :]
    space = re.search(r"\s", tail)
    return len(tail) - space.start() if space else 0
