"""Why the safe was locked last, in words."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication

from app.interfaces import LockReason, State, Status
from ui import when


def _tr(text: str) -> str:
    return QCoreApplication.translate("locks", text)


def told(status: Status, now: datetime | None = None) -> str:
    """ "Locked because the screen was locked, 14:05"; only "Locked" when nothing is known; empty while it is open."""
    if status.state is not State.LOCKED:
        return ""
    if status.locked_because is None or status.locked_at is None:
        return _tr("Locked")
    return f"{_sentence(status.locked_because)}, {_moment(status.locked_at, now or datetime.now(UTC))}"


def _sentence(reason: LockReason) -> str:
    return {
        LockReason.ASKED: _tr("Locked by you"),
        LockReason.SCREEN: _tr("Locked because the screen was locked"),
        LockReason.SUSPEND: _tr("Locked because the computer went to sleep"),
        LockReason.USER_SWITCH: _tr("Locked because another user took over the screen"),
        LockReason.LOGOUT: _tr("Locked because you logged out"),
        LockReason.IDLE: _tr("Locked because nobody used the computer"),
        LockReason.ENDED: _tr("Locked because Reverie was ended"),
        LockReason.MOVED: _tr("Locked because the folder of the safe was moved"),
    }[reason]


def _moment(at: datetime, now: datetime) -> str:
    """The clock of this computer, not of the safe: which zone that has is not known while it is locked."""
    here, today = at.astimezone(), now.astimezone().date()
    clock = f"{here:%H:%M}"
    return clock if here.date() == today else f"{when.day(here.date(), today)} {clock}"
