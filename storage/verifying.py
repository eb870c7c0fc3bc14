"""Looking through a whole safe: every page, every picture, the links between rows, the key file, the counter.

Each problem is a sentence that names what was hit by its table, time or id, never by what it says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

from storage import keys, links
from storage.btree import Trees
from storage.connection import FILE as DATABASE
from storage.connection import Connection, is_damage
from storage.database import Database
from storage.errors import ReverieError, SafeDamaged
from storage.losses import spoken
from storage.pages import Pages
from storage.pictures import Pictures
from storage.places import Places
from storage.secret_memory import Bytes

# Told how far a part of the verification is: its name, steps done, steps in all.
Progress = Callable[[str, int, int], None]
_EVERY = 50


def silent(part: str, done: int, total: int) -> None:
    """For callers who do not want to be told."""
    del part, done, total


def problems(
    home: Path, database: Database, pictures: Pictures, key: Bytes, tell: Progress = silent
) -> Iterator[str]:
    """A sentence a problem. Takes seconds a gigabyte."""
    yield from _of_key_file(home)
    hit = _of_pages(home, database, key, tell)
    yield from hit
    if not hit:
        # One page that does not verify ends a connection: rows are compared only where all can be read.
        yield from _of_rows(database, tell)
    yield from _of_pictures(database, pictures, tell)


def _of_key_file(home: Path) -> Iterator[str]:
    for name in (keys.FILE, keys.BACKUP):
        if not keys.is_whole(home / name):
            yield f"The copy {name} of the key file is damaged or missing. Unlock the safe again: it is mended then."


def _of_pages(home: Path, database: Database, key: Bytes, tell: Progress) -> list[str]:
    """Pages are read beside the running database: what seems wrong is looked at again while nothing is written."""
    tell("pages", 0, 1)
    try:
        database.checkpoint()
    except SafeDamaged as damage:
        return _hit(home, key) or [damage.message]
    with Pages(home / DATABASE, key) as pages:
        suspect = pages.damaged() or not pages.salt_is_right()
    tell("pages", 1, 1)
    return database.maintain(lambda connection: _surely_hit(connection, home, key)) if suspect else []


def _surely_hit(connection: Connection, home: Path, key: Bytes) -> list[str]:
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return _hit(home, key)


def _hit(home: Path, key: Bytes) -> list[str]:
    with Pages(home / DATABASE, key, [home / f"{DATABASE}-wal"]) as pages:
        found = pages.damaged()
        told = (
            []
            if pages.salt_is_right()
            else ["The first bytes of the database were changed; no content was on them."]
        )
        if not found:
            return told
        places = Places(pages, Trees(pages))
        return told + [damage.sentence for damage in places.damages(found)] + places.cut_rows()


def _of_rows(database: Database, tell: Progress) -> Iterator[str]:
    checks = (_sqlite, _foreign_keys, _words, lambda connection: list(links.broken(connection)))
    for number, check in enumerate(checks):
        tell("rows", number, len(checks))
        try:
            yield from database.maintain(check)
        except SafeDamaged as damage:
            yield damage.message
    tell("rows", len(checks), len(checks))


def _sqlite(connection: Connection) -> list[str]:
    return [
        f"The database contradicts itself: {row[0]}."
        for row in connection.execute("PRAGMA integrity_check")
        if row[0] != "ok"
    ]


def _foreign_keys(connection: Connection) -> list[str]:
    rows = connection.execute("PRAGMA foreign_key_check").fetchall()
    return [
        f"A row of {table} points to a row of {parent} that is not there." for table, _, parent, _ in rows
    ]


def _words(connection: Connection) -> list[str]:
    """Compares each words index with the rows themselves (rank 1)."""
    names = connection.execute("SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL TABLE%fts5%'")
    found = []
    for (name,) in names.fetchall():
        with is_damage() as damaged:
            connection.execute(f"INSERT INTO {name}({name}, rank) VALUES ('integrity-check', 1)")
        if damaged():
            table = name.removesuffix("_words")
            found.append(
                f"The words index of “{table}” does not fit its rows. `reverie salvage` builds it again."
            )
    return found


def _of_pictures(database: Database, pictures: Pictures, tell: Progress) -> Iterator[str]:
    try:
        ids = pictures.ids()
    except SafeDamaged:
        return  # the page that holds them was told already
    for number, id in enumerate(ids):
        if number % _EVERY == 0:
            tell("pictures", number, len(ids))
        wrong = checked(pictures, id)
        if wrong:
            yield f"{named(database, id)}: {wrong}"
    tell("pictures", len(ids), len(ids))


def checked(pictures: Pictures, id: bytes) -> str | None:
    """A sentence when the picture's file is not as it was written, None when it is sound."""
    try:
        return pictures.check(id)
    except ReverieError as error:
        return error.message


def named(database: Database, id: bytes) -> str:
    """A picture by its id and its moment's time."""
    try:
        row = database.row("SELECT time FROM observation WHERE picture = ?", (id,))
    except SafeDamaged:
        row = None
    when = f" of {spoken(row[0])}" if row is not None else ""
    return f"The picture {UUID(bytes=id)}{when}"
