"""Looking after an open safe: whether it is sound, what was found missing, its backups."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from storage import backup, copies, losses, verifying
from storage.backup import BackupMade, KnownBackup
from storage.clock import from_micros, to_micros
from storage.commit_counter import CommitCounter
from storage.connection import Connection
from storage.database import Database
from storage.errors import HomeReadOnly, SafeDamaged
from storage.keys import Keys
from storage.pictures import Pictures
from storage.receipts import Receipts, Tail
from storage.spool import Spool
from storage.verifying import Progress, silent


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of looking through everything: a sentence a problem, and what was looked at, piece by piece."""

    problems: tuple[str, ...]
    looked: tuple[str, ...]


class Upkeep:
    """Verifies and backs up the safe of `home`. Any thread may call."""

    def __init__(
        self,
        home: Path,
        database: Database,
        pictures: Pictures,
        keys: Keys,
        receipts: Receipts,
        spool: Spool,
    ) -> None:
        self._home = home
        self._receipts = receipts
        self._spool = spool
        self._database = database
        self._pictures = pictures
        self._keys = keys
        self._found = database.findings

    def found(self, findings: Sequence[str]) -> None:
        """Adds what else was found when the safe was opened: sentences."""
        self._found = (*self._found, *findings)

    def problems(self) -> tuple[str, ...]:
        """What was found when the safe was opened, and changes and records that are missing; quick."""
        missing = losses.unnoted(self._database.rows)
        return (*self._found, *(loss.sentence() for loss in missing), *self._spool.problems())

    def note(self) -> int:
        """The user has taken note of what is missing: it is told no more. Returns how many sentences there were."""
        noted = len(losses.unnoted(self._database.rows)) + len(self._spool.problems())
        noted += len(self._receipts.unnoted(self._beside()))
        if noted:
            self._database.write(_note)
        return noted

    def verify(self, tell: Progress = silent) -> list[str]:
        """A sentence a problem; [] when everything is sound. Takes seconds a gigabyte."""
        return list(self.look_through(tell).problems)

    def verify_receipts(self) -> list[str]:
        """What is wrong with the receipts of forgetting, noted or not: a sentence each."""
        return self._receipts.verify(self._beside())

    def look_through(self, tell: Progress = silent) -> Verified:
        """Looks at everything, with the copies the safe knows of, and says what that was. Raises HomeReadOnly."""
        if self._database.reading:
            raise HomeReadOnly(
                "Looking through a safe first brings its log into the database, which needs a folder that is writable. "
                "Copy the folder to one, and verify it there."
            )
        found = [*self.problems()]
        found += verifying.problems(self._home, self._database, self._pictures, self._keys.database(), tell)
        looked = ["every page, picture and link between rows", "both copies of the key file"]
        with suppress(SafeDamaged):  # the page was told of already; what it held cannot be compared
            found += self._receipts.unnoted(self._beside())
            looked.append(_several(self._receipts.mark(), "receipt"))
            found += self._spool.look()
            looked.append(_several(self._spool.waiting(), "moment") + " in the sealed box")
            for known in self.known_backups():
                wrong, sentence = copies.look(known, self._keys)
                found += wrong
                looked.append(sentence)
        if not found:
            sql = "INSERT OR REPLACE INTO upkeep(name, at) VALUES ('verified', ?)"
            self._database.execute(sql, (to_micros(self._database.clock()),))
        return Verified(tuple(found), tuple(looked))

    def _beside(self) -> Tail:
        """The last receipt by the counter that lies beside the database."""
        count, _ = CommitCounter(self._home, self._keys.commits()).read()
        return (count.receipts, count.receipt) if count is not None else (0, b"")

    def back_up(self, target: Path, *, folder: bool = False) -> BackupMade:
        """Writes everything, encrypted as it is, to one file, or as a new snapshot in a folder. Raises DiskFull."""
        if self._database.reading:
            raise HomeReadOnly(
                "A backup is noted in the safe, so that forgetting can name it, and this can only be read. Copy its "
                "folder as a whole instead: while nothing writes to it, that is as good."
            )
        write = backup.write_folder if folder else backup.write_file
        return write(self._home, self._keys, self._database, target)

    def known_backups(self) -> list[KnownBackup]:
        """Every copy of the safe's content it knows of, the oldest first; some may have been removed since."""
        rows = self._database.rows("SELECT path, form, created, until FROM backup ORDER BY created, seq")
        return [
            KnownBackup(Path(path), form, from_micros(created), from_micros(until))
            for path, form, created, until in rows
        ]

    def holding(self, since: datetime | None) -> list[str]:
        """The known backups that may hold what was kept at `since` or later; all of them for None."""
        known = self.known_backups()
        return [str(one.path) for one in known if since is None or one.until >= since]


def _note(connection: Connection) -> None:
    connection.execute("UPDATE loss SET noted = 1")
    connection.execute("UPDATE spool_run SET damaged = 0, missing = 0, uncounted = 0")
    connection.execute(
        "UPDATE commits SET noted = max(receipts, (SELECT coalesce(max(number), 0) FROM receipt))"
    )


def _several(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' if number != 1 else ''}"
