"""A small disk for one test, and how to fill it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

PAGE = 4096


@contextmanager
def mounted(place: Path, megabytes: int) -> Iterator[Path]:
    """An empty disk at `place`, where one may be mounted."""
    if sys.platform != "linux":
        pytest.skip("a small disk is mounted on Linux only")
    place.mkdir(exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(place)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("mounting a small disk needs root")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def fill(filler: Path, room: int) -> None:
    """Takes all of the disk of `filler` but so many pages."""
    free = os.statvfs(filler.parent)
    filler.write_bytes(bytes(free.f_bavail * free.f_frsize - room * PAGE))
    assert os.statvfs(filler.parent).f_bavail * free.f_frsize == room * PAGE
