"""An export with pictures: a zip archive of the document and of one file a picture."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from storage.errors import ExportDamaged

DOCUMENT = "export.json"
PAGE = "export.md"
_PICTURE = re.compile(r"(?:pictures|thumbnails)/[0-9a-f-]{36}\.webp")
# The largest picture that is ever kept is of 64 megapixels.
_MOST = 256 << 20
_FAULTS = (
    zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError, KeyError, OverflowError,
)  # fmt: skip


class Packing:
    """Writes an archive, one file after the other."""

    def __init__(self, out: BinaryIO) -> None:
        self._zip = zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED)

    @contextmanager
    def document(self, name: str) -> Iterator[BinaryIO]:
        """The file `name`, of any size."""
        with self._zip.open(name, "w", force_zip64=True) as file:
            yield cast(BinaryIO, file)

    def picture(self, name: str, data: bytes) -> None:
        """A picture, which no packing makes smaller."""
        self._zip.writestr(name, data, zipfile.ZIP_STORED)

    def finish(self) -> None:
        """Writes the list of files, without which the archive does not open."""
        self._zip.close()


class Unpacked:
    """The parts of an export: its document, and its pictures where it has some."""

    def __init__(self, stream: BinaryIO) -> None:
        """Raises ExportDamaged for an archive that does not open."""
        self._stream = stream
        stream.seek(0)
        self._zip = _archive(stream) if stream.read(4) == b"PK\x03\x04" else None

    @property
    def size(self) -> int:
        """Of the document, in bytes."""
        if self._zip is None:
            return self._stream.seek(0, 2)
        with _is_damage():
            return self._zip.getinfo(DOCUMENT).file_size

    @contextmanager
    def document(self) -> Iterator[BinaryIO]:
        """The document from its beginning."""
        if self._zip is None:
            self._stream.seek(0)
            yield self._stream
            return
        with _is_damage():
            file = self._zip.open(DOCUMENT)
        with file:
            yield cast(BinaryIO, _Reading(cast(BinaryIO, file)))

    def picture(self, name: str) -> bytes | None:
        """A picture; None where there is none of that name. Raises ExportDamaged."""
        if self._zip is None or not _PICTURE.fullmatch(name):
            return None
        with _is_damage():
            if name not in self._zip.NameToInfo:
                return None
            if self._zip.getinfo(name).file_size > _MOST:
                raise ValueError
            with self._zip.open(name) as file:
                data = file.read(_MOST + 1)
        return data if len(data) <= _MOST else None


class _Reading:
    """A file of an archive, whose faults are told as such."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def read(self, size: int) -> bytes:
        """The next bytes."""
        with _is_damage():
            return self._file.read(size)


def _archive(stream: BinaryIO) -> zipfile.ZipFile:
    with _is_damage():
        found = zipfile.ZipFile(stream)
        found.getinfo(DOCUMENT)
        return found


@contextmanager
def _is_damage() -> Iterator[None]:
    try:
        yield
    except _FAULTS as cause:
        raise ExportDamaged(
            "The archive of the export is damaged, or holds no export of Reverie that can be taken in."
        ) from cause
