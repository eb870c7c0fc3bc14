"""How an application is called in front of a person."""

from __future__ import annotations

import psutil


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
