"""The one writing thread: every change of the database is a transaction on it, one after the other."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from threading import Thread, current_thread
from typing import Any, TypeVar

from sqlcipher3 import dbapi2 as sqlcipher

from storage.clock import Clock, to_micros
from storage.commit_counter import CommitCounter, count_up
from storage.connection import Connection, is_full, storage_errors
from storage.errors import SafeLocked

T = TypeVar("T")
# 16 MiB of pages at most: what is written is hardly read again here, and more made no change cheaper.
_CACHE = "PRAGMA cache_size=-16384"
_Work = tuple[Callable[[Connection], Any], bool, "Future[Any]"]


class Writer:
    """Owns the writing connection and its thread, named `reverie-writer`; ended by `close()`.

    Callers wait for their own change: when `run` returns, it is on the disk.
    """

    def __init__(
        self,
        home: Path,
        connection: Connection,
        counter: CommitCounter,
        clock: Clock,
        require_here: Callable[[], None],
    ) -> None:
        """`require_here` raises when what is written would reach nobody any more."""
        connection.execute(_CACHE)
        self._home = home
        self._require_here = require_here
        self._connection = connection
        self._counter = counter
        self._clock = clock
        self._queue: SimpleQueue[_Work | None] = SimpleQueue()
        self._closed = False
        self._certain = True
        self._thread = Thread(target=self._work, name="reverie-writer", daemon=True)
        self._thread.start()

    @property
    def certain(self) -> bool:
        """False while the end of a transaction that was refused may lie in the log: a crash would bring it back.

        So it is when the disk refused to sync what it had written already. The next change writes over it.
        """
        return self._certain

    def run(self, change: Callable[[Connection], T]) -> T:
        """Runs `change` in one transaction: all of it is kept, or nothing.

        Raises DiskFull, SafeDamaged, StorageError.
        """
        return self._submit(change, True)

    def maintain(self, work: Callable[[Connection], T]) -> T:
        """Runs `work` outside a transaction (checkpoints, vacuum, checks)."""
        return self._submit(work, False)

    def close(self) -> None:
        """Ends the thread once what was asked is done, and closes the connection."""
        if self._closed:
            return
        self._closed = True
        self._queue.put(None)
        self._thread.join()
        self._connection.close()
        self._counter.close()

    def _submit(self, work: Callable[[Connection], T], transaction: bool) -> T:
        if self._closed:
            raise SafeLocked("The safe is locked.")
        if current_thread() is self._thread:
            raise RuntimeError("a change may not start another one")
        done: Future[T] = Future()
        self._queue.put((work, transaction, done))
        return done.result()

    def _work(self) -> None:
        while (item := self._queue.get()) is not None:
            work, transaction, done = item
            try:
                done.set_result(self._in_transaction(work) if transaction else self._plain(work))
            except BaseException as error:  # noqa: BLE001 - belongs to the caller, who gets it from the future
                done.set_exception(error)

    def _plain(self, work: Callable[[Connection], T]) -> T:
        with storage_errors(self._home):
            return work(self._connection)

    def _in_transaction(self, change: Callable[[Connection], T]) -> T:
        self._require_here()
        with storage_errors(self._home):
            before = self._connection.total_changes
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                result = change(self._connection)
                changed = self._connection.total_changes != before
                count = count_up(self._connection, to_micros(self._clock())) if changed else None
                self._commit(writes=changed)
            except BaseException:
                self._roll_back()
                self._write_over()
                raise
            if count is not None:
                self._counter.advance(count)  # behind the commit, never before it: it may lag, not lead
            return result

    def _commit(self, *, writes: bool = True) -> None:
        try:
            self._connection.execute("COMMIT")
        except sqlcipher.Error as error:
            # A full disk took less than all of it, so that its end is not there.
            self._certain &= is_full(error)
            raise
        self._certain |= writes

    def _write_over(self) -> None:
        """Where a refused transaction may lie in the log, puts one into its place that counts, and no more."""
        if self._certain:
            return
        with suppress(sqlcipher.Error):  # the next change does it, once the disk can be written again
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                # Something must differ: SQLite writes no page that stays as it was.
                count = count_up(self._connection, to_micros(self._clock()))
                self._commit()
            finally:
                self._roll_back()
            self._counter.advance(count)

    def _roll_back(self) -> None:
        # A full disk makes SQLite roll back by itself.
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")
