"""What the user told and then, right away, wants kept nowhere: what was sealed of it, or the message, is forgotten."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from agents import secrets, unkept
from app.interfaces import Forget
from storage.ids import MemoryId
from storage.model import Observation, Role, Turn
from storage.safe import Safe

WITHIN = timedelta(minutes=10)
"""How long after a message "don't keep it" still means it."""
MESSAGES = 4
"""How far before it that message may stand: the assistant, or others, may have answered meanwhile."""
SHORT = 60
"""Characters of a message that is forgotten as a whole where nothing of it was sealed: a longer one tells more."""


class TakenBack:
    """Listens to what the user says over one safe; any thread may call."""

    def __init__(self, safe: Safe, forget: Callable[[Forget], object]) -> None:
        self._safe = safe
        self._forget = forget

    def hear(self, said: Sequence[Observation]) -> None:
        """Forgets what these messages, kept already, take back. Raises DiskFull, SafeDamaged."""
        for turn in said:
            if isinstance(turn, Turn) and turn.role is Role.USER and unkept.takes_back(turn.text):
                self._take_back(turn)

    def _take_back(self, turn: Turn) -> None:
        meant = self._meant(turn)
        if meant is None:
            return
        sealed = self._sealed(meant)
        if sealed:
            self._forget(Forget(ids=tuple(sealed)))
        elif len(meant.text) <= SHORT and not secrets.MARKER.search(meant.text):
            self._forget(Forget(ids=(meant.id,)))

    def _meant(self, turn: Turn) -> Turn | None:
        """The user's message before this one, unless what this one says is a secret of its own."""
        if secrets.MARKER.search(turn.text):
            return None
        earlier, _ = self._safe.observations.neighbours([turn.id], MESSAGES, 0).get(turn.id, ([], []))
        for one in reversed(earlier):
            if isinstance(one, Turn) and one.role is Role.USER and turn.time - one.time <= WITHIN:
                return one
        return None

    def _sealed(self, turn: Turn) -> list[MemoryId]:
        """The memories with a sealed value that rest on this message alone."""
        of_turn = self._safe.memories.of_source([turn.id]).get(turn.id, [])
        return [
            id
            for id, memory in self._safe.memories.many(of_turn).items()
            if memory.has_secret and all(source.observation == turn.id for source in memory.sources)
        ]
