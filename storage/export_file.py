"""The file of an export: for its user alone, beside its name until it is whole, sealed where a passphrase is given."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from storage import durable, sealed_file
from storage.errors import DiskFull, WrongPassphrase, WrongUse
from storage.model import Secret
from storage.sealed_file import SealedReader, SealedWriter
from storage.stretching import KdfCost

_BUFFER = 1 << 20


class NewFile:
    """A file on its way. `stream` takes its content; nothing is under its name before `put`."""

    def __init__(self, path: Path, file: BinaryIO, sealed: SealedWriter | None) -> None:
        self.path = path
        self.stream = file if sealed is None else cast(BinaryIO, sealed)
        self._file = file
        self._sealed = sealed

    def put(self) -> int:
        """Ends the file, makes it durable and gives it its name; returns its size in bytes."""
        if self._sealed is not None:
            self._sealed.finish()
        self._file.flush()
        os.fsync(self._file.fileno())
        size = os.fstat(self._file.fileno()).st_size
        beside(self.path).replace(self.path)
        durable.sync_folder(self.path.parent)
        return size


@contextmanager
def made(
    path: Path, *, replace: bool, passphrase: Secret | None = None, cost: KdfCost | None = None
) -> Iterator[NewFile]:
    """A new file at `path`, gone again unless it was `put`; with a `passphrase` it is sealed.

    What is there is left alone without `replace`; a link is replaced, never followed. Raises WrongUse, DiskFull.
    """
    check(path, replace=replace)
    new = beside(path)
    with _errors(path):
        if replace:
            new.unlink(missing_ok=True)
        try:
            with _private(new) as file:
                sealed = SealedWriter(file, passphrase, cost) if passphrase is not None else None
                yield NewFile(path, file, sealed)
        except FileExistsError:
            raise WrongUse(
                f"{new} is there already: another export is being written, or one was cut off. Remove it, or replace "
                "it with --force."
            ) from None
        except BaseException:
            new.unlink(missing_ok=True)
            raise
        new.unlink(missing_ok=True)


@contextmanager
def opened(path: Path, passphrase: Secret | None = None) -> Iterator[BinaryIO]:
    """What an export holds, to be read from any place. Raises WrongUse, WrongPassphrase, ExportDamaged."""
    if not path.exists():
        raise WrongUse(f"There is no file {path}.")
    if not path.is_file():
        raise WrongUse(f"{path} is not a file.")
    with _errors(path), path.open("rb") as file:
        if not sealed_file.is_sealed(file.read(len(sealed_file.MAGIC))):
            file.seek(0)
            yield file
        elif passphrase is None:
            raise WrongPassphrase(
                f"{path} is sealed. Give its passphrase with --export-passphrase-file FILE."
            )
        else:
            yield cast(BinaryIO, io.BufferedReader(SealedReader(file, passphrase), sealed_file.CHUNK))


def beside(path: Path) -> Path:
    """Where the file of `path` lies until it is whole: under a name that nobody gives to a file of their own."""
    return path.with_name(f".{path.name}.reverie-new")


def is_sealed(path: Path) -> bool:
    """Whether the file at `path` is a sealed one; False for one that cannot be read."""
    try:
        with path.open("rb") as file:
            return sealed_file.is_sealed(file.read(len(sealed_file.MAGIC)))
    except OSError:
        return False


def check(path: Path, *, replace: bool) -> None:
    """Raises WrongUse where no file can be made at `path`."""
    if not path.parent.is_dir():
        raise WrongUse(f"There is no folder {path.parent}. Make it first, or choose another file.")
    if path.is_dir():
        raise WrongUse(f"{path} is a folder. Name a file in it.")
    if path.exists() and not path.is_file():
        raise WrongUse(f"{path} is not a file that can be replaced. Choose another name.")
    if os.path.lexists(path) and not replace:
        raise WrongUse(f"{path} is there already. Choose another name, or replace it with --force.")


def _private(path: Path) -> BinaryIO:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, 0o600), "wb", _BUFFER)


@contextmanager
def _errors(path: Path) -> Iterator[None]:
    """Turns what the operating system says into DiskFull or WrongUse, naming the file and nothing that is in it."""
    try:
        yield
    except OSError as cause:
        if cause.errno in durable.NO_ROOM:
            raise DiskFull(
                f"There is no room left to write {path}. Free some, or choose another disk."
            ) from cause
        raise WrongUse(
            f"{path} cannot be read or written ({cause.strerror}). Check its folder and permissions."
        ) from cause
