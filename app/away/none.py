"""Where nothing tells that the person went away."""

from __future__ import annotations

from app.away.ports import Heard


class NoSigns:
    """Never tells a sign. `reason` is a sentence for the user."""

    name = "none"

    def __init__(self, reason: str) -> None:
        self._reason = reason

    @property
    def problems(self) -> tuple[str, ...]:
        """The reason."""
        return (self._reason,)

    def start(self, heard: Heard) -> None:
        """Nothing will be heard."""

    def close(self) -> None:
        """Nothing is open."""
