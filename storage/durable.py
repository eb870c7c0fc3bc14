"""Writing a file so that a crash leaves the old one or the new one, never half of either."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from storage.errors import DiskFull, HomeReadOnly, StorageError

# What is written to in place; all other files are made anew.
_WRITTEN = ("main.db", "main.db-wal", "main.db-shm", "state.lock", "commits")
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@contextmanager
def file_errors() -> Iterator[None]:
    """Turns what the operating system says about files into DiskFull or StorageError."""
    try:
        yield
    except OSError as cause:
        if cause.errno in NO_ROOM:
            raise DiskFull("The disk is full. Free some room; what was kept before is safe.") from cause
        if cause.errno == errno.EROFS:
            raise HomeReadOnly(f"{_named(cause)} cannot be written: the drive is read-only.") from cause
        raise StorageError(
            f"{_named(cause)} could not be read or written ({cause.strerror}). Check its folder and permissions."
        ) from cause


def why_read_only(home: Path) -> str:
    """A sentence when the safe of `home` cannot be written to, with what to do; empty when it can."""
    fixed = [path for path in (home, *(home / name for name in _WRITTEN)) if not _may_write(path)]
    if not fixed:
        return ""
    what = f"The folder {home}" if fixed[0] == home else f"The file {fixed[0].name} in {home}"
    if _on_read_only_disk(home):
        return f"{what} is on a drive that is read-only. Make the drive writable, or copy the folder to another one."
    return (
        f"{what} is read-only for you. Give yourself permission to write (chmod -R u+rwX on the folder), or copy the "
        "folder to a place of your own."
    )


def write(path: Path, data: bytes) -> None:
    """Writes `data` to `path`, readable by its owner only: beside, synced, then put in place. Raises DiskFull."""
    beside = path.with_name(path.name + ".new")
    with file_errors():
        try:
            _write_synced(beside, data)
            beside.replace(path)
        except OSError:
            beside.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Makes what was written to `path` durable."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Makes the names in `folder` durable; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_tree(folder: Path) -> None:
    """Makes every name below `folder` durable."""
    for below, _, _ in os.walk(folder, topdown=False):
        sync_folder(Path(below))


def copy_file(source: Path, target: Path) -> None:
    """Copies a file, readable by its owner only; its content is durable, its name once its folder was synced."""
    with source.open("rb") as content, private_file(target) as copy:
        shutil.copyfileobj(content, copy, 1 << 20)
        copy.flush()
        os.fsync(copy.fileno())


@contextmanager
def private_file(path: Path) -> Iterator[BinaryIO]:
    """A new file to write into, in place of a former one, that only its owner can read."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, 0o600), "wb") as file:
        yield file


def private_folder(path: Path) -> None:
    """Makes `path` with its parents; only its owner may look into it."""
    with file_errors():
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.chmod(0o700)


def _may_write(path: Path) -> bool:
    return not path.exists() or os.access(path, os.W_OK | os.X_OK if path.is_dir() else os.W_OK)


def _on_read_only_disk(home: Path) -> bool:
    return hasattr(os, "statvfs") and bool(os.statvfs(home).f_flag & os.ST_RDONLY)


def _named(cause: OSError) -> str:
    """The file, by its name alone."""
    return f"The file {Path(os.fsdecode(cause.filename)).name}" if cause.filename else "A file of the safe"


def _write_synced(path: Path, data: bytes) -> None:
    with private_file(path) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
