"""Windows under X11, by the conventions window managers keep (EWMH); also without a window manager."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Any, TypeAlias

from Xlib import X, display, error
from Xlib.ext import res, screensaver

from app.capture import browsers
from app.capture.ports import ScreenUnavailable, Window
from app.capture.windows import app_names
from app.capture.windows.session_bus import LockScreen
from app.capture.windows.x11_changes import Changes
from storage.errors import refused_as
from storage.model import Box

NO_DISPLAY = (
    "There is no X11 display to ask about windows. Start Reverie inside a desktop session, or set DISPLAY."
)
# What `_NET_WM_DESKTOP` says of a window that is on all desktops.
ALL_DESKTOPS = 0xFFFFFFFF
# A window of this depth has an alpha channel and may let what is behind it be seen.
DEPTH_WITH_ALPHA = 32
# What the MIT-SCREEN-SAVER extension says of a saver that covers the screen.
SAVER_ON = 1
# What `_NET_WM_WINDOW_TYPE` says of a task bar.
PANEL = "_NET_WM_WINDOW_TYPE_DOCK"
# The longest property that is read, in units of four bytes: a title of 16 KB.
LONGEST_PROPERTY = 4096

# So often a desktop is listed even if nothing was heard of a change.
LISTED_SECONDS = 10.0
# What a question about a window that just went is answered with. Any other error costs the look: a window that is there
# and was not understood would be left out of the rules.
GONE = (error.BadWindow, error.BadDrawable)

# python-xlib publishes no types: a window of Xlib's, and the value of one of its properties.
XWindow: TypeAlias = Any
XValue: TypeAlias = Any


@contextmanager
def _connected() -> Iterator[None]:
    """Turns the loss of the display into ScreenUnavailable; stands before every call of the port."""
    with refused_as(ScreenUnavailable, NO_DISPLAY, error.ConnectionClosedError, OSError):
        yield


class X11Windows:
    """One connection to an X11 display. Used by one thread; a window that goes away while asked about is left out."""

    name = "x11"

    def __init__(self, name: str | None = None) -> None:
        causes = (error.DisplayError, error.ConnectionClosedError, OSError)
        with refused_as(ScreenUnavailable, NO_DISPLAY, *causes):
            self._display = display.Display(name)
            self._root = self._display.screen().root
            self._has_shapes = bool(self._display.has_extension("SHAPE"))
            self._changes = Changes(self._display)
            self._changed = True
            self._listed_at = 0.0
            self._seen: tuple[Window, ...] = ()
            self._away: tuple[Window, ...] = ()
            self._has_pids = bool(self._display.has_extension("X-Resource"))
            self._programs = app_names.Programs()
            self._has_idle = bool(self._display.has_extension("MIT-SCREEN-SAVER"))
            self._lock_screen = LockScreen()

    @_connected()
    def active(self) -> Window | None:
        """The window that has the focus, by the window manager, or else by the keyboard's focus."""
        if self._numbers(self._root, "_NET_SUPPORTING_WM_CHECK"):
            number = next(iter(self._numbers(self._root, "_NET_ACTIVE_WINDOW")), 0)
            return self._with_number(number) if number else None
        focused = self._display.get_input_focus().focus
        if isinstance(focused, int) or focused == self._root:
            return None
        with suppress(*GONE):
            return self._window(self._top_level(focused))
        return None

    @_connected()
    def visible(self) -> tuple[Window, ...]:
        """The windows on the current desktop, front to back; menus and pop-ups count as in front of all."""
        self._list_anew_if_changed()
        return self._seen

    @_connected()
    def out_of_sight(self) -> tuple[Window, ...]:
        """The window manager's windows that are minimised or on another desktop."""
        self._list_anew_if_changed()
        return self._away

    @_connected()
    def idle_seconds(self) -> float:
        """Seconds since the last key or motion; 0 where the display cannot say."""
        self._changed |= self._changes.take_in()
        return float(screensaver.query_info(self._root).idle) / 1000 if self._has_idle else 0.0

    @_connected()
    def screen_locked(self) -> bool:
        """Whether the display's screen saver is on, or the desktop says that its lock screen is shown."""
        self._changed |= self._changes.take_in()
        saving = self._has_idle and screensaver.query_info(self._root).state == SAVER_ON
        return bool(saving) or self._lock_screen.shown()

    def close(self) -> None:
        """Closes the connection."""
        self._lock_screen.close()
        with suppress(error.ConnectionClosedError, OSError):
            self._display.close()

    def _with_number(self, number: int) -> Window | None:
        """A window, as it was listed or as it is found now."""
        self._list_anew_if_changed()
        listed = next((window for window in (*self._seen, *self._away) if window.id == number), None)
        return listed or self._window(self._resource(number))

    def _list_anew_if_changed(self) -> None:
        """A still desktop is listed once; now and then all the same, for what a display does not tell of."""
        self._changed |= self._changes.any()
        now = time.monotonic()
        if not self._changed and now < self._listed_at + LISTED_SECONDS:
            return
        # What changes from here on is heard at the next listing.
        self._changed = False
        managed = self._listed()
        if managed is None:
            self._seen, self._away = self._described(self._children()), ()
        else:
            self._changes.watch(managed)
            inside = [window for window in managed if self._is_in_sight(window)]
            away = [window for window in managed if window not in inside]
            # Where such a window stands among the others is not known, so it hides none of them.
            loose = (replace(window, see_through=True) for window in self._described(self._unmanaged()))
            self._seen, self._away = (*loose, *self._described(inside)), self._described(away)
        self._listed_at = now

    def _described(self, windows: Iterable[XWindow]) -> tuple[Window, ...]:
        """What is known of those that are still there."""
        there = list(windows)
        self._changes.watch(there)
        described = (self._window(window) for window in there)
        return tuple(window for window in described if window is not None)

    def _window(self, window: XWindow) -> Window | None:
        """What is known of `window`, or None when it is gone."""
        try:
            pid = self._pid(window)
            title, *others = self._titles(window)
            app, (program, private) = self._app(window, pid), self._programs.of(int(window.id), pid)
            return Window(
                id=int(window.id),
                app=app,
                title=title,
                other_titles=tuple(others),
                process=program,
                private=private and browsers.is_one((app, program)),
                panel=self._shows_titles(window, pid),
                pid=pid,
                box=self._place(window),
                full_screen=self._atom("_NET_WM_STATE_FULLSCREEN") in self._numbers(window, "_NET_WM_STATE"),
                see_through=self._is_see_through(window),
            )
        except GONE:
            return None

    def _app(self, window: XWindow, pid: int) -> str:
        """The application: the class part of WM_CLASS, or the process's name."""
        classes = window.get_wm_class()
        return app_names.pretty(classes[1]) if classes and classes[1] else app_names.of_process(pid)

    def _pid(self, window: XWindow) -> int:
        """The process the window belongs to, by the display, which cannot be lied to, or by the window's own word."""
        if self._has_pids:
            asked = [{"client": window.id, "mask": res.LocalClientPIDMask}]
            for found in self._display.res_query_client_ids(asked).ids:
                if found.value:
                    return int(found.value[0])
        return next(iter(self._numbers(window, "_NET_WM_PID")), 0)

    def _titles(self, window: XWindow) -> list[str]:
        """The title as the window manager's convention has it, and another one as older programs set it."""
        modern, older = self._property(window, "_NET_WM_NAME"), window.get_wm_name()
        found = [
            value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
            for value in (modern, older)
            if value
        ]
        return list(dict.fromkeys(found)) or [""]

    def _place(self, window: XWindow) -> Box:
        """The window on the desktop with the frame the window manager drew: the title stands in it."""
        shape = window.get_geometry()
        corner = self._root.translate_coords(window, 0, 0)
        left, right, top, bottom = [*self._numbers(window, "_NET_FRAME_EXTENTS"), 0, 0, 0, 0][:4]
        return Box(corner.x - left, corner.y - top, shape.width + left + right, shape.height + top + bottom)

    def _is_see_through(self, window: XWindow) -> bool:
        """Whether what is behind may show: by an alpha channel, an opacity, a shape, or as a pop-up (unsure)."""
        return bool(
            window.get_geometry().depth == DEPTH_WITH_ALPHA
            or self._property(window, "_NET_WM_WINDOW_OPACITY") is not None
            or window.get_attributes().override_redirect
            or (self._has_shapes and window.shape_query_extents().bounding_shaped)
        )

    def _listed(self) -> list[XWindow] | None:
        """All of the window manager's windows, front to back; None without a window manager."""
        stacking = self._property(self._root, "_NET_CLIENT_LIST_STACKING")
        return None if stacking is None else [self._resource(number) for number in reversed(stacking)]

    def _is_in_sight(self, window: XWindow) -> bool:
        return self._is_mapped(window) and self._is_on_desktop(window)

    def _children(self) -> list[XWindow]:
        """The display's own top windows that can be seen, front to back."""
        return [window for window in reversed(self._root.query_tree().children) if self._is_mapped(window)]

    def _unmanaged(self) -> list[XWindow]:
        """What the window manager does not list but can be seen: menus, tooltips, pop-ups, also its own.

        So are windows that it overlooked, or that came after it died and left its list behind.
        """
        frames = self._frames()
        return [one for one in self._children() if int(one.id) not in frames and self._takes_room(one)]

    def _frames(self) -> set[int]:
        """The window manager's windows, and what it drew around them."""
        found = set[int]()
        for window in self._listed() or ():
            with suppress(*GONE):
                inner = window
                found.add(int(window.id))
                while (outer := inner.query_tree().parent) and outer != self._root:
                    found.add(int(outer.id))
                    inner = outer
        return found

    def _shows_titles(self, window: XWindow, pid: int) -> bool:
        """Whether it is a task bar, or a pop-up of the window manager such as the one that switches windows."""
        if self._atom(PANEL) in self._numbers(window, "_NET_WM_WINDOW_TYPE"):
            return True
        return bool(pid and pid == self._manager() and window.get_attributes().override_redirect)

    def _manager(self) -> int:
        """The window manager's process; 0 where there is none."""
        check = next(iter(self._numbers(self._root, "_NET_SUPPORTING_WM_CHECK")), 0)
        with suppress(*GONE):
            return self._pid(self._resource(check)) if check else 0
        return 0

    def _is_mapped(self, window: XWindow) -> bool:
        """Whether it is drawn and takes room (some windows only catch input)."""
        with suppress(*GONE):
            found = window.get_attributes()
            return bool(found.map_state == X.IsViewable and found.win_class == X.InputOutput)
        return False

    def _takes_room(self, window: XWindow) -> bool:
        """Whether it is more than a point."""
        with suppress(*GONE):
            shape = window.get_geometry()
            return bool(shape.width > 1 and shape.height > 1)
        return False

    def _is_on_desktop(self, window: XWindow) -> bool:
        """Whether it is on the current desktop and not minimised."""
        with suppress(*GONE):
            if self._atom("_NET_WM_STATE_HIDDEN") in self._numbers(window, "_NET_WM_STATE"):
                return False
            current = self._numbers(self._root, "_NET_CURRENT_DESKTOP")
            mine = self._numbers(window, "_NET_WM_DESKTOP")
            return not current or not mine or mine[0] in (current[0], ALL_DESKTOPS)
        return False

    def _top_level(self, window: XWindow) -> XWindow:
        """The window right below the root that holds `window`, or the first on the way that has a class."""
        while not window.get_wm_class():
            parent = window.query_tree().parent
            if not parent or parent == self._root:
                break
            window = parent
        return window

    def _numbers(self, window: XWindow, name: str) -> list[int]:
        """A property that is a list of numbers; empty when it is not set."""
        value = self._property(window, name)
        return [] if value is None else [int(number) for number in value]

    def _property(self, window: XWindow, name: str) -> XValue:
        """The value of a property, or None when it is not set."""
        found = window.get_property(self._atom(name), X.AnyPropertyType, 0, LONGEST_PROPERTY)
        return None if found is None else found.value

    def _atom(self, name: str) -> int:
        """The display's number for a name; the display remembers them."""
        return int(self._display.get_atom(name))

    def _resource(self, number: int) -> XWindow:
        return self._display.create_resource_object("window", number)
