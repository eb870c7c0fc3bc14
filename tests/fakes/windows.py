"""Windows that a test opens and closes by hand."""

from __future__ import annotations

from app.capture.ports import Window
from storage.model import Box


class FakeWindows:
    """Knows the windows in `open`, front to back; the first has the focus."""

    name = "fake"

    def __init__(self, *windows: Window) -> None:
        self.open = list(windows)
        self.minimised: list[Window] = []
        self.idle = 0.0
        self.locked = False

    def active(self) -> Window | None:
        return self.open[0] if self.open else None

    def visible(self) -> tuple[Window, ...]:
        return tuple(self.open)

    def out_of_sight(self) -> tuple[Window, ...]:
        return tuple(self.minimised)

    def idle_seconds(self) -> float:
        return self.idle

    def screen_locked(self) -> bool:
        return self.locked

    def close(self) -> None:
        self.open.clear()


def window(app: str, title: str = "", box: Box = Box(0, 0, 400, 300), pid: int = 0) -> Window:  # noqa: B008  (frozen)
    """A window with what a test cares about."""
    return Window(app, title, pid, box)
