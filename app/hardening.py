"""What a process that may hold keys, or what a person saw, does first: no core dumps, no look into its memory, and
little that stays in memory which was given back.
"""

from __future__ import annotations

import ctypes
import logging
import sys
from typing import Any

if sys.platform != "win32":
    import resource

log = logging.getLogger(__name__)

# <linux/prctl.h>, <sys/ptrace.h> of macOS.
_SET_DUMPABLE = 4
_DENY_ATTACH = 31
# <malloc.h> of glibc.
_MMAP_THRESHOLD, _ARENA_MAX = -3, -8

LARGE = 256 * 1024
"""Bytes from which memory is asked of the system by itself, and goes back to it when it is freed."""


def no_core_dumps() -> None:
    """A crash leaves no image of our memory on the disk. Windows keeps none unless its user asked for it."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def shut_out() -> None:
    """No core dumps, and no other process of the same user may attach to this one or read its memory.

    Not for the window: the desktop's portals look at the process that asks them. A child begins anew and says it again.
    The administrator is not kept out. Windows lets a user's own processes read each other; there is no such switch.
    """
    no_core_dumps()
    if sys.platform == "linux":
        refused = _library().prctl(_SET_DUMPABLE, 0, 0, 0, 0) != 0
    elif sys.platform == "darwin":
        refused = _library().ptrace(_DENY_ATTACH, 0, None, 0) != 0
    else:
        return
    if refused:
        log.warning(
            "The system did not close this process to others: programs of the same user may read its memory."
        )


def give_memory_back() -> None:
    """Decoded pictures leave this process when they are let go of, before any thread is started.

    glibc raises the size from which memory goes back with the largest that did, and has a heap for each thread: after
    some pictures of a screen each thread keeps one. Elsewhere the system's own allocator gives large pieces back.
    """
    mallopt = getattr(_library(), "mallopt", None) if sys.platform == "linux" else None
    if mallopt is not None:
        mallopt(_MMAP_THRESHOLD, LARGE)
        mallopt(_ARENA_MAX, 2)


def _library() -> Any:
    return ctypes.CDLL(None, use_errno=True)
