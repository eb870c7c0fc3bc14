"""Where things lie: the home, the cache of models, the private socket, our own command."""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from pathlib import Path

import platformdirs

from agents.models import catalog

# A socket's name may have 107 bytes on Linux and 103 on macOS (sockaddr_un).
LONGEST_SOCKET_NAME = 100


def home(chosen: str | None = None) -> Path:
    """The safe's folder: `chosen`, else REVERIE_HOME, else the user's data folder."""
    given = chosen or os.environ.get("REVERIE_HOME")
    return Path(given).expanduser().resolve() if given else Path(platformdirs.user_data_dir("reverie", False))


def expanded(text: str) -> Path:
    """A path as a person writes it, with ~ resolved."""
    return Path(text).expanduser()


def cache() -> Path:
    """Where wheels and models lie: REVERIE_CACHE, else the user's cache folder."""
    return catalog.cache_folder()


def log_folder() -> Path:
    """Where the keeper's log lies: ids, counts and durations, never content."""
    return Path(platformdirs.user_log_dir("reverie", False))


def socket_path(home: Path) -> Path:
    """The keeper's private socket for `home`: inside it, or, where that name is too long for a socket, in a folder of
    the user's own beside the temporary files.
    """
    inside = home.resolve() / "run" / "keeper.sock"
    if len(os.fsencode(inside)) <= LONGEST_SOCKET_NAME:
        return inside
    base = Path(os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir())
    user = os.getuid() if hasattr(os, "getuid") else os.environ.get("USERNAME", "user")
    name = hashlib.sha256(str(home.resolve()).encode()).hexdigest()[:16]
    return base / f"reverie-{user}" / name / "keeper.sock"


def own_command(*arguments: str) -> list[str]:
    """The command that starts this program again with `arguments` (frozen or not)."""
    if getattr(sys, "frozen", False):
        return [sys.executable, *arguments]
    # -P: the current folder must not come first on the path (a folder called `app` would win).
    return [sys.executable, "-P", "-m", "app", *arguments]


def window_command(*arguments: str) -> list[str]:
    """The command that starts the window; same program when frozen."""
    if getattr(sys, "frozen", False):
        return [sys.executable, *arguments]
    return [sys.executable, "-P", "-m", "ui", *arguments]


def actor_command() -> list[str]:
    """The command that shows one scene of the demo in a real window (`ui.demo.actor`)."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "demo-actor"]
    return [sys.executable, "-P", "-m", "ui.demo.actor"]
