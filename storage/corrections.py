"""Words that the user said are wrong: no evidence for an answer while the memory that corrects them holds."""

from __future__ import annotations

from collections.abc import Sequence

from storage.connection import Connection
from storage.database import Database
from storage.ids import MemoryId
from storage.memory_rows import CURRENT
from storage.model import Source


class Corrections:
    """The corrected words; any thread may call. They go with the memory, and with what they stand in."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def quotes(self) -> list[str]:
        """The words that are wrong by what holds now."""
        rows = self._database.rows(
            f"SELECT DISTINCT c.quote FROM correction c JOIN memory m ON m.seq = c.memory WHERE {CURRENT}"
        )
        return [quote for (quote,) in rows]

    def put(self, connection: Connection, memory: MemoryId, wrong: Sequence[Source]) -> None:
        """Says that a memory corrects the words of these sources, inside the present transaction."""
        for source in wrong:
            if source.quote.strip():
                connection.execute(
                    "INSERT OR IGNORE INTO correction(memory, observation, quote) SELECT m.seq, o.seq, ? "
                    "FROM memory m, observation o WHERE m.id = ? AND o.id = ?",
                    (source.quote, memory.bytes, source.observation.bytes),
                )
