"""Starting this window's process again in place: the only sure way to let go of what it showed.

Python and Qt leave copies of texts and pictures behind in freed memory. A process that replaces itself (`execv`) keeps
its id and gives every page of its memory back to the system; the new one begins with the unlock page. What it needs to
stand where the old one stood travels in one variable of the environment: names of views and of states, never content.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

log = logging.getLogger(__name__)

VARIABLE = "REVERIE_WINDOW_AGAIN"
_HIDDEN, _ACTIVE = "hidden", "active"


@dataclass(frozen=True, slots=True)
class Stand:
    """How the window stood: the view in front, whether it was hidden in the tray, and whether it had the focus."""

    view: str
    hidden: bool = False
    active: bool = False


def taken() -> Stand | None:
    """How the window stood that this process was before; None for a first start. Children do not inherit it."""
    told = os.environ.pop(VARIABLE, "").split()
    return Stand(told[0], _HIDDEN in told[1:], _ACTIVE in told[1:]) if told else None


def start(stand: Stand) -> NoReturn:
    """Starts this program anew, with the same arguments, in the place of this process. Does not return.

    When the program cannot be started (it was just replaced or removed), the process ends: a locked window must hold
    nothing, and without the program there is no keeper to unlock either.
    """
    words = [stand.view, *([_HIDDEN] if stand.hidden else []), *([_ACTIVE] if stand.active else [])]
    os.environ[VARIABLE] = " ".join(words)
    command = [sys.executable, *sys.orig_argv[1:]]
    try:
        if sys.platform == "win32":
            # No exec there that keeps the process: a new one is started, and this one leaves.
            subprocess.Popen(command, close_fds=True)
        else:
            _keep_files_to_ourselves()
            os.execv(sys.executable, command)  # noqa: S606 - our own program, without a shell
    except OSError as error:
        log.warning("the window could not be started again: %s", type(error).__name__)
    os._exit(0)


def _keep_files_to_ourselves() -> None:
    """Connections to the keeper, the display and the desktop end with this process; only the terminal's stay."""
    for folder in (Path("/proc/self/fd"), Path("/dev/fd")):
        if folder.is_dir():
            for name in os.listdir(folder):  # noqa: PTH208 - iterdir would hold a descriptor of its own open longer
                if name.isdigit() and int(name) > 2:
                    with suppress(OSError):
                        os.set_inheritable(int(name), False)
            return
