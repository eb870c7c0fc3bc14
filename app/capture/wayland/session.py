"""Whether this is a Wayland session, and where its compositor listens."""

from __future__ import annotations

import os
from pathlib import Path

# What libwayland takes where nothing is said.
USUAL_NAME = "wayland-0"


def is_wayland() -> bool:
    """Whether the desktop is Wayland's; an X server beside it (XWayland) shows only windows of its own."""
    return bool(os.environ.get("WAYLAND_DISPLAY")) or os.environ.get("XDG_SESSION_TYPE") == "wayland"


def socket_path() -> Path:
    """The compositor's socket, as `WAYLAND_DISPLAY` names it."""
    return runtime_folder() / (os.environ.get("WAYLAND_DISPLAY") or USUAL_NAME)


def runtime_folder() -> Path:
    """The folder of this login's sockets."""
    given = os.environ.get("XDG_RUNTIME_DIR")
    return Path(given) if given else Path(f"/run/user/{os.getuid()}")
