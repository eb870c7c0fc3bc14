"""Connections to the encrypted database: how each is opened, and what its errors mean to us."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

from sqlcipher3 import dbapi2 as sqlcipher

from storage.errors import DiskFull, HomeReadOnly, SafeDamaged, StorageError
from storage.secret_memory import Bytes, overwrite

# sqlcipher3 ships no types; a connection and its rows are checked by use, in this room only.
Connection: TypeAlias = Any

FILE = "main.db"
_FULL = {"SQLITE_FULL"}
_FULL_DISK = "The disk is full. Free some room; what was kept before is safe."
# SQLite makes its index of the log by pieces of 32 KiB; where there is no room for one, it blames the disk.
_BESIDE = 64 * 1024
_DAMAGED = {"SQLITE_CORRUPT", "SQLITE_NOTADB"}
_READ_ONLY = {"SQLITE_READONLY"}
_REFUSED_PRAGMAS = {
    "key",
    "rekey",
    "hexkey",
    "hexrekey",
    "temp_store",
    "temp_store_directory",
    "writable_schema",
}

# In this order, from the storage lab's recipe. fullfsync matters on macOS only.
_SETTINGS = (
    "PRAGMA locking_mode=NORMAL",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA fullfsync=ON",
    "PRAGMA checkpoint_fullfsync=ON",
    "PRAGMA foreign_keys=ON",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA secure_delete=ON",
    "PRAGMA cache_size=-65536",  # 64 MiB at most, as used; a search with 8 costs four times as much (100,000 frames)
    "PRAGMA journal_size_limit=67108864",
    "PRAGMA busy_timeout=5000",
)
# Alone with the database, SQLite has the log's index in memory; a file system that is read-only needs no lock.
_READING_SETTINGS = (
    "PRAGMA locking_mode=EXCLUSIVE",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA cache_size=-65536",
    "PRAGMA query_only=ON",
)
_UNLOCKED = "?mode=ro&vfs=" + ("win32-none" if os.name == "nt" else "unix-none")
# Without a log SQLite would make one: the file then is all there is.
_WITHOUT_LOG = "?immutable=1"


class _Unreadable(StorageError):
    """The disk refused, and SQLite does not say why."""


@contextmanager
def storage_errors(home: Path | None = None) -> Iterator[None]:
    """Turns the database's errors into DiskFull, SafeDamaged or StorageError, with no words of the data in them.

    With the `home` of the database, a disk too full for what SQLite keeps beside it is told as full, too.
    """
    try:
        yield
    except sqlcipher.Error as cause:
        error = _ours(cause)
        if isinstance(error, _Unreadable) and home is not None and _without_room(home):
            raise DiskFull(_FULL_DISK) from None
        raise error from None
    except OSError as cause:
        if cause.errno == errno.ENOSPC:
            raise DiskFull(_FULL_DISK) from cause
        raise


def _without_room(home: Path) -> bool:
    try:
        return shutil.disk_usage(home).free < _BESIDE
    except OSError:
        return False  # the folder is gone, or its disk is


@contextmanager
def is_damage() -> Iterator[Callable[[], bool]]:
    """Takes in the error by which SQLite says that something is damaged; what it yields tells whether one came."""
    came = False
    try:
        yield lambda: came
    except sqlcipher.DatabaseError as cause:
        if not isinstance(_ours(cause), SafeDamaged):
            raise
        came = True


def connect(
    home: Path, key: Bytes, *, new: bool = False, name: str = FILE, reading: bool = False
) -> Connection:
    """Opens the database of `home` with the raw `key`, 96 hex digits in ASCII.

    With `reading` nothing is written, not even the index of the log, and no lock is taken: for a home that cannot be
    written to. Raises SafeDamaged when it does not verify.
    """
    with storage_errors(home):
        # Any thread may close a connection; each is used by the thread it was opened for.
        if new:
            # For its user alone from the first byte; SQLite gives the files beside it the same mode.
            os.close(os.open(home / name, os.O_CREAT | os.O_WRONLY, 0o600))
        where = _read_only(home / name) if reading else str(home / name)
        connection = sqlcipher.connect(where, isolation_level=None, check_same_thread=False, uri=reading)
        try:
            _set_up(connection, key, new, _READING_SETTINGS if reading else _SETTINGS)
        except sqlcipher.Error:
            connection.close()
            raise
    return connection


def _read_only(path: Path) -> str:
    log = path.with_name(f"{path.name}-wal")
    return path.absolute().as_uri() + (_UNLOCKED if log.is_file() and log.stat().st_size else _WITHOUT_LOG)


def in_memory() -> Connection:
    """An empty database that holds no data and never reaches a disk: for looking at shapes."""
    connection = sqlcipher.connect(":memory:", isolation_level=None)
    connection.set_authorizer(_allowed)
    return connection


def copy(home: Path, key: Bytes, target: Path) -> None:
    """Writes the database, as it is now and under the same key, to the new file `target`. Raises DiskFull."""
    opened = connect(home, key)
    try:
        with storage_errors(target.parent):
            # VACUUM INTO attaches its target: allowed on this connection alone, which does nothing else.
            opened.set_authorizer(None)
            opened.execute("VACUUM INTO ?", (str(target),))
    finally:
        opened.close()


def remove(path: Path) -> None:
    """Removes a database with the files that SQLite keeps beside it; harmless when there is none."""
    for end in ("", "-journal", "-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)


def is_full(cause: Any) -> bool:
    """Whether an error of the database says that the disk is full."""
    return (getattr(cause, "sqlite_errorname", "") or "") in _FULL


def _set_up(connection: Connection, key: Bytes, new: bool, settings: Sequence[str]) -> None:
    spelled = b"".join((b"x'", key, b"'"))
    connection.set_key(spelled)
    overwrite(spelled)  # SQLCipher has its own copy, in memory that it locks and wipes
    connection.execute("PRAGMA cipher_log_level=NONE")
    if new:
        connection.execute("PRAGMA auto_vacuum=INCREMENTAL")
    connection.execute(settings[0]).fetchall()
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    for setting in settings[1:]:
        connection.execute(setting).fetchall()
    connection.create_function("mentions", 2, _mentions, deterministic=True)
    connection.set_authorizer(_allowed)


def _mentions(text: str | None, folded: str) -> bool:
    return text is not None and folded in text.casefold()


def _allowed(
    action: int, first: str | None, _second: str | None, _database: str | None, _trigger: str | None
) -> int:
    """Refuses what could write in clear: other files, temporary files, another key."""
    attaching = action in (sqlcipher.SQLITE_ATTACH, sqlcipher.SQLITE_DETACH)
    refused = action == sqlcipher.SQLITE_PRAGMA and (first or "").lower() in _REFUSED_PRAGMAS
    return int(sqlcipher.SQLITE_DENY if attaching or refused else sqlcipher.SQLITE_OK)


def _ours(cause: Any) -> StorageError:
    code = getattr(cause, "sqlite_errorname", "") or "unknown"
    if is_full(cause):
        return DiskFull(_FULL_DISK)
    if any(code.startswith(fixed) for fixed in _READ_ONLY):
        return HomeReadOnly("Nothing can be kept: the folder of this safe, or a file in it, is read-only.")
    if any(code.startswith(bad) for bad in _DAMAGED):
        return SafeDamaged(
            "The database does not verify. Save what is intact with `reverie salvage --to FOLDER`, "
            "or put back a backup with `reverie restore`."
        )
    if code.startswith("SQLITE_IOERR"):
        return _Unreadable(
            "The disk could not be read or written. What was kept before is safe; check the disk, and try again."
        )
    return StorageError(f"The database refused ({code}). `reverie doctor` says whether it is sound.")
