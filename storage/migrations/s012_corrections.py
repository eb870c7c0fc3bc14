"""Step 12: lines that the user said are wrong."""

from __future__ import annotations

from storage.connection import Connection
from storage.migrations.script import run_script

# What a memory corrects: the words of an observation that are no evidence while the memory holds.
_CORRECTIONS = """
CREATE TABLE correction(
  memory INTEGER NOT NULL REFERENCES memory(seq) ON DELETE CASCADE,
  observation INTEGER NOT NULL REFERENCES observation(seq) ON DELETE CASCADE,
  quote TEXT NOT NULL, PRIMARY KEY(memory, observation, quote)) STRICT, WITHOUT ROWID;
CREATE INDEX correction_observation ON correction(observation);
"""


def step(connection: Connection) -> None:
    """The table of corrected words."""
    run_script(connection, _CORRECTIONS)
