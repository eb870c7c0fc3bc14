"""The clock, and how a time lies in the database: whole microseconds since 1970, UTC."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

# Says what time it is: aware, UTC.
Clock: TypeAlias = Callable[[], datetime]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def system_clock() -> datetime:
    """The computer's clock."""
    return datetime.now(UTC)


def to_micros(time: datetime) -> int:
    """Microseconds since 1970 of an aware time; a naive one is an error of ours (TypeError)."""
    return (time - _EPOCH) // _MICROSECOND


def from_micros(micros: int) -> datetime:
    """The aware UTC time of `micros`."""
    return _EPOCH + micros * _MICROSECOND


def maybe_time(micros: int | None) -> datetime | None:
    """Like `from_micros`, for a value that may be NULL."""
    return None if micros is None else from_micros(micros)
