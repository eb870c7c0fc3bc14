"""Why and when the safe was locked last: a code and a time, kept in clear where a locked Reverie can read it.

It lies beside the keeper's socket. It holds nothing of the safe, and losing it costs one line on the unlock page.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app import paths
from app.interfaces import LockReason
from storage import notes
from storage.errors import StorageError
from storage.notes import NoteDamaged

log = logging.getLogger(__name__)

FILE = "last-lock.json"


@dataclass(frozen=True, slots=True)
class LastLock:
    """`at` is aware, in UTC."""

    reason: LockReason
    at: datetime


def note(home: Path, reason: LockReason, at: datetime) -> None:
    """Writes it down; a full disk must not hold up a lock, so it is only logged."""
    try:
        notes.write(_file(home), {"reason": reason.value, "at": at.isoformat()})
    except (OSError, StorageError) as error:
        log.warning("why the safe was locked could not be noted: %s", type(error).__name__)


def read(home: Path) -> LastLock | None:
    """The last lock of the safe in `home`; None when nothing (or nothing readable) was noted."""
    try:
        noted = notes.read(_file(home)) or {}
        at = datetime.fromisoformat(noted["at"])
        return LastLock(LockReason(noted["reason"]), at) if at.tzinfo is not None else None
    except (NoteDamaged, ValueError, KeyError, TypeError):
        return None


def trouble(home: Path) -> str:
    """A sentence when what was noted was damaged; empty when it was not."""
    try:
        notes.read(_file(home))
    except NoteDamaged as damage:
        return f"{damage.message} It said why the safe was locked."
    return ""


def forget(home: Path) -> None:
    """The safe is open: should it be locked by a crash, nothing older may pass for the reason."""
    try:
        _file(home).unlink(missing_ok=True)
    except OSError as error:
        log.warning("the reason of the last lock stays noted: %s", type(error).__name__)


def _file(home: Path) -> Path:
    return paths.socket_path(home).parent / FILE
