"""Step 5: the commit counter and known backups."""

from __future__ import annotations

from storage.connection import Connection


def step(connection: Connection) -> None:
    """Nothing yet."""
    del connection
