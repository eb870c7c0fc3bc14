"""Step 2: history, candidates and leases."""

from __future__ import annotations

from storage.connection import Connection


def step(connection: Connection) -> None:
    """Nothing yet."""
    del connection
