"""The window on a real X11 display: a person unlocks, asks and clicks a citation, with mouse and keys by xdotool.

The window runs in a process of its own over the fake; where its widgets stand and what they show is read from a
report that it writes (`tests/tools/told_window.py`), because a picture alone cannot be asserted.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.fakes import display, small_world

PATIENCE = 30.0
"""Seconds until a step counts as failed; usually it takes less than one."""

MISSING = display.missing_program() or (None if shutil.which("xdotool") else "xdotool")

pytestmark = [
    pytest.mark.display,
    pytest.mark.xdist_group("display"),
    pytest.mark.skipif(MISSING is not None, reason=f"{MISSING} is not installed"),
]


class Person:
    """Looks at the window by its report, and uses mouse and keyboard."""

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

    def types(self, text: str) -> None:
        """Types a text, then Enter."""
        self._xdotool("type", "--delay", "8", text)
        self._xdotool("key", "Return")

    def presses(self, key: str) -> None:
        """Presses a key."""
        self._xdotool("key", key)

    def _xdotool(self, *arguments: str) -> None:
        subprocess.run(["xdotool", *arguments], env=self._environment, check=True, timeout=PATIENCE)


@pytest.fixture
def person(tmp_path: Path) -> Iterator[Person]:
    """Somebody before a display with a locked Reverie on it."""
    report = tmp_path / "report.json"
    with display.display((1280, 900)) as name:
        environment = {**os.environ, "DISPLAY": name, "QT_QPA_PLATFORM": "xcb"}
        command = [sys.executable, "-m", "tests.tools.told_window", str(report)]
        window = subprocess.Popen(command, env=environment)
        try:
            yield Person(name, report)
        finally:
            window.terminate()
            window.wait(PATIENCE)


def test_unlocking_asking_and_clicking_a_citation_shows_the_words_boxed(person: Person) -> None:
    person.clicks("Passphrase")
    person.types(small_world.PASSPHRASE)

    person.clicks("Your question")
    person.types("When does the ferry to Porto leave?")
    seen = person.waits_for(lambda seen: any(name.startswith("[1]") for name in seen["widgets"]))
    person.clicks(next(name for name in seen["widgets"] if name.startswith("[1]")))

    person.waits_for(lambda seen: bool(seen.get("boxes")))
    person.presses("Escape")
    person.waits_for(lambda seen: any(name.startswith("[1]") for name in seen["widgets"]))
    person.presses("ctrl+2")
    person.waits_for(lambda seen: "The day as a tape" in seen["widgets"])
