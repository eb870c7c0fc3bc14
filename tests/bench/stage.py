"""The process that plays scenes on a display, and what it tells of them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

SIZE = (1920, 1080)
# What the scene `changes` takes for one change, in its own time.
CHANGE_SECONDS = 6.0


class Stage:
    """The process that plays scenes; `account` is what it told."""

    def __init__(self) -> None:
        env = {**os.environ, "QT_QPA_PLATFORM": "xcb"}
        command = [sys.executable, "-P", "-m", "tests.bench.scenes"]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env, text=True
        )
        self.account: list[dict[str, Any]] = []

    def play(self, scene: str, seconds: float) -> None:
        """So much of a scene; what it shows is on the display then."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{scene} {seconds}\n")
        self._process.stdin.flush()
        self.account += json.loads(self._process.stdout.readline())

    def close(self) -> None:
        """Ends it."""
        self._process.terminate()
        self._process.communicate()
