"""Where applications cannot be asked."""

from __future__ import annotations

from collections.abc import Sequence

from app.capture.ports import Told, Window


class NobodyTells:
    """Says nothing of any window."""

    name = "none"

    def told(self, windows: Sequence[Window]) -> tuple[Told, ...]:
        """Nothing of each."""
        return tuple(Told() for _ in windows)

    def close(self) -> None:
        """Nothing is open."""
