"""A whole safe saved from a damaged one: the rows that can be read, the pictures that authenticate, the keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from storage import commit_counter, connection, durable, keys, pictures, salvage, spool_records
from storage.connection import Connection, storage_errors
from storage.database import Database
from storage.errors import SafeDamaged
from storage.keys import KeyFile, Keys
from storage.locking import HomeLock
from storage.pictures import Pictures
from storage.verifying import checked, named


@dataclass(frozen=True, slots=True)
class SalvageReport:
    """What is in the new safe, and a sentence for each thing that was hit in the old one."""

    home: Path
    moments: int
    memories: int
    pictures: int
    hit: tuple[str, ...]


def into(home: Path, target: Path, opener: Callable[[KeyFile], Keys]) -> list[str]:
    """Makes the safe of `target`, which is being filled, of what can be read in `home`; a sentence for each thing hit.

    Pictures are brought along as they are: `drop_unsound` looks at them. Raises SafeBusy, WrongPassphrase, SafeDamaged
    when nothing can be read, DiskFull.
    """
    lock = HomeLock(home)
    try:
        key_file = KeyFile.read(home)
        opened = opener(key_file)
        try:
            return _into(home, target, opened)
        finally:
            opened.wipe()
    finally:
        lock.free(clean=not lock.unclean)


def drop_unsound(database: Database, files: Pictures) -> list[str]:
    """Takes away the pictures whose file is missing or damaged, and those that only change such a one."""
    told = []
    for id in files.ids():
        wrong = checked(files, id)
        if wrong:
            told.append(f"{named(database, id)} is lost: {wrong}")
            files.discard(database.write(partial(_drop_picture, id=id)))
    return told


def _drop_picture(connection: Connection, id: bytes) -> list[bytes]:
    """Takes away a picture and what lies over it; returns whose files are to follow."""
    dropped = [id]
    for (above,) in connection.execute("SELECT id FROM picture WHERE base = ?", (id,)).fetchall():
        dropped += _drop_picture(connection, above)
    connection.execute("UPDATE observation SET picture = NULL WHERE picture = ?", (id,))
    connection.execute("DELETE FROM picture WHERE id = ?", (id,))
    return dropped


def _into(home: Path, target: Path, opened: Keys) -> list[str]:
    if not (home / connection.FILE).is_file():
        raise SafeDamaged("The database of this safe is missing: only a backup brings it back.")
    key_file = _key_file(home)
    beside, _ = commit_counter.CommitCounter(home, opened.commits()).read()
    told = salvage.rebuild(home, opened.database(), target, beside)
    ids = _begin_counting(target, opened)
    _copy_files(home, target, ids)
    for name in (keys.BACKUP, keys.FILE):
        durable.write(target / name, key_file)
    return told


def _begin_counting(target: Path, opened: Keys) -> list[bytes]:
    """Writes the new safe's counter; returns the ids of the pictures it has rows of."""
    held = connection.connect(target, opened.database())
    try:
        with storage_errors(target):
            count = commit_counter.count_in(held) or commit_counter.Count()
            ids = [id for (id,) in held.execute("SELECT id FROM picture")]
    finally:
        held.close()
    durable.write(target / commit_counter.FILE, commit_counter.record(opened.commits(), count))
    return ids


def _copy_files(home: Path, target: Path, ids: list[bytes]) -> None:
    names = [f"{pictures.FOLDER}/{id.hex()[:2]}/{id.hex()}" for id in ids]
    waiting = (home / spool_records.FOLDER).glob("*-*/*.*")
    with durable.file_errors():
        for path in [*(home / name for name in names), *waiting]:
            if path.is_file():
                copy = target / path.relative_to(home)
                durable.private_folder(copy.parent)
                durable.copy_file(path, copy)


def _key_file(home: Path) -> bytes:
    """The copy of the key file that is as it was written, or the one that could be read."""
    for name in (keys.FILE, keys.BACKUP):
        if keys.is_whole(home / name):
            return (home / name).read_bytes()
    raise SafeDamaged("Neither copy of the key file is whole: only a backup's key file opens this safe.")
