"""What Reverie answered with, by chat turn, so that a citation opens long after and goes when its evidence goes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from storage import receipts
from storage.connection import Connection
from storage.database import Database

# Values under these keys, and in lists under those, are codes, ids and times of an answer: nobody's words.
_NO_WORDS = """
id type kind part name doing told_by time since until started ended state reason model
""".split()
_LISTS_OF_NO_WORDS = ("*.kinds", "*.types", "*.has", "$.without")


class Answers:
    """Answers with their citations. Every id in an answer's JSON counts as cited."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # The shape of an answer belongs to `app`; here it is JSON with ids in it.
    def put(self, turn: UUID, content: dict[str, Any], *, read_at: int | None = None) -> None:
        """Keeps the answer given in `turn`, in place of a former one.

        Raises ForgottenMeanwhile when something was forgotten since `read_at` (`Receipts.mark` before the reading).
        """
        cited = {id for id in _ids(content) if id != turn}
        self._database.write(lambda connection: _put(connection, turn, content, cited, read_at))

    def get(self, turn: UUID) -> dict[str, Any] | None:
        """The answer given in `turn`, or None when there is none (any more)."""
        row = self._database.row("SELECT content FROM answer WHERE turn = ?", (turn.bytes,))
        if row is None:
            return None
        content: dict[str, Any] = json.loads(row[0])
        return content


def mentioning(connection: Connection, words: str) -> set[bytes]:
    """The turns of the answers in whose words `words` (folded) stands."""
    lists = "".join(" AND part.path NOT GLOB ?" for _ in _LISTS_OF_NO_WORDS)
    sql = (
        "SELECT DISTINCT turn FROM answer, json_tree(answer.content) part WHERE part.type = 'text' "
        f"AND part.key NOT IN (SELECT value FROM json_each(?)){lists} AND mentions(part.atom, ?)"
    )
    rows = connection.execute(sql, (json.dumps(_NO_WORDS), *_LISTS_OF_NO_WORDS, words))
    return {turn for (turn,) in rows}


def _put(
    connection: Connection, turn: UUID, content: dict[str, Any], cited: set[UUID], read_at: int | None
) -> None:
    receipts.require(connection, read_at)
    connection.execute("DELETE FROM answer WHERE turn = ?", (turn.bytes,))
    connection.execute(
        "INSERT INTO answer(turn, content) VALUES (?, ?)",
        (turn.bytes, json.dumps(content, ensure_ascii=False)),
    )
    connection.executemany(
        "INSERT INTO answer_citation(cited, turn) VALUES (?, ?)", [(id.bytes, turn.bytes) for id in cited]
    )


def _ids(value: object) -> Iterator[UUID]:
    if isinstance(value, dict):
        for item in value.values():
            yield from _ids(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _ids(item)
    elif isinstance(value, str) and len(value) in (32, 36):
        yield from _id(value)


def _id(text: str) -> Iterator[UUID]:
    try:
        yield UUID(text)
    except ValueError:
        return
