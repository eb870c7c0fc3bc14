"""An export as a page for people: memories by kind, then moments by day. What was seen becomes no markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

from storage.export_records import FrameRecord, MemoryRecord, NoteRecord, ObservationRecord, TurnRecord
from storage.kind import Kinds, Use

# What it escapes stands behind other words in its line, where nothing else is markup.
_MARKS = re.compile(r"([\\`*_{}\[\]<>~|$&#])")
_TICKS = re.compile(r"`+")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class Page:
    """Writes the page to `out`, a part after the other; each part yields how many records it was."""

    def __init__(self, out: BinaryIO, kinds: Kinds, zone: ZoneInfo) -> None:
        self._out = out
        self._kinds = kinds
        self._zone = zone

    def head(self, written: datetime, secrets: str) -> None:
        """What this page is."""
        self._line("# What Reverie remembers")
        self._line()
        self._line(f"Written {self._time(written)} ({plain(self._zone.key)}). {secrets}")

    def memories(self, pages: Iterable[Sequence[MemoryRecord]]) -> Iterator[int]:
        """Memories in the order of their kinds."""
        kind = ""
        for page in pages:
            for memory in page:
                if memory.kind != kind:
                    kind = memory.kind
                    self._line()
                    self._line(f"## {plain(self._kinds[kind].title)}")
                self._memory(memory)
            yield len(page)

    def moments(self, pages: Iterable[Sequence[ObservationRecord]]) -> Iterator[int]:
        """Observations in the order of time."""
        day = ""
        for page in pages:
            for seen in page:
                if self._day(seen.time) != day:
                    day = self._day(seen.time)
                    self._line()
                    self._line(f"## {day}")
                self._moment(seen)
            yield len(page)

    def _memory(self, memory: MemoryRecord) -> None:
        kind = self._kinds[memory.kind]
        self._line()
        self._line(f"### {plain(memory.title) or 'Without a title'}")
        self._line()
        held = f"{self._time(memory.valid_from)} to {self._time(memory.valid_to)}" if memory.valid_to else ""
        told = {
            name: value for name, value in memory.body.items() if name not in kind.fields(Use.TITLE) and value
        }
        told["held"] = f"{held}, no longer so" if held else ""
        told["since"] = "" if held else self._time(memory.valid_from)
        told["pinned"] = "yes" if memory.pinned else ""
        told["value"] = told.get("value", "") or ("kept in the vault" if memory.has_secret else "")
        for name, value in told.items():
            if value:
                self._line(f"- **{plain(name.replace('_', ' ').capitalize())}:** {_value(value)}")
        for source in memory.sources:
            quote = f": “{plain(source.quote)}”" if source.quote else ""
            self._line(f"- **From** {source.type} `{source.observation}`{quote}")
        for version in memory.history:
            if version.body is not None:
                before = _value(list(version.body.values()))
                self._line(f"- **Until {self._time(version.at)}** ({plain(version.reason)}): {before}")

    def _moment(self, seen: ObservationRecord) -> None:
        clock = f"{seen.time.astimezone(self._zone):%H:%M:%S}"
        self._line()
        self._line("### " + " · ".join([clock, *(plain(part) for part in _names(seen) if part)]))
        self._line()
        if isinstance(seen, FrameRecord) and seen.picture is not None:
            self._line(f"![{clock}]({seen.picture})")
            self._line()
        for line in fenced(seen.text):
            self._line(line)

    def _day(self, time: datetime) -> str:
        return f"{time.astimezone(self._zone):%Y-%m-%d}"

    def _time(self, time: datetime) -> str:
        return f"{time.astimezone(self._zone):%Y-%m-%d %H:%M}"

    def _line(self, text: str = "") -> None:
        self._out.write(f"{text}\n".encode())


def plain(text: str) -> str:
    """A text in one line that Markdown shows as it is."""
    return _MARKS.sub(r"\\\1", " ".join(_CONTROLS.sub(" ", text).split()))


def fenced(text: str) -> list[str]:
    """A text of several lines that Markdown shows as it is: between fences longer than any in it."""
    if not text.strip():
        return []
    fence = "`" * max(3, 1 + max((len(ticks) for ticks in _TICKS.findall(text)), default=0))
    return [
        f"{fence}text",
        *_CONTROLS.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n")).split("\n"),
        fence,
    ]


def _names(seen: ObservationRecord) -> tuple[str, ...]:
    if isinstance(seen, TurnRecord):
        return seen.speaker or str(seen.role), seen.thread
    if isinstance(seen, NoteRecord):
        return ("Note",)
    return seen.app, seen.window_title, seen.url


def _value(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "; ".join(_value(item) for item in value if item)
    return plain(str(value))
