"""A shortcut that works whatever window has the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

# What is given with a press: what lets a window take the keyboard under Wayland, or an empty text.
Pressed = Callable[[str], None]


class Hotkey(Protocol):
    """A shortcut that works whatever window has the keyboard. Its thread runs between `start` and `close`."""

    @property
    def trigger(self) -> str:
        """The keys as the desktop calls them; empty while there are none."""

    @property
    def problem(self) -> str:
        """A sentence why there are none, and what to do instead; empty when all is well."""

    @property
    def is_desktops(self) -> bool:
        """Whether the desktop decides about the keys, and may give others than were asked for."""

    def start(self, keys: str, pressed: Pressed) -> None:
        """Asks for `keys` (Ctrl+Alt+M). From now on `pressed` is called with every press, on a thread of ours.

        What cannot be had is told by `problem`; under a portal it may take until a person answered.
        """

    def close(self) -> None:
        """Gives the keys back."""
