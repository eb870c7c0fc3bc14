"""Step 15: what a memory rests on is found without a second copy of every quote; patches need no thumbnail."""

from __future__ import annotations

from storage.connection import Connection
from storage.migrations.script import run_script

# An index with the quote in it weighed as much as the rows. `memory_rows.add_sources` keeps each source once.
_SOURCES = """
CREATE TABLE source(
  seq INTEGER PRIMARY KEY, memory INTEGER NOT NULL REFERENCES memory(seq) ON DELETE CASCADE,
  observation INTEGER NOT NULL REFERENCES observation(seq) ON DELETE CASCADE,
  quote TEXT NOT NULL DEFAULT '', box TEXT, only_seen INT NOT NULL DEFAULT 0) STRICT;
INSERT INTO source(seq, memory, observation, quote, box, only_seen)
  SELECT seq, memory, observation, quote, box, only_seen FROM memory_source;
DROP TABLE memory_source;
ALTER TABLE source RENAME TO memory_source;
CREATE INDEX source_memory ON memory_source(memory, observation);
CREATE INDEX source_observation ON memory_source(observation);
"""


def step(connection: Connection) -> None:
    """The same sources in a smaller shape. Thumbnails that patches have stay; an older Reverie would miss others."""
    run_script(connection, _SOURCES)
