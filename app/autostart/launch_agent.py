"""macOS: a property list among the user's launch agents.

UNRUN: written after Apple's documentation (launchd.plist(5)), never run there.
"""

from __future__ import annotations

import plistlib
from collections.abc import Sequence
from pathlib import Path

from app.interfaces import Refused

_LABEL = "org.reverie.window"


class LaunchAgent:
    """Writes and removes the list."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = list(command)

    @property
    def on(self) -> bool:
        """Whether the list is there."""
        return _list().is_file()

    def switch(self, on: bool) -> None:
        """Writes the list, or removes it. Raises Refused."""
        told = {"Label": _LABEL, "ProgramArguments": self._command, "RunAtLoad": True}
        try:
            if on:
                _list().parent.mkdir(parents=True, exist_ok=True)
                _list().write_bytes(plistlib.dumps(told))
            else:
                _list().unlink(missing_ok=True)
        except OSError:
            raise Refused(
                "Not changed", f"{_list().parent} cannot be written to. Look at whom that folder belongs to."
            ) from None


def _list() -> Path:
    return Path.home() / "Library" / "LaunchAgents" / f"{_LABEL}.plist"
