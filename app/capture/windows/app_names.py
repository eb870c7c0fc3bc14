"""How an application is called in front of a person, and by the system."""

from __future__ import annotations

from pathlib import Path

import psutil

# How many windows' programs are remembered.
MOST_REMEMBERED = 256
# How browsers are told so.
_PRIVATE = frozenset(
    {
        "--incognito",
        "-incognito",
        "--private-window",
        "-private-window",
        "-private",
        "--private",
        "--inprivate",
        "-inprivate",
    }
)


def pretty(name: str) -> str:
    """A window class or program name made readable: `org.gnome.Nautilus` is Nautilus, `xterm` is Xterm."""
    name = name.strip().removesuffix(".exe")
    parts = name.split(".")
    if len(parts) > 2 and all(parts):
        name = parts[-1]
    return name[:1].upper() + name[1:] if name.islower() else name


def of_process(pid: int) -> str:
    """The readable name of a process's program, or empty when it is gone or not ours to see."""
    if pid <= 0:
        return ""
    try:
        return pretty(str(psutil.Process(pid).name()))
    except psutil.Error:
        return ""


def program_of(pid: int) -> str:
    """The name of the file a process runs, which it cannot choose; empty when it is gone or not ours to see."""
    if pid <= 0:
        return ""
    try:
        return Path(psutil.Process(pid).exe()).name.removesuffix(".exe")
    except (psutil.Error, OSError):
        return ""


def started_private(pid: int) -> bool:
    """Whether a browser was told at its start to open a private window."""
    try:
        return not _PRIVATE.isdisjoint(psutil.Process(pid).cmdline())
    except (psutil.Error, OSError):
        return False


class Programs:
    """The programs behind windows, each looked up once. Used by one thread."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], tuple[str, bool]] = {}

    def of(self, window: int, pid: int) -> tuple[str, bool]:
        """The program's name, and whether it was started for private windows."""
        key = (window, pid)
        if key not in self._known:
            if len(self._known) >= MOST_REMEMBERED:
                self._known.clear()
            self._known[key] = (program_of(pid), started_private(pid))
        return self._known[key]
