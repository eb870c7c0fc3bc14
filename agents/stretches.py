"""Cuts observations into stretches, what is read together: one document or thread until a pause."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from agents import stems
from agents.patterns import lazy
from storage.model import Frame, Observation, Turn

# A pause after which what follows is another activity.
SCREEN_GAP, TALK_GAP = timedelta(minutes=10), timedelta(minutes=30)
# A stretch is closed at this many observations, so that one digest stays short.
MOST = 60
# Frames of one app whose titles and texts share less than this are two documents.
SAME_DOCUMENT = 0.3
_COUNTER = lazy(
    r"^[*●•]\s*|\(\d+\)\s*|\s*\[\+\]|\s*\(modified\)|"
    r"\s*[-–—(,]?\s*\b(?:page|seite|pagina|p\.|s\.|pag\.)\s?\d+\s?(?:of|von|di|/)\s?\d+\)?|\s*[-–—(]\s*第\s?\d+\s?页.*$|"
    r"\s*[-–—(]\s*\d+\s?(?:of|von|di|/)\s?\d+\)?(?=$|\s)",
    re.IGNORECASE,
)


def cut(observations: Sequence[Observation]) -> list[list[Observation]]:
    """Observations, by their own time (equal times in the order given), in stretches.

    Conversations and screens interleave without breaking each other: each thread and the screen have their own line.
    """
    stretches: list[list[Observation]] = []
    running: dict[str, list[Observation]] = {}
    for one in sorted(observations, key=lambda seen: seen.time):
        line = line_of(one)
        stretch = running.get(line)
        if stretch and len(stretch) < MOST and not breaks(stretch[-1], one):
            stretch.append(one)
            continue
        running[line] = [one]
        stretches.append(running[line])
    return stretches


def line_of(observation: Observation) -> str:
    """What runs by itself: the screen, each conversation, and each note."""
    if isinstance(observation, Turn):
        return f"thread {observation.thread}"
    return "screen" if isinstance(observation, Frame) else f"note {observation.id}"


def pauses(before: Observation, after: Observation) -> bool:
    """True when so much time lies between two observations of one line that they are two activities."""
    return after.time - before.time > (TALK_GAP if isinstance(before, Turn) else SCREEN_GAP)


def breaks(before: Observation, after: Observation) -> bool:
    """True when `after` is of another document or talk than `before`, which came just before it on the same line."""
    if isinstance(before, Frame) and isinstance(after, Frame):
        return pauses(before, after) or before.app != after.app or not _same_document(before, after)
    return not (isinstance(before, Turn) and isinstance(after, Turn)) or pauses(before, after)


def title_of(frame: Frame) -> str:
    """A window's title without marks of unsaved work, counts of what is unread, and the page it is at."""
    return _COUNTER.sub("", frame.window_title).strip()


def _same_document(before: Frame, after: Frame) -> bool:
    if title_of(before) == title_of(after):
        return True
    seen, now = set(stems.content(before.text)), set(stems.content(after.text))
    return bool(seen and now) and len(seen & now) / min(len(seen), len(now)) >= 1 - SAME_DOCUMENT
