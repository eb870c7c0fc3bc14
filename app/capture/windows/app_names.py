"""How an application is called in front of a person, and by the system."""

from __future__ import annotations

from pathlib import Path

import psutil

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
