"""What may be told of a fault: its type and where it arose, never its text, which may hold what a person saw."""

from __future__ import annotations

import traceback
from pathlib import Path

# Frames told, innermost last.
DEPTH = 6


def where(error: BaseException) -> str:
    """The error's type and the last few places it passed, as `ValueError at answer.py:88 < recall.py:40`."""
    frames = traceback.extract_tb(error.__traceback__)[-DEPTH:]
    places = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))
    return f"{type(error).__name__} at {places or 'an unknown place'}"
