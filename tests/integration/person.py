"""Somebody before a window on an X11 display: sees it by its report, uses mouse and keyboard by xdotool."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.tools import watched

PATIENCE = 60.0
"""Seconds until a step counts as failed; usually it takes less than one."""

REST = 0.15
"""Seconds in which what is clicked must have stayed where it is: longer than from one report to the next."""


STEPS = 6
"""Places on the way of what is dragged: a program hears of each, and says whether it would take it."""


class Person:
    """`name` is the display, `report` the file that `tests.tools.told_window` writes."""

    def __init__(self, name: str, report: Path) -> None:
        self._environment = {**os.environ, "DISPLAY": name}
        self._report = report

    def sees(self) -> dict[str, Any]:
        """What the window shows now. Any: a JSON document."""
        try:
            found: dict[str, Any] = json.loads(self._report.read_text("utf-8"))
        except (FileNotFoundError, json.JSONDecodeError):
            return {"widgets": {}}
        return found

    def waits_for(self, true: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Looks until it is true of what is seen."""
        end = time.monotonic() + PATIENCE
        while not true(seen := self.sees()):
            assert time.monotonic() < end, f"never came true; seen last: {sorted(seen['widgets'])}"
            time.sleep(0.05)
        return seen

    def clicks(self, name: str) -> None:
        """Clicks the middle of a widget, once it has come to rest."""
        seen = self.waits_for(lambda seen: name in seen["widgets"])
        before: list[int] = []
        while (place := seen["widgets"][name]) != before:
            before = place
            self._waits_for_news()
            seen = self.waits_for(lambda seen: name in seen["widgets"])
        self._xdotool("mousemove", "--sync", *map(str, place), "click", "1")

    def _waits_for_news(self) -> None:
        """Waits for a report that begins after this: a window that is busy says nothing new of where its parts are."""
        time.sleep(REST)
        for _ in range(2):
            before, end = self._report.stat().st_mtime_ns, time.monotonic() + PATIENCE
            while self._report.stat().st_mtime_ns == before:
                assert time.monotonic() < end, "the window reports nothing any more"
                time.sleep(0.02)

    def drags(self, start: tuple[int, int], name: str, when: Callable[[], None]) -> None:
        """Drags what lies at `start` on the display to the middle of a widget, in steps as a hand does.

        It is let go once `when` returns, as people look whether it is welcome there.
        """
        x, y = self.waits_for(lambda seen: name in seen["widgets"])["widgets"][name]
        self._xdotool("mousemove", "--sync", *map(str, start), "mousedown", "1")
        for step in range(1, STEPS + 1):
            at = [start[0] + (x - start[0]) * step // STEPS, start[1] + (y - start[1]) * step // STEPS]
            self._xdotool("mousemove", "--sync", *map(str, at))
            time.sleep(REST)
        when()
        self._xdotool("mouseup", "1")

    def types(self, text: str, *, enter: bool = True) -> None:
        """Types a text, then Enter."""
        self._xdotool("type", "--delay", "8", text)
        if enter:
            self._xdotool("key", "Return")

    def presses(self, key: str) -> None:
        """Presses a key."""
        self._xdotool("key", key)

    def never_stood_still(self) -> None:
        """Fails when an event kept the window's thread for longer than the budget, naming it."""
        events = watched.told(self._report.with_suffix(".held"))
        assert not events, f"kept the window's thread: {events}"

    def _xdotool(self, *arguments: str) -> None:
        subprocess.run(["xdotool", *arguments], env=self._environment, check=True, timeout=PATIENCE)
