"""The open database: one writer, a reader for each thread, and the clock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock, Thread, current_thread, local
from typing import Any, TypeAlias, TypeVar

from storage import losses, migrations, shapes
from storage.clock import Clock
from storage.commit_counter import CommitCounter, Count, count_in
from storage.connection import Connection, connect, storage_errors
from storage.errors import DiskFull, SafeLocked
from storage.secret_memory import Bytes
from storage.writer import Writer

T = TypeVar("T")
Row: TypeAlias = tuple[Any, ...]


class Database:
    """Opened by the safe and closed by it. Any thread may read or write.

    `findings` are sentences about what was found damaged beside the database when it was opened.
    """

    def __init__(self, home: Path, key: Bytes, clock: Clock, counting: Bytes, *, new: bool = False) -> None:
        """Opens and migrates; `counting` is the key of the commit counter. Raises SafeDamaged, SafeTooNew, DiskFull."""
        self.clock = clock
        self._home = home
        self._key = key
        self._own = local()
        self._readers: list[tuple[Thread, Connection]] = []
        self._opening = Lock()  # guards the list of readers while threads come and go
        self._closed = False
        counter = CommitCounter(home, counting)
        connection = connect(home, key, new=new)
        try:
            self.findings = self._start(connection, counter)
        except BaseException:
            connection.close()
            counter.close()
            raise
        self._writer = Writer(connection, counter, clock)

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """All rows of a query, on the reading connection of this thread."""
        with storage_errors():
            found: list[Row] = self._reader().execute(sql, values).fetchall()
        return found

    def row(self, sql: str, values: Sequence[Any] = ()) -> Row | None:
        """The first row of a query, or None."""
        found = self.rows(sql, values)
        return found[0] if found else None

    def read(self, look: Callable[[Connection], T]) -> T:
        """Runs `look` on the reading connection of this thread; writing there is refused."""
        with storage_errors():
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
        except DiskFull:
            # The log stays beside the database, encrypted, and is read at the next unlock: nothing is lost.
            return
        finally:
            self._writer.close()
            self._key = b""

    def _start(self, connection: Connection, counter: CommitCounter) -> tuple[str, ...]:
        """Takes the database and its counter to where they can be written; returns what was found damaged."""
        with storage_errors():
            opening = losses.look(connection, counter)
            aside = losses.set_aside(self._home, self.clock()) if opening.loss is not None else None
            migrations.bring_up(connection, before=self._copy_shape)
            shapes.keep_in_order(connection, self._home, self.clock())
            if opening.loss is not None:
                connection.execute("BEGIN IMMEDIATE")
                losses.remember(connection, opening, aside, self.clock())
                connection.execute("COMMIT")
            self._go_on_counting(connection, counter, opening.whole)
        return opening.findings

    def _copy_shape(self, version: int) -> None:
        shapes.copy(self._home, self._key, version, self.clock())

    def _go_on_counting(self, connection: Connection, counter: CommitCounter, whole: bool) -> None:
        if whole:
            counter.resume()
            return
        try:
            counter.begin(count_in(connection) or Count())
        except DiskFull:
            return  # what is there stays as it is, and is told again at the next opening

    def _reader(self) -> Connection:
        if self._closed:
            raise SafeLocked("The safe is locked.")
        held = getattr(self._own, "connection", None)
        if held is None:
            held = connect(self._home, self._key)
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
