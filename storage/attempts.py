"""Wrong passphrases slow down: the tries that failed are counted in a small file beside the key file.

The count is written before a passphrase is looked at, so that a process killed meanwhile has had its try. It slows down
who sits at this computer; whoever holds a copy of the files can leave it out, and has only Argon2id to wait for.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Lock

from storage import durable, notes
from storage.clock import Clock, system_clock
from storage.errors import StorageError, TooManyTries, WrongPassphrase
from storage.notes import NoteDamaged

log = logging.getLogger(__name__)

FILE = "attempts.json"
FREE = 5
"""So many wrong passphrases cost no waiting."""

LONGEST_SECONDS = 60
_MOST_COUNTED = 1000
_DAMAGED = f"The count of wrong passphrases ({FILE}) was damaged: no try is free now until a right one."
# Reveal and unlock may be asked for at once: the tries of a process go one after the other.
_trying = Lock()


@dataclass(frozen=True, slots=True)
class _Count:
    """How many tries failed in a row, and when the last one was."""

    failed: int = 0
    last: datetime | None = None

    @property
    def pause(self) -> timedelta:
        """What must pass after the last one: 1, 2, 4 ... 60 seconds once the free ones are used up."""
        if self.failed < FREE:
            return timedelta()
        return timedelta(seconds=min(2 ** min(self.failed - FREE, 10), LONGEST_SECONDS))


class Attempts:
    """The tries at the passphrase of one home, across processes and restarts. Thread-safe."""

    def __init__(self, home: Path, clock: Clock = system_clock) -> None:
        self._path = home / FILE
        self._clock = clock

    @contextmanager
    def one(self) -> Iterator[None]:
        """A try at the passphrase: WrongPassphrase inside counts, leaving without an error clears the count.

        Raises TooManyTries, with the seconds to wait, before anything is tried.
        """
        with _trying:
            before = self._read()
            self._refuse_early(before)
            counted = _Count(min(before.failed + 1, _MOST_COUNTED), self._clock())
            written = self._write(counted)
            try:
                yield
            except WrongPassphrase as wrong:
                if not written:
                    log.warning("a wrong passphrase could not be counted")
                raise _with_pause(wrong, counted) from wrong.__cause__
            except BaseException:
                self._write(before)  # it was not the passphrase that failed
                raise
            self._clear()

    def forgive(self) -> None:
        """Clears the count: its owner came in by another way."""
        self._clear()

    def _refuse_early(self, count: _Count) -> None:
        if count.last is None or not count.pause:
            return
        now = self._clock()
        if now < count.last:
            # The clock went backwards: what is left of the pause is not known, so it begins anew, once.
            count = _Count(count.failed, now)
            self._write(count)
        left = (count.last or now) + count.pause - now
        if left > timedelta():
            seconds = math.ceil(left.total_seconds())
            raise TooManyTries(
                f"Too many wrong passphrases. Try again in {_seconds(seconds)}.", wait_seconds=seconds
            )

    def _read(self) -> _Count:
        """The count; a file that says nothing of sense leaves no free try."""
        try:
            held = notes.read(self._path)
            if held is None:
                return _Count()
            count = _Count(held["failed"], datetime.fromisoformat(held["last"]).astimezone(UTC))
            sensible = type(count.failed) is int and 0 <= count.failed <= _MOST_COUNTED
        except (NoteDamaged, ValueError, KeyError, TypeError, OverflowError):
            sensible = False
        if not sensible:
            log.warning(_DAMAGED)
            return _Count(FREE)
        return count

    def _write(self, count: _Count) -> bool:
        """Whether it is written; a full disk must not keep its owner out, where there is something to delete."""
        if not count.failed:
            self._clear()
            return True
        if durable.why_read_only(self._path.parent):
            return True  # told by who opens it; a copy of the files could leave the count out as well
        last = count.last or self._clock()
        try:
            notes.write(self._path, {"failed": count.failed, "last": last.isoformat()})
        except StorageError:
            return False
        return True

    def _clear(self) -> None:
        if not self._path.exists():
            return
        try:
            self._path.unlink(missing_ok=True)
        except OSError:
            log.warning("the count of wrong passphrases could not be cleared")


def _with_pause(wrong: WrongPassphrase, count: _Count) -> WrongPassphrase:
    seconds = int(count.pause.total_seconds())
    if not seconds:
        return wrong
    return WrongPassphrase(f"{wrong.message} Try again in {_seconds(seconds)}.", wait_seconds=seconds)


def _seconds(number: int) -> str:
    return "1 second" if number == 1 else f"{number} seconds"
