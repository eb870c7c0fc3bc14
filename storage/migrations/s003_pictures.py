"""Step 3: pictures that fade, and deltas."""

from __future__ import annotations

from storage.connection import Connection


def step(connection: Connection) -> None:
    """Nothing yet."""
    del connection
