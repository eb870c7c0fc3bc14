"""Windows: a value under the user's Run key.

UNRUN: written after Microsoft's documentation (Run and RunOnce Registry Keys), never run there.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence

from app.interfaces import Refused

_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"
_VALUE = "Reverie"


class RunKey:
    """Sets and removes the value."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = subprocess.list2cmdline(command)

    @property
    def on(self) -> bool:
        """Whether the value is there."""
        return _is_there()

    def switch(self, on: bool) -> None:
        """Sets the value, or removes it. Raises Refused."""
        try:
            _write(self._command if on else "")
        except OSError:
            raise Refused(
                "Not changed", "Windows refused it. Your organisation may have forbidden such programs."
            ) from None


if sys.platform == "win32":
    import winreg

    def _is_there() -> bool:
        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, _KEY) as key:
                winreg.QueryValueEx(key, _VALUE)
        except OSError:
            return False
        return True

    def _write(command: str) -> None:
        with winreg.CreateKeyEx(winreg.HKEY_CURRENT_USER, _KEY, 0, winreg.KEY_SET_VALUE) as key:
            if command:
                winreg.SetValueEx(key, _VALUE, 0, winreg.REG_SZ, command)
            elif _is_there():
                winreg.DeleteValue(key, _VALUE)

else:

    def _is_there() -> bool:
        return False

    def _write(command: str) -> None:
        del command
