"""Cuts observations into episodes: the same activity until the app, the document, the thread or time breaks it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from agents import stems
from storage.model import Frame, Observation, Turn

# A pause after which what follows is another activity.
SCREEN_GAP, TALK_GAP = timedelta(minutes=10), timedelta(minutes=30)
# An episode is closed at this many observations, so that one digest stays short.
MOST = 60
# Frames of one app whose titles and texts share less than this are two documents.
SAME_DOCUMENT = 0.3
_COUNTER = re.compile(r"^[*●•]\s*|\(\d+\)\s*|\s*\[\+\]|\s*\(modified\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class OpenEpisode:
    """The episode that may still go on: its last observation, and how many it holds."""

    last: Observation
    count: int = 1


def cut(observations: Sequence[Observation], open_: OpenEpisode | None = None) -> list[list[Observation]]:
    """Observations, by their own time (equal times in the order given), in episodes.

    The first list goes on with `open_` if its first observation does (`continues`), else it is a new episode.
    Conversations and screens interleave without breaking each other: each thread and the screen have their own line.
    """
    episodes: list[list[Observation]] = []
    running: dict[str, tuple[list[Observation], int]] = {}
    earlier = {line_of(open_.last): open_} if open_ else {}
    for one in sorted(observations, key=lambda seen: seen.time):
        line = line_of(one)
        episode, before = running.get(line, ([], 0))
        held = earlier.pop(line, None)
        if episode and len(episode) + before < MOST and not breaks(episode[-1], one):
            episode.append(one)
            continue
        fresh = [one]
        running[line] = (fresh, held.count if held and continues(held, one) else 0)
        episodes.append(fresh)
    return episodes


def continues(open_: OpenEpisode, one: Observation) -> bool:
    """True when an observation belongs to the open episode."""
    return line_of(open_.last) == line_of(one) and open_.count < MOST and not breaks(open_.last, one)


def line_of(observation: Observation) -> str:
    """What runs by itself: the screen, each conversation, and each note."""
    if isinstance(observation, Turn):
        return f"thread {observation.thread}"
    return "screen" if isinstance(observation, Frame) else f"note {observation.id}"


def breaks(before: Observation, after: Observation) -> bool:
    """True when `after` is another activity than `before`, which came just before it on the same line."""
    gap = after.time - before.time
    if isinstance(before, Turn) and isinstance(after, Turn):
        return gap > TALK_GAP
    if isinstance(before, Frame) and isinstance(after, Frame):
        return gap > SCREEN_GAP or before.app != after.app or not _same_document(before, after)
    return True


def _same_document(before: Frame, after: Frame) -> bool:
    if _COUNTER.sub("", before.window_title).strip() == _COUNTER.sub("", after.window_title).strip():
        return True
    seen, now = set(stems.content(before.text)), set(stems.content(after.text))
    return bool(seen and now) and len(seen & now) / min(len(seen), len(now)) >= 1 - SAME_DOCUMENT


def label_of(observations: Sequence[Observation]) -> str:
    """What an episode is called in lists: the window's title, or the thread."""
    first = observations[0]
    if isinstance(first, Frame):
        return first.window_title or first.app or "Screen"
    return f"Conversation {first.thread}" if isinstance(first, Turn) else "Note"


def span_of(observations: Sequence[Observation]) -> tuple[datetime, datetime]:
    """The first and the last time of an episode."""
    times = [one.time for one in observations]
    return min(times), max(times)
