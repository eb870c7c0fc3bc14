"""Times as people and files write them."""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, datetime
from zoneinfo import ZoneInfo

from storage.errors import WrongUse


def moment(text: str, zone: ZoneInfo) -> datetime:
    """An ISO 8601 time; without an offset it is local to `zone`. Raises WrongUse."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        example = "2026-03-04T15:30 or 2026-03-04T15:30:00+01:00"
        raise WrongUse(f"“{text}” is not a time. Write it like {example}.") from None
    if not MINYEAR < found.year < MAXYEAR:
        # Such a time cannot be told in every zone.
        raise WrongUse(f"The year {found.year} is out of reach.")
    return found if found.tzinfo is not None else found.replace(tzinfo=zone)
