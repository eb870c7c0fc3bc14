"""Signs that the test gives by hand."""

from __future__ import annotations

from app.away.ports import Heard, Sign


class FakeSigns:
    """Implements `app.away.ports.AwaySigns`; `give` is the person leaving. `problems` is set by the test."""

    name = "fake"

    def __init__(self) -> None:
        self.problems: tuple[str, ...] = ()
        self._heard: Heard | None = None

    def start(self, heard: Heard) -> None:
        self._heard = heard

    def close(self) -> None:
        self._heard = None

    def give(self, sign: Sign) -> bool:
        """What the listener answers; False when nobody listens."""
        return self._heard is not None and self._heard(sign)
