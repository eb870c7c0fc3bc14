"""What was said just before a message or a note: one place for live talk and for everything that is imported."""

from __future__ import annotations

from datetime import timedelta
from typing import TypeAlias

from agents import secrets
from storage.export_records import NoteRecord, TurnRecord
from storage.model import Note, ObservationType, Turn
from storage.safe import Safe

Said: TypeAlias = Turn | Note | TurnRecord | NoteRecord

# How many messages before one, and how long before it, may name or ask for what it says.
MESSAGES, GAP = 3, timedelta(days=1)


class Talks:
    """What was said last in each conversation, and noted last, as far as what comes together and the safe tell.

    Everything is told to `add` without its secrets, as it is kept; to `follow`, in talks of its own, as it was said.
    """

    def __init__(self, safe: Safe) -> None:
        self._safe = safe
        self._last: dict[str | None, list[Said]] = {}
        self._names: dict[str, str] = {}

    def before(self, said: Said) -> list[str]:
        """The texts of the last messages before one, oldest first; before the first stands what the talk is called."""
        thread = _thread(said)
        last = [one.text for one in self._said(thread) if timedelta() <= said.time - one.time <= GAP]
        return last or ([thread] if thread else [])

    def add(self, said: Said) -> None:
        """Counts a message as said from now on."""
        thread = _thread(said)
        self._last[thread] = [*self._said(thread), said][-MESSAGES:]

    def follow(self, said: Said) -> tuple[str, str]:
        """The message right before one, or what its talk is called, and its own words; counts it as said."""
        before = "".join(self.before(said)[-1:])
        self.add(said)
        return before, said.text

    def name(self, thread: str) -> str:
        """What a conversation is called, without secrets: the subject of a mail may be its code."""
        if thread not in self._names:
            self._names[thread] = secrets.masked(thread)[0]
        return self._names[thread]

    def _said(self, thread: str | None) -> list[Said]:
        if thread not in self._last:
            self._last[thread] = list(self._kept(thread))
        return self._last[thread]

    def _kept(self, thread: str | None) -> list[Turn] | list[Note]:
        if thread is not None:
            return self._safe.observations.turns(thread, MESSAGES)
        noted = self._safe.observations.latest([ObservationType.NOTE], MESSAGES)
        return [one for one in reversed(noted) if isinstance(one, Note)]


def _thread(said: Said) -> str | None:
    return said.thread if isinstance(said, Turn | TurnRecord) else None
