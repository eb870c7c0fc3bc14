"""What is true now, and the news of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class State(StrEnum):
    """Where the safe stands."""

    ABSENT = "absent"
    LOCKED = "locked"
    UNLOCKED = "unlocked"


class Recording(StrEnum):
    """What the recorder does now."""

    OFF = "off"
    RECORDING = "recording"
    PAUSED = "paused"
    HIDDEN = "hidden"
    RESTING = "resting"
    FAILING = "failing"
    NO_ROOM = "no room"
    FULL = "full"


class LockReason(StrEnum):
    """Why the safe was locked last; a code without content, which a locked Reverie may tell."""

    ASKED = "asked"
    SCREEN = "screen"
    SUSPEND = "suspend"
    USER_SWITCH = "user switch"
    LOGOUT = "logout"
    IDLE = "idle"
    ENDED = "ended"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Status:
    """What is true now. `problems` are sentences with what to do; `model` is empty when no language model answers;
    `meaning` is a sentence while search by meaning gets ready or another embedder is filled.

    `locked_because` and `locked_at` tell of the last lock while the safe is locked; None when nothing is known of it.
    While it is locked `recording` tells of the recording into the sealed box; `waiting` counts the moments in that box.
    `has_recovery` and `has_keyring` say whether recovery words or the system's keyring open the safe. `network` is the
    address on another computer that questions and passages are sent to; empty, as nearly always, when nothing is.
    `model_seconds` is the processor time the language model took in the background today, of `model_seconds_a_day`.
    """

    state: State
    home: str
    pid: int
    version: str
    recording: Recording = Recording.OFF
    reason: str = ""
    paused_until: datetime | None = None
    timezone: str = "UTC"
    pending_jobs: int = 0
    attention: int = 0
    frames_today: int = 0
    meaning_ready: bool = False
    meaning: str = ""
    model: str = ""
    embedder: str = ""
    windows: int = 0
    problems: tuple[str, ...] = ()
    locked_because: LockReason | None = None
    locked_at: datetime | None = None
    waiting: int = 0
    has_recovery: bool = False
    has_keyring: bool = False
    network: str = ""
    model_seconds: float = 0.0
    model_seconds_a_day: float = 0.0


class StatusCalls(Protocol):
    """What a face asks first, locked or not, and the news it hears from then on."""

    def status(self) -> Status:
        """What is true now; answered on a locked safe too."""

    def watch(self, window: bool = False) -> None:
        """From now on this client gets the news (`app.events`); a window is also counted in `Status.windows`."""

    def show(self, view: str, subject: str = "") -> None:
        """Asks an open window to come forward with a view (chat, timeline, memories, recall)."""
