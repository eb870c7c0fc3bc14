"""What starts Reverie when its user logs in."""

from __future__ import annotations

from typing import Protocol


class Autostart(Protocol):
    """This desktop's way of starting programs at a login; it looks at the disk or the registry each time."""

    @property
    def on(self) -> bool:
        """Whether Reverie is started at the next login."""

    def switch(self, on: bool) -> None:
        """Has it started from now on, or no more. Raises Refused."""
