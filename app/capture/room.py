"""Whether the disk has room for more pictures: recording pauses below a reserve, and goes on well above it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

GIGABYTE = 1_000_000_000
# So much more than the reserve must be free before recording goes on: it shall not stop and start at every look.
ENOUGH_AGAIN = 1.25
# The least that must be free after the disk was found full, however small the reserve.
LEAST_BYTES = 64_000_000


def free_bytes(home: Path) -> int:
    """What is free for us on the disk of `home`; a disk that cannot be asked counts as free: writing will tell."""
    try:
        return shutil.disk_usage(home).free
    except OSError:
        return 2**62


class Room:
    """Remembers whether the disk is short of room. `reserve` and `free` give bytes; used by the recorder's thread."""

    def __init__(self, free: Callable[[], int], reserve: Callable[[], int]) -> None:
        self._free = free
        self._reserve = reserve
        self._short = False

    def short(self) -> bool:
        """Whether too little is free to record now."""
        reserve = self._reserve()
        wanted = max(reserve * ENOUGH_AGAIN, LEAST_BYTES) if self._short else reserve
        self._short = self._free() < wanted
        return self._short

    def ran_out(self) -> None:
        """The disk was found full, whatever it says is free."""
        self._short = True

    def sentence(self) -> str:
        """What a person is told, and what to do."""
        free, reserve = self._free() / GIGABYTE, self._reserve() / GIGABYTE
        return (
            f"The disk is nearly full: {free:.1f} GB are free, and {reserve:.1f} GB are left to other programs. "
            "Free some room; remembering goes on by itself."
        )
