"""Step 13: current memories are found without reading them, or what took their place."""

from __future__ import annotations

from storage.connection import Connection
from storage.migrations.script import run_script

# A memory's times lie behind its texts, which may fill many pages: whether it holds is told by an index alone. Each
# holds what still holds, so that a search or a list costs the same however long its history is.
_CURRENT = """
CREATE INDEX memory_current ON memory(seq, kind, valid_from, id)
  WHERE valid_to IS NULL AND superseded_by IS NULL;
CREATE INDEX memory_current_kind ON memory(kind, valid_from, seq)
  WHERE valid_to IS NULL AND superseded_by IS NULL;
CREATE INDEX memory_current_key ON memory(kind, key, valid_from, seq)
  WHERE key <> '' AND valid_to IS NULL AND superseded_by IS NULL;
"""


def step(connection: Connection) -> None:
    """Indexes over what holds."""
    run_script(connection, _CURRENT)
