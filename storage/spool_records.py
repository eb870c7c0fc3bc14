"""The spool: what was seen while the safe was locked, sealed record by record to a public key that opens nothing.

`spool/NNNNNN-RUN/SSSSSSSS.frame` is a moment, `.mark` a line for the ledger: one file a record, numbered in the order
they were written. A record is written beside, synced and renamed, so that a kill leaves whole records only. The run and
the number are part of what is authenticated: a record does not open in the place of another. `records.count` says,
sealed the same way, how many there are: records that somebody took from the end of a run are missed.

This half needs no key and no database: it is all that a process may use which records while the safe is locked.
"""

from __future__ import annotations

import json
import os
import secrets
import struct
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeAlias
from uuid import UUID

from storage import durable, sealing
from storage.clock import from_micros, to_micros
from storage.errors import SafeBusy, SpoolFull, StorageError
from storage.ids import ObservationId
from storage.locking import HomeLock
from storage.model import Box, Frame, Kept, Watching, Word
from storage.secret_memory import Bytes

FOLDER = "spool"
DAMAGED = "damaged"
COUNT = "records.count"
_LABEL = b"reverie/spool-record/1"
_LENGTH = struct.Struct(">I")
_NUMBERS = struct.Struct(">QI")
_COUNT_LABEL = b"reverie/spool-count/1"
_COUNTED = struct.Struct(">Q")
# Real times would tell when the user was active: every file claims the same moment, as the pictures' do.
_FIXED_TIME = 1_000_000_000
# A frame of two 4K monitors in lossless WebP stays below it; what is larger is no record of ours.
MOST_RECORD_BYTES = 128 * 1024 * 1024
_LARGEST_COUNT = 4096


class NotARecord(Exception):
    """The bytes are no record of this place: changed, cut, or sealed for another safe."""


class RecordKind(StrEnum):
    """What a record holds; it is also the ending of its file's name."""

    FRAME = "frame"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Mark:
    """A line for the ledger of coverage: `state` holds at `at`."""

    state: Watching
    at: datetime
    reason: str = ""


Item: TypeAlias = Kept | Mark


@dataclass(frozen=True, slots=True, order=True)
class Record:
    """Where one record lies. They sort in the order in which they were written."""

    turn: int
    run: bytes
    sequence: int
    kind: RecordKind
    path: Path

    @property
    def name(self) -> str:
        """What a person is told when it cannot be read: no content, and enough to find the file."""
        return f"{self.path.parent.name}/{self.path.name}"


class SpoolWriter:
    """Seals what one run of the recorder sees into `spool/` of `home`. Used by one thread.

    `most_bytes` bounds everything that waits in the spool, that of earlier runs too; marks are small and may exceed it.
    """

    def __init__(self, home: Path, public: bytes, most_bytes: int) -> None:
        """Raises DiskFull, StorageError."""
        spool = made(home)
        self._public = public
        self._most = most_bytes
        self._run = secrets.token_bytes(16)
        turn = max((turn for turn, _, _ in _runs(spool)), default=0) + 1
        self._folder = spool / f"{turn:06d}-{self._run.hex()}"
        self._bytes = size(home)
        self._next = 1
        durable.private_folder(self._folder)
        with durable.file_errors():
            durable.sync_folder(spool)
        self._count()

    def keep(self, frame: Kept) -> None:
        """Seals a frame; when this returns, it is on the disk. Vault candidates are left out: see docs/security.md.

        Raises SpoolFull, DiskFull; nothing of the frame is left on the disk then.
        """
        if not isinstance(frame.observation, Frame):
            raise TypeError("only frames are recorded while the safe is locked")
        # Never a patch over another record's picture: a record that is damaged costs what it held, and no more.
        picture = frame.picture if frame.whole is None else frame.whole()
        clear = _packed(frame.observation, picture or b"", frame.thumbnail or b"")
        if self._bytes + len(clear) > self._most:
            raise SpoolFull(
                "The sealed box is full. Unlock Reverie to empty it; remembering while locked goes on afterwards."
            )
        self._write(RecordKind.FRAME, clear)

    def mark(self, mark: Mark) -> None:
        """Seals a line for the ledger. Raises DiskFull."""
        told = {"state": mark.state, "at": to_micros(mark.at), "reason": mark.reason}
        self._write(RecordKind.MARK, json.dumps(told).encode())

    def _write(self, kind: RecordKind, clear: bytes) -> None:
        path = self._folder / f"{self._next:08d}.{kind}"
        sealed = sealing.seal_to(self._public, clear, _context(self._run, self._next, kind))
        durable.write(path, sealed)
        with durable.file_errors():
            os.utime(path, (_FIXED_TIME, _FIXED_TIME))
        self._next += 1
        self._bytes += len(sealed)
        with suppress(StorageError):  # the record is kept; a count that lags raises no alarm
            self._count()

    def _count(self) -> None:
        """Behind the record it counts, never before it: a kill between the two leaves a count that lags."""
        path = self._folder / COUNT
        clear = _COUNTED.pack(self._next - 1)
        durable.write(path, sealing.seal_to(self._public, clear, _COUNT_LABEL + self._run))
        with durable.file_errors():
            os.utime(path, (_FIXED_TIME, _FIXED_TIME))


def made(home: Path) -> Path:
    """The spool's folder, made if need be. Raises DiskFull, StorageError."""
    durable.private_folder(home / FOLDER)
    return home / FOLDER


def records(home: Path) -> list[Record]:
    """Every record that waits, oldest run first, each run by its numbers."""
    found = [
        Record(turn, run, sequence, kind, path)
        for turn, run, folder in _runs(home / FOLDER)
        for sequence, kind, path in _records_of(folder)
    ]
    return sorted(found)


def waiting(home: Path) -> int:
    """How many moments wait to be absorbed."""
    return sum(record.kind is RecordKind.FRAME for record in records(home))


def size(home: Path) -> int:
    """Bytes of all files in the spool."""
    total = 0
    for path in (home / FOLDER).glob("*/*"):
        with suppress(FileNotFoundError):  # absorbed while we count
            total += path.stat().st_size
    return total


def opened(private: Bytes, record: Record) -> Item:
    """What a record holds. Raises NotARecord, StorageError."""
    context = _context(record.run, record.sequence, record.kind)
    with durable.file_errors():
        if record.path.stat().st_size > MOST_RECORD_BYTES:
            raise NotARecord
        sealed = record.path.read_bytes()
    try:
        clear = sealing.unseal_with(private, sealed, context)
        return _frame_of(clear) if record.kind is RecordKind.FRAME else _mark_of(clear)
    except (sealing.NotAuthentic, ValueError, KeyError, TypeError, OverflowError, struct.error):
        # Without its cause, which may quote what does not fit.
        raise NotARecord from None


def runs(home: Path) -> list[tuple[bytes, bool]]:
    """The ids of the runs that have a folder, oldest first, and whether a whole file lies in it."""
    return [
        (run, any(path.suffix != ".new" for path in folder.iterdir()))
        for _, run, folder in sorted(_runs(home / FOLDER))
    ]


def counted(home: Path, private: Bytes, run: bytes) -> int | None:
    """How many records the run was given; None when its count is missing or was changed. Raises StorageError."""
    for _, id, folder in _runs(home / FOLDER):
        path = folder / COUNT
        if id != run or not path.is_file() or path.stat().st_size > _LARGEST_COUNT:
            continue
        with durable.file_errors():
            sealed = path.read_bytes()
        with suppress(sealing.NotAuthentic, struct.error, ValueError):
            return int(_COUNTED.unpack(sealing.unseal_with(private, sealed, _COUNT_LABEL + run))[0])
    return None


def set_aside(home: Path, record: Record) -> None:
    """Moves a record that does not open out of the way, where it can still be looked into."""
    folder = home / FOLDER / DAMAGED
    durable.private_folder(folder)
    with durable.file_errors():
        record.path.replace(folder / f"{record.path.parent.name}-{record.path.name}")
        durable.sync_folder(folder)
        durable.sync_folder(record.path.parent)


def removed(absorbed: list[Record]) -> None:
    """Removes records that are in the safe now; harmless for files that are gone."""
    with durable.file_errors():
        for record in absorbed:
            record.path.unlink(missing_ok=True)
        for folder in {record.path.parent for record in absorbed}:
            durable.sync_folder(folder)


def tidied(home: Path) -> int:
    """Removes torn files and what is left of runs that are absorbed and counted; returns how many files were torn.

    Only while nobody records.
    """
    torn = 0
    for _, _, folder in _runs(home / FOLDER):
        with durable.file_errors():
            for path in [path for path in folder.iterdir() if path.is_file()]:
                if path.suffix == ".new" or path.name == COUNT:
                    path.unlink()
                    torn += path.suffix == ".new" and path.stem != COUNT
            if not any(folder.iterdir()):
                folder.rmdir()
    return torn


def watcher(home: Path) -> int | None:
    """The pid of the process that records into this spool now, or None when nobody does."""
    folder = home / FOLDER
    if not (folder / "state.lock").exists():
        return None
    try:
        HomeLock(folder).free()
    except SafeBusy:
        with suppress(OSError, ValueError):
            return int((folder / "state.lock").read_text("ascii"))
    except StorageError:
        # The lock could be had, though not written into (a full disk): nobody holds it.
        return None
    return None


def _runs(spool: Path) -> Iterator[tuple[int, bytes, Path]]:
    """Each run's turn, id and folder."""
    for folder in spool.glob("*-*"):
        turn, _, run = folder.name.partition("-")
        with suppress(ValueError):
            id = bytes.fromhex(run)
            if len(id) == 16 and folder.is_dir():
                yield int(turn), id, folder


def _records_of(folder: Path) -> Iterator[tuple[int, RecordKind, Path]]:
    for path in folder.iterdir():
        with suppress(ValueError):
            sequence, kind = int(path.stem), RecordKind(path.suffix[1:])
            if path.is_file():
                yield sequence, kind, path


def _context(run: bytes, sequence: int, kind: RecordKind) -> bytes:
    return _LABEL + run + _NUMBERS.pack(sequence, list(RecordKind).index(kind))


def _packed(frame: Frame, picture: bytes, thumbnail: bytes) -> bytes:
    """A frame with its pictures: the header's length, the header (JSON), picture, thumbnail."""
    head = {
        "id": frame.id.hex,
        "time": to_micros(frame.time),
        "text": frame.text,
        "app": frame.app,
        "window_title": frame.window_title,
        "url": frame.url,
        "monitor": frame.monitor,
        "width": frame.width,
        "height": frame.height,
        "words": [
            [w.text, w.box.x, w.box.y, w.box.w, w.box.h, w.confidence, w.line, w.language]
            for w in frame.words
        ],
        "picture": len(picture),
        "thumbnail": len(thumbnail),
    }
    header = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode(errors="surrogatepass")
    return b"".join([_LENGTH.pack(len(header)), header, picture, thumbnail])


def _frame_of(clear: bytes) -> Kept:
    (length,) = _LENGTH.unpack_from(clear)
    start = _LENGTH.size + length
    head: dict[str, Any] = json.loads(clear[_LENGTH.size : start].decode(errors="surrogatepass"))
    middle = start + int(head["picture"])
    end = middle + int(head["thumbnail"])
    if end != len(clear):
        raise ValueError
    words = tuple(
        Word(
            str(text), Box(int(x), int(y), int(w), int(h)), float(confidence), int(line), *map(str, language)
        )
        for text, x, y, w, h, confidence, line, *language in head["words"]
    )
    frame = Frame(
        id=ObservationId(UUID(hex=head["id"])),
        time=from_micros(int(head["time"])),
        text=str(head["text"]),
        app=str(head["app"]),
        window_title=str(head["window_title"]),
        url=str(head["url"]),
        monitor=int(head["monitor"]),
        width=int(head["width"]),
        height=int(head["height"]),
        words=words,
        has_picture=middle > start,
    )
    return Kept(frame, clear[start:middle] or None, clear[middle:end] or None)


def _mark_of(clear: bytes) -> Mark:
    told = json.loads(clear)
    return Mark(Watching(told["state"]), from_micros(int(told["at"])), str(told["reason"]))
