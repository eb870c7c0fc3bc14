"""What tells that the person went away."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Protocol


class Sign(StrEnum):
    """Something by which a person leaves the computer."""

    SCREEN_LOCKED = "screen locked"
    SLEEPING = "going to sleep"
    SWITCHED = "another user"
    LOGGED_OUT = "logged out"


Heard = Callable[[Sign], bool]


class AwaySigns(Protocol):
    """Tells the signs. Its threads run between `start` and `close`; whoever made it closes it.

    `name` says where the signs come from.
    """

    name: str

    @property
    def problems(self) -> tuple[str, ...]:
        """A sentence for each thing that cannot be noticed at present, and what to do."""

    def start(self, heard: Heard) -> None:
        """From now on `heard` is called with every sign, on a thread of ours; true from it: Reverie locks now.

        Sleep waits for the lock as far as the system allows, for as long as this process lives.
        """

    def close(self) -> None:
        """Ends the threads; `heard` is not called any more."""
