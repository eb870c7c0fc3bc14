"""What hears what is said, and only while the person wants it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from app.interfaces import IncomingTurn

Heard = Callable[[IncomingTurn], None]


class VoiceSource(Protocol):
    """Turns speech into text on this machine. Opens nothing before `start`; its threads end with `close`.

    Sound never leaves its process, and is on no disk. A person must be able to see that it listens.
    """

    name: str

    def start(self, heard: Heard) -> None:
        """From now on `heard` is called with what is said. Raises ReverieError with what to do."""

    def close(self) -> None:
        """Lets the microphone go before it returns. A second call does nothing."""
