"""What the set-up says: one line a step, a moving line for slow work, and sentences when something fails."""

from __future__ import annotations

import shutil
import sys
import time
from types import TracebackType
from typing import Self, TextIO

_FRAMES = "|/-\\"
_REDRAW_SECONDS = 0.1
# Where nobody watches (a log, a pipe) a line now and then says that the work goes on.
_QUIET_SECONDS = 30.0


class SetupFailed(Exception):
    """The set-up cannot go on; the message is one sentence that says what to do."""


def say(text: str, stream: TextIO | None = None) -> None:
    """Prints one line at once."""
    print(text, file=stream or sys.stdout, flush=True)


class Progress:
    """A slow step: redrawn in place on a terminal, a line each half minute elsewhere. Use as a context manager.

    `show(detail, done, total)` may be called as often as one likes; `total` 0 means that the end is not known.
    """

    def __init__(self, title: str, stream: TextIO | None = None) -> None:
        self.title = title
        self.started = time.monotonic()
        self._stream = stream or sys.stdout
        self._live = self._stream.isatty()
        self._last = 0.0 if self._live else self.started
        self._drawn = 0

    def __enter__(self) -> Self:
        if not self._live:
            say(f"{self.title} ...", self._stream)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._live:
            self._stream.write("\r\033[K")
        if error is None:
            say(f"{self.title}: done in {self.elapsed:.0f} s", self._stream)

    @property
    def elapsed(self) -> float:
        """Seconds since the step began."""
        return time.monotonic() - self.started

    def show(self, detail: str = "", done: int = 0, total: int = 0) -> None:
        """Draws the line anew if the last one is old enough."""
        now = time.monotonic()
        if now - self._last < (_REDRAW_SECONDS if self._live else _QUIET_SECONDS):
            return
        self._last = now
        self._drawn += 1
        line = self._line(detail, done, total)
        if self._live:
            width = shutil.get_terminal_size().columns
            self._stream.write("\r\033[K" + line[: width - 1])
            self._stream.flush()
        else:
            say(line, self._stream)

    def _line(self, detail: str, done: int, total: int) -> str:
        sign = _FRAMES[self._drawn % len(_FRAMES)]
        return f"{sign} {self.title} {bar(done, total)}{self.elapsed:.0f} s  {detail}".rstrip()


def bar(done: int, total: int, width: int = 24) -> str:
    """`[#####-----]  50 %  ` for a known total, an empty text otherwise."""
    if total <= 0:
        return ""
    share = min(1.0, done / total)
    filled = round(share * width)
    return f"[{'#' * filled}{'-' * (width - filled)}] {share:4.0%}  "


def megabytes(size: int) -> str:
    """`1117 MB` for a number of bytes."""
    return f"{size / 1e6:.0f} MB"
