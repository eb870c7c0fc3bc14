"""The spool of an open safe: takes in what was recorded while it was locked, each record once and in order."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from storage import coverage, spool_records
from storage.connection import Connection
from storage.database import Database
from storage.errors import DiskFull
from storage.ids import ObservationId
from storage.model import Kept, Watching
from storage.observations import Observations
from storage.secret_memory import Bytes
from storage.spool_records import Item, Mark, NotARecord, Record

# One transaction takes in so many records or bytes, so that others may write in between.
MOST_RECORDS = 16
MOST_BYTES = 8 * 1024 * 1024
CLOCK_WENT_BACK = "the clock was set back"


@dataclass(frozen=True, slots=True)
class Absorbed:
    """What came of a stretch of absorbing. `damaged` names records set aside; `missing` counts numbers without a file.

    `torn` counts files that a kill or a full disk cut; nothing in them was ever acknowledged.
    """

    ids: tuple[ObservationId, ...] = ()
    damaged: tuple[str, ...] = ()
    missing: int = 0
    torn: int = 0

    def __add__(self, other: Absorbed) -> Absorbed:
        return Absorbed(
            self.ids + other.ids,
            self.damaged + other.damaged,
            self.missing + other.missing,
            self.torn + other.torn,
        )


@dataclass(frozen=True, slots=True)
class _Opened:
    """Records of one run that open, in order, with what they hold."""

    records: tuple[Record, ...]
    items: tuple[Item, ...]


class Spool:
    """Opened with the safe and wiped with it. Any thread may call; one absorbs at a time."""

    def __init__(self, home: Path, database: Database, observations: Observations, private: Bytes) -> None:
        self._home = home
        self._database = database
        self._observations = observations
        self._private = private
        self._absorbing = threading.Lock()
        self._opened_at = database.clock()

    def waiting(self) -> int:
        """How many moments wait to be absorbed."""
        return spool_records.waiting(self._home)

    def watcher(self) -> int | None:
        """The pid of the process that records into the spool, or None."""
        return spool_records.watcher(self._home)

    def absorb(self) -> Absorbed:
        """Takes in all that waits: when it returns, it is in the safe. Raises DiskFull, StorageError."""
        told = Absorbed()
        while (piece := self.absorb_some()) is not None:
            told += piece
        return told

    def absorb_some(self) -> Absorbed | None:
        """Takes in a few records in one transaction, then removes their files; None when none was left.

        A kill between the two is harmless: the safe knows how far it came, and the files are removed next time.
        """
        with self._absorbing:
            waiting = spool_records.records(self._home)
            if not waiting:
                return self._tidy()
            run = [record for record in waiting if record.run == waiting[0].run]
            upto = self._upto(run[0].run)
            known = [record for record in run if record.sequence <= upto]
            if known:
                spool_records.removed(known)
                return Absorbed()
            try:
                return self._take_in(run[:MOST_RECORDS], upto)
            except DiskFull:
                # On a nearly full disk one at a time may still go: its file makes room for the next.
                self._database.checkpoint()
                return self._take_in(run[:1], upto)

    def _take_in(self, run: Sequence[Record], upto: int) -> Absorbed:
        opened, damaged = self._open(run)
        last = opened.records[-1].sequence if opened.records else damaged[-1].sequence
        frames = [item for item in opened.items if isinstance(item, Kept)]

        def also(connection: Connection) -> None:
            _go_on(connection, run[0].run, last, opened.items)

        for record in damaged:
            spool_records.set_aside(self._home, record)
        ids = self._observations.keep(frames, also=also)
        spool_records.removed(list(opened.records))
        taken = [record.sequence for record in (*opened.records, *damaged)]
        missing = max(0, max(taken) - upto - len(taken))
        return Absorbed(tuple(ids), tuple(record.name for record in damaged), missing)

    def _open(self, run: Sequence[Record]) -> tuple[_Opened, list[Record]]:
        """The next records of a run that open, and those among them that do not."""
        records: list[Record] = []
        items: list[Item] = []
        damaged: list[Record] = []
        room = MOST_BYTES
        for record in run:
            try:
                item = spool_records.opened(self._private, record)
            except NotARecord:
                damaged.append(record)
                continue
            records.append(record)
            items.append(item)
            room -= len(item.picture or b"") if isinstance(item, Kept) else 0
            if room <= 0:
                break
        return _Opened(tuple(records), tuple(items)), damaged

    def _tidy(self) -> Absorbed | None:
        """Ends the ledger's lines of runs that are over and removes what is left of them; None when nothing was."""
        if self.watcher() is not None:
            return None
        self._database.write(lambda connection: _end_runs(connection, self._opened_at))
        torn = spool_records.tidied(self._home)
        return Absorbed(torn=torn) if torn else None

    def _upto(self, run: bytes) -> int:
        row = self._database.row("SELECT upto FROM spool_run WHERE run = ?", (run,))
        return 0 if row is None else int(row[0])


def _go_on(connection: Connection, run: bytes, upto: int, items: Sequence[Item]) -> None:
    """Notes how far the run was absorbed, and what it says about coverage."""
    row = connection.execute("SELECT stretch FROM spool_run WHERE run = ?", (run,)).fetchone()
    stretch = None if row is None else row[0]
    for item in items:
        stretch = _told(connection, stretch, item)
    connection.execute(
        "INSERT INTO spool_run(run, upto, stretch) VALUES (?, ?, ?) "
        "ON CONFLICT DO UPDATE SET upto = max(upto, excluded.upto), stretch = excluded.stretch",
        (run, upto, stretch),
    )


def _told(connection: Connection, stretch: int | None, item: Item) -> int | None:
    """Goes on with the ledger's line `stretch`, or begins the next one; returns the line that holds now.

    Where the clock went back, lines of the ledger must not overlap: the next one begins where the last one ended.
    """
    ended = coverage.end_of(connection, stretch)
    if isinstance(item, Kept):
        if ended is not None:
            coverage.lengthen(connection, stretch, max(ended, item.observation.time))
        return stretch
    mark: Mark = item
    if ended is not None and mark.at < ended:
        reason = "; ".join(filter(None, (mark.reason, CLOCK_WENT_BACK)))
        mark = replace(mark, at=ended, reason=reason)
    return coverage.go_on(connection, stretch, mark.state, mark.at, mark.reason)


def _end_runs(connection: Connection, opened_at: datetime) -> None:
    """From the end of the last run until the safe was opened it was locked, and nothing was recorded."""
    rows = connection.execute("SELECT stretch FROM spool_run WHERE stretch IS NOT NULL").fetchall()
    ends = [
        (end, stretch) for (stretch,) in rows if (end := coverage.end_of(connection, stretch)) is not None
    ]
    if ends:
        end, stretch = max(ends)
        if end < opened_at:
            locked = coverage.go_on(connection, stretch, Watching.LOCKED, end)
            coverage.lengthen(connection, locked, opened_at)
    connection.execute("UPDATE spool_run SET stretch = NULL WHERE stretch IS NOT NULL")
