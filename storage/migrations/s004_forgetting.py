"""Step 4: receipts and retention."""

from __future__ import annotations

from storage.connection import Connection
from storage.migrations.script import run_script

# A source that is `only_seen` lent nothing to the memory's words: the same secret, met again.
# The three indexes are for what is forgotten by time, by site and by person.
_SCRIPT = """
CREATE TABLE receipt(
  number INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT NOT NULL, signature BLOB NOT NULL) STRICT;
CREATE TABLE retention(
  id INTEGER PRIMARY KEY AUTOINCREMENT, what TEXT NOT NULL, name TEXT NOT NULL, days INT NOT NULL, starts INT NOT NULL,
  acted INT, UNIQUE(what, name)) STRICT;
ALTER TABLE memory_source ADD COLUMN only_seen INT NOT NULL DEFAULT 0;
CREATE INDEX observation_repeat ON observation(repeat_until) WHERE repeat_until IS NOT NULL;
CREATE INDEX observation_url ON observation(url) WHERE url <> '';
CREATE INDEX observation_speaker ON observation(speaker) WHERE speaker <> '';
"""


def step(connection: Connection) -> None:
    """Receipts of what was forgotten, what is to be forgotten by age, and what a memory owes its sources."""
    run_script(connection, _SCRIPT)
