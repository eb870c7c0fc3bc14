"""Where no shortcut can be had."""

from __future__ import annotations

from app.interfaces import Pressed


class NoHotkey:
    """Is never pressed. `problem` is a sentence for the user."""

    def __init__(self, problem: str = "") -> None:
        self.trigger = ""
        self.is_desktops = False
        self.problem = problem

    def start(self, keys: str, pressed: Pressed) -> None:
        """Nothing will be pressed."""

    def close(self) -> None:
        """Nothing is held."""
