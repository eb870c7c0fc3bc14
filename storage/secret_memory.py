"""Memory for keys: pages that are locked against swapping, left out of core dumps and of forks, and wiped.

Python copies and frees as it likes. What lies on a `SecretPage` is at one known place, and gone when it is wiped; what
a library hands out as bytes is moved there and overwritten where it lay (`keep`). docs/security.md says what stays
out of reach.
"""

from __future__ import annotations

import ctypes
import logging
import mmap
import sys
from threading import Lock
from types import TracebackType
from typing import Any, TypeAlias

log = logging.getLogger(__name__)

Bytes: TypeAlias = bytes | bytearray | memoryview
"""What may hold a key: the ciphers take any of them."""

PAGE = mmap.PAGESIZE
# From <linux/mman.h>; Python's mmap does not name all of them.
_DONTDUMP, _WIPEONFORK = 16, 18
_WHY_NOT = (
    "Keys could not be locked in memory: they may reach the swap file. Raise the limit of locked memory "
    "(ulimit -l), or encrypt the swap."
)


class SecretPage:
    """One page of memory that hands out pieces for keys. Thread-safe; it goes back when its last piece has gone.

    `locked` is False when the system refused to keep the page out of the swap file; `trouble` is then a sentence.
    """

    def __init__(self) -> None:
        self._memory = _private_page()
        self.locked = _lock(self._memory)
        self._whole = memoryview(self._memory)
        self._pieces: list[memoryview] = []
        self._used = 0
        self._taking = Lock()
        _keep_apart(self._memory)
        if not self.locked:
            log.info("a page of keys could not be locked")  # `trouble` reaches the person by the doctor

    def __enter__(self) -> SecretPage:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.wipe()

    @property
    def trouble(self) -> str:
        """What to do about a page that could not be locked, or an empty text."""
        return "" if self.locked else _WHY_NOT

    def take(self, length: int) -> memoryview:
        """A piece of `length` zero bytes that belongs to the caller until `wipe`. Raises ValueError when it is full."""
        with self._taking:
            if self._used + length > PAGE:
                raise ValueError("the page of secrets is full")
            piece = self._whole[self._used : self._used + length]
            self._used += length
            self._pieces.append(piece)
        return piece

    def keep(self, value: bytes) -> memoryview:
        """Moves `value` here: what the caller holds is overwritten. Only for bytes that nobody else holds."""
        piece = self.take(len(value))
        piece[:] = value
        overwrite(value)
        return piece

    def wipe(self) -> None:
        """Overwrites everything; who uses a piece later gets an error, not a key of zeros. Harmless when repeated."""
        with self._taking:
            pieces, self._pieces = self._pieces, []
            for piece in pieces:
                wipe(piece)


def wipe(piece: memoryview) -> None:
    """Overwrites a piece and makes it unusable. Harmless when repeated."""
    try:
        piece[:] = bytes(len(piece))
        piece.release()
    except ValueError:
        return  # released before
    except BufferError:
        # A cipher is at work with it on another thread: it finishes with zeros, whose result nobody keeps.
        return


def overwrite(value: bytes) -> None:
    """Overwrites a bytes object where it lies. Only for one that a library made for us and nobody else holds.

    WORKAROUND: Python promises that bytes never change, and many libraries return keys as bytes only. Bytes of length
    0 and 1 are shared by the whole process and left alone. Can go when every library writes into a given buffer.
    """
    if len(value) > 1 and sys.implementation.name == "cpython":
        ctypes.memset(id(value) + bytes.__basicsize__ - 1, 0, len(value))


def address(memory: mmap.mmap) -> int:
    """Where the page lies."""
    return ctypes.addressof(ctypes.c_char.from_buffer(memory))


def _private_page() -> mmap.mmap:
    if sys.platform == "win32":
        return mmap.mmap(-1, PAGE)
    return mmap.mmap(-1, PAGE, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)


def _lock(memory: mmap.mmap) -> bool:
    """Keeps the page out of the swap file; the system unlocks it when it is given back."""
    try:
        return _locked(address(memory))
    except (OSError, AttributeError):
        return False  # a system without the call


def _locked(at: int) -> bool:
    place, size = ctypes.c_void_p(at), ctypes.c_size_t(PAGE)
    if sys.platform == "win32":
        return bool(ctypes.windll.kernel32.VirtualLock(place, size))
    library: Any = ctypes.CDLL(None, use_errno=True)
    return int(library.mlock(place, size)) == 0


def _keep_apart(memory: mmap.mmap) -> None:
    """Out of core dumps, and zeros in a forked child. Where the system knows no such thing, only that is missing."""
    if sys.platform != "linux":
        return
    for advice in (_DONTDUMP, _WIPEONFORK):
        try:
            memory.madvise(advice)
        except OSError:
            log.info("the kernel does not know advice %d", advice)
