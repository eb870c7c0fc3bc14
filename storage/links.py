"""The links between rows that SQLite does not watch over by itself: how each is checked, and mended in a salvage."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from storage.connection import Connection

_THINGS = "(SELECT id FROM observation UNION ALL SELECT id FROM memory)"
_COUNTED = (
    "SELECT type, iif(type = 'turn', speaker, app) AS name, count(*) AS number FROM observation "
    "WHERE speaker <> '' OR app <> '' GROUP BY 1, 2"
)
_SEEN = "SELECT type, name, number FROM seen"
_WANTED = (
    "SELECT id AS owner, type AS kind FROM observation UNION ALL "
    "SELECT id, kind FROM memory WHERE valid_to IS NULL AND superseded_by IS NULL"
)


@dataclass(frozen=True, slots=True)
class Link:
    """`broken` selects the rows that break it (their number is told in `sentence`), `mend` are statements that help."""

    sentence: str
    broken: str
    mend: tuple[str, ...]


LINKS = (
    Link(
        "{} vectors belong to nothing.",
        f"SELECT 1 FROM vector WHERE owner NOT IN {_THINGS}",
        (f"DELETE FROM vector WHERE owner NOT IN {_THINGS}",),
    ),
    Link(
        "{} wishes for a vector belong to nothing.",
        f"SELECT 1 FROM outbox WHERE owner NOT IN {_THINGS}",
        (f"DELETE FROM outbox WHERE owner NOT IN {_THINGS}",),
    ),
    Link(
        "{} subjects of pieces of work are not there.",
        f"SELECT 1 FROM job_subject WHERE subject NOT IN {_THINGS} AND subject NOT IN (SELECT id FROM episode) "
        "AND subject NOT IN (SELECT id FROM dream_task)",
        (
            f"DELETE FROM job_subject WHERE subject NOT IN {_THINGS} AND subject NOT IN (SELECT id FROM episode) "
            "AND subject NOT IN (SELECT id FROM dream_task)",
            "DELETE FROM job WHERE NOT EXISTS (SELECT 1 FROM job_subject s WHERE s.job = job.seq)",
        ),
    ),
    Link(
        "{} answers belong to no line of a chat.",
        "SELECT 1 FROM answer WHERE turn NOT IN (SELECT id FROM observation)",
        ("DELETE FROM answer WHERE turn NOT IN (SELECT id FROM observation)",),
    ),
    Link(
        "{} citations of answers point to nothing.",
        f"SELECT 1 FROM answer_citation WHERE cited NOT IN {_THINGS}",
        (f"DELETE FROM answer_citation WHERE cited NOT IN {_THINGS}",),
    ),
    Link(
        "{} pictures belong to no moment.",
        "SELECT 1 FROM picture p WHERE NOT EXISTS (SELECT 1 FROM observation o WHERE o.picture = p.id) "
        "AND NOT EXISTS (SELECT 1 FROM picture d WHERE d.base = p.id)",
        (
            "DELETE FROM picture AS p WHERE NOT EXISTS (SELECT 1 FROM observation o WHERE o.picture = p.id) "
            "AND NOT EXISTS (SELECT 1 FROM picture d WHERE d.base = p.id)",
        ),
    ),
    Link(
        "{} counts of apps and speakers are wrong.",
        f"SELECT 1 FROM ({_COUNTED} EXCEPT {_SEEN}) UNION ALL SELECT 1 FROM ({_SEEN} EXCEPT {_COUNTED})",
        ("DELETE FROM seen", f"INSERT INTO seen(type, name, number) {_COUNTED}"),
    ),
    Link(
        "{} moments and memories would not be found by meaning: they have no vector and wait for none.",
        f"SELECT 1 FROM model m, ({_WANTED}) w WHERE NOT EXISTS (SELECT 1 FROM vector v WHERE v.owner = w.owner AND "
        "v.model = m.id) AND NOT EXISTS (SELECT 1 FROM outbox x WHERE x.owner = w.owner AND x.model = m.id) "
        "AND m.state <> 'leaving'",
        (
            "INSERT OR IGNORE INTO outbox(model, owner, kind) SELECT m.id, w.owner, w.kind "
            f"FROM model m, ({_WANTED}) w WHERE m.state <> 'leaving' AND NOT EXISTS "
            "(SELECT 1 FROM vector v WHERE v.owner = w.owner AND v.model = m.id)",
        ),
    ),
)


def broken(connection: Connection) -> Iterator[str]:
    """A sentence for each kind of link that is broken somewhere."""
    for link in LINKS:
        number = connection.execute(f"SELECT count(*) FROM ({link.broken})").fetchone()[0]
        if number:
            yield link.sentence.format(number)


def mend(connection: Connection) -> None:
    """Takes away what points to nothing, inside the present transaction; what was lost with it is told elsewhere."""
    while _drop_orphans(connection):
        pass
    for link in LINKS:
        if connection.execute(f"SELECT count(*) FROM ({link.broken})").fetchone()[0]:
            for statement in link.mend:
                connection.execute(statement)
    while _drop_orphans(connection):
        pass


def _drop_orphans(connection: Connection) -> int:
    """One round over every foreign key: rows that must have their parent go, the others forget it."""
    mended = 0
    for (table,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
        for key in connection.execute(f"PRAGMA foreign_key_list({table})").fetchall():
            mended += _without_parent(connection, table, key)
    return mended


def _without_parent(connection: Connection, table: str, key: tuple[object, ...]) -> int:
    _, _, parent, column, target, _, on_delete, _ = key
    nullable = not any(
        row[1] == column and (row[3] or row[5])
        for row in connection.execute(f"PRAGMA table_info({table})").fetchall()
    )
    goes = on_delete == "CASCADE" or not nullable
    there = f"SELECT 1 FROM {parent} AS up WHERE up.{target} = {table}.{column}"
    orphaned = f"{column} IS NOT NULL AND NOT EXISTS ({there})"
    what = f"DELETE FROM {table}" if goes else f"UPDATE {table} SET {column} = NULL"
    return int(connection.execute(f"{what} WHERE {orphaned}").rowcount)
