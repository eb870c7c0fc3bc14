"""Which way this system starts programs at a login."""

from __future__ import annotations

import sys
from pathlib import Path

from app import paths
from app.autostart.launch_agent import LaunchAgent
from app.autostart.run_key import RunKey
from app.autostart.xdg import XdgAutostart
from app.interfaces import Autostart


def choose(home: str | None) -> Autostart:
    """The way of this system; `home` is the safe's folder where it is not the usual one."""
    chosen = ("--home", str(Path(home).absolute())) if home else ()
    command = paths.window_command(*chosen, "tray")
    if sys.platform == "win32":
        return RunKey(command)
    return LaunchAgent(command) if sys.platform == "darwin" else XdgAutostart(command)
