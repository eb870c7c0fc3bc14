"""Pictures: one encrypted file each; the key lies in the picture's row, so that deleting the row shreds the file.

A file is durable before its row is written, never the other way round: a kill leaves at most a file without a row,
which `sweep` removes.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from storage import durable, sealing
from storage.connection import Connection
from storage.database import Database
from storage.errors import SafeDamaged

FOLDER = "pictures"
_LABEL = "reverie/picture/1"
# Real times would tell when the user was active: every file claims the same moment.
FIXED_TIME = 1_000_000_000


@dataclass(frozen=True, slots=True)
class StoredPicture:
    """A file that lies on the disk and waits for its row. `key` is random, and half of what opens the file."""

    id: bytes
    key: bytes
    size: int


class Pictures:
    """The encrypted picture files of a safe."""

    def __init__(self, home: Path, database: Database, key: bytes) -> None:
        self._folder = home / FOLDER
        self._database = database
        self._key = bytearray(key)

    def store(self, clear: bytes) -> StoredPicture:
        """Encrypts `clear` into a durable file; the caller writes its row next, or calls `discard`. Raises DiskFull."""
        picture = StoredPicture(secrets.token_bytes(16), secrets.token_bytes(32), len(clear))
        path = self._path(picture.id)
        durable.private_folder(path.parent)
        durable.write(path, sealing.seal(self._file_key(picture.key), clear, _context(picture.id)))
        with durable.file_errors():
            os.utime(path, (FIXED_TIME, FIXED_TIME))
        return picture

    def discard(self, ids: Sequence[bytes]) -> None:
        """Removes files; harmless for files that are gone."""
        with durable.file_errors():
            for id in ids:
                self._path(id).unlink(missing_ok=True)

    def read(self, id: bytes) -> bytes:
        """The picture as it was given. Raises SafeDamaged when its file is missing or changed."""
        row = self._database.row("SELECT key FROM picture WHERE id = ?", (id,))
        try:
            if row is None:
                raise FileNotFoundError
            return sealing.unseal(self._file_key(row[0]), self._path(id).read_bytes(), _context(id))
        except (FileNotFoundError, sealing.NotAuthentic) as cause:
            raise SafeDamaged("A picture is missing or was changed. A backup may still have it.") from cause

    def missing(self) -> list[UUID]:
        """Pictures with a row whose file is not there."""
        rows = self._database.rows("SELECT id FROM picture")
        return [UUID(bytes=id) for (id,) in rows if not self._path(id).is_file()]

    def sweep(self) -> int:
        """Removes files without a row, left by a kill; returns how many. Nothing else may be writing pictures."""
        known = {id for (id,) in self._database.rows("SELECT id FROM picture")}
        orphans = [path for path in self._files() if _id_of(path) not in known]
        with durable.file_errors():
            for path in orphans:
                path.unlink(missing_ok=True)
        return len(orphans)

    def wipe(self) -> None:
        """Overwrites the key."""
        self._key[:] = bytes(len(self._key))

    def _files(self) -> Iterator[Path]:
        yield from (path for path in self._folder.glob("*/*") if path.is_file())

    def _path(self, id: bytes) -> Path:
        return self._folder / id.hex()[:2] / id.hex()

    def _file_key(self, key: bytes) -> bytes:
        return sealing.derive(key, _LABEL, salt=bytes(self._key))


def insert(connection: Connection, picture: StoredPicture) -> None:
    """Writes the row of a stored picture inside the present transaction."""
    connection.execute(
        "INSERT INTO picture(id, key, size) VALUES (?, ?, ?)", (picture.id, picture.key, picture.size)
    )


def _context(id: bytes) -> bytes:
    return _LABEL.encode() + id


def _id_of(path: Path) -> bytes | None:
    try:
        return bytes.fromhex(path.name)
    except ValueError:
        return None
