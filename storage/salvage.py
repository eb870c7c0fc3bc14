"""Salvage: a new safe made of everything in a damaged one that can still be read.

The damaged home is only read. Pages that authenticate are read one by one, without SQLite, so that one that does not
costs what was on it. The rows go into an empty database of the same shape; its triggers make words and counts anew.
What a log that was set aside holds beside that is added last (`storage.lost_logs`).
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from pathlib import Path

from storage import connection as connections
from storage import links, lost_logs, migrations
from storage.btree import Row, Trees
from storage.commit_counter import Count, count_in
from storage.connection import Connection, storage_errors
from storage.errors import SafeDamaged
from storage.pages import Pages
from storage.places import Places
from storage.secret_memory import Bytes

# Written by triggers as the rows they count or pack come in.
_TRIGGERED = {"seen", "vector_pack", "vector_loose", "vector_number", "words_merged"}
_VERSION_AT = 60


def rebuild(home: Path, key: Bytes, target: Path, beside: Count | None) -> list[str]:
    """Makes the database of `target`, under the same key, from what can be read in `home`.

    `beside` is what the counter of commits says: it may know of receipts that cannot be read any more. Returns a
    sentence for each thing that was hit. Raises SafeDamaged when nothing can be read, DiskFull.
    """
    main = home / connections.FILE
    with Pages(main, key, [home / (connections.FILE + "-wal")]) as pages:
        trees = Trees(pages)
        if not trees.tables:
            raise SafeDamaged("Nothing in the database can be read with this key. Put back a backup.")
        places = Places(pages, trees)
        told = [damage.sentence for damage in places.damages(pages.damaged())] + places.cut_rows()
        version = _version(pages, trees)

        def work(opened: Connection) -> None:
            migrations.bring_up(opened, migrations.STEPS[:version])
            _fill(opened, trees)
            migrations.bring_up(opened)
            _in_transaction(opened, lambda connection: _count_receipts(connection, beside))
            _in_transaction(opened, links.mend)

        _in_database(target, key, work, new=True)

    def bring_back(opened: Connection) -> None:
        _in_transaction(opened, lambda connection: told.extend(lost_logs.bring_back(connection, main, key)))
        _in_transaction(opened, links.mend)

    _in_database(target, key, bring_back, new=False)
    return told


def _in_database(target: Path, key: Bytes, work: Callable[[Connection], None], *, new: bool) -> None:
    opened = connections.connect(target, key, new=new)
    try:
        with storage_errors(target):
            work(opened)
    finally:
        opened.close()


def _count_receipts(connection: Connection, beside: Count | None) -> None:
    """Where the page of the count was hit, the counter beside the database says how many receipts there must be."""
    count = count_in(connection)
    if count is not None and beside is not None and beside.receipts > count.receipts:
        connection.execute("UPDATE commits SET receipts = ?, receipt = ?", (beside.receipts, beside.receipt))


def _fill(opened: Connection, trees: Trees) -> None:
    opened.execute("PRAGMA foreign_keys=OFF")
    _in_transaction(opened, lambda connection: _copy_all(connection, trees))
    opened.execute("PRAGMA foreign_keys=ON")


def _copy_all(connection: Connection, trees: Trees) -> None:
    roots = {table.name: table.root for table in trees.tables if table.type == "table" and table.root}
    for name, root, without_rowid in _ordinary(connection):
        # Where the schema's own page was hit: a table made by the same steps has the same root.
        known = roots.get(name) or (root if root not in roots.values() and trees.is_root(root) else 0)
        if known and name not in _TRIGGERED:
            _copy(connection, name, trees.rows(known), without_rowid)


def _ordinary(connection: Connection) -> list[tuple[str, int, bool]]:
    """The tables that hold rows of our own: (name, root, without row ids); those of the words indexes are not."""
    virtual = [
        name
        for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL%'")
    ]
    rows = connection.execute(
        "SELECT s.name, s.rootpage, l.wr FROM sqlite_schema s JOIN pragma_table_list l ON l.name = s.name "
        "WHERE s.type = 'table' AND s.rootpage > 0 AND s.name NOT LIKE 'sqlite%'"
    ).fetchall()
    return [
        (name, root, bool(wr))
        for name, root, wr in rows
        if not any(name.startswith(f"{one}_") for one in virtual)
    ]


def _copy(connection: Connection, table: str, rows: Iterator[Row], without_rowid: bool) -> None:
    columns, key = _columns(connection, table, without_rowid)
    first = True
    for row in rows:
        if not row.whole or len(row.values) > len(columns):
            continue
        if first:
            connection.execute(f"DELETE FROM {table}")  # what a step wrote gives way to what was kept
            first = False
        values = [
            row.number if name == key else value for name, value in zip(columns, row.values, strict=False)
        ]
        names, marks = ", ".join(columns[: len(values)]), ", ".join("?" * len(values))
        connection.execute(f"INSERT OR IGNORE INTO {table}({names}) VALUES ({marks})", values)


def _columns(connection: Connection, table: str, without_rowid: bool) -> tuple[list[str], str]:
    """The columns in the order of a row's record, and the one that is the row's number (empty: none)."""
    if without_rowid:
        sql = (
            "SELECT x.name FROM pragma_index_list(?) l, pragma_index_xinfo(l.name) x "
            "WHERE l.origin = 'pk' ORDER BY x.seqno"
        )
        return [name for (name,) in connection.execute(sql, (table,))], ""
    info = connection.execute(f"PRAGMA table_info({table})").fetchall()
    keys = [row[1] for row in info if row[5]]
    typed = {row[1]: row[2] for row in info}
    key = keys[0] if len(keys) == 1 and typed[keys[0]].upper() == "INTEGER" else ""
    return [row[1] for row in info], key


def _version(pages: Pages, trees: Trees) -> int:
    """The shape of the damaged database: as its first page says, or, where that was hit, as its tables tell."""
    first = pages.page(1)
    if first is not None:
        said = int(struct.unpack_from(">I", first, _VERSION_AT)[0])
        if 0 < said <= len(migrations.STEPS):
            return said
    found = {table.sql for table in trees.tables}
    return max(range(1, len(migrations.STEPS) + 1), key=lambda version: _fits(version, found))


def _fits(version: int, found: set[str]) -> int:
    """How well the tables of a shape match: those it shares, less those it would have beside them."""
    shapes = connections.in_memory()
    try:
        migrations.bring_up(shapes, migrations.STEPS[:version])
        wanted = {sql or "" for (sql,) in shapes.execute("SELECT sql FROM sqlite_schema")}
    finally:
        shapes.close()
    return len(wanted & found) - len(wanted - found)


def _in_transaction(connection: Connection, work: Callable[[Connection], None]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        work(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
