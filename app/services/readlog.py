"""The log of what other programs than the window read: which, on which day, how often. Never what they asked or got."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import psutil

from app.interfaces import ReadView
from storage.clock import Clock
from storage.safe import Safe

KEPT = timedelta(days=90)
WRITTEN_EVERY = timedelta(seconds=20)
"""The log is written when something new stands in it; counts that grew are written so often at most."""

# Not a setting of the user's.
_LOG = "reads.log"
_LONGEST_NAME = 60
_INTERPRETERS = ("python", "node", "ruby", "perl")
# The options by which they are given code instead of a script.
_CODE = ("-c", "-e", "-E", "--eval")
# What our own command is called when it is run as `python -m`.
_PACKAGE = "app"

_READS = {
    "searched": ("search", "suggest"),
    "asked": ("ask", "starters"),
    "looked": (
        "frames", "frames_around", "frame", "picture", "thumbnail", "places", "reel", "spent", "spent_by_day", "turn",
        "thread", "threads", "memories", "list_memories", "tree", "blocks", "memory", "graph", "history", "changes",
        "as_of", "inbox", "reflect", "rehearse",
    ),
    "exported": ("export", "back_up"),
    "revealed": ("reveal",),
}  # fmt: skip
_WHAT = {call: what for what, calls in _READS.items() for call in calls}

_Key = tuple[str, str, str]


class ReadLog:
    """Keeps the log in the safe. Thread-safe; `close` writes what is not written yet."""

    def __init__(self, safe: Safe, clock: Clock, zone: ZoneInfo) -> None:
        self._safe = safe
        self._clock = clock
        self._zone = zone
        self._lock = threading.Lock()
        self._entries: dict[_Key, ReadView] | None = None
        self._written: datetime | None = None

    def note(self, program: str, call: str) -> None:
        """Counts a call of `program`, if it is one that reads."""
        what = _WHAT.get(call)
        if what is None:
            return
        now = self._clock()
        key = (program, what, now.astimezone(self._zone).date().isoformat())
        with self._lock:
            entries = self._kept(now)
            known = entries.get(key)
            entries[key] = ReadView(*key, times=(known.times if known else 0) + 1, last=now)
            if known is None or self._written is None or now - self._written >= WRITTEN_EVERY:
                self._write(now)

    def view(self) -> list[ReadView]:
        """The log, the latest first."""
        with self._lock:
            entries = self._kept(self._clock())
            return sorted(entries.values(), key=lambda entry: entry.last, reverse=True)

    def close(self) -> None:
        """Writes what is not written yet."""
        with self._lock:
            if self._entries is not None:
                self._write(self._clock())

    def _kept(self, now: datetime) -> dict[_Key, ReadView]:
        if self._entries is None:
            oldest = (now - KEPT).date()
            self._entries = {
                key: entry for key, entry in self._read() if date.fromisoformat(entry.day) >= oldest
            }
        return self._entries

    def _read(self) -> Iterator[tuple[_Key, ReadView]]:
        for kept in self._safe.settings.get(_LOG, []):
            entry = ReadView(**kept | {"last": datetime.fromisoformat(kept["last"])})
            yield (entry.program, entry.what, entry.day), entry

    def _write(self, now: datetime) -> None:
        self._written = now
        entries = (self._entries or {}).values()
        self._safe.settings.set(_LOG, [_plain(entry) for entry in entries])


def program(pid: int) -> str:
    """What the program of a process is called; of a `reverie` command whoever started it, too."""
    if not pid:
        return ""
    try:
        process = psutil.Process(pid)
        name = _named(process)
        above = process.parent() if name == "reverie" else None
        return f"{name} ({_named(above)})" if above is not None else name
    except psutil.Error:
        return ""


def _named(process: psutil.Process) -> str:
    """The name of a program; of one that an interpreter runs the name of its script."""
    name: str = process.name()
    if name.startswith(_INTERPRETERS):
        words = process.cmdline()[1:]
        script: str = next((word for word in words if word in _CODE or not word.startswith("-")), "")
        if script in _CODE:
            # What follows is a program's text, not its name.
            return name
        # A word of a command line, which need be no path of this system.
        name = re.split(r"[/\\]", script)[-1] or name
    return "reverie" if name == _PACKAGE else name[:_LONGEST_NAME]


def _plain(entry: ReadView) -> dict[str, Any]:
    return asdict(entry) | {"last": entry.last.isoformat()}
