"""Step 2: history, candidates and leases."""

from __future__ import annotations

from storage.connection import Connection
from storage.migrations.script import run_script

# A step is one change, whatever memories it touched; `undone_by` names the step that took it back, `undoing` marks one
# that takes back, `batch` those that were made together. The numbers are never given twice: a forgotten step's stays
# unused. A memory's version 0 says who made it and why; it has no body before.
_HISTORY = """
CREATE TABLE step(
  seq INTEGER PRIMARY KEY AUTOINCREMENT, at INT NOT NULL, author TEXT NOT NULL, undone_by INT,
  undoing INT NOT NULL DEFAULT 0, batch BLOB) STRICT;
CREATE INDEX step_at ON step(at);
CREATE INDEX step_undone ON step(undone_by) WHERE undone_by IS NOT NULL;
CREATE INDEX step_batch ON step(batch) WHERE batch IS NOT NULL;
ALTER TABLE memory_version ADD COLUMN step INT NOT NULL DEFAULT 0;
ALTER TABLE memory_version ADD COLUMN superseded_by INTEGER REFERENCES memory(seq) ON DELETE SET NULL;
CREATE INDEX version_step ON memory_version(step);
CREATE INDEX version_successor ON memory_version(superseded_by) WHERE superseded_by IS NOT NULL;
"""

# Changes made before there were steps: each version is a step of its own, and so is each memory that took no other's
# place; one that did was made in the step that ended the other.
_CARRIED = """
INSERT INTO step(seq, at, author)
  SELECT row_number() OVER (ORDER BY at, memory, number), at, author FROM memory_version;
UPDATE memory_version SET step = ranked.place FROM (
  SELECT memory, number, row_number() OVER (ORDER BY at, memory, number) AS place FROM memory_version) AS ranked
  WHERE ranked.memory = memory_version.memory AND ranked.number = memory_version.number;
INSERT INTO memory_version(memory, number, at, author, reason, body, step)
  SELECT new.seq, 0, new.created, new.author, '', '', max(version.step) FROM memory new
  JOIN memory old ON old.superseded_by = new.seq JOIN memory_version version ON version.memory = old.seq
  GROUP BY new.seq;
INSERT INTO step(seq, at, author)
  SELECT (SELECT coalesce(max(seq), 0) FROM step) + row_number() OVER (ORDER BY m.seq), m.created, m.author
  FROM memory m WHERE NOT EXISTS (SELECT 1 FROM memory_version v WHERE v.memory = m.seq AND v.number = 0);
INSERT INTO memory_version(memory, number, at, author, reason, body, step)
  SELECT m.seq, 0, m.created, m.author, '', '', (SELECT max(seq) FROM step) - count(*) OVER ()
    + row_number() OVER (ORDER BY m.seq)
  FROM memory m WHERE NOT EXISTS (SELECT 1 FROM memory_version v WHERE v.memory = m.seq AND v.number = 0);
"""

# A secret found on a screen waits here, sealed under the id it will have in the vault. Of one that was turned down
# only the keyed digest stays.
_CANDIDATES = """
CREATE TABLE candidate(
  id BLOB PRIMARY KEY, sealed BLOB NOT NULL UNIQUE, box BLOB NOT NULL, digest BLOB NOT NULL UNIQUE, kind TEXT NOT NULL,
  entry_type TEXT NOT NULL, caption TEXT NOT NULL, source TEXT NOT NULL, sensitivity TEXT NOT NULL, found INT NOT NULL,
  expires INT NOT NULL, observation INTEGER NOT NULL REFERENCES observation(seq) ON DELETE CASCADE)
  STRICT, WITHOUT ROWID;
CREATE INDEX candidate_observation ON candidate(observation);
CREATE TABLE candidate_rejected(digest BLOB PRIMARY KEY, at INT NOT NULL) STRICT, WITHOUT ROWID;
"""

_LEASES = """
ALTER TABLE job ADD COLUMN priority INT NOT NULL DEFAULT 0;
ALTER TABLE job ADD COLUMN lease TEXT NOT NULL DEFAULT '';
ALTER TABLE job ADD COLUMN leased_until INT;
CREATE INDEX job_turn ON job(state, kind, priority, seq);
"""


def step(connection: Connection) -> None:
    """History in steps, candidates for the vault, leases of jobs."""
    for script in (_HISTORY, _CARRIED, _CANDIDATES, _LEASES):
        run_script(connection, script)
