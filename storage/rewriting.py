"""Memories that lose some of their sources: what is asked of whoever can tell them anew, and when that is asked.

The telling is done before the transaction that forgets; inside it an earlier telling is taken only where the memory
and what is left to it are still the same.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol, TypeAlias

from storage import memory_rows, observation_rows
from storage.choosing import among
from storage.connection import Connection
from storage.database import Row
from storage.model import BodyFields, Memory, Observation, Rewritten

# Reading more of a memory's sources than this makes no better memory of it: the newest are read.
MOST_SOURCES = 200
_Known: TypeAlias = tuple[bytes, int, str, frozenset[int]]


class Rewriter(Protocol):
    """Tells a memory anew. Called from any thread, also inside the transaction that forgets: it reads no database."""

    def rewritten(
        self, memory: Memory, left: Sequence[Observation], allowed: Callable[[BodyFields], bool]
    ) -> Rewritten | None:
        """The memory as `left`, by their times, bear it out, its body unchanged where they bear out all of it.

        None when nothing of it can be had from them. A body that is not `allowed` is no answer.
        """


class Rewriting:
    """Tellings of one act of forgetting, each asked for once. Without a rewriter nothing can be told anew."""

    def __init__(self, rewriter: Rewriter | None) -> None:
        self._rewriter = rewriter
        self._told: dict[_Known, Rewritten | None] = {}

    def of(
        self,
        connection: Connection,
        seq: int,
        left: Iterable[int],
        allowed: Callable[[Memory, BodyFields], bool],
    ) -> Rewritten | None:
        """The memory `seq` by the observations `left` (by seq); None when it cannot be told by them."""
        if self._rewriter is None:
            return None
        memory, stamp = _memory(connection, seq)
        newest = frozenset(sorted(left)[-MOST_SOURCES:])
        known = (memory.id.bytes, stamp, json.dumps(memory.body, sort_keys=True), newest)
        if known not in self._told:
            self._told[known] = self._rewriter.rewritten(
                memory, _observations(connection, newest), lambda body: allowed(memory, body)
            )
        return self._told[known]


def _memory(connection: Connection, seq: int) -> tuple[Memory, int]:
    rows = connection.execute(
        f"SELECT {memory_rows.COLUMNS} FROM {memory_rows.TABLES} WHERE m.seq = ?", (seq,)
    ).fetchall()

    def ask(sql: str, values: Sequence[Any]) -> list[Row]:
        found: list[Row] = connection.execute(sql, values).fetchall()
        return found

    stamp = connection.execute("SELECT revised FROM memory WHERE seq = ?", (seq,)).fetchone()[0]
    return memory_rows.from_rows(rows, ask)[0], stamp


def _observations(connection: Connection, seqs: Iterable[int]) -> list[Observation]:
    """By their times; frames without the places of their words."""
    rows = among(connection, f"SELECT {observation_rows.COLUMNS} FROM observation o WHERE o.seq", seqs)
    found = [observation_rows.from_row(row) for row in rows]
    return sorted(found, key=lambda seen: (seen.time, seen.id))
