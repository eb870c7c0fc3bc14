"""Times as people and files write them, and the zone they are local to."""

from __future__ import annotations

import logging
import os
from datetime import MAXYEAR, MINYEAR, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from storage.errors import WrongUse

log = logging.getLogger(__name__)


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


def environment_zone() -> ZoneInfo:
    """The computer's time zone: TZ, /etc/localtime, or UTC."""
    for name in (os.environ.get("TZ", "").lstrip(":"), _system_zone()):
        try:
            if name:
                return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            log.warning("an unknown time zone is set; trying the next source")
    return ZoneInfo("UTC")


def _system_zone() -> str:
    try:
        target = Path("/etc/localtime").resolve()
    except OSError:
        return ""
    parts = target.parts
    return "/".join(parts[parts.index("zoneinfo") + 1 :]) if "zoneinfo" in parts else ""
