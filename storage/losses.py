"""Changes that were acknowledged and are missing: found when the safe is opened, kept in mind until they are noted."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from storage import durable
from storage.clock import from_micros, to_micros
from storage.commit_counter import CommitCounter, Count, count_in
from storage.connection import FILE as DATABASE
from storage.connection import Connection
from storage.errors import StorageError

FOLDER = "damaged"
_AGAIN = "If changes were lost before, it could not tell."
_DAMAGED = f"The commit counter beside the database was damaged; it has been written again. {_AGAIN}"
_MISSING = f"The commit counter beside the database was missing; it has been made again. {_AGAIN}"
_CHUNK = 1 << 20
# So many characters of a log's SHA-256 stand in its name.
_NAMED = 16
Ask = Callable[[str], list[tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class Loss:
    """`changes` acknowledged commits are missing; they were made after `first`, up to `last` (microseconds)."""

    changes: int
    first: int
    last: int

    def sentence(self) -> str:
        """What is missing, with its time on this computer's clock, and what to do."""
        one = self.changes == 1
        many = "The last change is" if one else f"The last {self.changes} changes are"
        since = f"from after {spoken(self.first)} " if self.first else ""
        return (
            f"{many} missing, {since}until {spoken(self.last)}: the end of the database's log was damaged or cut off, "
            "or an older database was put in its place. A backup may hold them; `reverie verify --noted` takes note."
        )


@dataclass(frozen=True, slots=True)
class Opening:
    """What the counter says of a database that is being opened. `findings` are sentences."""

    loss: Loss | None
    count: Count
    whole: bool
    findings: tuple[str, ...]


def look(connection: Connection, counter: CommitCounter) -> Opening:
    """Compares the database with its counter, before anything is written. Raises SafeDamaged."""
    held = count_in(connection)
    kept, whole = counter.read()
    findings: tuple[str, ...] = ()
    if not whole and counter.there():
        findings = (_DAMAGED,)
    elif not whole and held is not None and held.number:
        findings = (_MISSING,)
    here = held or Count()
    if kept is None or kept.number <= here.number:
        return Opening(None, here, whole, findings)
    return Opening(Loss(kept.number - here.number, here.at, kept.at), kept, whole, findings)


def set_aside(home: Path, now: datetime) -> Path | None:
    """Copies the log that broke off, before it is written over: salvage reads on behind the break. None: no room."""
    log = home / (DATABASE + "-wal")
    if not log.is_file():
        return None
    try:
        durable.private_folder(home / FOLDER)
        with durable.file_errors():
            # The name says what its bytes were, so that a change of them is noticed later.
            target = home / FOLDER / f"{now:%Y%m%d-%H%M%S}-{_digest(log)}.wal"
            shutil.copyfile(log, target)
            target.chmod(0o600)
    except StorageError:
        return None  # a full disk: the safe opens all the same, and says what is missing
    return target


def keep_in_order(connection: Connection, home: Path) -> None:
    """Logs that are known by where their home lay before, are known by where it lies now."""
    for (path,) in connection.execute("SELECT path FROM backup WHERE form = 'log'").fetchall():
        here = home / FOLDER / Path(path).name
        if str(here) != path and here.exists():
            connection.execute("UPDATE OR REPLACE backup SET path = ? WHERE path = ?", (str(here), path))


def is_as_set_aside(log: Path) -> bool:
    """Whether a log still holds what it held when it was set aside."""
    return _digest(log) == log.stem.rpartition("-")[2]


def remember(connection: Connection, opening: Opening, aside: Path | None, now: datetime) -> None:
    """Writes down a loss inside the present transaction; counting goes on behind what is missing."""
    if opening.loss is None:
        return
    at, loss = to_micros(now), opening.loss
    connection.execute(
        "INSERT INTO loss(found, changes, first, last) VALUES (?, ?, ?, ?)",
        (at, loss.changes, loss.first, loss.last),
    )
    count = opening.count
    connection.execute(
        "UPDATE commits SET number = ?, receipts = ?, receipt = ?",
        (count.number, count.receipts, count.receipt),
    )
    if aside is not None:
        connection.execute(
            "INSERT OR REPLACE INTO backup(path, form, created, until) VALUES (?, 'log', ?, ?)",
            (str(aside), at, loss.last),
        )


def _digest(log: Path) -> str:
    hashed = sha256()
    with log.open("rb") as file:
        while data := file.read(_CHUNK):
            hashed.update(data)
    return hashed.hexdigest()[:_NAMED]


def unnoted(ask: Ask) -> list[Loss]:
    """Losses the user has not noted yet, oldest first."""
    return [Loss(*row) for row in ask("SELECT changes, first, last FROM loss WHERE noted = 0 ORDER BY seq")]


def spoken(micros: int) -> str:
    """A time as it is told to a person: this computer's date and time of day."""
    return f"{from_micros(micros).astimezone():%Y-%m-%d %H:%M}"
