"""Step 6: vectors in the order they came, packs of them for reading fast, and models that take turns."""

from __future__ import annotations

from storage.connection import Connection
from storage.migrations.script import run_script

# A segment is 1,024 places of `seq` (`storage.vectors.SEGMENT`). A pack holds its vectors of one model and group with
# one byte a dimension: derived data. Whatever changes a vector takes its whole pack away in the same transaction, and
# `vector_loose` remembers that the segment has vectors in no pack.
_CARRY = """
CREATE TABLE vector_carried AS SELECT owner, model, kind, value FROM vector;
DROP TABLE vector;
CREATE TABLE vector(
  seq INTEGER PRIMARY KEY, owner BLOB NOT NULL, model INT NOT NULL, kind TEXT NOT NULL, value BLOB NOT NULL,
  UNIQUE(owner, model)) STRICT;
CREATE TABLE vector_pack(
  segment INT NOT NULL, model INT NOT NULL, kind TEXT NOT NULL, owners BLOB NOT NULL, scales BLOB NOT NULL,
  codes BLOB NOT NULL, PRIMARY KEY(segment, model, kind)) STRICT;
CREATE TABLE vector_loose(segment INTEGER PRIMARY KEY) STRICT;
CREATE TABLE vector_number(model INT NOT NULL, kind TEXT NOT NULL, number INT NOT NULL, PRIMARY KEY(model, kind))
  STRICT, WITHOUT ROWID;
"""

_TRIGGERS = """
CREATE TRIGGER vector_in AFTER INSERT ON vector BEGIN
  DELETE FROM vector_pack WHERE segment = new.seq / 1024 AND model = new.model AND kind = new.kind;
  INSERT INTO vector_loose(segment) SELECT new.seq / 1024
  WHERE NOT EXISTS (SELECT 1 FROM vector_loose WHERE segment = new.seq / 1024);
  INSERT INTO vector_number(model, kind, number) VALUES (new.model, new.kind, 1)
  ON CONFLICT DO UPDATE SET number = number + 1;
END;
CREATE TRIGGER vector_out AFTER DELETE ON vector BEGIN
  DELETE FROM vector_pack WHERE segment = old.seq / 1024 AND model = old.model AND kind = old.kind;
  INSERT INTO vector_loose(segment) SELECT old.seq / 1024
  WHERE NOT EXISTS (SELECT 1 FROM vector_loose WHERE segment = old.seq / 1024);
  UPDATE vector_number SET number = number - 1 WHERE model = old.model AND kind = old.kind;
END;
CREATE TRIGGER vector_new AFTER UPDATE OF value ON vector BEGIN
  DELETE FROM vector_pack WHERE segment = new.seq / 1024 AND model = new.model AND kind = new.kind;
  INSERT INTO vector_loose(segment) SELECT new.seq / 1024
  WHERE NOT EXISTS (SELECT 1 FROM vector_loose WHERE segment = new.seq / 1024);
END;
"""

# `state` of a model: serving (questions are asked with it), filling (its vectors are being made), leaving (they go).
# `merged` of a words index: up to which row it was last brought together.
_FILL = """
INSERT INTO vector(owner, model, kind, value) SELECT owner, model, kind, value FROM vector_carried ORDER BY owner;
DROP TABLE vector_carried;
ALTER TABLE model ADD COLUMN state TEXT NOT NULL DEFAULT 'filling';
UPDATE model SET state = 'serving'
WHERE id = (SELECT model FROM vector_number GROUP BY model ORDER BY sum(number) DESC LIMIT 1);
CREATE TABLE words_merged(name TEXT PRIMARY KEY, merged INT NOT NULL) STRICT, WITHOUT ROWID;
"""


def step(connection: Connection) -> None:
    """Carries the vectors over; their packs are made behind."""
    for script in (_CARRY, _TRIGGERS, _FILL):
        run_script(connection, script)
