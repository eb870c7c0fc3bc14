"""An export being read: its file, whose it is, and the turns and faults that come of it."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from app import foreign_json
from app.interfaces import IncomingTurn
from app.moments import moment
from storage.errors import WrongUse

USER, ASSISTANT, PARTICIPANT = "user", "assistant", "participant"


@dataclass(frozen=True, slots=True)
class Export:
    """A file of a known form. `me` names the user among the speakers; times without an offset are local to `zone`."""

    file: Path
    me: str
    zone: ZoneInfo
    _seen: Counter[tuple[str, datetime, str, str]] = field(default_factory=Counter)

    def fault(self, where: str, what: str) -> WrongUse:
        """The error to raise for a place in the file (`line 3`, `message 12`); `what` says what to do."""
        return WrongUse(f"{self.file}, {where}: {what}" if where else f"{self.file}: {what}")

    def role(self, speaker: str) -> str:
        """The role of a speaker among people."""
        return USER if self.is_me(speaker) else PARTICIPANT

    def is_me(self, speaker: str) -> bool:
        """Whether `speaker` is the name given for the user."""
        return bool(self.me) and speaker.strip().casefold() == self.me.strip().casefold()

    def written(self, text: object, where: str) -> datetime:
        """An ISO 8601 time of the file."""
        if not isinstance(text, str) or not text.strip():
            raise self.fault(where, "the time is missing.")
        try:
            return moment(text, self.zone)
        except WrongUse:
            raise self.fault(where, "the time is not one. Write it like 2026-03-04T15:30:00+01:00.") from None

    def counted(self, seconds: object, where: str) -> datetime:
        """A time given in seconds since 1970."""
        try:
            return datetime.fromtimestamp(float(str(seconds)), UTC)
        except (ValueError, OverflowError, OSError):
            raise self.fault(where, "the time is not a number of seconds since 1970.") from None

    def identified(self, time: datetime, thread: str, speaker: str, text: str) -> str:
        """The same id at every import for a message that brings none.

        A hash of thread, time, speaker and text; equal messages of one minute are told apart by their order.
        """
        same = (thread, time, speaker, text)
        self._seen[same] += 1
        parts = [thread, time.astimezone(UTC).isoformat(), speaker, text, str(self._seen[same])]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]

    def turn(
        self, time: datetime, text: str, thread: str, speaker: str, role: str, id: str = ""
    ) -> IncomingTurn:
        """A turn, with an id of its own when the export brings none."""
        known = id or self.identified(time, thread, speaker, text)
        return IncomingTurn(time, text, thread, speaker, role, known)


def json_of(export: Export, text: str) -> Any:
    """The file's one JSON value, of any shape: what it is made of is checked by its form."""
    try:
        return foreign_json.loads(text)
    except json.JSONDecodeError as cause:
        what = "this is not valid JSON. Export it again; the file may be cut off."
        raise export.fault(f"line {cause.lineno}", what) from None


def objects(value: object) -> list[dict[str, Any]]:
    """The JSON objects of a list; anything else has none."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def text_of(fields: dict[str, Any], name: str) -> str:
    """A field's text; empty when it is missing or no text."""
    found = fields.get(name)
    return found if isinstance(found, str) else ""


def thread_of(title: str, id: str) -> str:
    """A conversation's name: its title, told apart from others of that title by the start of its id."""
    return f"{title} ({id[:8]})" if title and id else title or id
