"""Hears from an X11 display whether anything about its windows changed: a still desktop need not be listed again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

from Xlib import X, error

# Of the properties of windows only these are of account; some programs write others with every key.
_TOLD_OF = (
    "_NET_WM_NAME", "WM_NAME", "WM_CLASS", "_NET_WM_STATE", "WM_STATE", "_NET_WM_DESKTOP", "_NET_FRAME_EXTENTS",
    "_NET_WM_WINDOW_OPACITY", "_NET_WM_WINDOW_TYPE", "_NET_CLIENT_LIST", "_NET_CLIENT_LIST_STACKING",
    "_NET_CURRENT_DESKTOP", "_NET_SUPPORTING_WM_CHECK",
)  # fmt: skip
_MOVES = frozenset(
    {
        X.DestroyNotify,
        X.UnmapNotify,
        X.MapNotify,
        X.ReparentNotify,
        X.ConfigureNotify,
        X.GravityNotify,
        X.CirculateNotify,
    }
)
# More windows than anybody has open: then all are watched anew.
_MOST_WATCHED = 512

# python-xlib publishes no types: a display, and a window of it.
_Display: TypeAlias = Any
_XWindow: TypeAlias = Any


class Changes:
    """Begins to listen when first asked, and must be asked now and then: what is not taken in piles up."""

    def __init__(self, display: _Display) -> None:
        self._display = display
        self._root = display.screen().root
        self._atoms = frozenset(display.get_atom(name) for name in _TOLD_OF)
        self._watched: set[int] = set()
        self._listening = False

    def any(self) -> bool:
        """Whether something changed since this was last asked; true at first."""
        if not self._listening:
            self._root.change_attributes(event_mask=X.SubstructureNotifyMask | X.PropertyChangeMask)
            self._listening = True
            return True
        return self.take_in()

    def take_in(self) -> bool:
        """Takes in all that came until now; whether something of account was among it."""
        if not self._listening:
            return False
        self._display.sync()
        heard = [self._display.next_event() for _ in range(self._display.pending_events())]
        return any(self._matters(event) for event in heard)

    def watch(self, windows: Iterable[_XWindow]) -> None:
        """Listens to these windows from now on, before they are asked what they are."""
        if len(self._watched) > _MOST_WATCHED:
            self._watched.clear()
        for window in windows:
            if int(window.id) not in self._watched:
                # One that is gone already is no error; without a handler it would be printed.
                gone = error.CatchError(error.BadWindow)
                window.change_attributes(
                    event_mask=X.PropertyChangeMask | X.StructureNotifyMask, onerror=gone
                )
                self._watched.add(int(window.id))

    def _matters(self, event: _XWindow) -> bool:
        if event.type == X.PropertyNotify:
            return event.atom in self._atoms
        if event.type == X.DestroyNotify:
            self._watched.discard(int(event.window.id))
        return event.type in _MOVES
