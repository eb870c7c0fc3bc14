"""Step 9: turns that were read off a screen know the frame they were seen on, and where on it."""

from __future__ import annotations

from storage.connection import Connection
from storage.migrations.script import run_script

# `seen_on`: the frame, by seq; its turns go with it. `box`: "x y w h" in the frame's pixels, empty where not known.
_SEEN_TURNS = """
ALTER TABLE observation ADD COLUMN seen_on INTEGER REFERENCES observation(seq) ON DELETE CASCADE;
ALTER TABLE observation ADD COLUMN box TEXT NOT NULL DEFAULT '';
CREATE INDEX observation_seen_on ON observation(seen_on) WHERE seen_on IS NOT NULL;
"""


def step(connection: Connection) -> None:
    """No turn that is there was read off a screen."""
    run_script(connection, _SEEN_TURNS)
