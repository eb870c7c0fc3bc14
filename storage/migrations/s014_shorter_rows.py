"""Step 14: vectors may lie with one byte a dimension, and the words of a frame in columns."""

from __future__ import annotations

from storage.connection import Connection


def step(connection: Connection) -> None:
    """Changes nothing: rows of before are read as they lie. Only a Reverie that reads both may open the safe now."""
    del connection
