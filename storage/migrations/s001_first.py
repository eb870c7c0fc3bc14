"""Step 1: everything a safe held at first."""

from __future__ import annotations

from storage.connection import Connection
from storage.migrations.script import run_script

# Removed words leave no trace in an index: SQLite's own secure_delete does not reach FTS5's segments.
_WORDS_INDEX = """
CREATE VIRTUAL TABLE {table}_words USING fts5(
  text, grams, context, content='{table}', content_rowid='seq', tokenize='porter unicode61 remove_diacritics 2');
INSERT INTO {table}_words({table}_words, rank) VALUES ('secure-delete', 1);
CREATE TRIGGER {table}_words_in AFTER INSERT ON {table} BEGIN
  INSERT INTO {table}_words(rowid, text, grams, context) VALUES (new.seq, new.text, new.grams, new.context);
END;
CREATE TRIGGER {table}_words_out AFTER DELETE ON {table} BEGIN
  INSERT INTO {table}_words({table}_words, rowid, text, grams, context)
  VALUES ('delete', old.seq, old.text, old.grams, old.context);
  DELETE FROM vector WHERE owner = old.id;
  DELETE FROM outbox WHERE owner = old.id;
END;
CREATE TRIGGER {table}_words_new AFTER UPDATE OF text, grams, context ON {table} BEGIN
  INSERT INTO {table}_words({table}_words, rowid, text, grams, context)
  VALUES ('delete', old.seq, old.text, old.grams, old.context);
  INSERT INTO {table}_words(rowid, text, grams, context) VALUES (new.seq, new.text, new.grams, new.context);
END;
"""

# `seen` counts the names of speakers and apps, so that every question need not read all rows for them.
# Times are microseconds since 1970, UTC; ids are UUIDv7 in 16 bytes; `seq` joins rows and is never shown.
_FIRST = (
    """
CREATE TABLE picture(id BLOB PRIMARY KEY, key BLOB NOT NULL, size INT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE observation(
  seq INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, type TEXT NOT NULL, time INT NOT NULL, text TEXT NOT NULL,
  grams TEXT NOT NULL, context TEXT NOT NULL, external_id TEXT NOT NULL DEFAULT '',
  app TEXT NOT NULL DEFAULT '', window_title TEXT NOT NULL DEFAULT '', url TEXT NOT NULL DEFAULT '',
  monitor INT NOT NULL DEFAULT 0, width INT NOT NULL DEFAULT 0, height INT NOT NULL DEFAULT 0,
  repeat_until INT, picture BLOB REFERENCES picture(id),
  thread TEXT NOT NULL DEFAULT '', speaker TEXT NOT NULL DEFAULT '', role TEXT NOT NULL DEFAULT '',
  wanted_kind TEXT NOT NULL DEFAULT '') STRICT;
CREATE UNIQUE INDEX observation_external ON observation(type, external_id) WHERE external_id <> '';
CREATE INDEX observation_time ON observation(type, time, seq);
CREATE INDEX observation_monitor ON observation(monitor, time, seq) WHERE type = 'frame';
CREATE INDEX observation_thread ON observation(thread, time, seq) WHERE type = 'turn';
CREATE INDEX observation_app ON observation(app, time) WHERE type = 'frame';
CREATE INDEX observation_picture ON observation(picture) WHERE picture IS NOT NULL;
CREATE TABLE seen(type TEXT NOT NULL, name TEXT NOT NULL, number INT NOT NULL, PRIMARY KEY(type, name))
  STRICT, WITHOUT ROWID;
CREATE TRIGGER observation_seen AFTER INSERT ON observation WHEN new.speaker <> '' OR new.app <> '' BEGIN
  INSERT INTO seen(type, name, number) VALUES (new.type, iif(new.type = 'turn', new.speaker, new.app), 1)
  ON CONFLICT DO UPDATE SET number = number + 1;
END;
CREATE TRIGGER observation_unseen AFTER DELETE ON observation WHEN old.speaker <> '' OR old.app <> '' BEGIN
  UPDATE seen SET number = number - 1
  WHERE type = old.type AND name = iif(old.type = 'turn', old.speaker, old.app);
  DELETE FROM seen
  WHERE number <= 0 AND type = old.type AND name = iif(old.type = 'turn', old.speaker, old.app);
END;
CREATE TABLE frame_detail(
  observation INTEGER PRIMARY KEY REFERENCES observation(seq) ON DELETE CASCADE, words BLOB, thumbnail BLOB) STRICT;

CREATE TABLE sealed(id BLOB PRIMARY KEY, box BLOB NOT NULL, digest BLOB NOT NULL UNIQUE) STRICT, WITHOUT ROWID;
CREATE TABLE memory(
  seq INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, kind TEXT NOT NULL, body TEXT NOT NULL, title TEXT NOT NULL,
  text TEXT NOT NULL, grams TEXT NOT NULL, context TEXT NOT NULL, key TEXT NOT NULL,
  created INT NOT NULL, revised INT NOT NULL, valid_from INT NOT NULL, valid_to INT,
  superseded_by INTEGER REFERENCES memory(seq) ON DELETE SET NULL,
  confidence REAL NOT NULL, importance REAL NOT NULL, pinned INT NOT NULL DEFAULT 0, author TEXT NOT NULL,
  external_id TEXT NOT NULL DEFAULT '', sealed BLOB REFERENCES sealed(id)) STRICT;
CREATE INDEX memory_kind ON memory(kind, valid_from, seq);
CREATE INDEX memory_valid ON memory(valid_from, seq);
CREATE INDEX memory_key ON memory(kind, key) WHERE key <> '';
CREATE INDEX memory_external ON memory(external_id) WHERE external_id <> '';
CREATE INDEX memory_sealed ON memory(sealed) WHERE sealed IS NOT NULL;
CREATE INDEX memory_successor ON memory(superseded_by) WHERE superseded_by IS NOT NULL;
CREATE TABLE memory_version(
  memory INTEGER NOT NULL REFERENCES memory(seq) ON DELETE CASCADE, number INT NOT NULL, at INT NOT NULL,
  author TEXT NOT NULL, reason TEXT NOT NULL, body TEXT NOT NULL, valid_to INT, sealed BLOB REFERENCES sealed(id),
  PRIMARY KEY(memory, number)) STRICT, WITHOUT ROWID;
CREATE INDEX version_sealed ON memory_version(sealed) WHERE sealed IS NOT NULL;
CREATE TABLE memory_source(
  seq INTEGER PRIMARY KEY, memory INTEGER NOT NULL REFERENCES memory(seq) ON DELETE CASCADE,
  observation INTEGER NOT NULL REFERENCES observation(seq) ON DELETE CASCADE,
  quote TEXT NOT NULL DEFAULT '', box TEXT, UNIQUE(memory, observation, quote)) STRICT;
CREATE INDEX source_observation ON memory_source(observation);
CREATE TABLE memory_link(
  memory INTEGER NOT NULL REFERENCES memory(seq) ON DELETE CASCADE,
  other INTEGER NOT NULL REFERENCES memory(seq) ON DELETE CASCADE,
  why TEXT NOT NULL, weight REAL NOT NULL, PRIMARY KEY(memory, other, why)) STRICT, WITHOUT ROWID;
CREATE INDEX link_other ON memory_link(other);

CREATE TABLE model(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, dimensions INT NOT NULL DEFAULT 0) STRICT;
CREATE TABLE vector(
  owner BLOB NOT NULL, model INTEGER NOT NULL REFERENCES model(id), kind TEXT NOT NULL, value BLOB NOT NULL,
  PRIMARY KEY(owner, model)) STRICT, WITHOUT ROWID;
CREATE TABLE outbox(
  seq INTEGER PRIMARY KEY AUTOINCREMENT, model INTEGER NOT NULL REFERENCES model(id), owner BLOB NOT NULL,
  kind TEXT NOT NULL, UNIQUE(owner, model)) STRICT;
CREATE INDEX outbox_model ON outbox(model, seq);
""",
    _WORDS_INDEX.format(table="observation"),
    _WORDS_INDEX.format(table="memory"),
    """
CREATE TABLE job(
  seq INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, kind TEXT NOT NULL, created INT NOT NULL, state TEXT NOT NULL,
  attempts INT NOT NULL DEFAULT 0, not_before INT, error TEXT NOT NULL DEFAULT '') STRICT;
CREATE INDEX job_due ON job(state, kind, seq);
CREATE TABLE job_subject(
  job INTEGER NOT NULL REFERENCES job(seq) ON DELETE CASCADE, position INT NOT NULL, subject BLOB NOT NULL,
  PRIMARY KEY(job, position)) STRICT, WITHOUT ROWID;
CREATE INDEX subject_job ON job_subject(subject);
CREATE TABLE episode(
  seq INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, started INT NOT NULL, ended INT NOT NULL,
  label TEXT NOT NULL) STRICT;
CREATE INDEX episode_time ON episode(started, ended);
CREATE INDEX episode_end ON episode(ended);
CREATE TABLE episode_observation(
  observation INTEGER PRIMARY KEY REFERENCES observation(seq) ON DELETE CASCADE,
  episode INTEGER NOT NULL REFERENCES episode(seq) ON DELETE CASCADE) STRICT;
CREATE INDEX episode_parts ON episode_observation(episode);
CREATE TABLE coverage(
  seq INTEGER PRIMARY KEY, started INT NOT NULL, ended INT NOT NULL, state TEXT NOT NULL, reason TEXT NOT NULL) STRICT;
CREATE INDEX coverage_time ON coverage(started, ended);
CREATE TABLE rule(
  id INTEGER PRIMARY KEY AUTOINCREMENT, app TEXT NOT NULL, title TEXT NOT NULL, url TEXT NOT NULL) STRICT;
CREATE TABLE setting(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE answer(turn BLOB PRIMARY KEY, content TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE answer_citation(
  cited BLOB NOT NULL, turn BLOB NOT NULL REFERENCES answer(turn) ON DELETE CASCADE,
  PRIMARY KEY(cited, turn)) STRICT, WITHOUT ROWID;
CREATE INDEX citation_turn ON answer_citation(turn);
CREATE TABLE vault_log(seq INTEGER PRIMARY KEY, at INT NOT NULL, memory BLOB NOT NULL, what TEXT NOT NULL) STRICT;
""",
)


def step(connection: Connection) -> None:
    """Everything a safe holds."""
    for script in _FIRST:
        run_script(connection, script)
