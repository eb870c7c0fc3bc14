"""Step 5: how many changes were committed, which of them were found missing, which backups are known."""

from __future__ import annotations

from storage.connection import Connection
from storage.migrations.script import run_script

# `commits` is counted up in every writing transaction; a copy of it, authenticated, lies beside the database.
# `loss`: changes that the copy knows and the database does not; `first` and `last` bound the time they were made.
# `backup`: `until` is the time of the latest commit it holds. `upkeep`: when a named piece of it was last done.
_TABLES = """
CREATE TABLE commits(id INTEGER PRIMARY KEY CHECK(id = 1), number INT NOT NULL, at INT NOT NULL) STRICT;
INSERT INTO commits(id, number, at) VALUES (1, 0, 0);
CREATE TABLE loss(
  seq INTEGER PRIMARY KEY, found INT NOT NULL, changes INT NOT NULL, first INT NOT NULL, last INT NOT NULL,
  noted INT NOT NULL DEFAULT 0) STRICT;
CREATE TABLE backup(
  seq INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, form TEXT NOT NULL, created INT NOT NULL,
  until INT NOT NULL) STRICT;
CREATE TABLE upkeep(name TEXT PRIMARY KEY, at INT NOT NULL) STRICT, WITHOUT ROWID;
"""


def step(connection: Connection) -> None:
    """Nothing was counted or known before."""
    run_script(connection, _TABLES)
