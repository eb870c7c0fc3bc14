"""One set-up at a time: two would fetch the same parts into the same folder."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from installers.console import Progress

if sys.platform == "win32":
    import msvcrt

    def _taken(file: IO[bytes]) -> bool:
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _taken(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


_POLL_SECONDS = 0.5


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Holds the lock of `folder` (made if absent), after waiting for another set-up. The system frees it at any end."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "setup.lock").open("ab") as file:
        if not _taken(file):
            with Progress("Waiting for another set-up to end") as progress:
                while not _taken(file):
                    progress.show()
                    time.sleep(_POLL_SECONDS)
        yield
