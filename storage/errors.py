"""Errors of ours: each has a title and a sentence that says what happened and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of the command line (DESIGN section 6)."""

    FINE = 0
    FAILED = 1
    WRONG_USE = 2
    LOCKED = 3
    DAMAGED = 4


class ReverieError(Exception):
    """Something a person can act on. `message` is shown as it stands and holds nothing that was seen or typed."""

    title = "Something went wrong"
    exit_code = ExitCode.FAILED

    def __init__(self, message: str, *, wait_seconds: int = 0) -> None:
        """`wait_seconds`: how long it is of no use to try again."""
        super().__init__(message)
        self.message = message
        self.wait_seconds = wait_seconds


class WrongUse(ReverieError):
    """What was asked for does not exist or does not make sense (unknown kind, unknown id, malformed line)."""

    title = "That cannot be done"
    exit_code = ExitCode.WRONG_USE


class StorageError(ReverieError):
    """The safe could not do what was asked."""

    title = "The safe has a problem"


class NoSafe(StorageError):
    """There is no safe in the chosen home."""

    title = "No safe here"
    exit_code = ExitCode.FAILED


class SafeExists(StorageError):
    """`init` was asked for where a safe already lies."""

    title = "There is a safe already"


class SafeLocked(StorageError):
    """The safe is locked, or no passphrase could be had."""

    title = "The safe is locked"
    exit_code = ExitCode.LOCKED


class WrongPassphrase(SafeLocked):
    """The passphrase does not open the safe."""

    title = "Wrong passphrase"


class TooManyTries(SafeLocked):
    """Wrong passphrases came too fast; `wait_seconds` says how long to wait. Nothing was tried."""

    title = "Please wait"


class KeyringRefused(StorageError):
    """The system's keyring is missing, locked, keeps what it is given in clear, or said no."""

    title = "The keyring cannot be used"


class SafeBusy(StorageError):
    """Another process holds the safe; the message names its pid."""

    title = "The safe is in use"


class SafeDamaged(StorageError):
    """The key file or database does not verify."""

    title = "The safe is damaged"
    exit_code = ExitCode.DAMAGED


class ExportDamaged(StorageError):
    """An export was cut off, changed, or holds what no export of ours does."""

    title = "The export is damaged"
    exit_code = ExitCode.DAMAGED


class SafeTooNew(StorageError):
    """The safe was written by a newer Reverie."""

    title = "The safe is newer than this program"


class HomeReadOnly(StorageError):
    """The folder of the safe, or a file in it, cannot be written to."""

    title = "The safe can only be read"


class HomeGone(StorageError):
    """The folder of an open safe was moved, replaced or deleted: nothing more is written."""

    title = "The folder of the safe is gone"


class DiskFull(StorageError):
    """Nothing could be written; what was kept before is safe."""

    title = "The disk is full"


class SpoolFull(StorageError):
    """What was recorded while the safe was locked fills the room it may take."""

    title = "The sealed box is full"


class NotFound(WrongUse):
    """No observation, memory or job has that id."""

    title = "Not found"


class LeaseLost(ReverieError):
    """A job that was claimed belongs to another by now: what was made of it is not kept."""

    title = "Another has done this"


class ForgottenMeanwhile(NotFound):
    """Something was forgotten since what was to be written had been read: it is to be read again."""

    title = "Something was forgotten meanwhile"


class ChangedMeanwhile(ReverieError):
    """A memory is no longer what it was when a change of it was thought of: nothing was done."""

    title = "It was changed meanwhile"


@contextmanager
def refused_as(error: type[ReverieError], message: str, *causes: type[BaseException]) -> Iterator[None]:
    """Turns foreign `causes` into `error(message)` at the border, keeping the chain for debuggers only."""
    try:
        yield
    except causes as cause:
        raise error(message) from cause
