"""What stood behind the break in a log that was set aside: brought back into a salvaged safe, row by row.

The safe went on without it, so its pages and those of today cannot be laid over each other: a newer page would be lost,
or one would point into another's. Only whole moments and memories that are not there are taken, with their pictures and
sources, under numbers of their own. What is there stays as it is, and what was forgotten since stays forgotten.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeAlias
from uuid import UUID

from storage import jobs, receipts
from storage.btree import Trees, Value
from storage.clock import from_micros, to_micros
from storage.connection import Connection
from storage.losses import FOLDER
from storage.model import JobKind, ObservationType, Receipt
from storage.pages import Pages
from storage.secret_memory import Bytes

# A row of a table by the names of its columns.
_Row: TypeAlias = dict[str, Any]
_REASON = "brought back from a log that was set aside"
_ORDINARY = ("observation", "frame_detail", "memory", "memory_source")
_KEYED = ("picture", "sealed")


@dataclass(frozen=True, slots=True)
class _Forgotten:
    """What must not come back: these ids, and moments of these stretches of time (microseconds)."""

    ids: frozenset[bytes]
    stretches: tuple[tuple[int, int], ...]

    def holds(self, row: _Row) -> bool:
        """Whether a moment or memory was forgotten, or may be what was meant to be."""
        time: int = row["time"] if "time" in row else row["created"]
        return row["id"] in self.ids or any(first <= time <= last for first, last in self.stretches)


def bring_back(connection: Connection, main: Path, key: Bytes) -> list[str]:
    """Adds what the logs beside `main` hold to a salvaged database, in the present transaction; a sentence a log."""
    return [
        _brought_back(connection, main, key, log)
        for log in sorted((main.parent / FOLDER).glob("*.wal"))
        if log.is_file()
    ]


def _brought_back(connection: Connection, main: Path, key: Bytes, log: Path) -> str:
    named = f"the log set aside as {FOLDER}/{log.name}"
    if not receipts.are_complete(connection):
        return (
            f"Nothing was brought back from {named}: receipts of forgetting are missing, and what was forgotten "
            "might have come back with it."
        )
    forgotten = _forgotten(connection, log)
    with Pages(main, key, [log]) as pages:
        bringing = _Bringing(connection, forgotten, _rows(connection, pages))
        bringing.moments()
        bringing.memories()
    if not bringing.seqs and not bringing.kept:
        return f"Nothing was missing that {named} holds whole." + _left_out(bringing.left_out)
    return (
        f"Brought back from {named}: {len(bringing.seqs)} moments and {bringing.kept} memories that were missing. What "
        "the safe has in a newer form stayed as it is." + _left_out(bringing.left_out)
    )


def _left_out(number: int) -> str:
    if not number:
        return ""
    return f" Left out, since something of it or of its time was forgotten later, or it is in part only: {number}."


class _Bringing:
    """Takes over from `rows` (by table) what is whole and not there. `seqs`: new numbers of moments by the old ones."""

    def __init__(self, connection: Connection, forgotten: _Forgotten, rows: dict[str, list[_Row]]) -> None:
        self._connection = connection
        self._forgotten = forgotten
        self._rows = rows
        self._ids = {row["seq"]: row["id"] for row in rows["observation"]}
        self.seqs: dict[int, int] = {}
        self.kept = 0
        self.left_out = 0

    def moments(self) -> None:
        """Moments with their words' places, thumbnails and pictures; they are digested again."""
        details = {row["observation"]: row for row in self._rows["frame_detail"]}
        for row in sorted(self._rows["observation"], key=lambda row: row["seq"]):
            if not self._is_new("observation", row):
                continue
            picture = row["picture"] if self._with_picture(row["picture"], 0) else None
            seq = self._insert("observation", {**row, "seq": None, "picture": picture})
            if seq is None:
                continue  # the same was imported again since
            self.seqs[row["seq"]] = seq
            if row["seq"] in details:
                self._insert("frame_detail", {**details[row["seq"]], "observation": seq})
            id = UUID(bytes=row["id"])
            jobs.insert(self._connection, JobKind.DIGEST, [id], from_micros(row["time"]))

    def memories(self) -> None:
        """Memories all of whose sources are there, and those that need none."""
        for row in sorted(self._rows["memory"], key=lambda row: row["seq"]):
            if not self._is_new("memory", row):
                continue
            own = [source for source in self._rows["memory_source"] if source["memory"] == row["seq"]]
            moments = [self._now(source["observation"]) for source in own]
            if None in moments or not (own or row["author"] == "user") or not self._with_value(row["sealed"]):
                self.left_out += 1
                continue
            seq = self._insert("memory", {**row, "seq": None, "superseded_by": None})
            if seq is None:
                continue
            self.kept += 1
            for source, moment in zip(own, moments, strict=True):
                self._insert("memory_source", {**source, "seq": None, "memory": seq, "observation": moment})
            self._begin_history(seq, row)

    def _is_new(self, table: str, row: _Row) -> bool:
        if self._connection.execute(f"SELECT 1 FROM {table} WHERE id = ?", (row["id"],)).fetchone():
            return False
        if self._forgotten.holds(row):
            self.left_out += 1
            return False
        return True

    def _now(self, former: int) -> int | None:
        """The number that a moment has now; None when it is not there, or not surely the same."""
        if former in self.seqs:
            return self.seqs[former]
        id = self._ids.get(former)
        where, value = ("id", id) if id is not None else ("seq", former)
        if id is None and self._forgotten.stretches:
            return None  # its number may have been given again
        row = self._connection.execute(f"SELECT seq FROM observation WHERE {where} = ?", (value,)).fetchone()
        return None if row is None else int(row[0])

    def _with_picture(self, id: Value, depth: int) -> bool:
        """Takes a picture's key over, after that of the one it lies over; whether it is there."""
        if id is None or depth > 1:
            return False
        if self._connection.execute("SELECT 1 FROM picture WHERE id = ?", (id,)).fetchone():
            return True
        row = next((row for row in self._rows["picture"] if row["id"] == id), None)
        if row is None or (row.get("base") is not None and not self._with_picture(row["base"], depth + 1)):
            return False
        self._insert("picture", row)
        return True

    def _with_value(self, id: Value) -> bool:
        """Takes the sealed value of a memory over; whether it is there, or none is needed."""
        row = next((row for row in self._rows["sealed"] if row["id"] == id), None)
        if row is not None:
            self._insert("sealed", row)
        there = self._connection.execute("SELECT 1 FROM sealed WHERE id = ?", (id,)).fetchone()
        return id is None or there is not None

    def _begin_history(self, seq: int, row: _Row) -> None:
        step = "INSERT INTO step(at, author) VALUES (?, ?) RETURNING seq"
        number = self._connection.execute(step, (row["created"], row["author"])).fetchone()[0]
        self._connection.execute(
            "INSERT INTO memory_version(memory, number, at, author, reason, body, step) VALUES (?, 0, ?, ?, ?, '', ?)",
            (seq, row["created"], row["author"], _REASON, number),
        )

    def _insert(self, table: str, row: _Row) -> int | None:
        """Adds a row unless one of its kind is there; its number."""
        names, marks = ", ".join(row), ", ".join("?" * len(row))
        sql = f"INSERT OR IGNORE INTO {table}({names}) VALUES ({marks}) RETURNING rowid"
        if table in _KEYED:
            sql = sql.removesuffix(" RETURNING rowid")
        found = self._connection.execute(sql, list(row.values())).fetchall()
        return int(found[0][0]) if found else None


def _forgotten(connection: Connection, log: Path) -> _Forgotten:
    """By every receipt there is; stretches of those made since the log was set aside, where not single things went."""
    every = receipts.every(connection)
    ids = frozenset(id.bytes for receipt in every for id in receipt.ids)
    since = _set_aside_at(log)
    return _Forgotten(ids, tuple(_stretch(one) for one in every if _is_wide(one, since)))


def _is_wide(receipt: Receipt, since: datetime) -> bool:
    later = receipt.at is not None and receipt.at >= since
    return later and receipt.by != ("ids",) and receipt.first is not None


def _stretch(receipt: Receipt) -> tuple[int, int]:
    first = receipt.first or datetime.max.replace(tzinfo=UTC)
    return to_micros(first), to_micros(receipt.last or first)


def _set_aside_at(log: Path) -> datetime:
    try:
        return datetime.strptime(log.name[:15], "%Y%m%d-%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)


def _rows(connection: Connection, pages: Pages) -> dict[str, list[_Row]]:
    """The rows that lie on pages of the log, by table, as far as they make sense in the present shape."""
    trees = Trees(pages)
    roots = {table.name: table.root for table in trees.tables if table.type == "table"}
    found: dict[str, list[_Row]] = {}
    for name in (*_ORDINARY, *_KEYED):
        columns = _columns(connection, name)
        rows = trees.rows(roots[name]) if name in roots else ()
        found[name] = [
            row for one in rows if one.whole and pages.in_log(one.page)
            if (row := _named(columns, one.number, one.values)) and _makes_sense(name, row)
        ]  # fmt: skip
    return found


def _named(columns: Sequence[tuple[str, bool]], number: int | None, values: Sequence[Value]) -> _Row:
    """The row by its columns' names; {} when it has more of them than the table."""
    if len(values) > len(columns):
        return {}
    return {
        name: number if is_number else value
        for (name, is_number), value in zip(columns, values, strict=False)
    }


def _columns(connection: Connection, table: str) -> list[tuple[str, bool]]:
    """The columns in the order of a row's record, and whether a column is the row's number."""
    info = connection.execute(f"PRAGMA table_info({table})").fetchall()
    return [(row[1], bool(row[5]) and row[2].upper() == "INTEGER") for row in info]


def _makes_sense(table: str, row: _Row) -> bool:
    """Whether a row is one of this table: a page may have belonged to another when the log was written."""
    if table == "observation":
        return _is_id(row) and row.get("type") in set(ObservationType) and _are(row, int, "time")
    if table == "memory":
        return (
            _is_id(row)
            and _are(row, int, "created", "valid_from")
            and _are(row, str, "kind", "body", "author")
        )
    if table == "memory_source":
        return _are(row, int, "memory", "observation") and _are(row, str, "quote")
    if table == "frame_detail":
        return _are(row, int, "observation")
    return _is_id(row)


def _is_id(row: _Row) -> bool:
    id = row.get("id")
    return isinstance(id, bytes) and len(id) == 16


def _are(row: _Row, type: type, *names: str) -> bool:
    return all(isinstance(row.get(name), type) for name in names)
