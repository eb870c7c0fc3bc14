"""A file sealed under a passphrase of its own, written and read in chunks, so that it may be of any size.

The scheme is STREAM (Hoang, Reyhanitabar, Rogaway and Vizár, 2015), as age uses it: each chunk is sealed by AES-256-GCM
with a nonce that says its number and whether it is the last, so that none can be changed, moved, left out or cut off
unnoticed. The key comes from the passphrase by Argon2id. docs/export.md says it byte by byte.
"""

from __future__ import annotations

import io
import os
import secrets
import struct
from collections import OrderedDict
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from storage import sealing, stretching
from storage.errors import ExportDamaged, WrongPassphrase, WrongUse
from storage.model import Secret
from storage.secret_memory import Bytes
from storage.stretching import KdfCost

MAGIC = b"reverie-sealed\r\n"
CHUNK = 1 << 16
"""Bytes of clear text in every chunk but the last."""

_VERSION = 1
# Version and lanes, then KiB of memory and passes, then the salt; a tag follows.
_COST = struct.Struct(">HHII16s")
_HEAD = len(MAGIC) + _COST.size
_TAG = 16
_SEALED_CHUNK = CHUNK + _TAG
START = _HEAD + 32
"""Where the first chunk begins."""

# A zip archive is read here and there: its list of files at the end, then one file after the other.
_HELD = 8
_DAMAGED = "The export was changed or cut off: it does not verify from its {0}. Use another copy of it."


class SealedWriter(io.RawIOBase):
    """Seals what is written to it into `target`; `close` writes the last chunk and leaves `target` open."""

    def __init__(self, target: BinaryIO, passphrase: Secret, cost: KdfCost | None = None) -> None:
        """Without a `cost` a guess of the passphrase takes about half a second on this computer."""
        super().__init__()
        cost = cost or KdfCost.calibrated()
        salt = secrets.token_bytes(16)
        head = MAGIC + _COST.pack(_VERSION, cost.lanes, cost.memory_kib, cost.passes, salt)
        self._cipher, tag = _opened(passphrase, cost, salt, head)
        self._target = target
        self._waiting = bytearray()
        self._number = 0
        target.write(head + tag)

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, data: Bytes) -> int:  # type: ignore[override]  # as every buffer of bytes
        """Takes `data`; a full chunk is written once it is known not to be the last."""
        self._waiting += data
        while len(self._waiting) > CHUNK:
            self._put(bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]
        return len(data)

    def finish(self) -> None:
        """Writes the last chunk: without it the file does not open."""
        self._put(bytes(self._waiting), last=True)
        self._waiting.clear()

    def _put(self, clear: bytes, *, last: bool) -> None:
        self._target.write(self._cipher.encrypt(_nonce(self._number, last), clear, None))
        self._number += 1


class SealedReader(io.RawIOBase):
    """Reads what a `SealedWriter` sealed, from any place. Raises ExportDamaged for a chunk that does not verify."""

    def __init__(self, source: BinaryIO, passphrase: Secret) -> None:
        """Raises WrongUse for a foreign or newer file, WrongPassphrase, ExportDamaged when its end is missing."""
        super().__init__()
        source.seek(0)
        head, tag = source.read(_HEAD), source.read(START - _HEAD)
        cost, salt = _cost_of(head)
        self._cipher, wanted = _opened(passphrase, cost, salt, head)
        if not secrets.compare_digest(tag, wanted):
            raise WrongPassphrase("That passphrase does not open this export, or its beginning was changed.")
        self._source = source
        self._held: OrderedDict[int, bytes] = OrderedDict()
        sealed = source.seek(0, os.SEEK_END) - START
        self._chunks = -(-sealed // _SEALED_CHUNK)
        self._at = 0
        if self._chunks < 1:
            raise ExportDamaged(_DAMAGED.format("beginning"))
        self._size = (self._chunks - 1) * CHUNK + len(self._chunk(self._chunks - 1))

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is."""
        return True

    def tell(self) -> int:
        """Where the next byte is read."""
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Goes to a place; as of any file."""
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence]
        if start + offset < 0:
            raise ValueError("before the beginning")
        self._at = start + offset
        return self._at

    def readinto(self, buffer: Bytes) -> int:  # type: ignore[override]  # as every buffer of bytes
        """Fills `buffer` from one chunk; 0 at the end."""
        if self._at >= self._size:
            return 0
        number, place = divmod(self._at, CHUNK)
        piece = self._chunk(number)[place : place + len(buffer)]
        memoryview(buffer)[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def _chunk(self, number: int) -> bytes:
        held = self._held.get(number)
        if held is not None:
            self._held.move_to_end(number)
            return held
        self._source.seek(START + number * _SEALED_CHUNK)
        sealed = self._source.read(_SEALED_CHUNK)
        last = number == self._chunks - 1
        try:
            clear = self._cipher.decrypt(_nonce(number, last), sealed, None)
        except (InvalidTag, ValueError):
            raise ExportDamaged(_DAMAGED.format(_place(number, last))) from None
        self._held[number] = clear
        if len(self._held) > _HELD:
            self._held.popitem(last=False)
        return clear


def is_sealed(beginning: bytes) -> bool:
    """Whether a file that begins so is one of these."""
    return beginning.startswith(MAGIC)


def _opened(passphrase: Secret, cost: KdfCost, salt: bytes, head: bytes) -> tuple[AESGCM, bytes]:
    """The cipher of the chunks, and the tag of the head. Both keys are bound to everything the head says."""
    halves = stretching.of_passphrase(passphrase, cost, salt)
    try:
        chunks = sealing.derive(halves.master, "reverie/export/1", salt=head)
        tag = sealing.authenticate(sealing.derive(halves.master, "reverie/export-head/1"), head)
        return AESGCM(chunks), tag
    finally:
        halves.wipe()


def _cost_of(head: bytes) -> tuple[KdfCost, bytes]:
    """What the head says, believed only as far as it costs no more than any file of ours does."""
    if not is_sealed(head) or len(head) < _HEAD:
        raise WrongUse("This is not a sealed export of Reverie.")
    version, lanes, memory_kib, passes, salt = _COST.unpack(head[len(MAGIC) :])
    if version > _VERSION:
        raise WrongUse("This export was written by a newer Reverie. Update the program to read it.")
    if version < 1 or not (lanes and memory_kib and passes):
        raise ExportDamaged(_DAMAGED.format("beginning"))
    cost = KdfCost(memory_kib, passes, lanes, allow_weak=True)
    if not cost.bearable:
        raise ExportDamaged(_DAMAGED.format("beginning"))
    return cost, salt


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _place(number: int, last: bool) -> str:
    return "end on" if last else "beginning on" if number == 0 else f"{number + 1}th part on"
