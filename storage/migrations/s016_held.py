"""Step 16: secrets of screens that are held, and not offered."""

from __future__ import annotations

from storage.connection import Connection
from storage.migrations.script import run_script

_OFFERED = "ALTER TABLE candidate ADD COLUMN offered INT NOT NULL DEFAULT 1;"


def step(connection: Connection) -> None:
    """Those that wait already were all offered."""
    run_script(connection, _OFFERED)
