"""Fading: what was only ever seen on a screen, matters little and was never asked for goes out of use with time.

It is retired, not deleted: it stays in the history, and taking the dream back brings it back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from math import log2

from agents.dream.view import View, Wish, Wishes
from storage.model import Author, Memory, ObservationType, Retire

# A memory's weight is its importance, halved in this time; below the least it fades. One of importance .3 (a screen)
# fades after 190 days, one of .7 (an appointment) after 337.
HALF_LIFE = timedelta(days=120)
LEAST = 0.1
# Each answer that cites a memory lets it last so much longer.
PER_ANSWER = 1.0
_ENDLESS = 3000.0
AHEAD = (30, 90, 365)
_PORTION = 50


def wishes(view: View) -> Wishes:
    """Those whose time is over, in portions."""
    over = [memory for memory in _open_to(view) if until(view, memory) <= view.now]
    for start in range(0, len(over), _PORTION):
        part = over[start : start + _PORTION]
        yield Wish(
            _told(view, part),
            tuple(Retire(memory.id, view.now, _reason(view, memory), Author.DREAM) for memory in part),
            read=tuple(part),
        )


def forecast(view: View) -> dict[int, int]:
    """How many will have faded in so many days, if nothing of them is asked for."""
    ends = [until(view, memory) for memory in _open_to(view)]
    return {days: sum(end <= view.now + timedelta(days=days) for end in ends) for days in AHEAD}


def until(view: View, memory: Memory) -> datetime:
    """When a memory fades, as things are."""
    halvings = log2(max(memory.importance, LEAST) / LEAST) * (1 + PER_ANSWER * view.cited.get(memory.id, 0))
    # What was brought in late has just come.
    return max(memory.valid_from, memory.revised) + HALF_LIFE * min(halvings, _ENDLESS)


def _open_to(view: View) -> Iterator[Memory]:
    """What may fade at all: seen on screens alone, and an event only once its day is summed up."""
    parts = {part for memory in view.memories for part in memory.parts}
    for memory in view.plain:
        rules = view.rules.get(memory.kind)
        summed = memory.id in parts or rules is None or rules.roll is None
        if summed and not view.keeps(memory) and _seen_only(memory):
            yield memory


def _seen_only(memory: Memory) -> bool:
    return bool(memory.sources) and all(source.type is ObservationType.FRAME for source in memory.sources)


def _reason(view: View, memory: Memory) -> str:
    days = (view.now - max(memory.valid_from, memory.revised)).days
    asked = view.cited.get(memory.id, 0)
    return (
        f"faded: importance {memory.importance:.1f}, last seen {days} days ago, "
        f"{'asked for ' + str(asked) + ' times' if asked else 'never asked for'}"
    )


def _told(view: View, part: Sequence[Memory]) -> str:
    first = f"“{part[0].title[:80]}” {_reason(view, part[0])}"
    return first if len(part) == 1 else f"{first} (and {len(part) - 1} more)"
