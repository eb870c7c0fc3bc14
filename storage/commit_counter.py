"""The commit counter: how many changes the safe acknowledged, and its last receipt, authenticated beside the database.

SQLite takes a write-ahead log up to the last frame that fits and drops the rest without a word, as after a power cut.
This record says how far the log must reach. It is written after each commit, into one of two slots in turn, in place
and without a sync: it may lag behind the database (a power cut), never lead it, so that a crash raises no false alarm.
"""

from __future__ import annotations

import os
import struct
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from storage import durable, sealing
from storage.connection import Connection
from storage.errors import StorageError
from storage.secret_memory import Bytes

FILE = "commits"
_LABEL = b"reverie/commit-counter/2"
_BODY = struct.Struct(">QqQ32s")
_TAG = 32
_RECORD = _BODY.size + _TAG
# Before receipts were counted: read as it was written, and written over in the present form.
_FORMER_LABEL = b"reverie/commit-counter/1"
_FORMER_BODY = struct.Struct(">Qq")
# Each slot has a block of the disk for itself: a torn write reaches one of them.
_BLOCK = 4096
_SIZE = 2 * _BLOCK


@dataclass(frozen=True, slots=True)
class Count:
    """`number` changes were committed, the last at `at` (microseconds since 1970).

    `receipts` is the number of the last receipt of forgetting, `receipt` the SHA-256 of its body; empty for none.
    """

    number: int = 0
    at: int = 0
    receipts: int = 0
    receipt: bytes = b""


class CommitCounter:
    """The counter's file in `home`, under the safe's key for it. Used by one thread at a time; `close` it."""

    def __init__(self, home: Path, key: Bytes) -> None:
        self._path = home / FILE
        self._key = key
        self._file: BinaryIO | None = None

    def read(self) -> tuple[Count | None, bool]:
        """The highest count that is authentic (None: there is none), and whether every byte is as it was written."""
        with durable.file_errors():
            data = self._path.read_bytes() if self._path.is_file() else b""
        found = [self._opened(data, slot) for slot in range(2)]
        known = [count for count in found if count is not None]
        whole = len(data) == _SIZE and len(known) == 2 and not _padding(data).strip(b"\0")
        return max(known, key=lambda count: count.number, default=None), whole

    def there(self) -> bool:
        """Whether the file lies in the home."""
        return self._path.is_file()

    def begin(self, count: Count) -> None:
        """Writes both slots, durably; what stood there before does not count. Raises DiskFull, StorageError."""
        self._let_go()
        durable.write(self._path, record(self._key, count))
        self.resume()

    def resume(self) -> None:
        """Counts on in the file that is there. Raises StorageError."""
        with durable.file_errors():
            self._file = self._path.open("r+b", buffering=0)

    def advance(self, count: Count) -> bool:
        """Writes the slot of `count`; False when it could not be written, which a later one makes good."""
        slot = count.number % 2
        try:
            if self._file is None and not self.there():
                self.begin(count)  # there was no room for it when the safe was opened
            if self._file is None:
                return False
            self._file.seek(slot * _BLOCK)
            return self._file.write(_sealed(self._key, slot, count)) == _RECORD
        except (OSError, StorageError):
            return False  # the commit stands and was acknowledged; a counter that lags raises no alarm

    def close(self) -> None:
        """Makes the last count durable; harmless when repeated. The key is wiped by the safe."""
        self._let_go()

    def _let_go(self) -> None:
        if self._file is None:
            return
        with suppress(OSError):  # it may lag; the system writes it when it can
            os.fsync(self._file.fileno())
        self._file.close()
        self._file = None

    def _opened(self, data: bytes, slot: int) -> Count | None:
        held = data[slot * _BLOCK :][:_RECORD]
        if len(held) < _RECORD:
            return None
        for label, form in ((_LABEL, _BODY), (_FORMER_LABEL, _FORMER_BODY)):
            body, tag = held[: form.size], held[form.size : form.size + _TAG]
            if sealing.authentic(self._key, _said(slot, body, label), tag):
                return _count(*form.unpack(body))
        return None


def record(key: Bytes, count: Count) -> bytes:
    """The whole file for `count`: what a backup takes along, so that its safe begins without an alarm."""
    earlier = replace(count, number=max(count.number - 1, 0))
    slots = {count.number % 2: count, 1 - count.number % 2: earlier}
    return b"".join(_sealed(key, slot, slots[slot]).ljust(_BLOCK, b"\0") for slot in range(2))


def count_in(connection: Connection) -> Count | None:
    """What the database says of itself; None when its shape is older than the counter."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'commits'").fetchone():
        return None
    return Count(*connection.execute("SELECT * FROM commits").fetchone()[1:5])


def count_up(connection: Connection, at: int) -> Count:
    """Counts the present transaction, made `at`."""
    sql = "UPDATE commits SET number = number + 1, at = ? RETURNING number, at, receipts, receipt"
    return Count(*connection.execute(sql, (at,)).fetchall()[0])


def _sealed(key: Bytes, slot: int, count: Count) -> bytes:
    body = _BODY.pack(count.number, count.at, count.receipts, count.receipt)
    return body + sealing.authenticate(key, _said(slot, body))


def _count(number: int, at: int, receipts: int = 0, receipt: bytes = b"") -> Count:
    return Count(number, at, receipts, receipt if receipts else b"")


def _said(slot: int, body: bytes, label: bytes = _LABEL) -> bytes:
    return label + bytes([slot]) + body


def _padding(data: bytes) -> bytes:
    return data[_RECORD:_BLOCK] + data[_BLOCK + _RECORD :]
