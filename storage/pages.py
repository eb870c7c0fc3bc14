"""The pages of a damaged database, read without SQLite: those that authenticate, decrypted one by one.

SQLCipher stops at the first page that does not verify. Here each page stands for itself, and so does each page in the
write-ahead log, behind a break in it too. The format is that of SQLCipher 4 (pages of 4,096 bytes: content, IV of 16
bytes, HMAC-SHA512 over both and the page's number) and of SQLite's write-ahead log (https://sqlite.org/fileformat2.html).
"""

from __future__ import annotations

import binascii
import hmac
import mmap
import struct
from collections.abc import Iterator, Sequence
from functools import lru_cache
from hashlib import pbkdf2_hmac, sha512
from pathlib import Path
from types import TracebackType

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from storage.secret_memory import Bytes, overwrite

SIZE = 4096
_IV, _MAC = 16, 64
USABLE = SIZE - _IV - _MAC
_SALT = 16
_MASK = 0x3A
_MAGIC = b"SQLite format 3\0"
_LOG_HEADER = struct.Struct(">8I")
_FRAME = struct.Struct(">6I")


class Pages:
    """The pages of the database `main` as its `logs` leave them (the later ones last); numbers start at 1.

    A context: leaving it closes the file. `count` is how many pages there are. Pages of a log that do not authenticate
    are passed over: the one before them stands.
    """

    def __init__(self, main: Path, key: Bytes, logs: Sequence[Path] = ()) -> None:
        self._file = main.open("rb")
        size = main.stat().st_size
        self._data: mmap.mmap | bytes = (
            mmap.mmap(self._file.fileno(), 0, access=mmap.ACCESS_READ) if size else b""
        )
        self._key = binascii.unhexlify(key[:64])
        self._salt = binascii.unhexlify(key[64:])
        masked = bytes(byte ^ _MASK for byte in self._salt)
        self._mac_key = pbkdf2_hmac("sha512", self._key, masked, 2, 32)
        self._newer: dict[int, bytes] = {}
        self.count = len(self._data) // SIZE
        for log in logs:
            if log.is_file():
                self._lay_over(log.read_bytes())
        # The tree of a table goes up and down between neighbours: what was decrypted last is asked for again.
        self.page = lru_cache(maxsize=4096)(self._page)

    def __enter__(self) -> Pages:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.page.cache_clear()
        overwrite(self._key)
        overwrite(self._mac_key)
        if isinstance(self._data, mmap.mmap):
            self._data.close()
        self._file.close()

    def all_of_file(self) -> Iterator[bytes]:
        """Every page of the database's own file that authenticates, decrypted, whatever a log says in its place."""
        for number in range(1, len(self._data) // SIZE + 1):
            raw = self._data[(number - 1) * SIZE : number * SIZE]
            if self._verifies(raw, number):
                yield self._decrypted(raw, number)

    def all_of_log(self, log: Path) -> Iterator[bytes]:
        """Every page in a log that authenticates, decrypted: of former rounds too, which SQLite reads no more."""
        data = log.read_bytes() if log.is_file() else b""
        step = _FRAME.size + SIZE
        for start in range(_LOG_HEADER.size, len(data) - step + 1, step):
            number, raw = _FRAME.unpack_from(data, start)[0], data[start + _FRAME.size : start + step]
            if self._verifies(raw, number):
                yield self._decrypted(raw, number)

    def salt_is_right(self) -> bool:
        """Whether the file begins with its salt, which no page's HMAC covers."""
        return self._data[:_SALT] == self._salt or 1 in self._newer

    def in_log(self, number: int) -> bool:
        """Whether the page is as one of the logs left it."""
        return number in self._newer

    def is_cut_off(self) -> bool:
        """Whether the file ends before the last page that its first one tells of, were it at the end of a page."""
        first = self.page(1)
        return first is not None and int.from_bytes(first[28:32], "big") > self.count

    def authentic(self, number: int) -> bool:
        """Whether the page is as it was written."""
        raw = self._raw(number)
        return len(raw) == SIZE and self._verifies(raw, number)

    def damaged(self) -> list[int]:
        """Every page that does not authenticate; a file that ends inside a page counts that one, too."""
        cut = [self.count + 1] if len(self._data) % SIZE and len(self._data) // SIZE == self.count else []
        return [number for number in range(1, self.count + 1) if not self.authentic(number)] + cut

    def _page(self, number: int) -> bytes | None:
        raw = self._raw(number)
        if not 1 <= number <= self.count or len(raw) < SIZE or not self._verifies(raw, number):
            return None
        return self._decrypted(raw, number)

    def _decrypted(self, raw: bytes, number: int) -> bytes:
        start = _SALT if number == 1 else 0
        decryptor = Cipher(algorithms.AES(self._key), modes.CBC(raw[-_IV - _MAC : -_MAC])).decryptor()
        clear = decryptor.update(raw[start : -_IV - _MAC]) + decryptor.finalize()
        return _MAGIC + clear if number == 1 else clear

    def _raw(self, number: int) -> bytes:
        return self._newer.get(number) or self._data[(number - 1) * SIZE : number * SIZE]

    def _verifies(self, raw: bytes, number: int) -> bool:
        start = _SALT if number == 1 else 0
        said = raw[start:-_MAC] + struct.pack("<I", number)
        return hmac.compare_digest(hmac.digest(self._mac_key, said, sha512), raw[-_MAC:])

    def _lay_over(self, log: bytes) -> None:
        """Takes what was committed in the log: its frames up to the last that ends a transaction."""
        frames = _frames(log)
        last = max((place for place, (_, size, _) in enumerate(frames) if size), default=-1)
        for number, size, raw in frames[: last + 1]:
            if self._verifies(raw, number):
                self._newer[number] = raw
                self.count = max(self.count, number)
            if size:
                self.count = max(size, len(self._data) // SIZE) if size > self.count else self.count


def _frames(log: bytes) -> list[tuple[int, int, bytes]]:
    """(page, size of the database after a commit or 0, content) of each frame of the log's present round.

    A round's frames bear the salts of its header; where the header is what was hit, the first frame's salts count.
    """
    step = _FRAME.size + SIZE
    starts = range(_LOG_HEADER.size, len(log) - step + 1, step)
    heads = [_FRAME.unpack_from(log, start) for start in starts]
    if not heads:
        return []
    salts = _LOG_HEADER.unpack_from(log)[4:6]
    if salts not in {head[2:4] for head in heads}:
        salts = heads[0][2:4]
    return [
        (head[0], head[1], log[start + _FRAME.size : start + step])
        for start, head in zip(starts, heads, strict=True)
        if head[2:4] == salts
    ]
