"""Which way of listening this installation has: none."""

from __future__ import annotations

from app.voice.ports import Heard, VoiceSource
from storage.errors import ReverieError

NOBODY_LISTENS = "This version of Reverie listens to no microphone, whatever the setting says."


class VoiceUnavailable(ReverieError):
    """There is nothing that could listen."""

    title = "Reverie does not listen"


class NoVoice:
    """Refuses to start."""

    name = "none"

    def start(self, heard: Heard) -> None:
        """Raises VoiceUnavailable."""
        raise VoiceUnavailable(NOBODY_LISTENS)

    def close(self) -> None:
        """Nothing is open."""


def choose() -> VoiceSource:
    """The way of this installation."""
    return NoVoice()
