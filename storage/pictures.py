"""Pictures: one encrypted file each; the key lies in the picture's row, so that deleting the row shreds the file.

A file is durable before its row is written, and its row is gone before the file is: a kill leaves at most a file
without a row, which is collected. So is that of a transaction which was refused while a crash might still bring it
back. A file is never written twice: a picture made anew gets another id, key and file.
A picture may be a patch over another one, its base, which is always whole (`storage/picture_patches.py`). The frame of
a patch keeps no thumbnail: it is drawn from the base's and the patch, and kept once the picture is no patch any more.
"""

from __future__ import annotations

import math
import os
import secrets
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from PIL import Image

from storage import durable, picture_codec, picture_patches, sealing
from storage.connection import Connection
from storage.database import Database
from storage.errors import SafeDamaged, StorageError
from storage.model import Faded
from storage.picture_codec import NoPicture, Pixels
from storage.secret_memory import Bytes

FOLDER = "pictures"
_LABEL = "reverie/picture/1"
_WHOLE, _PATCH = 1, 2
# Real times would tell when the user was active: every file claims the same moment.
FIXED_TIME = 1_000_000_000
# The files lie in so many folders, by the first byte of their ids; one at a time is looked through.
PARTS = 256
# What lies beneath a patch in the safe is said by its row; the frame in its bytes mattered on the way only.
_NO_FRAME = UUID(int=0)
# What `durable.write` calls a file until it is whole.
_BESIDE = ".new"
_MISSING = "The file of a picture is missing. A backup may still have it."
_CHANGED = (
    "The file of a picture was changed, cut short or put in another's place. A backup may still have it."
)
_ROW = "id, key, size, taken, base, smaller"


@dataclass(frozen=True, slots=True)
class StoredPicture:
    """A file on the disk and what its row says. `key` is random, and half of what opens the file.

    `size` is in bytes, `taken` the frame's time in microseconds; `base` is the picture a patch lies over; `smaller` is
    true once it has faded to half its width and height.
    """

    id: bytes
    key: bytes
    size: int
    taken: int = 0
    base: bytes | None = None
    smaller: bool = False


@dataclass(frozen=True, slots=True)
class Collected:
    """What was found in a part of the folder: files removed because they had no row, pictures without a file."""

    removed: int
    missing: tuple[UUID, ...]


class Pictures:
    """The encrypted picture files of a safe; any thread may call."""

    def __init__(self, home: Path, database: Database, key: Bytes) -> None:
        self._folder = home / FOLDER
        self._database = database
        self._key = key
        # Files that wait for their row: not orphans. Those of `let_go`, and of a transaction that was refused but might
        # come back, are decided when that is over.
        self._waiting: set[bytes] = set()
        self._undecided: set[bytes] = set()

    def store(
        self, clear: bytes, *, taken: int = 0, base: bytes | None = None, smaller: bool = False
    ) -> StoredPicture:
        """Encrypts `clear` into a durable file; the caller writes its row next, then calls `landed`, or `discard`.

        Raises DiskFull.
        """
        picture = StoredPicture(
            secrets.token_bytes(16), secrets.token_bytes(32), len(clear), taken, base, smaller
        )
        path = self._path(picture.id)
        self._database.require_here()
        self._waiting.add(picture.id)
        try:
            self._make_folder(path.parent)
            durable.write(path, sealing.seal(self._file_key(picture.key), clear, _context(picture)))
            with durable.file_errors():
                os.utime(path, (FIXED_TIME, FIXED_TIME))
        except BaseException:
            with suppress(OSError):  # then it is collected as one without a row
                path.unlink(missing_ok=True)
            self._waiting.discard(picture.id)
            raise
        return picture

    def landed(self, ids: Iterable[bytes]) -> None:
        """The rows of these pictures are written."""
        self._waiting.difference_update(ids)

    def discard(self, ids: Sequence[bytes]) -> None:
        """Removes files whose rows are gone or never came, and what `let_go` left; harmless for files that are gone.

        Not to be called inside a transaction.
        """
        if self._database.certain:
            self._unlink(ids)
            self.landed(ids)
        else:
            self._undecided.update(ids)
        if self._undecided:
            self._database.maintain(self._decide)

    @property
    def untidy(self) -> bool:
        """Whether files lie there that may belong to no row: to be looked for at the next opening."""
        return bool(self._undecided)

    def read(self, id: bytes) -> bytes:
        """The whole picture as a file: as it was given, or its exact pixels when it is kept as a patch.

        Raises SafeDamaged when its file is missing or changed.
        """
        return self._database.read(lambda connection: self._read(connection, id))

    def thumbnail(self, id: bytes) -> bytes:
        """The small form of a picture whose frame has none of its own: of a patch by that of what it lies over.

        Raises SafeDamaged when its file is missing or changed.
        """
        try:
            return self._database.read(lambda connection: self._thumbnail(connection, id))
        except NoPicture as cause:
            raise SafeDamaged(_CHANGED) from cause

    def check(self, id: bytes) -> str | None:
        """A sentence when the file of a picture is missing, cut short, changed or another's; None when it is sound.

        Reads and authenticates, decodes nothing. A picture that has no row (any more) is sound.
        """
        picture = self._database.read(lambda connection: find(connection, id))
        if picture is None:
            return None
        try:
            self._clear(picture)
        except SafeDamaged as damage:
            gone = self._database.read(lambda connection: find(connection, id)) is None
            return None if gone else damage.message
        return None

    def ids(self) -> list[bytes]:
        """The ids of all pictures."""
        return [id for (id,) in self._database.rows("SELECT id FROM picture")]

    def missing(self) -> list[UUID]:
        """Pictures with a row whose file is not there."""
        return [UUID(bytes=id) for id in self.ids() if not self._path(id).is_file()]

    def sweep(self, seconds: float = math.inf) -> int:
        """Removes files without a row, left by a kill; returns how many. Leaves the rest after `seconds` of CPU."""
        removed, until = 0, time.thread_time() + seconds
        for part in range(PARTS):
            if time.thread_time() >= until:
                break
            removed += self.collect(part).removed
        return removed

    def collect(self, part: int) -> Collected:
        """Looks through one of PARTS folders: removes files without a row, names rows without a file.

        May run while pictures are written: a file that waits for its row is left alone.
        """
        if self._undecided:
            self._database.maintain(self._decide)
        before = self._rows_of(part)
        files = self._files_of(part)
        waiting = frozenset(self._waiting)
        now = self._rows_of(part)
        # Only what was known before and after is surely missing; only what is known at no time is an orphan.
        orphans = [
            path
            for path in files
            if (id := _id_of(path)) is None
            or (id not in waiting and (id not in now or path.suffix == _BESIDE))
        ]
        present = {_id_of(path) for path in files if not path.suffix}
        with durable.file_errors():
            for path in orphans:
                path.unlink(missing_ok=True)
        return Collected(len(orphans), tuple(UUID(bytes=id) for id in sorted((before & now) - present)))

    def let_go(self, connection: Connection, ids: Iterable[bytes]) -> None:
        """Call it inside the transaction that deletes these pictures, before: what lies over them is stored anew.

        The new files are durable when it returns. Whether the transaction commits or not, call `discard` afterwards
        (or never: the files without a row are collected). A picture whose base cannot be read any more loses its
        picture and keeps thumbnail and text. Raises DiskFull.
        """
        going = set(ids)
        for id in sorted(going):
            above = [picture for picture in patches_over(connection, id) if picture.id not in going]
            base = find(connection, id) if above else None
            if base is not None:
                self._replace_above(connection, base, above)

    def rewritten(
        self, base: StoredPicture, pictures: Sequence[StoredPicture], *, shrink: bool = False
    ) -> Iterator[tuple[StoredPicture, StoredPicture | None]]:
        """Stores `pictures` (each `base` itself or a patch over it) anew: the first whole, the others over that.

        Yields each with its new self, or with None when its file is damaged. With `shrink` they are made smaller. The
        caller calls `landed` or `discard` for all that it got. Raises DiskFull.
        """
        beneath = self._decoded(base)
        first: tuple[StoredPicture, Pixels] | None = None
        for picture in pictures:
            pixels = self._pixels_over(beneath, picture, base)
            if pixels is None:
                yield picture, None
                continue
            if shrink:
                pixels = picture_codec.smaller(pixels)
            stored = self._store_again(picture, pixels, first, smaller=shrink or picture.smaller)
            if first is None:
                first = stored, pixels
            yield picture, stored

    def _read(self, connection: Connection, id: bytes) -> bytes:
        picture = find(connection, id)
        if picture is None:
            raise SafeDamaged(_MISSING)
        clear = self._clear(picture)
        if picture.base is None:
            return clear
        base = find(connection, picture.base)
        pixels = self._pixels_over(self._decoded(base) if base else None, picture, base)
        if pixels is None:
            raise SafeDamaged(_CHANGED)
        return picture_codec.encode_exactly(pixels)

    def _thumbnail(self, connection: Connection, id: bytes) -> bytes:
        picture = find(connection, id)
        beneath = _thumbnail_of(connection, picture.base) if picture is not None and picture.base else None
        if picture is not None and beneath is not None:
            return picture_patches.thumbnail(beneath, self._clear(picture))
        pixels = picture_codec.decode(self._read(connection, id))
        return picture_codec.thumbnail(Image.fromarray(pixels).convert("RGB"))

    def _clear(self, picture: StoredPicture) -> bytes:
        """What lies in the file. Raises SafeDamaged."""
        try:
            sealed = self._path(picture.id).read_bytes()
            return sealing.unseal(self._file_key(picture.key), sealed, _context(picture))
        except FileNotFoundError as cause:
            raise SafeDamaged(_MISSING) from cause
        except sealing.NotAuthentic as cause:
            raise SafeDamaged(_CHANGED) from cause
        except OSError as cause:
            raise StorageError(
                f"The file of a picture could not be read ({cause.strerror}). Check its folder and permissions."
            ) from cause

    def _decoded(self, base: StoredPicture) -> Pixels | None:
        """The pixels of a whole picture; None when it is damaged."""
        try:
            return picture_codec.decode(self._clear(base))
        except (SafeDamaged, NoPicture):
            return None

    def _pixels_over(
        self, beneath: Pixels | None, picture: StoredPicture, base: StoredPicture | None
    ) -> Pixels | None:
        if beneath is None or base is None or picture.id == base.id:
            return beneath
        try:
            return picture_patches.laid_over(beneath, self._clear(picture))
        except (SafeDamaged, NoPicture):
            return None

    def _store_again(
        self,
        picture: StoredPicture,
        pixels: Pixels,
        first: tuple[StoredPicture, Pixels] | None,
        *,
        smaller: bool,
    ) -> StoredPicture:
        if first is not None:
            patch = picture_patches.made(first[1], pixels, _NO_FRAME, small=smaller)
            if patch is not None and len(patch) < picture_patches.MOST_BYTES * first[0].size:
                return self.store(patch, taken=picture.taken, base=first[0].id, smaller=smaller)
        whole = picture_codec.encode_smaller(pixels) if smaller else picture_codec.encode(pixels)
        return self.store(whole, taken=picture.taken, smaller=smaller)

    def _replace_above(
        self, connection: Connection, base: StoredPicture, above: Sequence[StoredPicture]
    ) -> None:
        self._undecided.update(picture.id for picture in above)
        for old, new in self.rewritten(base, above):
            if new is None or new.base is None:
                self._keep_thumbnail(connection, old.id)
            if new is None:
                let_fade(connection, old.id)
            else:
                self._undecided.add(new.id)
                replace(connection, old.id, new)

    def _keep_thumbnail(self, connection: Connection, id: bytes) -> None:
        """Writes the thumbnail of a patch that is to be one no more, if its frame has none and it can be drawn."""
        if _thumbnail_of(connection, id) is None:
            with suppress(SafeDamaged, NoPicture):
                give_thumbnail(connection, id, self._thumbnail(connection, id))

    def _decide(self, connection: Connection) -> None:
        """On the writing thread, where no transaction is under way: what has no row now will never get one.

        Unless the end of a refused transaction lies in the log: a crash would bring its rows back.
        """
        if not self._database.certain:
            return
        undecided, self._undecided = self._undecided, set()
        self._unlink([id for id in undecided if find(connection, id) is None])
        self.landed(undecided)

    def _unlink(self, ids: Iterable[bytes]) -> None:
        with durable.file_errors():
            for id in ids:
                self._path(id).unlink(missing_ok=True)

    def _make_folder(self, folder: Path) -> None:
        """A folder is as durable as its name in the one above."""
        if not folder.is_dir():
            durable.private_folder(folder)
            with durable.file_errors():
                durable.sync_folder(self._folder)
                durable.sync_folder(self._folder.parent)

    def _rows_of(self, part: int) -> set[bytes]:
        lowest, beyond = bytes([part]), bytes([part + 1]) if part + 1 < PARTS else b"\xff" * 17
        sql = "SELECT id FROM picture WHERE id >= ? AND id < ?"
        return {id for (id,) in self._database.rows(sql, (lowest, beyond))}

    def _files_of(self, part: int) -> list[Path]:
        folder = self._folder / f"{part:02x}"
        with durable.file_errors():
            if not folder.is_dir():
                return []
            with os.scandir(folder) as entries:
                # The listing says what is a file: looking at each costs as much again, and a cold disk much more.
                return [Path(entry.path) for entry in entries if entry.is_file()]

    def _path(self, id: bytes) -> Path:
        return self._folder / id.hex()[:2] / id.hex()

    def _file_key(self, key: bytes) -> bytes:
        return sealing.derive(key, _LABEL, salt=self._key)


def find(connection: Connection, id: bytes) -> StoredPicture | None:
    """The row of a picture."""
    row = connection.execute(f"SELECT {_ROW} FROM picture WHERE id = ?", (id,)).fetchone()
    return None if row is None else _stored(row)


def patches_over(connection: Connection, base: bytes) -> list[StoredPicture]:
    """The pictures that lie over `base`, oldest first."""
    sql = f"SELECT {_ROW} FROM picture WHERE base = ? ORDER BY taken, id"
    return [_stored(row) for row in connection.execute(sql, (base,)).fetchall()]


def base_of_frame(connection: Connection, frame: UUID) -> bytes | None:
    """The id of a frame's picture, if another one may be laid over it: it is whole and has not faded."""
    row = connection.execute(
        "SELECT p.id FROM observation o JOIN picture p ON p.id = o.picture "
        "WHERE o.id = ? AND p.base IS NULL AND NOT p.smaller",
        (frame.bytes,),
    ).fetchone()
    return None if row is None else row[0]


def may_lie_over(connection: Connection, base: bytes) -> bool:
    """Whether a new patch may be laid over this picture."""
    sql = "SELECT 1 FROM picture WHERE id = ? AND base IS NULL AND NOT smaller"
    return connection.execute(sql, (base,)).fetchone() is not None


def insert(connection: Connection, picture: StoredPicture) -> None:
    """Writes the row of a stored picture inside the present transaction."""
    connection.execute(
        "INSERT INTO picture(id, key, size, taken, base, smaller, format) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            picture.id,
            picture.key,
            picture.size,
            picture.taken,
            picture.base,
            picture.smaller,
            _format(picture),
        ),
    )


def replace(connection: Connection, old: bytes, new: StoredPicture) -> None:
    """Gives the frame of `old` the picture `new` inside the present transaction."""
    insert(connection, new)
    faded = "faded = 'smaller', " if new.smaller else ""
    connection.execute(f"UPDATE observation SET {faded}picture = ? WHERE picture = ?", (new.id, old))
    connection.execute("DELETE FROM picture WHERE id = ?", (old,))


def give_thumbnail(connection: Connection, id: bytes, thumbnail: bytes) -> None:
    """Gives the frame of a picture this thumbnail inside the present transaction."""
    connection.execute(
        "UPDATE frame_detail SET thumbnail = ? "
        "WHERE observation = (SELECT seq FROM observation WHERE picture = ?)",
        (thumbnail, id),
    )


def let_fade(connection: Connection, id: bytes, to: Faded = Faded.THUMBNAIL) -> None:
    """Takes a picture from its frame, which keeps thumbnail and text, or text, inside the present transaction."""
    connection.execute("UPDATE observation SET picture = NULL, faded = ? WHERE picture = ?", (to, id))
    connection.execute("DELETE FROM picture WHERE id = ?", (id,))


def _thumbnail_of(connection: Connection, id: bytes) -> bytes | None:
    """The thumbnail that the frame of a picture has of its own."""
    row = connection.execute(
        "SELECT d.thumbnail FROM observation o JOIN frame_detail d ON d.observation = o.seq WHERE o.picture = ?",
        (id,),
    ).fetchone()
    return None if row is None else row[0]


def _stored(row: tuple[bytes, bytes, int, int, bytes | None, int]) -> StoredPicture:
    id, key, size, taken, base, smaller = row
    return StoredPicture(id, key, size, taken, base, bool(smaller))


def _format(picture: StoredPicture) -> int:
    return _WHOLE if picture.base is None else _PATCH


def _context(picture: StoredPicture) -> bytes:
    """What a file is bound to: its form, its id, and for a patch what it lies over."""
    if picture.base is None:
        return _LABEL.encode() + picture.id
    return f"{_LABEL}/patch/{_PATCH}".encode() + picture.id + picture.base


def _id_of(path: Path) -> bytes | None:
    """The picture whose file this is, or is becoming."""
    try:
        id = bytes.fromhex(path.stem)
    except ValueError:
        return None
    return id if len(id) == 16 and path.suffix in {"", _BESIDE} else None
