"""One keeper: the lock file of a home, which names the process that holds it."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

from storage.durable import file_errors
from storage.errors import DiskFull, SafeBusy, StorageError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

FILE = "state.lock"
# The locked byte lies behind the text, so that others can read the pid while it is held (Windows locks are mandatory).
_LOCKED_BYTE = 4096
_LENGTH = 20


class HomeLock:
    """The lock of a home, held from `__init__` to `free()`; the system frees it when its process dies.

    `unclean` is True when the last holder did not get to call `free()`. With `reading`, for a home that cannot be
    written to, it is shared with others who only read, and nothing is written.
    """

    def __init__(self, home: Path, *, reading: bool = False) -> None:
        """Raises SafeBusy, naming the holder's pid; DiskFull where not even an empty file can be made."""
        self._reading = reading
        self.unclean = False
        if reading and not (home / FILE).is_file():
            self._descriptor = -1
            return
        with file_errors():
            how = os.O_RDONLY if reading else os.O_RDWR | os.O_CREAT
            self._descriptor = os.open(home / FILE, how, 0o600)
        before = os.pread(self._descriptor, 32, 0) if hasattr(os, "pread") else os.read(self._descriptor, 32)
        try:
            _lock(self._descriptor, shared=reading)
        except OSError as cause:
            os.close(self._descriptor)
            raise SafeBusy(_busy(before)) from cause
        self.unclean = bool(before.strip())
        if reading:
            return
        try:
            with file_errors():
                self._write(str(os.getpid()))
        except DiskFull:
            return  # it is held all the same, though its holder has no name: there may be something to delete
        except StorageError:
            os.close(self._descriptor)
            raise

    def free(self, *, clean: bool = True) -> None:
        """Lets the next holder in; harmless when called twice. Not `clean`: something is left to mend."""
        if self._descriptor < 0:
            return
        try:
            if clean and not self._reading:
                with suppress(
                    OSError
                ):  # a disk that fails here costs the next holder a look for what may be left
                    self._write("")
        finally:
            os.close(self._descriptor)
            self._descriptor = -1

    def _write(self, text: str) -> None:
        """Writes in place and at one length, which needs no room but the first time."""
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        os.write(self._descriptor, text.encode().ljust(_LENGTH))


def _busy(holder: bytes) -> str:
    pid = holder.decode("ascii", "replace").strip() or "unknown"
    return f"Another Reverie (process {pid}) holds this safe. Close it, or use the running one."


def _lock(descriptor: int, *, shared: bool) -> None:
    if sys.platform == "win32":
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
