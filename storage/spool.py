"""The spool of an open safe: takes in what was recorded while it was locked, each record once and in order."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from storage import coverage, spool_records
from storage.connection import Connection
from storage.database import Database
from storage.errors import DiskFull, StorageError
from storage.ids import ObservationId
from storage.model import Kept, Watching
from storage.observations import Observations
from storage.secret_memory import Bytes
from storage.spool_records import Item, Mark, NotARecord, Record

# One transaction takes in so many records or bytes, so that others may write in between.
MOST_RECORDS = 16
MOST_BYTES = 8 * 1024 * 1024
CLOCK_WENT_BACK = "the clock was set back"
_DAMAGED = (
    "{0} recorded while locked could not be read (the file was changed) and lie in {1}/{2}. "
    "All others are in the safe."
)
_MISSING = "{0} recorded while locked cannot be found: their files were removed. All others are in the safe."
_UNCOUNTED = (
    "The count of what was recorded while locked is missing or was changed (a Reverie before this one made none): "
    "were records taken from the end, it could not tell."
)


@dataclass(frozen=True, slots=True)
class Absorbed:
    """What came of a stretch of absorbing. `damaged` names records set aside; `missing` counts numbers without a file.

    `uncounted` counts runs whose count is missing or was changed. `torn` counts files that a kill or a full disk cut;
    nothing in them was ever acknowledged.
    """

    ids: tuple[ObservationId, ...] = ()
    damaged: tuple[str, ...] = ()
    missing: int = 0
    torn: int = 0
    uncounted: int = 0

    def __add__(self, other: Absorbed) -> Absorbed:
        return Absorbed(
            self.ids + other.ids,
            self.damaged + other.damaged,
            self.missing + other.missing,
            self.torn + other.torn,
            self.uncounted + other.uncounted,
        )


@dataclass(frozen=True, slots=True)
class _Opened:
    """Records of one run that open, in order, with what they hold, and those among them that do not open."""

    records: list[Record] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    damaged: list[Record] = field(default_factory=list)


class Spool:
    """Opened with the safe and wiped with it. Any thread may call; one absorbs at a time."""

    def __init__(self, home: Path, database: Database, observations: Observations, private: Bytes) -> None:
        self._home = home
        self._database = database
        self._observations = observations
        self._private = private
        self._absorbing = threading.Lock()
        self._opened_at = database.clock()

    def problems(self) -> list[str]:
        """A sentence for each loss the user took no note of yet; quick."""
        sums = "SELECT coalesce(sum(damaged), 0), coalesce(sum(missing), 0), coalesce(sum(uncounted), 0)"
        damaged, missing, uncounted = self._database.rows(f"{sums} FROM spool_run")[0]
        told = (
            (damaged, _DAMAGED.format(_counted(damaged), spool_records.FOLDER, spool_records.DAMAGED)),
            (missing, _MISSING.format(_counted(missing))),
            (uncounted, _UNCOUNTED),
        )
        return [sentence for number, sentence in told if number]

    def look(self) -> list[str]:
        """A sentence for each record that waits and does not open, or is missing; nothing is taken in."""
        return [*self._look_at_records(), *self._look_at_counts()]

    def _look_at_records(self) -> Iterator[str]:
        for record in spool_records.records(self._home):
            try:
                spool_records.opened(self._private, record)
            except NotARecord:
                yield f"The record {record.name} of what was seen while locked was changed or cut off."
            except StorageError:
                # Taken in meanwhile, or a thing that is no file.
                if record.path.exists():
                    yield f"The record {record.name} of what was seen while locked cannot be read."

    def _look_at_counts(self) -> Iterator[str]:
        if self.watcher() is not None:
            return  # it counts on
        for run in self._open_runs():
            count = spool_records.counted(self._home, self._private, run)
            there = {record.sequence for record in spool_records.records(self._home) if record.run == run}
            missing = (count or 0) - max([self._upto(run), *there])
            if count is None:
                yield _UNCOUNTED
            elif missing > 0:
                yield _MISSING.format(_counted(missing))

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
            return self._take_in(run, upto)

    def _take_in(self, run: Sequence[Record], upto: int) -> Absorbed:
        opened = self._open(run[:MOST_RECORDS])
        try:
            told = self._keep(opened, upto)
        except DiskFull:
            # On a nearly full disk one at a time may still go: its file makes room for the next.
            self._database.checkpoint()
            opened = self._open(run[:1])
            told = self._keep(opened, upto)
        for record in opened.damaged:
            spool_records.set_aside(self._home, record)
        spool_records.removed(list(opened.records))
        return told

    def _keep(self, opened: _Opened, upto: int) -> Absorbed:
        """One transaction: the frames, how far the run is taken in, and what of it is lost."""
        both = (*opened.records, *opened.damaged)
        frames = [item for item in opened.items if isinstance(item, Kept)]
        reached = max([upto, *self._sure(opened)])
        missing = max(0, reached - upto - sum(record.sequence <= reached for record in both))

        def also(connection: Connection) -> None:
            _go_on(connection, both[0].run, reached, opened.items)
            _note_losses(connection, both[0].run, missing, len(opened.damaged))

        ids = self._observations.keep(frames, also=also)
        return Absorbed(tuple(ids), tuple(record.name for record in opened.damaged), missing)

    def _sure(self, opened: _Opened) -> list[int]:
        """The numbers that the run was given for sure: anyone may put a file of a high number there."""
        sure = [record.sequence for record in opened.records]
        if opened.damaged:
            count = spool_records.counted(self._home, self._private, opened.damaged[0].run) or 0
            sure += [record.sequence for record in opened.damaged if record.sequence <= count]
        return sure

    def _open(self, run: Sequence[Record]) -> _Opened:
        """The next records of a run that open, and those among them that do not."""
        opened = _Opened()
        room = MOST_BYTES
        for record in run:
            try:
                item = spool_records.opened(self._private, record)
            except NotARecord:
                opened.damaged.append(record)
                continue
            opened.records.append(record)
            opened.items.append(item)
            room -= len(item.picture or b"") if isinstance(item, Kept) else 0
            if room <= 0:
                break
        return opened

    def _tidy(self) -> Absorbed | None:
        """Ends the ledger's lines of runs that are over and removes what is left of them; None when nothing was."""
        if self.watcher() is not None:
            return None
        counts = [(run, spool_records.counted(self._home, self._private, run)) for run in self._open_runs()]
        missing, uncounted = self._database.write(lambda connection: _close_runs(connection, counts))
        self._database.write(lambda connection: _end_runs(connection, self._opened_at))
        torn = spool_records.tidied(self._home)
        told = Absorbed(missing=missing, torn=torn, uncounted=uncounted)
        return told if told != Absorbed() else None

    def _open_runs(self) -> list[bytes]:
        """Runs that were not compared with their counts yet.

        One that a full disk or a kill ended before its first count was written has nothing to compare.
        """
        closed: dict[bytes, int] = dict(self._database.rows("SELECT run, closed FROM spool_run"))
        return [run for run, begun in spool_records.runs(self._home) if not closed.get(run, not begun)]

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


def _note_losses(connection: Connection, run: bytes, missing: int, damaged: int) -> None:
    """Told until the user takes note, whatever process took the run in."""
    connection.execute(
        "UPDATE spool_run SET missing = missing + ?, damaged = damaged + ? WHERE run = ?",
        (missing, damaged, run),
    )


def _close_runs(connection: Connection, counts: Sequence[tuple[bytes, int | None]]) -> tuple[int, int]:
    """Compares runs that are absorbed with their counts; how many records are missing, how many runs have no count."""
    missing = 0
    for run, count in counts:
        connection.execute("INSERT OR IGNORE INTO spool_run(run, upto) VALUES (?, 0)", (run,))
        (upto,) = connection.execute("SELECT upto FROM spool_run WHERE run = ?", (run,)).fetchone()
        cut_off = max(0, (count or 0) - upto)
        missing += cut_off
        connection.execute(
            "UPDATE spool_run SET closed = 1, upto = ?, missing = missing + ?, uncounted = ? WHERE run = ?",
            (upto + cut_off, cut_off, int(count is None), run),
        )
    return missing, sum(count is None for _, count in counts)


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


def _counted(number: int) -> str:
    return f"{number} record{'s' if number != 1 else ''}"
