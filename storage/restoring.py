"""A safe made again from a backup, and a backup looked through without making one.

Backups have two forms, a file and a folder of snapshots, and an older kind of file without a manifest.
"""

from __future__ import annotations

import os
import shutil
import tarfile
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from storage import backup, connection, durable, keys, manifest, pictures
from storage.clock import from_micros
from storage.errors import SafeDamaged, SafeExists, WrongUse, refused_as
from storage.keys import Keys
from storage.manifest import DAMAGED, Entry, Manifest

MARK = "restoring"
"""Lies in a home while a backup is unpacked into it: what is there is not whole yet."""

FRESH = "beginning"
"""The same for a home in which a new safe is being made."""

CUT_OFF = "A safe was being made again in {0}, and that was cut off. Run it once more; nothing else uses the folder."

# What may lie in a home before there is a safe: the lock, the keeper's socket folder, its log.
BEFORE_A_SAFE = frozenset({"state.lock", "run", "logs"})
# A kill before a mark had its name leaves it half written, and nothing else.
_NOTHING = BEFORE_A_SAFE | {f"{mark}.new" for mark in (MARK, FRESH)}
_CHUNK = 1 << 20
_File = tuple[str, BinaryIO]


@dataclass(frozen=True, slots=True)
class BackupReport:
    """What a backup holds. `problems` are sentences, [] when every file is as it was written.

    `authentic` says whether this safe's key made its list of files; None when no passphrase was given, or no list is
    there.
    """

    path: Path
    files: int
    problems: tuple[str, ...]
    created: datetime | None = None
    until: datetime | None = None
    authentic: bool | None = None


def restore(source: Path, home: Path, *, anyway: bool = False) -> list[str]:
    """Makes the safe of a backup in `home` (absent or empty); returns a sentence for each file that was damaged.

    Without `anyway` the first damaged file ends it, and nothing is left. Raises SafeExists, WrongUse, SafeDamaged,
    DiskFull.
    """
    with filled(home):
        problems, key_file = _unpacked(source, home, anyway)
        for name in (keys.BACKUP, keys.FILE):  # last: a home with a key file has a whole safe
            durable.write(home / name, key_file)
    return problems


def verify(source: Path, opener: Callable[[Path], Keys] | None = None) -> BackupReport:
    """Reads all of a backup and compares it with its manifest; nothing is unpacked but the key file.

    `opener` opens the safe whose key file lies in a folder: with it the manifest is authenticated, too. Raises
    WrongUse, WrongPassphrase, SafeDamaged when it is no backup at all.
    """
    return _verified(source, opener and (lambda known, key_file: _authentic(known, key_file, opener)))


def verify_as(source: Path, keys: Keys) -> BackupReport:
    """Like `verify`, for the open safe of `keys`: also whether it was this safe that wrote the backup."""
    return _verified(source, lambda known, _: known.authentic(bytes(keys.backups())))


def _verified(source: Path, authenticate: Callable[[Manifest, bytes], bool] | None) -> BackupReport:
    check = _Check()
    with durable.file_errors(), _opened(source) as files:
        for name, stream in files:
            check.take(name, stream)
    problems = check.problems()
    known = check.manifest
    if known is None:
        return BackupReport(source, len(check.found), tuple(problems))
    authentic = None
    if authenticate is not None:
        authentic = authenticate(known, check.key_file)
        problems += [] if authentic else ["The list of files in the backup was not written by this safe."]
    created, until = from_micros(known.created), from_micros(known.until)
    return BackupReport(source, len(check.found), tuple(problems), created, until, authentic)


def interrupted(home: Path) -> bool:
    """Whether a restore into `home` was cut off."""
    return (home / MARK).exists()


class _Check:
    """Compares the files of a backup with its manifest, which comes last."""

    def __init__(self) -> None:
        self.found: dict[str, Entry] = {}
        self.manifest: Manifest | None = None
        self.key_file = b""
        self._marked = False
        self._wrong: list[str] = []
        self._unreadable: list[str] = []

    def take(self, name: str, stream: BinaryIO) -> None:
        """The next file; raises SafeDamaged for a name that no backup has."""
        if name == manifest.MARK:
            self._marked = True
            if stream.read() != manifest.MARK_TEXT:
                self._wrong.append(f"{what(name)} was changed or cut off.")
        elif name == manifest.FILE:
            self._take_manifest(stream.read())
        elif manifest.allowed(name):
            self._take_file(name, stream)
        else:
            raise SafeDamaged(DAMAGED)

    def problems(self) -> list[str]:
        """A sentence for each file that is not as it was written."""
        if self._unreadable:
            return list(self._unreadable)
        if self.manifest is None:
            if self._marked:
                return ["The backup is cut off: the list of its files, which comes last, is missing."]
            return [] if {keys.FILE, connection.FILE} <= set(self.found) else [DAMAGED]
        wanted = self.manifest.files
        missing = [f"{what(name)} is missing." for name in wanted if name not in self.found]
        changed = [
            f"{what(name)} was changed or cut off."
            for name in wanted
            if self.found.get(name, wanted[name]) != wanted[name]
        ]
        if not self._marked:
            missing.append(f"{what(manifest.MARK)} is missing.")
        return (
            self._wrong
            + missing
            + changed
            + [f"{what(name)} does not belong to it." for name in self.found if name not in wanted]
        )

    def _take_manifest(self, data: bytes) -> None:
        try:
            self.manifest = manifest.parsed(data)
        except SafeDamaged as damage:
            self._unreadable.append(damage.message)

    def _take_file(self, name: str, stream: BinaryIO) -> None:
        reading = manifest.Reading(stream)
        if name == keys.FILE:
            self.key_file = reading.read(1 << 20)
        self.found[name] = reading.rest()


def what(name: str) -> str:
    """A file of a backup, in words."""
    if name == keys.FILE:
        return "The key file in the backup"
    if name == connection.FILE:
        return "The database in the backup"
    if name.startswith(pictures.FOLDER):
        return f"The picture {name.rsplit('/', 1)[1]} in the backup"
    return f"{name} in the backup"


def _authentic(known: Manifest, key_file: bytes, opener: Callable[[Path], Keys]) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        durable.write(Path(folder) / keys.FILE, key_file)
        opened = opener(Path(folder))
    try:
        return known.authentic(bytes(opened.backups()))
    finally:
        opened.wipe()


def _unpacked(source: Path, home: Path, anyway: bool) -> tuple[list[str], bytes]:
    """Writes everything but the key file, which is returned beside what was damaged."""
    check = _Check()
    with durable.file_errors(), _opened(source) as files:
        for name, stream in files:
            if name in (keys.FILE, manifest.MARK, manifest.FILE) or not manifest.allowed(name):
                check.take(name, stream)
            else:
                check.found[name] = _write(home / name, stream)
    problems = check.problems()
    if problems and (not anyway or connection.FILE not in check.found or not check.key_file):
        more = f" {len(problems) - 1} more files are wrong." if len(problems) > 1 else ""
        hint = " `reverie restore --anyway` takes what is intact." if check.found.get(connection.FILE) else ""
        raise SafeDamaged(problems[0] + more + hint)
    return problems, check.key_file


@contextmanager
def filled(home: Path) -> Iterator[None]:
    """Marks an absent or empty `home` as one that is being filled; at the end it is whole, and durably so.

    After an error nothing is left in it. Raises SafeExists, DiskFull.
    """
    _make_ready(home)
    try:
        begin(home, MARK)
        yield
        finish(home, MARK)
    except BaseException:
        clear(home, MARK)
        raise


def require_empty(home: Path) -> None:
    """Raises SafeExists unless `home` is absent, or holds nothing but what may lie there before a safe does."""
    if home.exists() and (not home.is_dir() or any(path.name not in _NOTHING for path in home.iterdir())):
        raise SafeExists(f"{home} is not an empty folder. Choose another one for the safe.")


def begin(home: Path, mark: str) -> None:
    """Marks a home as one that is not whole. Raises DiskFull."""
    durable.write(home / mark, b"What lies in this folder is not whole yet.\n")


def finish(home: Path, mark: str) -> None:
    """Takes the mark away, once all else is durable. Raises StorageError, and then the mark is there."""
    with durable.file_errors():
        durable.sync_tree(home)
        (home / mark).unlink()
        try:
            durable.sync_folder(home)
        except OSError:
            begin(home, mark)
            raise


def clear(home: Path, mark: str) -> None:
    """Removes what was written into a home; the keys first, the mark last, so that a kill leaves it to be cleared."""
    with durable.file_errors():
        _remove(home / name for name in (keys.FILE, keys.BACKUP))
        _remove(path for path in home.iterdir() if path.name not in BEFORE_A_SAFE and path.name != mark)
        (home / mark).unlink(missing_ok=True)
        if not any(home.iterdir()):
            with suppress(OSError):  # a disk of its own may be mounted there
                home.rmdir()


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def _make_ready(home: Path) -> None:
    if interrupted(home):
        clear(home, MARK)
    require_empty(home)
    durable.private_folder(home)


def _write(path: Path, stream: BinaryIO) -> Entry:
    durable.private_folder(path.parent)
    reading = manifest.Reading(stream)
    with durable.private_file(path) as file:
        while data := reading.read(_CHUNK):
            file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.utime(path, (pictures.FIXED_TIME, pictures.FIXED_TIME))
    return reading.rest()


@contextmanager
def _opened(source: Path) -> Iterator[Iterator[_File]]:
    """The files of a backup of either form, in their order; the manifest last."""
    if source.is_dir():
        snapshot = source if (source / manifest.FILE).is_file() else backup.latest(source)
        if snapshot is None:
            raise WrongUse(f"There is no complete snapshot in {source}.")
        yield _in_folder(snapshot)
        return
    if not source.is_file():
        raise WrongUse(f"There is no file {source}.")
    with refused_as(SafeDamaged, DAMAGED, tarfile.TarError, EOFError), tarfile.open(source, "r:") as archive:
        yield _in_archive(archive)


def _in_archive(archive: tarfile.TarFile) -> Iterator[_File]:
    for member in archive:
        content = archive.extractfile(member) if member.isfile() else None
        if content is None:
            raise SafeDamaged(DAMAGED)
        yield member.name, content  # type: ignore[misc]  # what tarfile gives reads like a file


def _in_folder(snapshot: Path) -> Iterator[_File]:
    files = sorted(path for path in snapshot.rglob("*") if path.is_file())
    last = snapshot / manifest.FILE
    for path in [*(path for path in files if path != last), last]:
        with path.open("rb") as file:
            yield path.relative_to(snapshot).as_posix(), file
