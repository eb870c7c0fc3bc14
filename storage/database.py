"""The open database: one writer, a reader for each thread, and the clock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock, Thread, current_thread, local
from typing import Any, TypeAlias, TypeVar

from storage import losses, migrations, shapes
from storage.clock import Clock
from storage.commit_counter import CommitCounter, Count, count_in
from storage.connection import FILE, Connection, connect, storage_errors
from storage.errors import DiskFull, HomeGone, HomeReadOnly, SafeLocked, StorageError
from storage.secret_memory import Bytes
from storage.writer import Writer

T = TypeVar("T")
Row: TypeAlias = tuple[Any, ...]


class Database:
    """Opened by the safe and closed by it. Any thread may read or write.

    `findings` are sentences about what was found damaged beside the database when it was opened.
    """

    def __init__(
        self,
        home: Path,
        key: Bytes,
        clock: Clock,
        counting: Bytes,
        *,
        new: bool = False,
        reading: bool = False,
    ) -> None:
        """Opens and migrates; `counting` is the key of the commit counter. With `reading` nothing is ever written.

        Raises SafeDamaged, SafeTooNew, DiskFull, HomeReadOnly when it would have to be migrated and is only read.
        """
        self.clock = clock
        self._home = home
        self._key = key
        self._own = local()
        self._readers: list[tuple[Thread, Connection]] = []
        self._opening = Lock()  # guards the list of readers while threads come and go
        self._closed = False
        counter = CommitCounter(home, counting)
        self.reading = reading
        connection = connect(home, key, new=new, reading=reading)
        try:
            self.findings = (self._start_reading if reading else self._start)(connection, counter)
        except BaseException:
            connection.close()
            counter.close()
            raise
        self._file = _identity(home)
        self._writer = Writer(home, connection, counter, clock, self.require_here)

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """All rows of a query, on the reading connection of this thread."""
        with storage_errors(self._home):
            found: list[Row] = self._reader().execute(sql, values).fetchall()
        return found

    def row(self, sql: str, values: Sequence[Any] = ()) -> Row | None:
        """The first row of a query, or None."""
        found = self.rows(sql, values)
        return found[0] if found else None

    def read(self, look: Callable[[Connection], T]) -> T:
        """Runs `look` on the reading connection of this thread; writing there is refused."""
        with storage_errors(self._home):
            return look(self._reader())

    def write(self, change: Callable[[Connection], T]) -> T:
        """Runs `change` as one transaction on the writing thread."""
        return self._writer.run(change)

    @property
    def certain(self) -> bool:
        """False while a crash might bring back a change that was refused; see `Writer.certain`."""
        return self._writer.certain

    def execute(self, sql: str, values: Sequence[Any] = ()) -> None:
        """One statement as one transaction."""
        self._writer.run(lambda connection: connection.execute(sql, values))

    def maintain(self, work: Callable[[Connection], T]) -> T:
        """Runs `work` on the writing thread, outside a transaction."""
        return self._writer.maintain(work)

    def is_here(self) -> bool:
        """Whether the folder that was opened still lies where it lay."""
        return _identity(self._home) == self._file

    def require_here(self) -> None:
        """Raises HomeGone: a folder that was moved or deleted is not to be made anew by writing into it."""
        if not self.is_here():
            raise HomeGone(
                f"The folder {self._home} was moved, replaced or deleted while its safe was open: nothing more is "
                "written. Open it where it lies now (--home FOLDER), or restore a backup."
            )

    def checkpoint(self) -> None:
        """Moves everything from the write-ahead log into the main file, and empties the log."""
        self.maintain(lambda connection: connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall())

    def shrink(self) -> None:
        """Gives free pages back to the disk."""
        self.maintain(lambda connection: connection.execute("PRAGMA incremental_vacuum").fetchall())
        self.checkpoint()

    def close(self) -> None:
        """Checkpoints and closes every connection; harmless when called twice."""
        if self._closed:
            return
        self._closed = True
        try:
            with self._opening:
                for _, reader in self._readers:
                    reader.close()
            self.checkpoint()
        except (DiskFull, HomeReadOnly):
            # The log stays beside the database, encrypted, and is read at the next unlock: nothing is lost.
            return
        finally:
            self._writer.close()
            self._key = b""

    def _start(self, connection: Connection, counter: CommitCounter) -> tuple[str, ...]:
        """Takes the database and its counter to where they can be written; returns what was found damaged."""
        with storage_errors(self._home):
            opening = losses.look(connection, counter)
            aside = losses.set_aside(self._home, self.clock()) if opening.loss is not None else None
            migrations.bring_up(connection, before=self._copy_shape)
            shapes.keep_in_order(connection, self._home, self.clock())
            losses.keep_in_order(connection, self._home)
            if opening.loss is not None:
                connection.execute("BEGIN IMMEDIATE")
                losses.remember(connection, opening, aside, self.clock())
                connection.execute("COMMIT")
            self._go_on_counting(connection, counter, opening.whole)
        return opening.findings

    def _start_reading(self, connection: Connection, counter: CommitCounter) -> tuple[str, ...]:
        with storage_errors():
            opening = losses.look(connection, counter)
            migrations.refuse_old(connection)
        return (*opening.findings, *((opening.loss.sentence(),) if opening.loss is not None else ()))

    def _copy_shape(self, version: int) -> None:
        shapes.copy(self._home, self._key, version, self.clock())

    def _go_on_counting(self, connection: Connection, counter: CommitCounter, whole: bool) -> None:
        if whole:
            counter.resume()
            return
        try:
            counter.begin(count_in(connection) or Count())
        except StorageError:
            return  # no room, or something else in its place: it stays so, and is told again at the next opening

    def _reader(self) -> Connection:
        if self._closed:
            raise SafeLocked("The safe is locked.")
        held = getattr(self._own, "connection", None)
        if held is None:
            held = connect(self._home, self._key, reading=self.reading)
            held.execute("PRAGMA query_only=ON")
            self._own.connection = held
            self._remember(held)
        return held

    def _remember(self, reader: Connection) -> None:
        """Notes the reader of this thread, to close it at the end; those of threads that ended are closed now."""
        with self._opening:
            over = [connection for thread, connection in self._readers if not thread.is_alive()]
            self._readers = [(thread, kept) for thread, kept in self._readers if thread.is_alive()]
            self._readers.append((current_thread(), reader))
        for connection in over:
            connection.close()


def _identity(home: Path) -> tuple[int, int] | None:
    """Which file the database is, whatever its name: None when none lies there."""
    try:
        found = (home / FILE).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
