"""Somebody before the stage of a story: real mouse and keys, a window of its own, pictures for people to look at."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from app import paths
from app.demo.stage import Stage
from tests.integration import person as seated

PATIENCE = 40.0
"""Seconds until a step counts as failed; reading the first screen takes some, everything else less than one."""


class Person(seated.Person):
    """Starts the window. `environment` is the stage's, `window` the process."""

    def __init__(self, stage: Stage, folder: Path) -> None:
        super().__init__(stage.display, folder / "report.json")
        self._stage = stage
        self._folder = folder
        self._pictures = 0
        self.environment = stage.environment
        command = [sys.executable, "-P", "-m", "tests.tools.told_window", str(self._report), "--real"]
        environment = self.environment | {"PYTHONPATH": str(Path(__file__).parents[2])}
        self.window = subprocess.Popen(command, env=environment)

    def waits_for(self, true: Callable[[dict[str, Any]], bool], what: str = "that") -> dict[str, Any]:
        """Looks until it is true of what is seen."""
        end = time.monotonic() + PATIENCE
        while not true(seen := self.sees()):
            assert self.window.poll() is None, "the window ended"
            assert time.monotonic() < end, f"never seen: {what}; instead {seen.get('texts')}"
            time.sleep(0.05)
        return seen

    def finds(self, start: str) -> str:
        """The whole name of the widget that is called or whose name begins so, once it is there."""
        seen = self.waits_for(lambda seen: any(name.startswith(start) for name in seen["widgets"]), start)
        return min((str(name) for name in seen["widgets"] if name.startswith(start)), key=len)

    def reads(self, text: str) -> None:
        """Waits until a text that holds this is shown."""
        self.waits_for(lambda seen: any(text in shown for shown in seen.get("texts", ())), text)

    def sees_no_more(self, text: str) -> None:
        """Waits until no text holds this."""
        self.waits_for(lambda seen: not any(text in shown for shown in seen["texts"]), f"no {text}")

    def recovery_words(self) -> dict[int, str]:
        """The words as they stand on the page, by their numbers."""
        numbered = re.compile(r"(\d+)\. ([a-z]+)")
        found = [numbered.fullmatch(text) for text in self.sees()["texts"]]
        words = {int(match[1]): match[2] for match in found if match}
        assert len(words) == 24
        return words

    def places_asked(self) -> list[int]:
        """The numbers of the words that are asked for."""
        self.finds("Word ")
        named = (re.fullmatch(r"Word (\d+)", name) for name in self.sees()["widgets"])
        return sorted(int(match[1]) for match in named if match)

    def clicks(self, name: str) -> None:
        """Clicks the widget whose name begins so."""
        super().clicks(self.finds(name))

    def drags(self, start: tuple[int, int], name: str, when: Callable[[], None]) -> None:
        """Drags what lies at `start` to the widget whose name begins so, and lets it go once `when` returns."""
        super().drags(start, self.finds(name), when)

    def types(self, text: str, *, enter: bool = False) -> None:
        """Types a text."""
        super().types(text, enter=enter)

    def leaves(self) -> None:
        """Ends the window. It may be starting itself anew at this moment, which swallows a signal: then once more."""
        end = time.monotonic() + PATIENCE
        while self.window.poll() is None:
            assert time.monotonic() < end, "the window does not end"
            self.window.terminate()
            with suppress(subprocess.TimeoutExpired):
                self.window.wait(2)

    def starts_it_again(self) -> None:
        """A second start, as from the menu of the desktop; it shows the first and ends."""
        done = subprocess.run(paths.window_command(), env=self.environment, timeout=PATIENCE, check=False)
        assert done.returncode == 0

    def takes_a_picture(self, name: str) -> None:
        """Saves the display, for people to look at."""
        self._pictures += 1
        self._stage.picture(self._folder / f"{self._pictures}-{name}.png")


@contextmanager
def before(stage: Stage, folder: Path) -> Iterator[Person]:
    """Somebody who has just started Reverie; afterwards the window is told to end, and must never have stood still."""
    person = Person(stage, folder)
    try:
        yield person
    finally:
        person.leaves()
    person.never_stood_still()
