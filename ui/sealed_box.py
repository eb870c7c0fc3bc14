"""What is said of a locked Reverie: whether it remembers into its sealed box, how much waits there, and why not."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.interfaces import Recording, State, Status

_REMEMBERING = (Recording.RECORDING, Recording.HIDDEN, Recording.RESTING, Recording.FAILING)


def _tr(text: str, number: int = -1) -> str:
    return QCoreApplication.translate("sealed_box", text, "", number)


def told(status: Status) -> str:
    """ "Locked, remembering into a sealed box (12 moments waiting)" and the like; empty while it is not."""
    if status.state is not State.LOCKED:
        return ""
    return _watch(status) + _waiting(status.waiting)


def goes_on(status: Status | None) -> bool:
    """Whether something is recorded while the safe is locked, so that it can be stopped."""
    return status is not None and status.state is State.LOCKED and status.recording in _REMEMBERING


def _watch(status: Status) -> str:
    return {
        Recording.RECORDING: _tr("Locked, remembering into a sealed box"),
        Recording.HIDDEN: _tr("Locked, remembering into a sealed box; hidden right now"),
        Recording.RESTING: _tr("Locked, not remembering just now"),
        Recording.FAILING: _tr("Locked, not remembering: the screen cannot be seen"),
        Recording.NO_ROOM: _tr("Locked, not remembering: the disk is nearly full"),
        Recording.FULL: _tr("Locked, not remembering: the sealed box is full"),
    }.get(status.recording, _tr("Locked, not remembering"))


def _waiting(moments: int) -> str:
    return _tr(" (%Ln moment(s) waiting)", moments) if moments else ""
