"""Step 3: pictures that fade, and deltas."""

from __future__ import annotations

from storage.connection import Connection
from storage.migrations.script import run_script

# `format` 1 is a whole picture, 2 a patch over `base`. `smaller` is 1 once it was made smaller; `taken` is the frame's
# time. `faded` says of a frame what became of its picture: '', 'smaller', 'thumbnail' (alone), 'text' (alone).
# Deferred: a base and what lies over it may go in one transaction, in any order.
_PICTURES = """
ALTER TABLE picture ADD COLUMN format INT NOT NULL DEFAULT 1;
ALTER TABLE picture ADD COLUMN base BLOB REFERENCES picture(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE picture ADD COLUMN smaller INT NOT NULL DEFAULT 0;
ALTER TABLE picture ADD COLUMN taken INT NOT NULL DEFAULT 0;
ALTER TABLE observation ADD COLUMN faded TEXT NOT NULL DEFAULT '';
UPDATE picture SET taken = coalesce((SELECT time FROM observation WHERE picture = picture.id), 0);
CREATE INDEX picture_base ON picture(base) WHERE base IS NOT NULL;
CREATE INDEX picture_taken ON picture(smaller, taken) WHERE base IS NULL;
CREATE INDEX observation_thumbnail ON observation(time) WHERE faded = 'thumbnail';
"""


def step(connection: Connection) -> None:
    """Pictures know their base, their time and how far they faded."""
    run_script(connection, _PICTURES)
