"""A private folder in memory, for programs that only take files."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.capture.ports import ReaderUnavailable

ROOT = Path("/dev/shm")  # noqa: S108  (never used before `is_in_memory` has proved it, and only in a 0700 folder)
MOUNTS = Path("/proc/mounts")
PREFIX = "reverie-"


@contextmanager
def private_folder(root: Path = ROOT) -> Iterator[Path]:
    """A folder of mode 0700 below `root`, gone with all it holds at the end, also after an error.

    Raises ReaderUnavailable where `root` is not memory.
    """
    if not is_in_memory(root):
        raise ReaderUnavailable(
            "This reader hands pictures over as files, and there is no memory-backed folder for them here. "
            "Install the tesserocr package, which needs none."
        )
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=root))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def is_in_memory(folder: Path, mounts: Path = MOUNTS) -> bool:
    """Whether `folder` is a tmpfs or ramfs of its own, by the kernel's list of mounts."""
    if not mounts.is_file():
        return False
    entries = (line.split() for line in mounts.read_text().splitlines())
    forms = [entry[2] for entry in entries if len(entry) > 2 and entry[1] == str(folder)]
    return bool(forms) and forms[-1] in ("tmpfs", "ramfs")


def sweep(root: Path = ROOT) -> int:
    """Removes folders left by processes of this user that were killed; answers how many."""
    left = [folder for folder in root.glob(f"{PREFIX}*-*") if _is_orphan(folder)]
    for folder in left:
        shutil.rmtree(folder, ignore_errors=True)
    return len(left)


def _is_orphan(folder: Path) -> bool:
    """Whether a folder of ours was made by a process that is no more."""
    pid = folder.name.removeprefix(PREFIX).split("-")[0]
    ours = folder.is_dir() and not folder.is_symlink() and folder.stat().st_uid == os.getuid()
    return ours and pid.isdigit() and not Path("/proc", pid).exists()
