"""Backups: one archive of the encrypted files as they are, and a safe made of it again.

Nothing is decrypted on the way: whoever holds a backup needs the passphrase of the day it was made.
"""

from __future__ import annotations

import os
import re
import shutil
import tarfile
from collections.abc import Iterator
from pathlib import Path

from storage import connection, durable, keys, pictures
from storage.errors import SafeDamaged, SafeExists, refused_as

# What an archive may hold: no other name is ever written to the disk.
_NAMES = re.compile(
    rf"{re.escape(keys.FILE)}|{re.escape(connection.FILE)}|{pictures.FOLDER}/[0-9a-f]{{2}}/[0-9a-f]{{32}}"
)
_DAMAGED = "The backup is damaged or is not one of Reverie's."


def write(home: Path, key: str, target: Path) -> int:
    """Writes the open safe of `home` to the file `target`, in place of a former one; returns its size in bytes.

    The database is copied as it is at one moment; pictures forgotten meanwhile are left out. Raises DiskFull.
    """
    beside, copy = target.with_name(target.name + ".new"), target.with_name(target.name + ".db")
    with durable.file_errors():
        copy.unlink(missing_ok=True)
        try:
            connection.copy(home, key, copy)
            _pack(home, copy, beside)
            beside.replace(target)
        finally:
            copy.unlink(missing_ok=True)
            beside.unlink(missing_ok=True)
        durable.sync_folder(target.parent)
        return target.stat().st_size


def restore(source: Path, home: Path) -> None:
    """Makes the safe of a backup in `home` (absent or empty). Raises SafeExists, SafeDamaged, DiskFull."""
    if home.exists() and any(home.iterdir()):
        raise SafeExists(f"{home} is not an empty folder. Choose another one for the safe.")
    durable.private_folder(home)
    try:
        key_file = _restored(source, home)
    except BaseException:
        shutil.rmtree(home)  # nothing lay there before
        raise
    for name in (keys.BACKUP, keys.FILE):  # last: a home with a key file has a whole safe
        durable.write(home / name, key_file)


def _pack(home: Path, copy: Path, beside: Path) -> None:
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        with tarfile.open(fileobj=file, mode="w") as archive:
            archive.add(home / keys.FILE, keys.FILE, filter=_anonymous)
            archive.add(copy, connection.FILE, filter=_anonymous)
            for path in _picture_files(home):
                _add_if_there(archive, path, home)
        file.flush()
        os.fsync(file.fileno())


def _restored(source: Path, home: Path) -> bytes:
    """Writes everything but the key file, which is returned."""
    refusal = refused_as(SafeDamaged, _DAMAGED, tarfile.TarError, EOFError)
    with durable.file_errors(), refusal, tarfile.open(source, "r:") as archive:
        key_file = _unpack(archive, home)
    if key_file is None or not (home / connection.FILE).is_file():
        raise SafeDamaged(_DAMAGED)
    return key_file


def _unpack(archive: tarfile.TarFile, home: Path) -> bytes | None:
    """Writes the files of the archive, each only under a name of ours; returns the key file."""
    key_file = None
    for member in archive:
        content = archive.extractfile(member) if member.isfile() and _NAMES.fullmatch(member.name) else None
        if content is None:
            raise SafeDamaged(_DAMAGED)
        if member.name == keys.FILE:
            key_file = content.read()
        else:
            _write(home / member.name, content.read())
    return key_file


def _write(path: Path, data: bytes) -> None:
    durable.private_folder(path.parent)
    durable.write(path, data)
    os.utime(path, (pictures.FIXED_TIME, pictures.FIXED_TIME))


def _picture_files(home: Path) -> Iterator[Path]:
    return (home / pictures.FOLDER).glob("??/" + "?" * 32)


def _add_if_there(archive: tarfile.TarFile, path: Path, home: Path) -> None:
    try:
        archive.add(path, path.relative_to(home).as_posix(), filter=_anonymous)
    except FileNotFoundError:
        return  # forgotten since it was listed


def _anonymous(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Without the user's name and the time of the last change."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mtime = pictures.FIXED_TIME
    return member
