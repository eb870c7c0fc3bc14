"""Backups: everything a safe holds, encrypted as it is, in one file or as snapshots in a folder.

Nothing is decrypted on the way: whoever holds a backup needs the passphrase of the day it was made. The database is
copied as it is at one moment, while it is used. A backup comes under its name when all of it is on the disk.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Protocol

from storage import commit_counter, connection, durable, keys, manifest, pictures, spool_records
from storage.clock import from_micros, to_micros
from storage.commit_counter import Count
from storage.database import Database
from storage.errors import StorageError, WrongUse
from storage.keys import Keys
from storage.manifest import Entry, Manifest
from storage.secret_memory import Bytes

_CHUNK = 1 << 20
# Nonce and key-bound tag of a picture file: where both are the same, so is what lies between.
_HEAD, _TAIL = 28, 16
_TRIES = 3
# A snapshot that was being written when its process was killed.
_UNFINISHED = re.compile(r"\.\d{8}-\d{6}(?:-\d+)?\.new")


@dataclass(frozen=True, slots=True)
class BackupMade:
    """A backup that is complete. `size` is what it takes; `carried` files were there in an earlier snapshot already."""

    path: Path
    created: datetime
    until: datetime
    size: int
    files: int
    carried: int = 0


@dataclass(frozen=True, slots=True)
class KnownBackup:
    """A copy of the safe's content that holds what was kept up to `until`.

    `form` is file, folder, shape (before a migration), log (set aside, damaged) or export.
    """

    path: Path
    form: str
    created: datetime
    until: datetime


@dataclass(slots=True)
class _Snapshot:
    """A copy of the database at one moment, and the files that belong to it."""

    copy: Path
    count: Count
    files: list[Path]


class _Target(Protocol):
    """Where a backup is written to."""

    def add(self, name: str, path: Path) -> Entry:
        """Takes a file in."""

    def add_bytes(self, name: str, data: bytes) -> Entry:
        """Takes bytes in."""


def write_file(home: Path, opened: Keys, database: Database, target: Path) -> BackupMade:
    """Writes the open safe of `home` to the file `target`, in place of a former one. Raises WrongUse, DiskFull."""
    if not target.parent.is_dir():
        raise WrongUse(f"There is no folder {target.parent}. Make it first, or choose another file.")
    if target.is_dir():
        raise WrongUse(f"{target} is a folder. Name a file in it, or ask for the folder form of a backup.")
    # Names that nobody gives to a file of their own: what lies there is what a kill has left.
    beside, copy = (target.with_name(f".{target.name}.reverie-{end}") for end in ("new", "db"))
    now = to_micros(database.clock())
    with durable.file_errors(), _gone_at_the_end(beside, copy):
        with durable.private_file(beside) as file, tarfile.open(fileobj=file, mode="w") as archive:
            count, files = _pack(home, opened, copy, _Archive(archive), now)
        durable.sync_file(beside)
        _remember(database, target, "file", now, count)
        beside.replace(target)
        durable.sync_folder(target.parent)
        size = target.stat().st_size
    return BackupMade(target, from_micros(now), from_micros(count.at), size, files)


def write_folder(home: Path, opened: Keys, database: Database, target: Path) -> BackupMade:
    """Writes a snapshot into the folder `target`; pictures an earlier one holds are linked, not written again.

    Each snapshot stands for itself: an older one may be deleted. Raises WrongUse, DiskFull.
    """
    if target.exists() and not target.is_dir():
        raise WrongUse(f"{target} is a file. Name a folder for the snapshots.")
    with _folder_made(target):
        return _write_snapshot(home, opened, database, target)


def _write_snapshot(home: Path, opened: Keys, database: Database, target: Path) -> BackupMade:
    now = database.clock()
    final = _free_name(target, f"{now:%Y%m%d-%H%M%S}")
    beside = target / f".{final.name}.new"
    into = _Folder(beside, latest(target), len(snapshots(target)) % 16)
    left = [path for path in target.iterdir() if _UNFINISHED.fullmatch(path.name)]
    with durable.file_errors(), _gone_at_the_end(*left, beside, target / ".copy.db"):
        durable.private_folder(beside)
        count, files = _pack(home, opened, target / ".copy.db", into, to_micros(now))
        into.sync()
        _remember(database, final, "folder", to_micros(now), count)
        beside.replace(final)
        durable.sync_folder(target)
    return BackupMade(final, now, from_micros(count.at), into.size, files, into.carried)


def snapshots(folder: Path) -> list[Path]:
    """The complete snapshots in a folder of them, oldest first."""
    if not folder.is_dir():
        return []
    return sorted(
        path for path in folder.iterdir() if (path / manifest.FILE).is_file() and path.name[0] != "."
    )


def latest(folder: Path) -> Path | None:
    """The newest complete snapshot of a folder, or None."""
    return max(snapshots(folder), default=None)


def _pack(home: Path, opened: Keys, copy: Path, target: _Target, now: int) -> tuple[Count, int]:
    """Puts everything into `target`, the manifest last; returns the commits it holds, and how many files."""
    key = opened.database()
    snapshot = _taken(home, key, copy)
    files = {}
    target.add_bytes(manifest.MARK, manifest.MARK_TEXT)
    files[keys.FILE] = target.add(keys.FILE, _whole_key_file(home))
    files[connection.FILE] = target.add(connection.FILE, copy)
    counter = commit_counter.record(bytes(opened.commits()), snapshot.count)
    files[commit_counter.FILE] = target.add_bytes(commit_counter.FILE, counter)
    for path in snapshot.files:
        name = path.relative_to(home).as_posix()
        entry = _added(target, name, path)
        if entry is not None:
            files[name] = entry
    target.add_bytes(manifest.FILE, manifest.written(bytes(opened.backups()), now, snapshot.count, files))
    return snapshot.count, len(files)


def _taken(home: Path, key: Bytes, copy: Path) -> _Snapshot:
    """Copies the database, again when pictures of the copy were forgotten before they could be listed."""
    for _ in range(_TRIES):
        connection.remove(copy)
        connection.copy(home, key, copy)
        count, wanted = _read(copy, key)
        files = [_picture(home, id) for id in wanted]
        if all(path.is_file() for path in files):
            break
    waiting = sorted((home / spool_records.FOLDER).glob("*-*/*.*"), key=_counts_first)
    return _Snapshot(copy, count, [path for path in files if path.is_file()] + [
        path for path in waiting if manifest.allowed(path.relative_to(home).as_posix())
    ])  # fmt: skip


def _counts_first(path: Path) -> tuple[bool, Path]:
    """A count of records may lag behind them, never lead: it is read before they are."""
    return path.name != spool_records.COUNT, path


def _read(copy: Path, key: Bytes) -> tuple[Count, list[bytes]]:
    opened = connection.connect(copy.parent, key, name=copy.name)
    try:
        with connection.storage_errors():
            count = commit_counter.count_in(opened) or Count()
            return count, [id for (id,) in opened.execute("SELECT id FROM picture ORDER BY id")]
    finally:
        opened.close()


def _picture(home: Path, id: bytes) -> Path:
    return home / pictures.FOLDER / id.hex()[:2] / id.hex()


def _whole_key_file(home: Path) -> Path:
    """The copy of the key file that is as it was written."""
    for name in (keys.FILE, keys.BACKUP):
        if keys.is_whole(home / name):
            return home / name
    raise StorageError(
        "Neither copy of the key file is whole. Unlock the safe again before a backup is made."
    )


def _added(target: _Target, name: str, path: Path) -> Entry | None:
    try:
        return target.add(name, path)
    except FileNotFoundError:
        return None  # forgotten or absorbed since it was listed


def _remember(database: Database, path: Path, form: str, created: int, count: Count) -> None:
    """Before it has its name: what is forgotten later must be able to name every backup there is."""
    database.execute(
        "INSERT OR REPLACE INTO backup(path, form, created, until) VALUES (?, ?, ?, ?)",
        (str(path.absolute()), form, created, count.at),
    )


class _Archive:
    """One file: a tar archive whose members bear no name of a user and no time."""

    def __init__(self, archive: tarfile.TarFile) -> None:
        self._archive = archive

    def add(self, name: str, path: Path) -> Entry:
        """See `_Target`."""
        with path.open("rb") as file:
            return self._add(name, file, os.fstat(file.fileno()).st_size)

    def add_bytes(self, name: str, data: bytes) -> Entry:
        """See `_Target`."""
        return self._add(name, io.BytesIO(data), len(data))

    def _add(self, name: str, stream: BinaryIO, size: int) -> Entry:
        member = tarfile.TarInfo(name)
        member.size, member.mode, member.mtime = size, 0o600, pictures.FIXED_TIME
        reading = manifest.Reading(stream)
        self._archive.addfile(member, reading)
        return reading.rest()


@dataclass(slots=True)
class _Folder:
    """A snapshot: the files under their own names; those that `earlier` holds just so are linked to it."""

    _path: Path
    _earlier: Path | None
    _turn: int
    size: int = 0
    carried: int = 0
    _known: Manifest | None = field(default=None)
    _folders: set[Path] = field(default_factory=set)

    def __post_init__(self) -> None:
        if self._earlier is not None:
            self._known = _readable_manifest(self._earlier)

    def add(self, name: str, path: Path) -> Entry:
        """See `_Target`."""
        target = self._place(name)
        earlier = self._same(name, path)
        if earlier is not None and _linked(earlier[0], target):
            self.carried += 1
            return earlier[1]
        with path.open("rb") as source, durable.private_file(target) as copy:
            reading = manifest.Reading(source)
            while data := reading.read(_CHUNK):
                copy.write(data)
            copy.flush()
            os.fsync(copy.fileno())
            entry = reading.rest()
        self.size += entry.size
        return entry

    def add_bytes(self, name: str, data: bytes) -> Entry:
        """See `_Target`."""
        durable.write(self._place(name), data)
        self.size += len(data)
        return manifest.Reading(io.BytesIO(data)).rest()

    def sync(self) -> None:
        """Makes every name in it durable."""
        for folder in sorted({self._path, *self._folders}, reverse=True):
            durable.sync_folder(folder)

    def _place(self, name: str) -> Path:
        target = self._path / name
        if target.parent not in self._folders:
            durable.private_folder(target.parent)
            self._folders |= {target.parent, target.parent.parent}
        return target

    def _same(self, name: str, path: Path) -> tuple[Path, Entry] | None:
        """The file of the earlier snapshot with the same content, and what its manifest says of it."""
        known = self._known.files.get(name) if self._known is not None and self._earlier is not None else None
        if known is None or self._earlier is None or not name.startswith(f"{pictures.FOLDER}/"):
            return None
        other = self._earlier / name
        same = other.is_file() and _ends(other) == _ends(path) and other.stat().st_size == known.size
        # Reading every old picture again would take as long as writing it; in sixteen snapshots each is looked at once.
        if not same or (other.name[-1] == f"{self._turn:x}" and not _is_as_known(other, known)):
            return None
        return other, known


def _readable_manifest(snapshot: Path) -> Manifest | None:
    try:
        return manifest.parsed((snapshot / manifest.FILE).read_bytes())
    except (OSError, StorageError):
        return None  # nothing is taken over from a snapshot that is damaged


def _ends(path: Path) -> tuple[int, bytes, bytes]:
    """Size, nonce and tag of a picture file: equal ones hold the same ciphertext."""
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(_HEAD)
        file.seek(max(size - _TAIL, 0))
        return size, head, file.read(_TAIL)


def _is_as_known(path: Path, known: Entry) -> bool:
    with path.open("rb") as file:
        return manifest.Reading(file).rest() == known


def _linked(source: Path, target: Path) -> bool:
    """Links a file of an earlier snapshot; False where the disk knows no links."""
    try:
        os.link(source, target)
    except (OSError, NotImplementedError):
        return False
    return True


def _free_name(folder: Path, name: str) -> Path:
    number, found = 1, folder / name
    while found.exists():
        number += 1
        found = folder / f"{name}-{number}"
    return found


@contextmanager
def _folder_made(path: Path) -> Iterator[None]:
    """Makes a folder; one that was not there goes again when nothing came into it."""
    new = not path.exists()
    durable.private_folder(path)
    try:
        yield
    except BaseException:
        if new:
            with suppress(OSError):  # something lies in it by now
                path.rmdir()
        raise


@contextmanager
def _gone_at_the_end(*paths: Path) -> Iterator[None]:
    try:
        yield
    finally:
        for path in paths:
            shutil.rmtree(path) if path.is_dir() else connection.remove(path)
