"""Step 11: dreams, their tasks, and links that know the dream that made them."""

from __future__ import annotations

from storage.connection import Connection
from storage.migrations.script import run_script

# The steps of a dream bear its id as their `batch`. A link of a dream names it in `dream`, and is `undone` when the
# dream was taken back: it stays, so that no later dream makes it again. `part`: `memory` is told from `other`, and goes
# with it. `spent` is the time of a processor in microseconds.
_DREAMS = """
ALTER TABLE memory_link ADD COLUMN part INT NOT NULL DEFAULT 0;
ALTER TABLE memory_link ADD COLUMN dream BLOB;
ALTER TABLE memory_link ADD COLUMN undone INT NOT NULL DEFAULT 0;
CREATE INDEX link_dream ON memory_link(dream) WHERE dream IS NOT NULL;
CREATE INDEX link_part ON memory_link(other) WHERE part = 1;
CREATE TABLE dream(
  id BLOB PRIMARY KEY, started INT NOT NULL, ended INT, asked INT NOT NULL, spent INT NOT NULL DEFAULT 0,
  undone INT) STRICT, WITHOUT ROWID;
CREATE TABLE dream_task(
  id BLOB PRIMARY KEY, dream BLOB NOT NULL REFERENCES dream(id) ON DELETE CASCADE, place INT NOT NULL,
  name TEXT NOT NULL, done INT NOT NULL DEFAULT 0, changes INT NOT NULL DEFAULT 0, links INT NOT NULL DEFAULT 0)
  STRICT, WITHOUT ROWID;
CREATE INDEX task_dream ON dream_task(dream, place);
"""


def step(connection: Connection) -> None:
    """Links known before were made by no dream."""
    run_script(connection, _DREAMS)
