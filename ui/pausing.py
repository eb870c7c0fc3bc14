"""Pausing and resuming from the window: the same choices in the tray's menu and in the strip's."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu

from app.interfaces import Recording, State, Status
from ui import sealed_box, when
from ui.desk import Desk

MINUTES = (15, 30, 60)


def _tr(text: str, number: int = -1) -> str:
    return QCoreApplication.translate("pausing", text, "", number)


def told(status: Status | None, desk: Desk) -> str:
    """What the recorder does now, in words."""
    if status is None:
        return _tr("Starting")
    if status.state is not State.UNLOCKED:
        return sealed_box.told(status) if status.state is State.LOCKED else _tr("Not set up yet")
    if status.recording is Recording.PAUSED and status.paused_until is not None:
        return _tr("Paused for {0} more").format(when.remaining(status.paused_until, desk.now))
    if status.recording is Recording.RESTING:
        return _tr("Not remembering: {0}").format(status.reason)
    return {
        Recording.OFF: _tr("Not recording"),
        Recording.RECORDING: _tr("Remembering"),
        Recording.PAUSED: _tr("Paused"),
        Recording.HIDDEN: _tr("Hidden right now"),
        Recording.FAILING: _tr("Needs you"),
        Recording.NO_ROOM: _tr("Not remembering: the disk is nearly full"),
        Recording.FULL: _tr("Not remembering: the sealed box is full"),
    }[status.recording]


def hidden(status: Status | None) -> str:
    """By which rule something is hidden right now; empty when nothing is."""
    if status is None or status.state is not State.UNLOCKED:
        return ""
    return status.reason if status.recording in (Recording.HIDDEN, Recording.RECORDING) else ""


def needs_user(status: Status | None) -> bool:
    """Whether something is wrong that only the person can put right."""
    if status is None or status.state is not State.UNLOCKED:
        return False
    return status.recording in (Recording.FAILING, Recording.NO_ROOM) or bool(status.problems)


def drawing(status: Status | None) -> str:
    """The name of the tray icon for a status."""
    if status is None or status.state is not State.UNLOCKED:
        return "tray-locked"
    if needs_user(status):
        return "tray-attention"
    return {
        Recording.RECORDING: "tray-remembering",
        Recording.HIDDEN: "tray-hidden",
    }.get(status.recording, "tray-paused")


def fill(menu: QMenu, desk: Desk) -> None:
    """Puts the choices that make sense now into a menu."""
    status = desk.status
    if status is not None and status.recording in (Recording.PAUSED, Recording.OFF):
        menu.addAction(_tr("Remember again")).triggered.connect(lambda: resume(desk))
    for minutes in MINUTES:
        _offer(menu, _tr("Pause for %n minute(s)", minutes), partial(_pause_for, desk, minutes * 60.0))
    _offer(menu, _tr("Pause until tomorrow"), partial(_pause_until_tomorrow, desk))


def fill_locked(menu: QMenu, desk: Desk) -> None:
    """Puts the one choice that a locked safe leaves into a menu: to stop what is recorded meanwhile."""
    if sealed_box.goes_on(desk.status):
        _offer(menu, _tr("Stop remembering while locked"), partial(_stop, desk))
        menu.addSeparator()


def resume(desk: Desk) -> None:
    """Remembers again."""
    desk.command(desk, lambda reverie: reverie.resume(), desk.take_status)


def _offer(menu: QMenu, name: str, chosen: Callable[[], None]) -> None:
    menu.addAction(name).triggered.connect(lambda _on=False: chosen())


def _pause_for(desk: Desk, seconds: float) -> None:
    desk.command(desk, lambda reverie: reverie.pause(seconds), desk.take_status)


def _stop(desk: Desk) -> None:
    desk.command(desk, lambda reverie: reverie.pause(), desk.take_status)


def _pause_until_tomorrow(desk: Desk) -> None:
    _pause_for(desk, when.seconds_until_tomorrow(desk.now))
