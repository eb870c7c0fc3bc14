"""Copies of the database from before its shape changed: made before the first step, gone when they are needed no more.

They lie in the home under the safe's own key. To go back, an older Reverie opens one in the place of `main.db`.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from storage import connection, durable
from storage.clock import to_micros
from storage.connection import Connection
from storage.secret_memory import Bytes

FOLDER = "backups"
_BESIDE = "shape.new"
_KEPT = 2
_NEEDED_FOR = timedelta(days=14)


def copy(home: Path, key: Bytes, version: int, now: datetime) -> Path:
    """Copies the database of shape `version`, durably. Raises DiskFull, and then nothing of it is left."""
    target = home / FOLDER / f"shape-{version}-{now:%Y%m%d-%H%M%S}.db"
    beside = target.with_name(_BESIDE)
    durable.private_folder(target.parent)
    with durable.file_errors():
        try:
            connection.remove(beside)
            connection.copy(home, key, beside)
            durable.sync_file(beside)
            beside.replace(target)
        finally:
            connection.remove(beside)
        durable.sync_folder(target.parent)
    return target


def keep_in_order(opened: Connection, home: Path, now: datetime) -> None:
    """Notes the copies as known backups, and removes those that are not needed: all but the last two, and these, too,
    once they are two weeks old and the whole safe was found sound since they were made."""
    found = sorted((home / FOLDER).glob("shape-*.db"), key=lambda path: path.stat().st_mtime)
    known = dict(opened.execute("SELECT path, created FROM backup WHERE form = 'shape'"))
    if not found and not known:
        return
    row = opened.execute("SELECT at FROM upkeep WHERE name = 'verified'").fetchone()
    verified = row[0] if row is not None else 0
    old = to_micros(now - _NEEDED_FOR)
    over = {
        path
        for place, path in enumerate(reversed(found))
        if place >= _KEPT or known.get(str(path), old) < min(old, verified)
    }
    with durable.file_errors():
        for path in over:
            path.unlink(missing_ok=True)
    left = {str(path) for path in found if path not in over}
    opened.executemany("DELETE FROM backup WHERE path = ?", [(path,) for path in known if path not in left])
    new = [(path, to_micros(now), to_micros(now)) for path in left if path not in known]
    opened.executemany("INSERT INTO backup(path, form, created, until) VALUES (?, 'shape', ?, ?)", new)
