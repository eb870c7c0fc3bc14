"""Finds the secrets of a text, and puts markers in their place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from agents.patterns import lazy
from agents.secrets import (
    access,
    asked,
    carried,
    changed,
    columns,
    fields,
    identities,
    lists,
    misread,
    numbers,
    papers,
    phrases,
    seeds,
    shapes,
    spelled,
    told,
    zones,
)
from agents.secrets.found import Found
from agents.secrets.own import NONE, OwnPatterns

_BY_WORDS = (zones, fields, told, access, columns, spelled, phrases, asked, papers, carried, lists, changed)
ROUNDS = 5
"""How often a masked text is looked through again."""


def find(
    text: str, own: OwnPatterns = NONE, before: Sequence[str] = (), learnt: Sequence[Found] = ()
) -> list[Found]:
    """The secrets of a text in order, none overlapping: those that overlap are one, named for the longest.

    `before` are the messages before it in a conversation, oldest first: a question for a code makes one of its answer.
    `learnt` are those a learnt finder saw (`agents.secrets.learnt`); where a rule found a part of one, it names it.

    A masked text is looked through again, because one secret may stand between another and its name.
    """
    found = apart([*_candidates(text), *own.find(text), *_after(before, text)])
    for _ in range(ROUNDS if found else 0):
        more = _candidates(mask(text, found))
        if not more:
            break
        found = apart([*found, *_unmasked(more, found)])
    return _with_learnt(found, learnt) if learnt else found


def _with_learnt(found: Sequence[Found], learnt: Sequence[Found]) -> list[Found]:
    """Both together; what only a part of was found by a rule is as long as what was learnt, and named by the rule."""
    return [_named_by(found, one) for one in apart([*found, *learnt])]


def _named_by(rules: Sequence[Found], whole: Found) -> Found:
    parts = [one for one in rules if one.overlaps(whole)]
    if not parts:
        return whole
    return replace(max(parts, key=lambda f: f.last - f.first), first=whole.first, last=whole.last)


def _after(before: Sequence[str], text: str) -> list[Found]:
    """The values of a message by what was asked or named in the messages before it, the newest last."""
    if not before:
        return []
    said = [misread.unmarked(one) for one in before]
    plain = misread.unmarked(text)
    return [*asked.find_after(said, plain), *carried.find_after(said, plain)]


def _candidates(text: str) -> list[Found]:
    plain = misread.unmarked(text)
    read = misread.numbers(plain)
    found = [
        *(one for recogniser in (shapes, seeds) for one in recogniser.find(plain)),
        *(one for recogniser in (numbers, identities) for one in recogniser.find(plain, read)),
        *(one for recogniser in _BY_WORDS for one in recogniser.find(plain)),
    ]
    return [_without_particle(plain, one) for one in found]


# What stands behind a value in Chinese, without a blank, and is none of it: "改成7741了".
_PARTICLES = lazy(r"(?<=[!-~])[了的吧呢啊哦哈]+$")


def _without_particle(text: str, found: Found) -> Found:
    behind = _PARTICLES.search(text[found.first : found.last])
    return replace(found, last=found.first + behind.start()) if behind else found


def apart(candidates: Sequence[Found]) -> list[Found]:
    """The secrets in order; those that overlap are one, named for the longest."""
    merged: list[Found] = []
    for found in sorted(candidates, key=lambda f: (f.first, -f.last)):
        if merged and found.overlaps(merged[-1]):
            merged[-1] = _union(merged[-1], found)
        else:
            merged.append(found)
    return merged


def _unmasked(more: list[Found], masks: Sequence[Found]) -> Iterator[Found]:
    """Secrets found in a masked text, at their places in the text before it was masked."""
    begins, grown, total = [], [0], 0
    for done in masks:
        begins.append(done.first - total)
        total += (done.last - done.first) - len(done.marker)
        grown.append(total)
    for secret in more:
        first = _place(secret.first, masks, begins)
        last = _place(secret.last - 1, masks, begins)
        yield replace(
            secret,
            first=masks[first].first if first >= 0 else secret.first + grown[~first],
            last=masks[last].last if last >= 0 else secret.last + grown[~last],
        )


def _place(place: int, masks: Sequence[Found], begins: list[int]) -> int:
    """The number of the marker that a place is in; or, inverted, how many markers are before it."""
    before = bisect_right(begins, place)
    inside = before and place < begins[before - 1] + len(masks[before - 1].marker)
    return before - 1 if inside else ~before


def _union(a: Found, b: Found) -> Found:
    longest = max(a, b, key=lambda f: f.last - f.first)
    return replace(longest, first=min(a.first, b.first), last=max(a.last, b.last))


def mask(text: str, found: Sequence[Found]) -> str:
    """The text with a marker for each secret of `find(text)`."""
    parts: list[str] = []
    place = 0
    for secret in sorted(found, key=lambda f: f.first):
        parts += (text[place : secret.first], secret.marker)
        place = secret.last
    return "".join((*parts, text[place:]))


def masked(
    text: str, own: OwnPatterns = NONE, before: Sequence[str] = (), learnt: Sequence[Found] = ()
) -> tuple[str, list[Found]]:
    """The text without its secrets, and where they stood in it; `before` and `learnt` as `find` has them."""
    found = find(text, own, before, learnt)
    return mask(text, found), found


def with_question(
    text: str, found: list[Found], before: Sequence[str], answers: bool = False
) -> tuple[str, list[Found]]:
    """An answer to a question for a secret, and what was found in it, behind the question: it says what for.

    `answers` says that a learnt finder took it for the answer to the message right before it. Any other message as it
    is.
    """
    asked_from = range(len(before) - 1, -1, -1) if found else ()
    learnt = before[-1:] if answers else ()
    since = next((before[at:] for at in asked_from if _after(before[at:], text)), learnt)
    lead = "".join(f"{' '.join(one.split())}\n" for one in since)
    return f"{lead}{text}", [one.moved(len(lead)) for one in found]
