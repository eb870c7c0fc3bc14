"""Ids: UUIDs of version 7, so that they sort by the time they were made (RFC 9562, section 5.7)."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import NewType
from uuid import UUID

ObservationId = NewType("ObservationId", UUID)
MemoryId = NewType("MemoryId", UUID)
EpisodeId = NewType("EpisodeId", UUID)
JobId = NewType("JobId", UUID)


def new(time: datetime) -> UUID:
    """A fresh UUIDv7 whose first 48 bits are `time` (aware) in milliseconds since 1970."""
    value = first_at(time).int | secrets.randbits(80)
    value = value & ~(0xF << 76) | (0x7 << 76)
    value = value & ~(0x3 << 62) | (0x2 << 62)
    return UUID(int=value)


def first_at(time: datetime) -> UUID:
    """Not after any id made at `time` (aware), and after all made a millisecond before: for looking in sorted ids."""
    milliseconds = int(time.timestamp() * 1000) & ((1 << 48) - 1)
    return UUID(int=milliseconds << 80)
