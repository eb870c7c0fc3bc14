"""Linux: a desktop entry in the autostart folder (freedesktop.org, Desktop Application Autostart Specification 0.5)."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from app.interfaces import Refused

_ENTRY = """[Desktop Entry]
Type=Application
Name=Reverie
Comment=Remembers what you saw, on this computer alone
Exec={command}
Icon=reverie
Terminal=false
X-GNOME-Autostart-enabled=true
"""
# What a quoted argument of Exec must escape, after the escapes of a string of the file itself.
_ESCAPED = {"\\": "\\\\\\\\", '"': '\\\\"', "`": "\\\\`", "$": "\\\\$", "%": "%%"}


class XdgAutostart:
    """Writes and removes the entry."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = tuple(command)

    @property
    def on(self) -> bool:
        """Whether the entry is there and not switched off by the desktop."""
        try:
            lines = _entry().read_text("utf-8").casefold().split()
        except (OSError, ValueError):
            return False
        return not {"hidden=true", "x-gnome-autostart-enabled=false"} & set(lines)

    def switch(self, on: bool) -> None:
        """Writes the entry, or removes it. Raises Refused."""
        entry = _entry()
        try:
            if on:
                entry.parent.mkdir(parents=True, exist_ok=True)
                command = " ".join(map(_quoted, self._command))
                entry.write_text(_ENTRY.format(command=command), "utf-8")
            else:
                entry.unlink(missing_ok=True)
        except OSError:
            raise Refused(
                "Not changed", f"{entry.parent} cannot be written to. Look at whom that folder belongs to."
            ) from None


def _entry() -> Path:
    base = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(base) / "autostart" / "reverie.desktop"


def _quoted(word: str) -> str:
    return '"' + "".join(_ESCAPED.get(sign, sign) for sign in word) + '"'
