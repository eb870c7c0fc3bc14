"""What a learnt finder sees on a screen: it knows messages and sentences, so it is shown one line after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from agents.patterns import lazy
from agents.secrets.found import Found

Looking: TypeAlias = Callable[[Sequence[str]], Sequence[Sequence[Found]]]
"""Tells the secrets of each of some lines, at their places in it."""

SHORTEST, LONGEST = 8, 400
"""Characters of a line that is shown: one word tells nothing, and a longer line is no line of a screen."""
LEAST_WORDS = 3
"""Words of a line that tells what a number in it is for; cells of a table have fewer."""

_WORD = lazy(r"[\u4e00-\u9fff]|[^\W\d_]{2,}")
_DIGITS = lazy(r"\d\D{0,2}\d")
_BEGUN = lazy(r"\W{0,2}[a-zß-öø-ÿ\d]")
_ENDED = lazy(r"[.!?:;。！？：；]\W*$")


def none(lines: Sequence[str]) -> Sequence[Sequence[Found]]:
    """Where there is no finder: nothing in any of `lines`."""
    return [()] * len(lines)


def find(text: str, looking: Looking) -> list[Found]:
    """The secrets that `looking` tells of the lines of a screen's text, at their places in it.

    A line that goes on the sentence of the one above is shown behind it.
    """
    shown: list[str] = []
    places: list[tuple[int, int]] = []
    at, above = 0, ""
    for line in text.split("\n"):
        if is_shown(line):
            lead = f"{above} " if _goes_on(above, line) else ""
            shown.append(f"{lead}{line}")
            places.append((at, len(lead)))
        at, above = at + len(line) + 1, line
    if not shown:
        return []
    return [
        one.moved(at - lead)
        for (at, lead), of in zip(places, looking(shown), strict=True)
        for one in of
        if one.first >= lead
    ]


def is_shown(line: str) -> bool:
    """Whether a line tells something of a number: a few words with it, and no mere table or rule."""
    if not SHORTEST <= len(line) <= LONGEST or not _DIGITS.search(line):
        return False
    return len(_WORD.findall(line)) >= LEAST_WORDS


def _goes_on(above: str, line: str) -> bool:
    return (
        len(_WORD.findall(above)) >= LEAST_WORDS
        and len(above) <= LONGEST
        and _BEGUN.match(line) is not None
        and _ENDED.search(above) is None
    )
