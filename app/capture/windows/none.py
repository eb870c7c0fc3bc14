"""Where windows cannot be asked about: nothing is known, and that is said."""

from __future__ import annotations

from app.capture.ports import Window


class NoWindows:
    """Knows no window. `reason` is a sentence for the user."""

    name = "none"

    def __init__(self, reason: str = "Reverie cannot see window titles on this desktop.") -> None:
        self.reason = reason

    def active(self) -> Window | None:
        """None."""
        return None

    def visible(self) -> tuple[Window, ...]:
        """Nothing."""
        return ()

    def out_of_sight(self) -> tuple[Window, ...]:
        """Nothing."""
        return ()

    def idle_seconds(self) -> float:
        """0: the user counts as present."""
        return 0.0

    def screen_locked(self) -> bool:
        """False: it is not known."""
        return False

    def close(self) -> None:
        """Nothing is open."""
