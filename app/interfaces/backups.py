"""Encrypted copies of the safe, and whether all of it is sound."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What came of looking through a safe: a sentence a problem, and what was looked at, piece by piece."""

    problems: tuple[str, ...] = ()
    looked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BackupView:
    """A copy of the safe's content that the safe knows of; it may have been moved or removed since."""

    path: str
    created: datetime
    until: datetime
    form: str = ""


@dataclass(frozen=True, slots=True)
class BackupReport:
    """A backup that is complete. `size` in bytes; `carried` files were there in an earlier snapshot already."""

    path: str
    created: datetime
    until: datetime
    size: int
    files: int
    carried: int = 0


class BackupCalls(Protocol):
    """Backing up, and looking through everything."""

    def back_up(self, path: str, folder: bool = False) -> BackupReport:
        """Writes everything, encrypted as it is, to one file, or as a snapshot in a folder; the safe stays in use."""

    def verify(self, noted: bool = False) -> VerifyReport:
        """Looks at every page, picture, link, record that waits and known copy; seconds a gigabyte.

        With `noted` the user has taken note of what is missing: it is told no more.
        """

    def known_backups(self) -> list[BackupView]:
        """Copies that may hold what is forgotten here, the oldest first."""
