"""Step 10: proposals that wait, standing answers, refusals, and how it was decided to keep a memory."""

from __future__ import annotations

from storage.connection import Connection
from storage.migrations.script import run_script

# A proposal is one change that waits for the user's word; it goes with each of its sources and with the memory it would
# change. `digest` is a keyed one of what it says: equal proposals count up in `times` and are no stronger for it.
# `about` is one of what it is about, and `proposal_day` counts how many of that came on a day.
_PROPOSALS = """
CREATE TABLE proposal(
  seq INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, effect TEXT NOT NULL, kind TEXT NOT NULL,
  memory INTEGER REFERENCES memory(seq) ON DELETE CASCADE, body TEXT NOT NULL, valid_from INT NOT NULL,
  reason TEXT NOT NULL, why TEXT NOT NULL, origin TEXT NOT NULL, confidence REAL NOT NULL, importance REAL NOT NULL,
  decision TEXT NOT NULL DEFAULT '', found INT NOT NULL, seen INT NOT NULL, times INT NOT NULL DEFAULT 1,
  expires INT NOT NULL, digest BLOB NOT NULL UNIQUE) STRICT;
CREATE INDEX proposal_memory ON proposal(memory) WHERE memory IS NOT NULL;
CREATE TABLE proposal_source(
  proposal INTEGER NOT NULL REFERENCES proposal(seq) ON DELETE CASCADE,
  observation INTEGER NOT NULL REFERENCES observation(seq) ON DELETE CASCADE,
  quote TEXT NOT NULL DEFAULT '', box TEXT, PRIMARY KEY(proposal, observation, quote)) STRICT, WITHOUT ROWID;
CREATE INDEX proposal_observation ON proposal_source(observation);
CREATE TRIGGER proposal_baseless AFTER DELETE ON proposal_source BEGIN
  DELETE FROM proposal WHERE seq = old.proposal;
END;
CREATE TABLE proposal_rejected(digest BLOB PRIMARY KEY, at INT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE proposal_day(
  about BLOB NOT NULL, day INT NOT NULL, number INT NOT NULL, PRIMARY KEY(about, day)) STRICT, WITHOUT ROWID;
CREATE TABLE standing_answer(
  id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, origin TEXT NOT NULL, accepts INT NOT NULL,
  at INT NOT NULL, UNIQUE(kind, origin)) STRICT;
"""

# A refusal holds no content: its reason is ours, and its source is named, not quoted.
_REFUSALS = """
CREATE TABLE refusal(
  seq INTEGER PRIMARY KEY AUTOINCREMENT, at INT NOT NULL, kind TEXT NOT NULL, reason TEXT NOT NULL,
  observation INTEGER NOT NULL REFERENCES observation(seq) ON DELETE CASCADE) STRICT;
CREATE INDEX refusal_observation ON refusal(observation);
"""

_DECISIONS = """
ALTER TABLE memory ADD COLUMN decision TEXT NOT NULL DEFAULT '';
"""


def step(connection: Connection) -> None:
    """The tables of the inbox; how memories kept before were decided on is not known."""
    for script in (_PROPOSALS, _REFUSALS, _DECISIONS):
        run_script(connection, script)
