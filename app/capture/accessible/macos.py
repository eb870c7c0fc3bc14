"""What applications say under macOS: the accessibility interface (pyobjc-framework-ApplicationServices, if installed).

UNRUN: written after Apple's documentation of AXUIElement, and tried against made-up applications only, never on a Mac.
The user allows it under Privacy & Security, Accessibility; until then every application is silent.
"""

from __future__ import annotations

import importlib
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from app.capture.ports import Control, ScreenUnavailable, Told, Window
from storage.errors import refused_as
from storage.model import Box

NO_SERVICES = (
    "Addresses need a package that set-up does not install yet. "
    "Run: .venv/bin/python -m pip install pyobjc-framework-ApplicationServices"
)
# AXError.h: all is well, and an application that did not answer in time.
_WELL, _CANNOT_COMPLETE = 0, -25204
# So long an application may take for one answer, and so many parts of a window are looked at.
ANSWER_SECONDS = 0.1
MOST_PARTS = 400
_WEB_AREA, _SECRET = "AXWebArea", "AXSecureTextField"

# An AXUIElement, or the value of one of its attributes: Objective-C objects, which have no types here.
Element: TypeAlias = Any


class _Late(Exception):
    """The application does not answer."""


@dataclass(slots=True)
class _Found:
    """What a window shows."""

    urls: list[str] = field(default_factory=list)
    secret_fields: list[Box] = field(default_factory=list)


class MacAccessibility:
    """Implements `Accessibility`. `services` is the module ApplicationServices."""

    name = "macos"

    def __init__(self, services: Any = None) -> None:
        with refused_as(ScreenUnavailable, NO_SERVICES, ImportError):
            self._services: Any = services or importlib.import_module("ApplicationServices")

    def told(self, windows: Sequence[Window]) -> tuple[Told, ...]:
        """See `Accessibility`. An application that was late once is not asked about its other windows."""
        late: set[int] = set()
        return tuple(self._said(window, late) for window in windows)

    def close(self) -> None:
        """Nothing is open."""

    def _said(self, window: Window, late: set[int]) -> Told:
        if window.pid in late:
            return Told(answered=False)
        try:
            return self._of(window)
        except _Late:
            late.add(window.pid)
            return Told(answered=False)

    def _of(self, window: Window) -> Told:
        application = self._services.AXUIElementCreateApplication(window.pid)
        self._services.AXUIElementSetMessagingTimeout(application, ANSWER_SECONDS)
        frame = self._frame(application, window)
        if frame is None:
            return Told()
        found = self._looked_into(frame)
        url, *others = [*dict.fromkeys(found.urls), ""]
        return Told(
            title=str(self._value(frame, "AXTitle") or ""),
            url=url,
            other_urls=tuple(other for other in others if other),
            secret_fields=tuple(found.secret_fields),
            focus=self._focus(application),
        )

    def _frame(self, application: Element, window: Window) -> Element | None:
        """The application's window that is this one: by its place, or else by its title."""
        frames = list(self._value(application, "AXWindows") or ())
        placed = [frame for frame in frames if self._place(frame) == window.box]
        named = [frame for frame in frames if str(self._value(frame, "AXTitle") or "") == window.title]
        return next(iter([*(one for one in placed if one in named), *placed, *named]), None)

    def _looked_into(self, frame: Element) -> _Found:
        found = _Found()
        if document := self._value(frame, "AXDocument"):
            found.urls.append(str(document))
        for part in self._parts(frame):
            role, kind = self._value(part, "AXRole"), self._value(part, "AXSubrole")
            if role == _WEB_AREA and (url := self._value(part, "AXURL")):
                found.urls.append(str(url.absoluteString()) if hasattr(url, "absoluteString") else str(url))
            elif kind == _SECRET and (place := self._place(part)) is not None:
                found.secret_fields.append(place)
        return found

    def _parts(self, frame: Element) -> Iterator[Element]:
        """The parts of a window, the outer ones first."""
        waiting = deque([frame])
        for _ in range(MOST_PARTS):
            if not waiting:
                return
            part = waiting.popleft()
            yield part
            waiting.extend(self._value(part, "AXChildren") or ())

    def _focus(self, application: Element) -> Control | None:
        focused = self._value(application, "AXFocusedUIElement")
        place = self._place(focused) if focused is not None else None
        if place is None:
            return None
        secret = self._value(focused, "AXSubrole") == _SECRET
        return Control("password text" if secret else str(self._value(focused, "AXRole") or ""), place)

    def _place(self, element: Element) -> Box | None:
        services = self._services
        corner, size = self._value(element, "AXPosition"), self._value(element, "AXSize")
        if corner is None or size is None:
            return None
        has_corner, point = services.AXValueGetValue(corner, services.kAXValueCGPointType, None)
        has_size, room = services.AXValueGetValue(size, services.kAXValueCGSizeType, None)
        if not (has_corner and has_size) or room.width <= 0 or room.height <= 0:
            return None
        return Box(int(point.x), int(point.y), int(room.width), int(room.height))

    def _value(self, element: Element, name: str) -> Element | None:
        """An attribute; None where there is none. Raises _Late."""
        error, value = self._services.AXUIElementCopyAttributeValue(element, name, None)
        if error == _CANNOT_COMPLETE:
            raise _Late
        return value if error == _WELL else None
