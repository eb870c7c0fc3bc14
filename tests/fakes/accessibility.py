"""Applications that say of their windows what a test wants them to say."""

from __future__ import annotations

from collections.abc import Sequence

from app.capture.ports import Told, Window


class FakeAccessibility:
    """Tells what `says` holds for a window's title; nothing of others."""

    name = "fake"

    def __init__(self, **says: Told) -> None:
        self.says: dict[str, Told] = dict(says)

    def told(self, windows: Sequence[Window]) -> tuple[Told, ...]:
        return tuple(self.says.get(window.title, Told()) for window in windows)

    def close(self) -> None:
        self.says.clear()
