"""When sealed values were shown: ids and times, never values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from storage.clock import from_micros, to_micros
from storage.database import Database
from storage.ids import MemoryId


@dataclass(frozen=True, slots=True)
class VaultEntry:
    """One line of the log: when, which memory, what was done with its value."""

    at: datetime
    memory: MemoryId
    what: str


class VaultLog:
    """The log of the vault."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def write(self, memory: MemoryId, what: str) -> None:
        """Notes that `what` ("revealed", "copied", "exported") happened to the value of `memory`."""
        self.write_all([memory], what)

    def write_all(self, memories: Sequence[MemoryId], what: str) -> None:
        """Notes it of several, in one transaction."""
        at = to_micros(self._database.clock())
        self._database.write(
            lambda connection: connection.executemany(
                "INSERT INTO vault_log(at, memory, what) VALUES (?, ?, ?)",
                [(at, memory.bytes, what) for memory in memories],
            )
        )

    def entries(self, limit: int = 200) -> list[VaultEntry]:
        """The latest entries, newest first."""
        rows = self._database.rows(
            "SELECT at, memory, what FROM vault_log ORDER BY seq DESC LIMIT ?", (limit,)
        )
        return [VaultEntry(from_micros(at), MemoryId(UUID(bytes=id)), what) for at, id, what in rows]
