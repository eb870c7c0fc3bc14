"""What a locked Reverie may say of the recording while it is locked: a word, and how many moments wait.

The word lies in clear beside the sealed records. It tells that recording goes on, or why it does not; never of what.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from app.interfaces import Recording
from storage import notes, spool_records
from storage.errors import StorageError
from storage.notes import NoteDamaged

log = logging.getLogger(__name__)

FILE = "nightwatch.json"
_SENTENCES = {
    Recording.FULL: "The sealed box is full. Unlock Reverie to empty it.",
    Recording.NO_ROOM: "The disk is nearly full. Free some room.",
    Recording.FAILING: "The screen cannot be seen or read.",
}
_LASTING = (Recording.FULL, Recording.NO_ROOM)


@dataclass(frozen=True, slots=True)
class Report:
    """`recording` is OFF when nobody records; FULL or NO_ROOM when that is why. `waiting` counts sealed moments."""

    recording: Recording = Recording.OFF
    waiting: int = 0

    @property
    def reason(self) -> str:
        """A sentence where a person can do something about it."""
        return _SENTENCES.get(self.recording, "")


def told(home: Path, recording: Recording) -> None:
    """Writes the word down; on a full disk it is only logged: the records matter more."""
    try:
        notes.write(_file(home), {"recording": recording.value})
    except StorageError as error:
        log.warning("the nightwatch's state could not be noted: %s", type(error).__name__)


def read(home: Path) -> Report:
    """What is true now of the locked safe in `home`."""
    waiting = spool_records.waiting(home)
    recording = _word(home)
    if recording not in _LASTING and spool_records.watcher(home) is None:
        recording = Recording.OFF
    return Report(recording, waiting)


def clear(home: Path) -> None:
    """Removes the word: the safe is open. What cannot be removed must not hold up what waits."""
    try:
        _file(home).unlink(missing_ok=True)
    except OSError as error:
        log.warning("the nightwatch's state stays noted: %s", type(error).__name__)


def trouble(home: Path) -> str:
    """A sentence when the word was damaged; empty when it was not."""
    try:
        notes.read(_file(home))
    except NoteDamaged as damage:
        return f"{damage.message} It said whether recording goes on while locked."
    return ""


def _word(home: Path) -> Recording:
    try:
        return Recording((notes.read(_file(home)) or {})["recording"])
    except (NoteDamaged, ValueError, KeyError, TypeError):
        return Recording.OFF


def _file(home: Path) -> Path:
    return home / spool_records.FOLDER / FILE
