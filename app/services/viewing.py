"""Reading all memories of a safe for a dream or for reflecting, a page at a time, so that it can be cut off."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from agents.dream import View
from agents.dream.view import Vector
from agents.kinds import Rules
from storage.ids import MemoryId
from storage.model import FrameWindow, Memory
from storage.safe import Safe

# Memories read between two looks at whether it was enough.
PAGE = 1000


class CutOff(Exception):
    """Somebody came back, or the time is over, while memories were read."""


class SafePast:
    """What was seen, from the safe; `enough` cuts it off. `model` names the vectors to be had, empty for none."""

    def __init__(self, safe: Safe, model: str, enough: Callable[[], bool]) -> None:
        self._safe = safe
        self._model = model
        self._enough = enough

    def vectors(self, ids: Sequence[MemoryId]) -> Mapping[MemoryId, Vector]:
        """The vectors of these memories. Raises CutOff."""
        found: dict[MemoryId, Vector] = {}
        for start in range(0, len(ids) if self._model else 0, PAGE):
            if self._enough():
                raise CutOff
            part = self._safe.vectors.of(self._model, ids[start : start + PAGE])
            found |= {MemoryId(id): vector for id, vector in part.items()}
        return found

    def windows(self, since: datetime, until: datetime) -> Sequence[FrameWindow]:
        """The windows of the frames of [since, until), oldest first."""
        return self._safe.observations.frame_windows(since, until)

    def faded(self, ids: Sequence[MemoryId]) -> Sequence[Memory]:
        """Those of `ids` that a dream let fade."""
        return list(self._safe.memories.many(self._safe.dreams.faded(ids)).values())


def view(
    safe: Safe,
    rules: Mapping[str, Rules],
    zone: ZoneInfo,
    now: datetime,
    model: str,
    enough: Callable[[], bool],
) -> View:
    """All current memories and what is known of them. Raises CutOff."""
    memories: list[Memory] = []
    while page := safe.memories.list(limit=PAGE, offset=len(memories)):
        memories += page
        if enough():
            raise CutOff
    waiting = frozenset(held.memory for held in safe.proposals.list() if held.memory is not None)
    dreams = safe.dreams
    return View(
        memories[::-1], safe.kinds, rules, now, zone, SafePast(safe, model, enough), dreams.own(),
        safe.memories.many(sorted(dreams.spared())), dreams.cited(), dreams.untied(), waiting,
    )  # fmt: skip
