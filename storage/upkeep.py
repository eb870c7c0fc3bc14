"""Looking after an open safe: whether it is sound, what was found missing, its backups."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from storage import backup, losses, verifying
from storage.backup import BackupMade, KnownBackup
from storage.clock import from_micros, to_micros
from storage.database import Database
from storage.keys import Keys
from storage.pictures import Pictures
from storage.verifying import Progress, silent


class Upkeep:
    """Verifies and backs up the safe of `home`. Any thread may call."""

    def __init__(self, home: Path, database: Database, pictures: Pictures, keys: Keys) -> None:
        self._home = home
        self._database = database
        self._pictures = pictures
        self._keys = keys
        self._found = database.findings

    def found(self, findings: Sequence[str]) -> None:
        """Adds what else was found when the safe was opened: sentences."""
        self._found = (*self._found, *findings)

    def problems(self) -> tuple[str, ...]:
        """What was found when the safe was opened, and changes that are missing; quick."""
        missing = losses.unnoted(self._database.rows)
        return (*self._found, *(loss.sentence() for loss in missing))

    def note(self) -> int:
        """The user has taken note of missing changes: they are told no more. Returns how many losses there were."""
        noted = len(losses.unnoted(self._database.rows))
        if noted:
            self._database.execute("UPDATE loss SET noted = 1")
        return noted

    def verify(self, tell: Progress = silent) -> list[str]:
        """A sentence a problem; [] when everything is sound. Takes seconds a gigabyte."""
        found = [*self.problems()]
        found += verifying.problems(self._home, self._database, self._pictures, self._keys.database(), tell)
        if not found:
            sql = "INSERT OR REPLACE INTO upkeep(name, at) VALUES ('verified', ?)"
            self._database.execute(sql, (to_micros(self._database.clock()),))
        return found

    def back_up(self, target: Path, *, folder: bool = False) -> BackupMade:
        """Writes everything, encrypted as it is, to one file, or as a new snapshot in a folder. Raises DiskFull."""
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
