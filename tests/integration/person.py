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


ALLOWED = 2 * watched.BUDGET
"""Milliseconds for which an event may keep the window's thread in a story.

Twice the budget, for machines that run other tests on the same two cores: what counts is the work of the thread and its
waiting, at the processor's best speed (`tests.tools.watched`), and such a reckoning is true to a half or so. `make
bench` has the figures of a quiet machine, against the budget itself.
"""


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
        """Clicks the middle of a widget."""
        seen = self.waits_for(lambda seen: name in seen["widgets"])
        x, y = seen["widgets"][name]
        self._xdotool("mousemove", "--sync", str(x), str(y), "click", "1")

    def types(self, text: str, *, enter: bool = True) -> None:
        """Types a text, then Enter."""
        self._xdotool("type", "--delay", "8", text)
        if enter:
            self._xdotool("key", "Return")

    def presses(self, key: str) -> None:
        """Presses a key."""
        self._xdotool("key", key)

    def never_stood_still(self) -> None:
        """Fails when something kept the window's thread for longer than is allowed, naming it."""
        events = watched.told(self._report.with_suffix(".held"))
        too_long = [event for event in events if event["ms"] > ALLOWED]
        assert not too_long, f"kept the window's thread: {too_long}"

    def _xdotool(self, *arguments: str) -> None:
        subprocess.run(["xdotool", *arguments], env=self._environment, check=True, timeout=PATIENCE)
