"""Destroying a safe: its keys first, so that whatever is left is noise; then every file of ours.

Needs no passphrase and no sound safe. What we did not make stays, and is named. Killed in the middle, it is finished by
being asked for again: a mark is the first thing written and the last thing removed.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from storage import durable, keys
from storage.connection import FILE as DATABASE
from storage.errors import NoSafe, StorageError
from storage.keys import KeyStore
from storage.locking import HomeLock

MARK = "erasing"
_LOCK = "state.lock"
_KEY_FILES = tuple(f"{name}{end}" for name in (keys.FILE, keys.BACKUP) for end in ("", ".new"))
# Everything that any part of Reverie writes into a home, `run` and `logs` being the app's. A file beside them is not
# ours; a test writes all there is and finds none of it left.
_OURS = re.compile(
    r"(?:main\.db(?:-wal|-shm|-journal)?|keyslots\.json(?:\.bak)?|state\.lock|erasing|attempts\.json|commits|restoring|"
    r"beginning|"
    r"pictures/[0-9a-f]{2}/[0-9a-f]{32}|damaged/[\w.-]+|backups/[\w.-]+|run/(?:keeper\.sock|state\.lock|last-lock\.json)|"
    r"spool/(?:state\.lock|nightwatch\.json|[0-9a-f-]+/[\w.-]+|damaged/[\w.-]+)|logs/keeper\.log(?:\.\d+)?)(?:\.new)?"
)


@dataclass(frozen=True, slots=True)
class Erased:
    """What was destroyed (number of files), and what lies there still because it is not ours."""

    files: int
    left: tuple[Path, ...]
    keyring: str = ""


def is_there(home: Path) -> bool:
    """True for a safe, a damaged one without its keys too, and for one that is half erased."""
    half = (home / MARK).is_file() or ((home / DATABASE).is_file() and (home / _LOCK).is_file())
    return keys.exists(home) or half


def erase(home: Path, store: Callable[[], KeyStore] | None = None) -> Erased:
    """Destroys the safe in `home`: the key files are overwritten and gone first, then the entry in `store`, then all.

    A keyring that cannot be asked does not stop it: the sentence is in the result. Raises NoSafe, SafeBusy (someone
    holds it), StorageError (a file cannot be removed; what was done is done, asking again goes on).
    """
    if not is_there(home):
        raise NoSafe(f"There is no safe in {home}. Nothing was erased.")
    lock = HomeLock(home)
    try:
        durable.write(home / MARK, b"")
        files = sum(_shredded(home / name) for name in _KEY_FILES)
        keyring = _left_keyring(home, store)
        with durable.file_errors():
            last = {home / _LOCK, home / MARK}
            files += sum(_removed(path) for path in _ours(home) if path not in last)
    finally:
        lock.free()
    with durable.file_errors():
        files += _removed(home / _LOCK)
        _remove_empty(home)  # while the mark lies there: a kill leaves an empty home at most
        files += _removed(home / MARK)
        left = tuple(sorted(path for path in home.rglob("*") if not path.is_dir() or path.is_symlink()))
        _remove_empty(home)
    return Erased(files, left, keyring)


def _shredded(path: Path) -> int:
    """Overwrites a file with noise, durably, before it goes: then its name. 1 when there was one."""
    with durable.file_errors():
        if path.is_symlink() or not path.is_file():
            return 0
        with path.open("r+b") as file:
            file.write(secrets.token_bytes(max(path.stat().st_size, 1)))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
        durable.sync_folder(path.parent)
    return 1


def _left_keyring(home: Path, store: Callable[[], KeyStore] | None) -> str:
    if store is None:
        return ""
    try:
        store().delete(home)
    except StorageError as error:
        return error.message
    return ""


def _ours(home: Path) -> Iterator[Path]:
    """Our files under `home`; nothing that a link leads to."""
    for folder, names, files in os.walk(home):
        names[:] = [name for name in names if not (Path(folder) / name).is_symlink()]
        for path in (Path(folder) / name for name in files):
            if _OURS.fullmatch(path.relative_to(home).as_posix()):
                yield path


def _removed(path: Path) -> int:
    there = path.exists() or path.is_symlink()
    path.unlink(missing_ok=True)
    return int(there)


def _remove_empty(home: Path) -> None:
    """Removes the folders that hold nothing any more, the home itself included."""
    folders = [Path(folder) for folder, _, _ in os.walk(home, topdown=False)]
    for folder in folders:
        # Not empty: something that is not ours lies in it.
        with suppress(OSError):
            folder.rmdir()
    if home.parent.is_dir():
        durable.sync_folder(home.parent)
