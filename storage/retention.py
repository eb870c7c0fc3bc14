"""Forgetting by age: how long the frames of an app, their pictures, conversations, or memories of a kind are kept.

A rule begins a day after it was made, so that its forecast can be read before it acts. It acts once a day, in pieces,
each a forgetting with a receipt of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from storage.clock import from_micros, maybe_time, to_micros
from storage.connection import Connection
from storage.database import Database, Row
from storage.errors import NotFound, WrongUse
from storage.forgetting import Forgetting
from storage.kind import Kinds
from storage.model import Cause, Receipt, Selection

GRACE = timedelta(days=1)
AGAIN = timedelta(days=1)
# Forgotten in one piece: about a second's work, while recording goes on between two of them.
PIECE = 100


class Aged(StrEnum):
    """What has an age: frames with all that belongs to them, their pictures alone, conversations, memories."""

    FRAMES = "frames"
    PICTURES = "pictures"
    TURNS = "turns"
    MEMORIES = "memories"


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """`what` of `name` is kept for `days`: an app, or a kind of memory; an empty name means every app, all talk."""

    id: int
    what: Aged
    name: str
    days: int
    starts: datetime
    acted: datetime | None = None


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a rule would take if it acted now. `resting` memories lose sources: they are told anew, or go."""

    observations: int = 0
    pictures: int = 0
    memories: int = 0
    resting: int = 0


class Retention:
    """The rules of a safe, and the acting by them. Any thread may call."""

    def __init__(self, database: Database, forgetting: Forgetting, kinds: Kinds) -> None:
        self._database = database
        self._forgetting = forgetting
        self._kinds = kinds

    def rules(self) -> list[RetentionRule]:
        """Every rule, in the order they were made."""
        return [_rule(row) for row in self._database.rows("SELECT * FROM retention ORDER BY id")]

    def add(self, what: Aged, name: str, days: int) -> RetentionRule:
        """Keeps `what` of `name` for `days` from tomorrow on, in place of a former rule for it. Raises WrongUse."""
        self._check(what, name, days)
        starts = to_micros(self._database.clock() + GRACE)
        self._database.execute(
            "INSERT INTO retention(what, name, days, starts) VALUES (?, ?, ?, ?) ON CONFLICT(what, name) "
            "DO UPDATE SET days = excluded.days, starts = excluded.starts, acted = NULL",
            (what, name, days, starts),
        )
        return next(rule for rule in self.rules() if (rule.what, rule.name) == (what, name))

    def remove(self, id: int) -> None:
        """Nothing is forgotten by this rule any more. Raises NotFound."""
        if not any(rule.id == id for rule in self.rules()):
            raise NotFound("There is no such retention rule. See: reverie retention list")
        self._database.execute("DELETE FROM retention WHERE id = ?", (id,))

    def forecast(self, what: Aged, name: str, days: int) -> Forecast:
        """What such a rule would take if it acted now. Raises WrongUse."""
        self._check(what, name, days)
        before = self._database.clock() - timedelta(days=days)
        return self._database.read(lambda connection: _forecast(connection, what, name, before))

    def act(self) -> Receipt | None:
        """Forgets a piece of what is over its time; None when nothing is due any more today."""
        now = self._database.clock()
        for rule in self.rules():
            if rule.starts > now or (rule.acted is not None and now - rule.acted < AGAIN):
                continue
            receipt = self._piece(rule, now - timedelta(days=rule.days))
            if receipt is not None:
                return receipt
            self._database.execute("UPDATE retention SET acted = ? WHERE id = ?", (to_micros(now), rule.id))
        return None

    def _piece(self, rule: RetentionRule, before: datetime) -> Receipt | None:
        condition, values = _due(rule.what, rule.name, before)
        table = "memory" if rule.what is Aged.MEMORIES else "observation"
        rows = self._database.rows(
            f"SELECT id FROM {table} WHERE {condition} ORDER BY seq LIMIT ?", [*values, PIECE]
        )
        ids = tuple(UUID(bytes=id) for (id,) in rows)
        if not ids:
            return None
        by = (str(rule.what), "age")
        if rule.what is Aged.PICTURES:
            return self._forgetting.strip(ids, Cause.RETENTION, by)
        receipt = self._forgetting.carry_out(Selection(ids=ids), Cause.RETENTION, by)
        return receipt if receipt.number else None

    def _check(self, what: Aged, name: str, days: int) -> None:
        if not 1 <= days <= 36_500:
            raise WrongUse("Say for how long, at least a day: 7d, 90d or 2y.")
        if what is Aged.MEMORIES:
            self._kinds[name]
        if what is Aged.TURNS and name:
            raise WrongUse("Conversations have one age for all of them.")


def _due(what: Aged, name: str, before: datetime) -> tuple[str, list[object]]:
    """The condition for what is over its time; pinned memories have none."""
    limit = to_micros(before)
    if what is Aged.MEMORIES:
        return "kind = ? AND valid_from < ? AND pinned = 0", [name, limit]
    if what is Aged.TURNS:
        return "type = 'turn' AND time < ?", [limit]
    pictured = " AND picture IS NOT NULL" if what is Aged.PICTURES else ""
    if not name:
        return f"type = 'frame' AND time < ?{pictured}", [limit]
    return f"type = 'frame' AND app = ? COLLATE NOCASE AND time < ?{pictured}", [name, limit]


def _forecast(connection: Connection, what: Aged, name: str, before: datetime) -> Forecast:
    condition, values = _due(what, name, before)
    if what is Aged.MEMORIES:
        return Forecast(
            memories=_number(connection, f"SELECT count(*) FROM memory WHERE {condition}", values)
        )
    seen, pictures = connection.execute(
        f"SELECT count(*), count(picture) FROM observation WHERE {condition}", values
    ).fetchone()
    if what is Aged.PICTURES:
        return Forecast(pictures=pictures)
    resting = (
        "SELECT count(DISTINCT memory) FROM memory_source WHERE observation IN "
        f"(SELECT seq FROM observation WHERE {condition})"
    )
    return Forecast(seen, pictures, 0, _number(connection, resting, values))


def _number(connection: Connection, sql: str, values: list[object]) -> int:
    return int(connection.execute(sql, values).fetchone()[0])


def _rule(row: Row) -> RetentionRule:
    id, what, name, days, starts, acted = row
    return RetentionRule(id, Aged(what), name, days, from_micros(starts), maybe_time(acted))
