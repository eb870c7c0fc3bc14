"""Windows under Wayland, as far as a compositor tells of them: in its own coordinates here, on the desktop for others.

A compositor's list has no menus and tips: while a window that must not be seen has the focus, they may be anywhere on
its monitors. It does not tell which windows let others shine through, so none counts as hiding what is behind it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

from app.capture import browsers
from app.capture.ports import ScreenUnavailable, Window
from app.capture.wayland.idle import Idle
from app.capture.wayland.layout import Layout
from app.capture.wayland.session import socket_path
from app.capture.wayland.wire import Compositor
from app.capture.windows import app_names
from app.capture.windows.session_bus import LockScreen
from storage.model import Box

# A window on several monitors, or with its title in a bar elsewhere, is listed in pieces with numbers of their own.
_PIECES = 1 << 48


@dataclass(frozen=True, slots=True)
class View:
    """A window as a compositor tells of it; places are logical. `bars` are where its title stands outside of `box`."""

    number: int
    app: str
    title: str
    pid: int
    box: Box
    visible: bool
    focused: bool = False
    full_screen: bool = False
    bars: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """All a compositor tells at one moment: windows front to back; `panels` are where others' titles may be shown."""

    layout: Layout
    views: tuple[View, ...]
    panels: tuple[Box, ...] = ()


class Teller(Protocol):
    """A compositor that tells of its windows."""

    name: str

    def desk(self) -> Desk:
        """The desktop now. Raises ScreenUnavailable."""


class WaylandWindows:
    """Implements `WindowInfo` over a compositor that tells. Used by one thread."""

    def __init__(self, teller: Teller) -> None:
        self.name = teller.name
        self._teller = teller
        self._programs = app_names.Programs()
        self._lock_screen = LockScreen()
        self._compositor: Compositor | None = None
        self._idle: Idle | None = None

    def active(self) -> Window | None:
        """The window that has the focus."""
        desk = self._teller.desk()
        focused = next((view for view in desk.views if view.focused), None)
        return next(self._pieces(desk, focused), None) if focused is not None else None

    def visible(self) -> tuple[Window, ...]:
        """The windows in sight, front to back, and the bars in which titles stand."""
        desk = self._teller.desk()
        return (*_panels(desk), *(piece for view in desk.views for piece in self._pieces(desk, view)))

    def out_of_sight(self) -> tuple[Window, ...]:
        """The windows of other workspaces, and those behind a tab."""
        desk = self._teller.desk()
        return tuple(self._window(view, view.number, view.box) for view in desk.views if not view.visible)

    def idle_seconds(self) -> float:
        """Seconds since the last key or motion; 0 where the compositor does not tell."""
        if self._idle is None:
            self._compositor = Compositor(socket_path())
            self._idle = Idle(self._compositor)
        try:
            return self._idle.seconds()
        except ScreenUnavailable:
            self._hang_up()
            raise

    def screen_locked(self) -> bool:
        """Whether the login manager or the desktop says that its lock screen is shown."""
        return self._lock_screen.shown()

    def close(self) -> None:
        """Ends the connections."""
        self._lock_screen.close()
        self._hang_up()

    def _hang_up(self) -> None:
        compositor, self._compositor, self._idle = self._compositor, None, None
        if compositor is not None:
            with suppress(OSError):
                compositor.close()

    def _pieces(self, desk: Desk, view: View) -> Iterator[Window]:
        """A view on each monitor that shows some of it; one behind a tab is its tab."""
        places = (view.box, *view.bars) if view.visible else view.bars
        pieces = [piece for place in places for piece in desk.layout.placed(place)]
        for count, (box, monitor) in enumerate(pieces):
            reach = monitor.box if view.focused else None
            yield self._window(view, view.number + count * _PIECES, box, reach)

    def _window(self, view: View, number: int, box: Box, reach: Box | None = None) -> Window:
        program, private = self._programs.of(view.number, view.pid)
        app = app_names.pretty(view.app) or app_names.of_process(view.pid)
        return Window(
            id=number,
            app=app,
            title=view.title,
            process=program,
            private=private and browsers.is_one((app, program)),
            pid=view.pid,
            box=box,
            full_screen=view.full_screen,
            see_through=True,
            reach=reach,
        )


def _panels(desk: Desk) -> Iterator[Window]:
    for panel in desk.panels:
        for box, _ in desk.layout.placed(panel):
            # Known by its place: it has no number, and is nobody's.
            yield Window("", f"{box.x},{box.y}", 0, box, see_through=True, panel=True)
