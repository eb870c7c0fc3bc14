"""Embedding models that take turns: one serves, its successor is filled behind it, former ones leave piece by piece.

Every step is a row of the database: a kill at any moment leaves a state from which the next start goes on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from storage.connection import Connection
from storage.database import Database

# Vectors let go of in one transaction: about 10 MB of pages, which are overwritten.
_PIECE = 2000


class ModelState(StrEnum):
    """Where an embedding model stands."""

    SERVING = "serving"
    FILLING = "filling"
    LEAVING = "leaving"


@dataclass(frozen=True, slots=True)
class Turn:
    """Which model questions are asked with, and which one is being filled to take its place (empty: none)."""

    serving: str
    filling: str = ""


class Embedders:
    """The models vectors are kept of. Any thread may call."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def choose(self, wanted: str, usable: Callable[[str], bool]) -> Turn:
        """Makes `wanted` the model to come, or the one that serves when nothing usable serves yet.

        A model that serves and is `usable` goes on serving until its successor has a vector of everything. Choosing
        the serving one again ends a succession in the middle. What was made of a model that lost its turn goes.
        """
        if self.turn() == Turn(wanted):
            return Turn(wanted)  # nothing is written: the safe may be one that can only be read
        serving = self._named(ModelState.SERVING)
        keeps = serving if serving and serving != wanted and usable(serving) else ""
        self._database.write(lambda connection: _choose(connection, wanted, keeps))
        return Turn(keeps or wanted, wanted if keeps else "")

    def turn(self) -> Turn:
        """As it stands."""
        return Turn(self._named(ModelState.SERVING), self._named(ModelState.FILLING))

    def take_over(self, model: str) -> bool:
        """Lets the filled model serve, and its forerunner leave; False while something has no vector of it yet."""
        return self._database.write(lambda connection: _take_over(connection, model))

    def leave_some(self) -> bool:
        """Deletes a piece of what is kept of models that leave; False when nothing is left of them."""
        return self._database.write(_leave_some)

    def _named(self, state: ModelState) -> str:
        row = self._database.row("SELECT name FROM model WHERE state = ? ORDER BY id LIMIT 1", (state,))
        return row[0] if row else ""


def register(connection: Connection, model: str, state: ModelState = ModelState.FILLING) -> int:
    """The model's number. One seen for the first time needs a vector of everything: memories first, newest first."""
    row = connection.execute("SELECT id FROM model WHERE name = ?", (model,)).fetchone()
    if row is not None:
        return int(row[0])
    row = connection.execute("INSERT INTO model(name, state) VALUES (?, ?) RETURNING id", (model, state))
    number = int(row.fetchone()[0])
    _want_all(connection, number)
    return number


def _choose(connection: Connection, wanted: str, keeps: str) -> None:
    state = ModelState.FILLING if keeps else ModelState.SERVING
    number = register(connection, wanted, state)
    (former,) = connection.execute("SELECT state FROM model WHERE id = ?", (number,)).fetchone()
    connection.execute("UPDATE model SET state = ? WHERE id = ?", (state, number))
    connection.execute(
        "UPDATE model SET state = ? WHERE name NOT IN (?, ?)", (ModelState.LEAVING, wanted, keeps)
    )
    if former == ModelState.LEAVING:
        _want_all(connection, number)


def _want_all(connection: Connection, number: int) -> None:
    """Writes into the outbox what has no vector of this model."""
    without = "NOT EXISTS (SELECT 1 FROM vector v WHERE v.owner = t.id AND v.model = ?1)"
    connection.execute(
        f"INSERT OR IGNORE INTO outbox(model, owner, kind) SELECT ?1, t.id, t.kind FROM memory t "
        f"WHERE t.valid_to IS NULL AND t.superseded_by IS NULL AND {without} ORDER BY t.seq DESC",
        (number,),
    )
    connection.execute(
        f"INSERT OR IGNORE INTO outbox(model, owner, kind) SELECT ?1, t.id, t.type FROM observation t "
        f"WHERE {without} ORDER BY t.seq DESC",
        (number,),
    )


def _take_over(connection: Connection, model: str) -> bool:
    row = connection.execute(
        "SELECT id FROM model m WHERE name = ? AND NOT EXISTS (SELECT 1 FROM outbox x WHERE x.model = m.id)",
        (model,),
    ).fetchone()
    if row is None:
        return False
    connection.execute(
        "UPDATE model SET state = iif(id = ?, ?, ?)", (row[0], ModelState.SERVING, ModelState.LEAVING)
    )
    return True


def _leave_some(connection: Connection) -> bool:
    row = connection.execute(
        "SELECT id FROM model WHERE state = ? ORDER BY id LIMIT 1", (ModelState.LEAVING,)
    ).fetchone()
    if row is None:
        return False
    for table in ("outbox", "vector"):
        gone = connection.execute(
            f"DELETE FROM {table} WHERE seq IN (SELECT seq FROM {table} WHERE model = ? ORDER BY seq LIMIT ?)",
            (row[0], _PIECE),
        )
        if gone.rowcount:
            return True
    connection.execute("DELETE FROM vector_number WHERE model = ?", (row[0],))
    connection.execute("DELETE FROM model WHERE id = ?", (row[0],))
    return True
