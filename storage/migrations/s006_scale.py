"""Step 6: vectors in packs."""

from __future__ import annotations

from storage.connection import Connection


def step(connection: Connection) -> None:
    """Nothing yet."""
    del connection
